// Holds the pages of what is shared and compared to their promises in a real
// browser, on the demo:
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/sharing.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { declare, sharingStates, startDemo } from "./sharing-states.mjs";
import { go, signIn } from "./person.mjs";
import { large, small, tryEvery, visit as look } from "./ways.mjs";

let service, browser;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await startDemo(process.env.WEB_BINARY);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** visit opens a browser of its own for body. */
const visit = (way, body) => look(browser, service, way, body);

tryEvery(sharingStates, visit, (name, page) => sharingStates[name](page, service));

test("a funder's code leads an organisation to agree, by keyboard alone, and to stop", async () => {
  let code;
  await visit({ viewport: large }, async (page) => {
    await declare(page, service, "Community grants");
    code = await page.locator(".secret").innerText();
  });
  await visit({ viewport: small, javaScriptEnabled: false }, async (page) => {
    await signIn(page, service.fresh);
    await page.goto("/sharing/new");
    await page.locator("input[name=purpose]").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.type(code);
    await page.keyboard.press("Enter");
    await page.locator("dd", { hasText: "Community grants" }).waitFor();
    await page.locator("#agreed").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
    await page.goBack(); // to the form, which is sent again by mistake
    await page.locator("#agreed").check();
    await go(page);
    await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
    await page.locator("a[href$='/withdraw']").click();
    await page.locator("button.danger").click();
    await page.waitForURL(/\/sharing\/[0-9a-f-]{36}$/);
    assert.equal(await page.locator("a[href$='/withdraw']").count(), 0);
  });
});

test("a release can be kept as a table and as a picture", () =>
  visit({ viewport: large }, async (page) => {
    await sharingStates["release, middling"](page, service);
    for (const link of await page.locator(".keep a").all()) {
      const [kept] = await Promise.all([page.waitForEvent("download"), link.click()]);
      assert.match(kept.suggestedFilename(), /^seven-rungs-\d{4}\.(csv|svg)$/);
    }
  }));
