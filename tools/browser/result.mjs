// Holds the page to read a result on to its promises in a real browser, against
// a real service: on a phone, in print, by link and by response key.
//
//   PAGES_BINARY=./sevenrungs node --test tools/browser/result.mjs
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, patience } from "./chromium.mjs";
import { newCouncil } from "./council.mjs";
import { begin, desk, on, ownLink, press, sound, words } from "./person.mjs";
import { start } from "./service.mjs";

let service, browser, council, link;

before(async () => {
  assert.ok(process.env.PAGES_BINARY, "set PAGES_BINARY to a binary of the service");
  service = await start(process.env.PAGES_BINARY, { SEVENRUNGS_RATE_LIMIT: "0" });
  browser = await launch();
  council = await newCouncil(service);
  link = await council.link(await closed({ lived: 3, learnt: 5 }));
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const check = desk(() => ({ browser, service }));

/** closed returns a closed assessment in which each side gave one rung. */
async function closed(rungs) {
  const assessment = await council.assess();
  for (const [voice, rung] of Object.entries(rungs)) {
    for (let i = 0; i < 3; i++) await council.enter(assessment, voice, rung);
  }
  await council.close(assessment);
  return assessment;
}

async function read(page, at = link) {
  await page.goto(at);
  await on(page, "Short breaks for families");
}

check("it says where they stand, what comes next, and who answered", async (page) => {
  await read(page);
  assert.equal(page.url(), `${service.address}/result`);
  for (const text of ["You do things for people. Your nearest rung is Informing.", "Talk first about", "People with lived experience: 3. Staff, volunteers and trustees: 3.", "The groups are small."]) {
    await page.getByText(text).first().waitFor();
  }
  const rows = await page.getByRole("row").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("th, td > span:last-child")].map((cell) => cell.textContent)));
  assert.deepEqual(rows.slice(0, 2), [
    ["Principle", "Agreed rung", "Lived experience", "Staff", "How far apart"],
    ["Equality", "3 Informing", "3 Informing", "5 Engagement", "2 rungs. Talk about this first."],
  ]);
  assert.equal(rows.length, 5);
  const picture = page.getByRole("img", { name: "Short breaks for families. You do things for people. Nearest rung: 3 Informing." });
  assert.ok(await picture.evaluate(async (img) => { await img.decode(); return img.naturalWidth; }) > 300, "there is no picture");
});

check("in Easy Read it says the same in easier words, and stays where it was", async (page) => {
  await read(page);
  await words(page, "easy_read");
  await page.getByText("You do things for people. Your step may be this: Informing.").waitFor();
  await page.getByRole("columnheader", { name: "Your step" }).waitFor();
  assert.ok(await page.evaluate(() => document.activeElement.value === "easy_read"), "the keyboard was moved");
  await page.reload(); // the tab still knows which result
  await page.getByText("Your nearest rung is Informing.").waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

check("who answered reads it with their own key, here and elsewhere", async (page) => {
  const assessment = await council.assess();
  await begin(page, await council.invite(assessment, "lived"));
  const [id, , key] = new URL(await ownLink(page)).hash.slice(1).split(".");
  await page.goto(`${service.address}/result`);
  await on(page, "There is no result yet");
  await sound(page);
  await council.close(assessment);
  await press(page, "Try again", "Short breaks for families");
  const elsewhere = await browser.newContext();
  elsewhere.setDefaultTimeout(patience);
  await read(await elsewhere.newPage(), `${service.address}/result#${id}.${key}`);
  await elsewhere.close();
});

check("a staff view says that it is one", async (page) => {
  await page.goto(await council.link(await closed({ learnt: 5 })));
  await page.getByRole("heading", { level: 1, name: "A staff view only: Short breaks for families" }).waitFor();
  await page.getByText("This is a staff view only. People with lived experience still missing: 3.").waitFor();
  await page.getByRole("columnheader", { name: "Rung they see" }).waitFor();
  assert.equal(await page.getByText("Agreed rung").count(), 0);
  await sound(page);
});

check("a result of nobody says so", async (page) => {
  await read(page, await council.link(await closed({})));
  await page.getByText("Too few people have answered so far.").waitFor();
  await page.getByText("Too few answers").first().waitFor();
  await sound(page);
});

for (const [name, size] of Object.entries({ phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 900 }, "desktop at 200%": { width: 640, height: 450 } })) {
  check(`it is sound on a ${name}`, async (page) => {
    await read(page);
    await sound(page);
    await words(page, "easy_read");
    await page.getByText("Your step may be this").waitFor();
    await sound(page);
  }, { viewport: size });
}

check("in print there is the result, and nothing to press", async (page) => {
  await read(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("header, button").filter({ visible: true }).count(), 0);
  assert.ok(await page.getByRole("table").isVisible());
});

check("off line it says so, and goes on when asked", async (page) => {
  const results = `${service.address}/v1/assessments/*/result?*`;
  await page.route(results, (route) => route.abort());
  await page.goto(link);
  await on(page, "We cannot reach the service");
  await sound(page);
  await page.unroute(results);
  await press(page, "Try again", "Short breaks for families");
});

check("a link that opens nothing says so in plain words", async (page) => {
  for (const [at, title] of [[link.replace(/.{3}$/, "xyz"), "This link does not open"], [`${service.address}/result`, "Open your link"], [`${service.address}/result#nonsense`, "This link does not open"]]) {
    await page.evaluate(() => sessionStorage.clear()).catch(() => {}); // there is none yet
    await page.goto("about:blank");
    await page.goto(at);
    await on(page, title);
    await page.evaluate(() => sessionStorage.clear());
  }
});

check("without JavaScript it says what is needed", async (page) => {
  await page.goto(`${service.address}/result`);
  await page.getByText("this page needs JavaScript").waitFor();
}, { javaScriptEnabled: false });
