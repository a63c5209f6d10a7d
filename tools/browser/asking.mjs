// Opens an assessment, asks people and closes it in a real browser, by keyboard
// alone and without JavaScript, and with it.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/asking.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, patience } from "./chromium.mjs";
import { start } from "./service.mjs";
import { signIn } from "./person.mjs";
import { newWorld } from "./states.mjs";
import { invited } from "./asking-states.mjs";

let service, browser, world;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0" });
  browser = await launch();
  world = await newWorld(service);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** visit opens a browser of its own for body. */
async function visit(options, body) {
  const context = await browser.newContext({ baseURL: service.address, viewport: { width: 375, height: 740 }, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(patience);
  try {
    await body(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

test("an assessment is opened, people are asked, and it is closed: by keyboard, without scripts", () =>
  visit({ javaScriptEnabled: false }, async (page) => {
    await signIn(page, world.fresh);
    await page.goto("/assessments/new");
    await page.locator("#title").focus();
    await page.keyboard.type("A club");
    await page.keyboard.press("Enter");
    await page.waitForURL(/assessments\/[0-9a-f-]{36}$/);
    const place = page.url();

    await page.locator('a[href$="/invite"]').focus();
    await page.keyboard.press("Enter");
    await page.locator("#side").focus();
    await page.keyboard.press("Space");
    await page.locator("#number").focus();
    await page.keyboard.press("Enter");
    assert.equal((await page.locator("#links").innerText()).trim().split("\n").length, 10);

    await page.goto(`${place}/enter?side=lived`);
    await page.locator("main select").first().selectOption("4");
    await page.locator("#support").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await page.locator(".notice").waitFor();

    await page.goto(`${place}/close`);
    await page.locator("main button.danger").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(place);
    await page.locator('a[href$="/result"]').waitFor();
  }));

test("a link leads from the slip to the questions, and is in no address that is sent", () =>
  visit({}, async (page, context) => {
    const sent = [];
    context.on("request", (request) => sent.push(request.url().split("#")[0] + (request.headers().referer ?? "")));
    await invited(page, world, "each", 2);
    const link = (await page.locator("#links").innerText()).trim().split("\n")[0];
    await page.locator("#form button.main").click();
    await page.locator(".slips li").nth(1).waitFor();
    assert.ok((await page.locator(".slips .link").allInnerTexts()).includes(link));
    await page.goto(link);
    await page.getByText("Short breaks for families").first().waitFor();
    assert.deepEqual(sent.filter((address) => address.includes("rung_")), []);
  }));
