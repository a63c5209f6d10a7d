// Holds the pages to their promises in a real browser, against a real service:
// every page in every state, on small and large screens, in the light and in the
// dark, in both kinds of words, with and without JavaScript, by keyboard.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/web.mjs
//
// MATRIX=full looks at every page in every way; otherwise each is looked at in two
// that differ in all but the light.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { start } from "./service.mjs";
import { answerAll, go, signIn } from "./person.mjs";
import { newWorld, states } from "./states.mjs";
import { large, small, sound, tryEvery, visit as look } from "./ways.mjs";

const log = [];
let service, browser, world;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0", SEVENRUNGS_LOG_LEVEL: "debug", SEVENRUNGS_CONTACT: "help@example.org" }, log);
  browser = await launch();
  world = await newWorld(service);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** visit opens a browser of its own for body. */
const visit = (way, body) => look(browser, service, way, body);

tryEvery(states, visit, (name, page) => states[name](page, world));

test("the first thing that the keyboard reaches is the switch of the words, then the way past the menu", () =>
  visit({ viewport: large }, async (page) => {
    await page.goto("/try?side=lived");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.name), "words");
    await page.keyboard.press("Enter");
    await page.locator("html.easy").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  }));

test("what needs to be put right takes the focus, and leads to its field", () =>
  visit({ viewport: small }, async (page) => {
    await page.goto("/start");
    await go(page);
    await page.locator(".faults:focus").waitFor();
    await page.locator(".faults a").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "name");
  }));

test("an organisation starts by keyboard alone, and comes back", () =>
  visit({ viewport: small, javaScriptEnabled: false }, async (page) => {
    await page.goto("/start");
    await page.locator("#name").focus();
    await page.keyboard.type("A club");
    await page.keyboard.press("Enter");
    const key = await page.locator("#secret").innerText();
    assert.match(key, /^rung_k\w{38}$/);
    await page.locator("#kept").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/home");
    await page.getByText("A club", { exact: true }).waitFor();
    await page.goto("/sign-out");
    await go(page);
    await signIn(page, key);
  }));

test("home to a first result takes at most 8 presses", () =>
  visit({ viewport: small }, async (page) => {
    await page.goto("/");
    await go(page); // 1
    await go(page); // 2
    await answerAll(page, "4"); // 6
    await go(page); // 7
    await page.locator(".summary").waitFor();
  }));

test("a sign-in link says whose account it opens, and leaves no key in the address", () =>
  visit({ viewport: small }, async (page) => {
    await page.goto(`/sign-in#${world.busy}`);
    await page.locator(".notice", { hasText: "Anytown Council" }).waitFor();
    assert.equal(new URL(page.url()).hash, "");
    await go(page);
    await page.waitForURL("**/home");
  }));

test("without scripts a sign-in link has a field to paste it into", () =>
  visit({ viewport: small, javaScriptEnabled: false }, async (page) => {
    await page.goto(`/sign-in#${world.busy}`);
    await page.locator("#key").fill(`${service.address}/sign-in#${world.busy}`);
    await go(page);
    await page.waitForURL("**/home");
  }));

test("five minutes before the end it is said, and one press stays", () =>
  visit({ viewport: small }, async (page) => {
    await page.clock.install();
    await signIn(page, world.fresh);
    assert.equal(await page.locator(".ending").isVisible(), false);
    await page.clock.runFor("54:00");
    assert.equal(await page.locator(".ending").isVisible(), false);
    await page.clock.runFor("02:00");
    await page.locator(".ending").waitFor();
    await sound(page);
    await page.locator(".ending button").click();
    await page.locator(".ending").waitFor({ state: "hidden" });
  }));

test("a number is checked when its field is left", () =>
  visit({ viewport: small }, async (page) => {
    await page.goto("/start");
    await page.locator("#number").fill("GB-COH-123");
    await page.locator("#number").blur();
    await page.locator("#number-checked.bad", { hasText: "GB-COH-00000123" }).waitFor();
    await page.locator("#number").fill("gb-chc-1173575");
    await page.locator("#number").blur();
    await page.locator("#number-checked:not(.bad)", { hasText: "GB-CHC-1173575" }).waitFor();
  }));

test("the back button brings back what was typed, and a form sent again makes nothing new", () =>
  visit({ viewport: small }, async (page) => {
    await page.goto("/start");
    await page.locator("#name").fill("A club");
    await go(page);
    await page.locator("#secret").waitFor();
    await page.goBack();
    assert.equal(await page.locator("#name").inputValue(), "A club");
    await go(page);
    await page.locator("main h1").waitFor();
    assert.equal(await page.locator("#secret").count(), 0);
  }));

test("on paper there is no menu, and nothing is coloured", () =>
  visit({ viewport: large, colorScheme: "dark" }, async (page) => {
    await page.goto("/method");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header, footer, .switch").evaluateAll((parts) => parts.filter((part) => part.checkVisibility()).length), 0);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(0, 0, 0)");
  }));

test("no key and nothing typed stands in the log", () => {
  assert.ok(log.length > 100);
  assert.deepEqual(log.filter((line) => /rung_[kirls]|A club|Anytown/.test(line)), []);
});
