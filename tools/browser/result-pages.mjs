// Holds the pages of a result, its plan, its reports and the way over the years to
// their promises in a real browser: each state on small and large screens, in the
// light and in the dark, in both kinds of words, with and without scripts; on
// paper, and by keyboard.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/result-pages.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { resultStates, resultWorld } from "./result-states.mjs";
import { start } from "./service.mjs";
import { go, signIn } from "./person.mjs";
import { large, small, tryEvery, visit as look } from "./ways.mjs";

let service, browser, world;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0" });
  browser = await launch();
  world = await resultWorld(service);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** visit opens a browser of its own for body. */
const visit = (way, body) => look(browser, service, way, body);

tryEvery(resultStates, visit, (name, page) => resultStates[name](page, world));

/** sheets counts the pages of a page on paper. */
async function sheets(page) {
  const paper = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
  return paper.match(/\/Type\s*\/Page\b/g).length;
}

for (const which of ["usual", "large", "staff", "lived", "nobody"]) {
  test(`on paper the report is two pages, and one for those who answered: ${which}`, () =>
    visit({ viewport: large }, async (page) => {
      await signIn(page, world.key);
      await page.goto(`${world[which]}/report`);
      assert.equal(await sheets(page), 2);
      await page.goto(`${world[which]}/report/easy`);
      assert.equal(await sheets(page), 1);
    }));
}

test("on paper there is nothing to press", () =>
  visit({ viewport: large }, async (page) => {
    await resultStates.plan(page, world);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header, button, input, .button").filter({ visible: true }).count(), 0);
    assert.ok(await page.locator(".plan .what").first().isVisible());
  }));

test("the picture is there, for a phone on a phone and wide on a desktop", async () => {
  for (const [viewport, width] of [[small, 360], [large, 960]]) {
    await visit({ viewport }, async (page) => {
      await resultStates.result(page, world);
      const image = page.locator(".drawing img");
      assert.equal(await image.evaluate(async (img) => { await img.decode(); return img.naturalWidth; }), width);
      assert.match(await image.getAttribute("alt"), /Nearest rung: 3 Informing/);
    });
  }
});

test("an action goes into the plan, is done, and is taken out, by keyboard alone and without scripts", () =>
  visit({ viewport: small, javaScriptEnabled: false }, async (page) => {
    await signIn(page, world.key);
    await page.goto(`${world.lived}/plan/new`);
    await page.locator("#text").focus();
    await page.keyboard.type("Ask people first");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Sam");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/plan");
    const line = page.locator(".plan li", { hasText: "Ask people first" });
    await line.getByText("Who: Sam.").waitFor();
    await line.locator("input").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.locator(".plan li.finished", { hasText: "Ask people first" }).waitFor();
    await line.locator("a").click();
    await page.locator("main a[href$=remove]").click();
    await page.locator("button.danger").click();
    await page.waitForURL("**/plan");
    assert.equal(await line.count(), 0);
  }));

test("what needs to be put right in an action takes the focus, and leads to its field", () =>
  visit({ viewport: small }, async (page) => {
    await resultStates["plan, new, with faults"](page, world);
    await page.locator(".faults:focus").waitFor();
    await page.locator(".faults a").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "text");
  }));

test("a link that is made opens the result for somebody else", () =>
  visit({ viewport: small }, async (page) => {
    await resultStates["links, made"](page, world);
    const link = await page.locator("#link").innerText();
    await visit({ viewport: small }, async (other) => {
      await other.goto(link);
      await other.getByText("Short breaks for families").first().waitFor();
    });
    await page.goBack();
    await go(page);
    await page.locator("main h1").waitFor();
  }));
