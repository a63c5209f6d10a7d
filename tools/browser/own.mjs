// Holds the pages of an organisation about itself, of partners, and of who runs the
// service to their promises in a real browser. See web.mjs.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/own.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { ownStates, ownWorld } from "./own-states.mjs";
import { start } from "./service.mjs";
import { go, signIn } from "./person.mjs";
import { newWorld } from "./states.mjs";
import { small, tryEvery, visit as look } from "./ways.mjs";

const log = [];
let service, browser, world;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0", SEVENRUNGS_LOG_LEVEL: "debug" }, log);
  browser = await launch();
  world = await newWorld(service);
  await ownWorld(service, world);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const visit = (way, body) => look(browser, service, way, body);

tryEvery(ownStates, visit, (name, page) => ownStates[name](page, world));

test("a claim link says for whom it is, leaves no secret in the address, and gives the key by keyboard", () =>
  visit({ viewport: small }, async (page) => {
    await page.goto(await world.newClaim()); // the newest alone works
    await page.locator(".notice", { hasText: "anytown council" }).waitFor();
    assert.equal(new URL(page.url()).hash, "");
    await page.locator("button.main").focus();
    await page.keyboard.press("Enter");
    const key = await page.locator("#secret").innerText();
    await page.locator("#kept").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/home");
    await page.goto("/sign-out");
    await go(page);
    await signIn(page, key);
  }));

test("a key is made, kept and ended without scripts", () =>
  visit({ viewport: small, javaScriptEnabled: false }, async (page) => {
    await signIn(page, world.fresh);
    await page.goto("/keys/new");
    await page.locator("#name").fill("For a while");
    await page.keyboard.press("Enter");
    await page.locator("#secret").waitFor();
    await page.goto("/keys");
    assert.equal(await page.getByRole("heading", { name: "For a while" }).count(), 1);
    await page.getByRole("link", { name: /End this key.*For a while/ }).click();
    await page.locator("button.danger").click();
    await page.waitForURL("**/keys");
  }));

test("the file with all that is kept comes down", () =>
  visit({ viewport: small }, async (page) => {
    await signIn(page, world.busy);
    await page.goto("/export");
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("main a.main").click()]);
    assert.match(file.suggestedFilename(), /^sevenrungs-.+\.json$/);
  }));

test("no key stands in the log", () => assert.deepEqual(log.filter((line) => /rung_[ckirls]/.test(line)), []));
