// Holds the docs page to its promises in a real browser, as a person meets it:
// by mouse, by keyboard, on a small screen, without scripts.
//
//   DOCS_BINARY=./sevenrungs node --test tools/browser/docs.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, launch, patience } from "./chromium.mjs";
import { start } from "./service.mjs";

// What axe finds in the part that Swagger UI draws, which is for Swagger UI to
// mend. A rule that is not here fails the test. So does one that is no longer
// broken: strike it out.
const knownInSwaggerUI = {
  "button-name": "The buttons that copy have a picture and no name.",
  "color-contrast": "Links, badges and buttons are too pale.",
  label: "The box for the body has no label.",
  "nested-interactive": "The button that opens a call has a link inside.",
  "scrollable-region-focusable": "Long code scrolls by mouse only.",
  "select-name": "The choices of server and of a parameter have no name.",
};

let service, browser;

before(async () => {
  assert.ok(process.env.DOCS_BINARY, "set DOCS_BINARY to a binary of the service");
  service = await start(process.env.DOCS_BINARY);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/**
 * check opens the docs in a fresh browser profile and lets body look at them.
 * It also fails when the page complains, breaks its policy, or calls elsewhere.
 */
function check(name, body, options = {}) {
  test(name, async (t) => {
    const page = await browser.newPage({ reducedMotion: "reduce", ...options });
    page.setDefaultTimeout(patience);
    const complaints = await listen(page);
    try {
      await page.goto(`${service.address}/docs/`);
      await body(page);
    } catch (error) {
      complaints.forEach((complaint) => t.diagnostic(complaint)); // often the reason
      throw error;
    } finally {
      await page.close();
    }
    assert.deepEqual(complaints, []);
  });
}

/** listen collects what a page should never do. */
async function listen(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && url.origin !== service.address) complaints.push(`request: ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
  });
  return complaints;
}

/** execute tries a call as a person would, and returns the answer that is shown. */
async function execute(page, id, fill = async () => {}) {
  const call = page.locator(`.opblock[id$="-${id}"]`);
  await call.locator(".opblock-summary-control").click();
  await call.getByRole("button", { name: "Try it out" }).click();
  await fill(call);
  await call.getByRole("button", { name: "Execute" }).click();
  const answer = call.locator(".live-responses-table .response");
  const status = await answer.locator(".response-col_status").innerText();
  const body = await answer.locator(".highlight-code pre").first().textContent();
  return { status, body: JSON.parse(body) };
}

/** broken lists what axe finds wrong: the rule, the place, and whether Swagger UI drew it. */
async function broken(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run({ elementRef: true });
    return violations
      .filter(({ impact }) => ["serious", "critical"].includes(impact))
      .flatMap(({ id, nodes }) => nodes.map(({ element, target }) =>
        ({ id, target: target.join(" "), theirs: element.matches("#operations *") })));
  });
}

check("the page says what it is", async (page) => {
  assert.equal(await page.title(), "Seven Rungs: the API");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.locator(".opblock").first().waitFor();
  assert.deepEqual(await page.locator("h1").allInnerTexts(), ["The Seven Rungs API"]);
});

check("every call of the document is listed", async (page) => {
  await page.locator(".opblock").first().waitFor();
  const listed = await page.locator(".opblock:visible .opblock-summary").evaluateAll((calls) =>
    calls.map((call) => {
      const method = call.querySelector(".opblock-summary-method").textContent;
      return `${method} ${call.querySelector("[data-path]").dataset.path}`;
    }));
  const { paths } = await (await fetch(`${service.address}/openapi.json`)).json();
  const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
  const written = Object.entries(paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => `${method.toUpperCase()} ${path}`));
  assert.notEqual(written.length, 0);
  assert.deepEqual(listed.sort(), written.sort());
});

check("the example of a score can be sent as it is", async (page) => {
  const { status, body } = await execute(page, "score");
  assert.equal(status, "200");
  assert.ok(body.explanation, "the answer has no explanation");
});

check("an instrument can be read", async (page) => {
  const { status, body } = await execute(page, "latestInstrument", (call) =>
    call.locator('[data-param-name="id"] input').fill("coproduction-ladder"));
  assert.equal(status, "200");
  assert.equal(body.id, "coproduction-ladder");
});

check("the skip link leads past the header by keyboard", async (page) => {
  await page.locator(".opblock").first().waitFor();
  const skip = page.locator(".skip");
  assert.ok((await skip.boundingBox()).x < 0, "it shows before anyone asks");
  await page.keyboard.press("Tab");
  assert.ok(await skip.evaluate((link) => link === document.activeElement), "it is not the first stop");
  assert.ok((await skip.boundingBox()).x >= 0, "it stays out of sight");
  await page.keyboard.press("Enter");
  await page.locator("#operations:focus").waitFor(); // the browser moves it with the next frame
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.matches("#operations *")), "the next stop is not in the list");
});

check("nothing is cut off on a small screen", async (page) => {
  await page.locator(".opblock").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  // An open call has tables that are wider. They must not widen the header.
  await execute(page, "score");
  const outside = await page.locator("header, header *").evaluateAll((parts) =>
    parts.filter((part) => {
      const { left, right } = part.getBoundingClientRect();
      return left < 0 || right > 360;
    }).map((part) => part.outerHTML));
  assert.deepEqual(outside, []);
}, { viewport: { width: 360, height: 740 } });

check("without JavaScript the page points to the document", async (page) => {
  assert.match(await page.locator("noscript").innerText(), /needs JavaScript/);
  const link = page.locator("noscript a");
  assert.ok(await link.isVisible());
  await link.click();
  assert.equal(page.url(), `${service.address}/openapi.json`);
}, { javaScriptEnabled: false });

check("axe finds nothing serious but what is known of Swagger UI", async (page) => {
  await page.locator(".opblock").first().waitFor();
  await page.keyboard.press("Tab"); // brings the skip link into sight
  const found = await broken(page);
  await execute(page, "score");
  found.push(...await broken(page));
  assert.deepEqual(found.filter(({ theirs }) => !theirs), []);
  assert.deepEqual([...new Set(found.map(({ id }) => id))].sort(), Object.keys(knownInSwaggerUI));
});
