// How pages are looked at in a browser: the ways that every page is opened in, and
// what no page should ever do.
import assert from "node:assert/strict";
import { patience } from "./chromium.mjs";
import { sound as soundScreen } from "./person.mjs";

/** sound spares what is in the middle of a sentence, and the way past the menu, which is seen when it is reached. */
export const sound = (page) => soundScreen(page, ".skip, .unseen, p a, dd a, .faults a");

export const small = { width: 320, height: 640 }, large = { width: 1280, height: 900 };

/** ways are how a page is looked at: the screen, the light, the words, scripts. Every two of them meet. */
export const ways = process.env.MATRIX === "full"
  ? [small, large].flatMap((viewport) => ["light", "dark"].flatMap((colorScheme) => [true, false].flatMap((easy) => [true, false].map((scripts) => ({ viewport, colorScheme, easy, scripts })))))
  : [
      { viewport: small, colorScheme: "light", easy: false, scripts: true },
      { viewport: small, colorScheme: "dark", easy: true, scripts: false },
      { viewport: large, colorScheme: "dark", easy: false, scripts: true },
      { viewport: large, colorScheme: "light", easy: true, scripts: false },
    ];

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
  if (!scripts) await context.route("**/script.js*", (route) => route.abort()); // axe is a script, so scripts as such have to run
  if (easy) await context.addCookies([{ name: "words", value: "easy_read", url: service.address }]);
  const page = await context.newPage();
  try {
    await body(page, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(complaints, []);
}

