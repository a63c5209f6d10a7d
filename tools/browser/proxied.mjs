// Holds the pages to answer on to their promises where something stands between them
// and the service, and where links were passed on by programs.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/proxied.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { newCouncil, read } from "./council.mjs";
import { begin, follow, on, ownLink, press, saved } from "./person.mjs";
import { compressing } from "./proxy.mjs";
import { start } from "./service.mjs";
import { small, visit } from "./ways.mjs";

let service, browser, council;

const retags = {
  "weakens tags": (tag) => `W/${tag}`,
  "adds to tags": (tag) => tag.replace(/"$/, '-gzip"'),
  "takes tags away": () => null,
};
const proxies = {};

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0" });
  browser = await launch();
  council = await newCouncil(service);
  for (const [what, retag] of Object.entries(retags)) proxies[what] = await compressing(service, retag);
});

after(async () => {
  for (const proxy of Object.values(proxies)) await proxy.stop();
  await browser?.close();
  await service?.stop();
});

for (const what of Object.keys(retags)) {
  test(`answers are saved through a proxy that ${what}`, () => visit(browser, proxies[what], { viewport: small }, async (page) => {
    const proxy = proxies[what];
    const assessment = await council.assess();
    await begin(page, (await council.invite(assessment, "lived")).replace(service.address, proxy.address));
    const link = (await ownLink(page)).replace(proxy.address, service.address);
    await press(page, "Go to the questions");
    for (let n = 1; n <= 3; n++) {
      await page.getByText(`Question ${n} of 16`, { exact: true }).waitFor();
      await page.locator('input[name=answer][value="4"]').check();
      await saved(page);
      await press(page, "Next");
    }
    await page.getByText("Question 4 of 16", { exact: true }).waitFor();
    assert.equal(Object.keys((await read(service, link)).answers).length, 3);
  }));
}

const check = (name, body) => test(name, () => visit(browser, service, { viewport: small }, body));

check("a link opens as programs pass it on", async (page) => {
  const invitation = await council.invite(await council.assess(), "lived");
  for (const mangled of [`${invitation}.`, `${invitation})`, `${invitation}%3E`, `${invitation}%20`, `${invitation}?utm_source=mail`, `${invitation}\u200b`, invitation.replace("rung_", "rung%5F")]) {
    await page.context().clearCookies();
    await follow(page, mangled);
    await on(page, "Say how it is for you");
    assert.ok(!page.url().includes("#"), page.url());
  }
});

check("a link that does not open stands in the field, to be mended", async (page) => {
  for (const [path, given] of [["/answer", "rung_x"], ["/answer", "half-a-link"], ["/answer", "%E0%A4%A"], ["/result", "rung_l"], ["/result", "nonsense"]]) {
    await follow(page, `${service.address}${path}#${given}`);
    await on(page, "This link does not open");
    assert.equal(page.url(), service.address + path);
    assert.equal(await page.getByLabel("Your link").inputValue(), given);
  }
});
