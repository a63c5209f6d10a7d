// How pages are looked at in a browser: the ways that every page is opened in, and
// what no page should ever do.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, patience } from "./chromium.mjs";

/** spared is what may be small: what is in the middle of a sentence, and the way past the menu, which is seen when it is reached. */
const spared = ".skip, .unseen, p a, dd a, td a, th a, .faults a";

/** sound fails when a screen has what keeps people out: axe's findings, sideways scrolling, targets that are too small. */
export async function sound(page) {
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

export const small = { width: 320, height: 640 }, large = { width: 1280, height: 900 };

/**
 * sizes are what a page is tried in besides, without being opened again: a usual phone,
 * a desktop at 200%, and one whose reader has letters of twice the size.
 */
const sizes = {
  "on a phone": { viewport: { width: 375, height: 740 }, letters: "" },
  "at 200%": { viewport: { width: 640, height: 450 }, letters: "" },
  "with letters twice the size": { viewport: large, letters: "200%" },
};

/** fits fails when a page scrolls sideways in one of the sizes. */
export async function fits(page) {
  const before = page.viewportSize();
  for (const [how, { viewport, letters }] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    const wide = await page.evaluate((letters) => {
      document.documentElement.style.fontSize = letters;
      return document.documentElement.scrollWidth;
    }, letters);
    assert.ok(wide <= viewport.width, `${await page.title()}, ${how}: ${wide} px wide on ${viewport.width}`);
  }
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  await page.setViewportSize(before);
}

const lights = ["light", "dark"], yesAndNo = [true, false];

/** all are all the ways in which a page can be looked at: the screen, the light, the words, scripts. */
const all = [small, large].flatMap((viewport) => lights.flatMap((colorScheme) =>
  yesAndNo.flatMap((easy) => yesAndNo.map((scripts) => ({ viewport, colorScheme, easy, scripts })))));

/** pairs are four of them, in which every two choices meet that can. */
const pairs = [
  { viewport: small, colorScheme: "light", easy: false, scripts: true },
  { viewport: large, colorScheme: "light", easy: true, scripts: false },
  { viewport: small, colorScheme: "dark", easy: true, scripts: false },
  { viewport: large, colorScheme: "dark", easy: false, scripts: true },
];

/**
 * waysOf are those for one of many states, by its number. Each is seen on both
 * screens, in both kinds of words, with and without scripts; every other in the dark.
 */
const waysOf = (number) => process.env.MATRIX === "full" ? all : number % 2 ? pairs.slice(2) : pairs.slice(0, 2);

/** tryEvery holds every state to what every page must do. show brings a page there. */
export function tryEvery(states, visit, show) {
  Object.keys(states).forEach((name, number) => {
    for (const way of waysOf(number)) {
      const { viewport, colorScheme, easy, scripts } = way;
      test(`${name}: ${viewport.width} px, ${colorScheme}, ${easy ? "Easy Read" : "standard"}, ${scripts ? "with" : "without"} scripts`, () =>
        visit(way, async (page) => {
          await show(name, page);
          await page.locator("main h1").waitFor();
          await sound(page);
          await fits(page);
        }));
    }
  });
}

/** visit opens a browser of its own for body, and fails on what no page should ever do. */
export async function visit(browser, service, { easy, scripts = true, ...options }, body) {
  const context = await browser.newContext({ baseURL: service.address, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(patience);
  const complaints = [];
  context.on("weberror", (error) => complaints.push(`uncaught: ${error.error().stack}`));
  context.on("console", (message) => {
    const refused = message.text().startsWith("Failed to load resource"); // an answer of 400 and more: the page speaks of it
    if (["error", "warning"].includes(message.type()) && !refused) complaints.push(`console: ${message.text()}`);
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== service.address) complaints.push(`request: ${url}`);
    if ((url.pathname + url.search + (request.headers().referer ?? "")).includes("rung_")) complaints.push(`a key in an address: ${url}`);
  });
  if (!scripts) await context.route("**/*.js?v=*", (route) => route.abort()); // axe is a script, so scripts as such have to run
  if (easy) await context.addCookies([{ name: "words", value: "easy_read", url: service.address }]);
  const page = await context.newPage();
  try {
    await body(page, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, []);
}

