// A person in front of a screen: what they press, and what a page must never do
// to them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, patience } from "./chromium.mjs";

/** desk returns a check that runs a test in a fresh browser profile. */
export function desk(setup) {
  return function check(name, body, options = {}) {
    test(name, async (t) => {
      const { browser, service } = setup();
      const context = await browser.newContext({ reducedMotion: "reduce", ...options });
      context.setDefaultTimeout(patience);
      const complaints = [];
      await listen(context, service, complaints);
      const page = await context.newPage();
      try {
        await body(page, context);
      } catch (error) {
        complaints.forEach((complaint) => t.diagnostic(complaint)); // often the reason
        throw error;
      } finally {
        await context.close();
      }
      assert.deepEqual(complaints, []);
    });
  };
}

/** listen collects what a page should never do: fail, break its policy, call elsewhere, or put a key into an address. */
async function listen(context, service, complaints) {
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().stack}`));
  context.on("console", (message) => {
    const refused = message.text().startsWith("Failed to load resource"); // an answer of 400 and more: the page speaks of it
    if (["error", "warning"].includes(message.type()) && !refused) complaints.push(`console: ${message.text()}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "blob:" && url.origin !== service.address) complaints.push(`request: ${url}`);
    if ((url.pathname + url.search + (request.headers().referer ?? "")).includes("rung_")) complaints.push(`a key in an address: ${url.pathname}${url.search}`);
    if (request.headers().cookie) complaints.push(`a cookie: ${url}`);
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
  });
}

/** press presses a button or follows a link, and waits for the screen that comes. */
export async function press(page, name, title) {
  await page.getByRole("main").getByRole("button", { name, exact: true }).or(page.getByRole("link", { name, exact: true })).click();
  if (title) await on(page, title);
}

/** on waits until a screen with this heading is shown, and the keyboard is there. */
export async function on(page, title) {
  await page.waitForFunction((title) => {
    const heading = document.activeElement;
    return heading.tagName === "H1" && heading.textContent.startsWith(title) && document.title.includes(title);
  }, title);
}

/** begin opens an invitation and goes on to the first screen about the questions. */
export async function begin(page, link) {
  await page.goto(link);
  await press(page, "Start", "Short breaks for families");
}

/** saved waits until the page says that an answer is saved. */
export const saved = (page) => page.getByRole("status").filter({ hasText: /saved\.$/i }).waitFor();

/** words switches between standard and Easy Read. */
export const words = (page, variant) => page.locator(`#words [value=${variant}]`).check();

/** ownLink is the link that the page shows. */
export const ownLink = (page) => page.getByLabel("Your own link").inputValue();

/**
 * sound fails when a screen has what keeps people out: axe's findings, sideways
 * scrolling, targets that are too small. Links in the middle of a sentence may be
 * as high as that; spared says which.
 */
export async function sound(page, spared = ":not(*)") {
  const where = await page.title();
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { violations, incomplete } = await globalThis.axe.run();
    return [...violations, ...incomplete.filter(({ id }) => id === "color-contrast")].flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
  assert.deepEqual(found, [], where);
  const { width, wide, small } = await page.evaluate((spared) => ({
    width: innerWidth,
    wide: document.documentElement.scrollWidth,
    small: [...document.querySelectorAll("button, a, summary, label.choice, .words label, input:not([type=radio], [type=checkbox]), textarea")]
      .filter((target) => target.checkVisibility() && !target.matches(spared))
      .filter((target) => { const { width, height } = target.getBoundingClientRect(); return width < 44 || height < 44; })
      .map((target) => target.outerHTML),
  }), spared);
  assert.ok(wide <= width, `${where}: ${wide} px wide on ${width}`);
  assert.deepEqual(small, [], where);
}
