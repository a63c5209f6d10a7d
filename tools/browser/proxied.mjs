// Holds the page to answer on to its promises where something stands between it
// and the service, and where its links were passed on by programs.
//
//   PAGES_BINARY=./sevenrungs node --test tools/browser/proxied.mjs
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "./chromium.mjs";
import { newCouncil, read } from "./council.mjs";
import { begin, desk, on, ownLink, press, saved } from "./person.mjs";
import { compressing } from "./proxy.mjs";
import { start } from "./service.mjs";

let service, browser, council;

const retags = {
  "weakens tags": (tag) => `W/${tag}`,
  "adds to tags": (tag) => tag.replace(/"$/, '-gzip"'),
  "takes tags away": () => null,
};
const proxies = {}, patched = {};

before(async () => {
  assert.ok(process.env.PAGES_BINARY, "set PAGES_BINARY to a binary of the service");
  service = await start(process.env.PAGES_BINARY, { SEVENRUNGS_RATE_LIMIT: "0" });
  browser = await launch();
  council = await newCouncil(service);
  for (const [what, retag] of Object.entries(retags)) {
    patched[what] = 0;
    proxies[what] = await compressing(service, retag, (method) => { if (method === "PATCH") patched[what]++; });
  }
});

after(async () => {
  for (const proxy of Object.values(proxies)) await proxy.stop();
  await browser?.close();
  await service?.stop();
});

for (const what of Object.keys(retags)) {
  desk(() => ({ browser, service: proxies[what] }))(`answers are saved through a proxy that ${what}`, async (page) => {
    const proxy = proxies[what];
    const assessment = await council.assess();
    await begin(page, (await council.invite(assessment, "lived")).replace(service.address, proxy.address));
    const link = await ownLink(page);
    await press(page, "Go to the questions");
    for (let n = 1; n <= 3; n++) {
      await page.locator('input[name=answer][value="4"], input[name=stance][value="4"]').check();
      await saved(page);
      await press(page, "Next");
    }
    assert.equal(Object.keys((await read(service, link.replace(proxy.address, service.address))).answers).length, 3);
    assert.equal(patched[what], 3);
  });
}

const check = desk(() => ({ browser, service }));

check("a page that is always too late asks seldom, says so, and stops", async (page, context) => {
  const link = await (async () => {
    await begin(page, await council.invite(await council.assess(), "lived"));
    return ownLink(page);
  })();
  await page.clock.install();
  let asked = 0;
  await context.route(/\/responses\/[^/]+$/, (route) => {
    if (route.request().method() !== "PATCH") return route.continue();
    asked++;
    return route.fulfill({ status: 412, contentType: "application/problem+json", body: "{}" });
  });
  await press(page, "Go to the questions");
  await page.locator('input[name=answer][value="4"], input[name=stance][value="4"]').check();
  await page.getByText("Keep this page open").first().waitFor();
  assert.ok(asked <= 4, `${asked} requests at once`);
  const stopped = page.getByText("We tried many times and have stopped.");
  while (!await stopped.isVisible()) {
    await page.clock.runFor(31_000);
    await page.evaluate(() => fetch("/livez").then(() => {})); // until what was asked before is answered, too
  }
  const most = asked;
  assert.ok(most <= 24, `${most} requests in six minutes`);
  await page.clock.runFor(600_000);
  assert.equal(asked, most);
  await context.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await saved(page);
  assert.equal(Object.keys((await read(service, link)).answers).length, 1);
});

check("a link opens as programs pass it on", async (page) => {
  const invitation = await council.invite(await council.assess(), "lived");
  for (const mangled of [`${invitation}.`, `${invitation})`, `${invitation}%3E`, `${invitation}%20`, `${invitation}?utm_source=mail`, `${invitation}\u200b`, invitation.replace("rung_", "rung%5F")]) {
    await page.goto("about:blank");
    await page.goto(mangled);
    await on(page, "Say how it is for you");
    assert.ok(!page.url().includes("#"), page.url());
  }
});

check("a link that does not open stays in the address bar", async (page) => {
  for (const path of ["/answer#rung_x", "/answer#half-a-link", "/result#rung_l"]) {
    await page.goto("about:blank");
    await page.goto(service.address + path);
    await on(page, "This link does not open");
    assert.equal(page.url(), service.address + path);
  }
});
