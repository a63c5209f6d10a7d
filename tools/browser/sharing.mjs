// Holds the pages of what is shared and compared to their promises in a real
// browser, on the demo:
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/sharing.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, patience } from "./chromium.mjs";
import { sound as soundScreen } from "./person.mjs";
import { declare, sharingStates, startDemo } from "./sharing-states.mjs";
import { go, signIn } from "./states.mjs";

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

/** sound spares what is in the middle of a sentence, and the way past the menu. */
const sound = (page) => soundScreen(page, ".skip, p a, dd a, .faults a");

const small = { width: 320, height: 640 }, large = { width: 1280, height: 900 };

/** ways are how a page is looked at. Every two of them meet. */
const ways = [
  { viewport: small, colorScheme: "light", easy: false, scripts: true },
  { viewport: small, colorScheme: "dark", easy: true, scripts: false },
  { viewport: large, colorScheme: "dark", easy: false, scripts: true },
  { viewport: large, colorScheme: "light", easy: true, scripts: false },
];

/** visit opens a browser of its own for body, and fails on what no page should ever do. */
async function visit({ easy, scripts = true, ...options }, body) {
  const context = await browser.newContext({ baseURL: service.address, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(patience);
  const complaints = [];
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().stack}`));
  context.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !message.text().startsWith("Failed to load resource")) complaints.push(`console: ${message.text()}`);
  });
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== service.address) complaints.push(`request: ${request.url()}`);
  });
  if (!scripts) await context.route("**/script.js*", (route) => route.abort()); // axe is a script, so scripts as such have to run
  if (easy) await context.addCookies([{ name: "words", value: "easy_read", url: service.address }]);
  const page = await context.newPage();
  try {
    await body(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, []);
}

for (const name of Object.keys(sharingStates)) {
  for (const way of ways) {
    const { viewport, colorScheme, easy, scripts } = way;
    test(`${name}: ${viewport.width} px, ${colorScheme}, ${easy ? "Easy Read" : "standard"}, ${scripts ? "with" : "without"} scripts`, () =>
      visit(way, async (page) => {
        await sharingStates[name](page, service);
        await page.locator("main h1").waitFor();
        await sound(page);
      }));
  }
}

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
