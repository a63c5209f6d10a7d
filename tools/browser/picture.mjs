// Holds the pictures of results and of releases to their promises in a real
// browser: on a phone, across a page, in print, in grey, and for someone who hears
// them. The pictures are those that the tests of assessments/picture keep.
//
//   node --test tools/browser/picture.mjs
//
// PICTURES names a folder to put a screenshot of each in, to look at: one in
// colour, one in grey.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { axe, launch, patience } from "./chromium.mjs";

const folder = fileURLToPath(new URL("../../assessments/picture/testdata", import.meta.url));
const files = (await readdir(folder)).filter((name) => name.endsWith(".svg")).map((name) => join(folder, name));
const phone = { width: 360, height: 740 }, sheet = { width: 960, height: 740 };

/** screenFor is what a picture is made for: a phone, or the width of a page. */
const screenFor = (file) => basename(file).startsWith("wide-") ? sheet : phone;

let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

/** check shows each picture in a page of its own, and lets body look at it. */
function check(name, body, options = {}) {
  for (const file of files) {
    test(`${basename(file, ".svg")}: ${name}`, async () => {
      const page = await browser.newPage({ viewport: screenFor(file), ...options });
      page.setDefaultTimeout(patience);
      try {
        await body(page, file);
      } finally {
        await page.close();
      }
    });
  }
}

/** measure returns the texts of a picture as they come out on the screen. */
function measure(page) {
  return page.locator("text").evaluateAll((texts) => texts.map((text) => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
    return { words: text.textContent, size, left, right, top, bottom };
  }));
}

/** inPage puts a picture into a page, as a report would. */
async function inPage(page, ...pictures) {
  const svgs = await Promise.all(pictures.map((file) => readFile(file, "utf8")));
  await page.setContent(`<!doctype html><html lang="en"><title>A report</title>
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <meta name="viewport" content="width=device-width"><main><h1>A report</h1>${svgs.join("")}</main>`);
}

test("there are pictures of results, and of releases that are large, small and none", () => {
  const names = files.map((file) => basename(file, ".svg"));
  for (const name of ["both-voices", "wide-both-voices", "wide-last-year-too", "release-60-99", "release-10-19", "release-none"]) assert.ok(names.includes(name), name);
});

check("on a phone, or on a page, it fits, and no text is smaller than 12 px, cut off or on top of another", async (page, file) => {
  await page.goto(pathToFileURL(file).href);
  const height = await page.evaluate(() => document.documentElement.getBoundingClientRect().height);
  const texts = await measure(page);
  assert.notEqual(texts.length, 0);
  assert.deepEqual(texts.filter(({ size }) => size < 12), []);
  assert.deepEqual(texts.filter(({ left, right, top, bottom }) => left < 0 || right > screenFor(file).width || top < 0 || bottom > height), []);
  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3; // lines touch
  assert.deepEqual(texts.flatMap((a, i) => texts.slice(i + 1).filter((b) => overlap(a, b)).map((b) => [a.words, b.words])), []);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), screenFor(file).width);
});

check("a label stays on its ground", async (page, file) => {
  await page.goto(pathToFileURL(file).href);
  const spilt = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll("rect[rx]")].map((rect) => rect.getBoundingClientRect());
    return [...document.querySelectorAll("text")].filter((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      return boxes.some((box) => left >= box.left && left < box.right && top + 3 >= box.top && bottom - 3 <= box.bottom && right > box.right);
    }).map((text) => text.textContent);
  });
  assert.deepEqual(spilt, []);
});

check("in print every word stays where it is", async (page, file) => {
  await inPage(page, file);
  const before = await measure(page);
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await measure(page), before);
});

check("it is an image with a name and a description that says what it shows", async (page, file) => {
  await inPage(page, file);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const images = nodes.filter(({ role }) => ["img", "image"].includes(role?.value));
  assert.equal(images.length, 1);
  assert.equal(images[0].name.value, await page.locator("svg > title").textContent());
  assert.equal(images[0].description.value, await page.locator("svg > desc").textContent());
});

check("axe finds nothing, beside another picture too", async (page, file) => {
  await inPage(page, file, files.find((other) => other !== file));
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => (await globalThis.axe.run()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]));
  assert.deepEqual(violations, []);
});

check("it asks for nothing and runs nothing", async (page, file) => {
  const complaints = [];
  page.on("request", (request) => { if (request.url() !== pathToFileURL(file).href) complaints.push(request.url()); });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(file).href);
  assert.deepEqual(complaints, []);
  assert.equal(await page.evaluate(() => document.querySelectorAll("script, style, foreignObject, [href]").length), 0);
});

if (process.env.PICTURES) {
  check("a screenshot is taken", async (page, file) => {
    await inPage(page, file);
    for (const [kind, filter] of [["colour", "none"], ["grey", "grayscale(1)"]]) {
      await page.locator("svg").evaluate((svg, filter) => { svg.style.filter = filter; }, filter);
      await page.locator("svg").screenshot({ path: join(process.env.PICTURES, `${basename(file, ".svg")}-${kind}.png`) });
    }
  }, { deviceScaleFactor: 2 });
}
