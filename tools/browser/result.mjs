// Holds the page to read a result on, for who answered or has a link to it, to its
// promises in a real browser: on a phone, in print, with and without our script.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/result.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { newCouncil } from "./council.mjs";
import { arrive, begin, follow, on, ownLink, press, words } from "./person.mjs";
import { start } from "./service.mjs";
import { large, small, sound, visit as look } from "./ways.mjs";

let service, browser, council, link;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0" });
  browser = await launch();
  council = await newCouncil(service);
  link = await council.link(await closed({ lived: 3, learnt: 5 }));
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const visit = (way, body) => look(browser, service, way, body);
const check = (name, body, way = { viewport: small }) => test(name, () => visit(way, body));

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
  await follow(page, at);
  await on(page, "Short breaks for families");
}

check("it says where they stand, what comes next, and who answered", async (page) => {
  await read(page);
  assert.equal(page.url(), `${service.address}/result`);
  for (const text of ["You do things for people. Your nearest rung is Informing.", "Talk about this first.", "The groups are small.", "The next steps"]) {
    await page.getByText(text).first().waitFor();
  }
  await page.locator(".sides", { hasText: "People with lived experience Answered: 3." }).waitFor();
  await page.getByText("The numbers", { exact: true }).click();
  const rows = await page.getByRole("row").evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.innerText));
  assert.ok(rows.some((row) => row.includes("Equality")), rows.join("\n"));
  const picture = page.getByRole("img", { name: /You do things for people/ });
  assert.ok(await picture.evaluate(async (img) => { await img.decode(); return img.naturalWidth; }) > 300, "there is no picture");
});

check("it leads to nothing that is the organisation's own", async (page) => {
  await read(page);
  const leads = await page.locator("main a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.deepEqual(leads.filter((to) => !/^\/(result|method)/.test(to)), []);
  for (const path of leads.filter((to) => to.startsWith("/result/"))) {
    assert.equal((await page.request.get(path)).status(), 200, path);
  }
  assert.equal(await page.locator("main input[type=checkbox]").count(), 0);
});

check("in Easy Read it says the same in easier words", async (page) => {
  await read(page);
  await words(page, "easy_read");
  await page.getByText("You do things for people. Your step may be this: Informing.").waitFor();
  await page.reload(); // the browser still knows which result
  await page.getByText("Your step may be this: Informing.").waitFor();
});

check("who answered reads it with their own key, here and elsewhere", async (page) => {
  const assessment = await council.assess();
  await begin(page, await council.invite(assessment, "lived"));
  const [id, , key] = new URL(await ownLink(page)).hash.slice(1).split(".");
  await page.goto("/result");
  await on(page, "There is no result yet");
  await council.close(assessment);
  await press(page, "Try again", "Short breaks for families");
  await visit({ viewport: small }, (elsewhere) => read(elsewhere, `${service.address}/result#${id}.${key}`));
});

check("a link to a result does not take the place of answers", async (page) => {
  await begin(page, await council.invite(await council.assess(), "lived"));
  const own = await ownLink(page);
  await read(page);
  assert.equal(await ownLink(page), own);
});

check("without scripts a link to a result is pasted into a field", async (page) => {
  await page.goto(link);
  await page.getByLabel("Your link").fill(link);
  await press(page, "Open it", "Short breaks for families");
  await arrive(page, link); // in the field to answer as well
  await on(page, "Short breaks for families");
}, { viewport: large, javaScriptEnabled: false });

check("a staff view says that it is one", async (page) => {
  await read(page, await council.link(await closed({ learnt: 5 })));
  await page.getByText("This is a staff view only.").waitFor();
  await page.getByText("People with lived experience still missing: 3.").waitFor();
  assert.equal(await page.getByText("Agreed rung").count(), 0);
  await sound(page);
});

check("a result of nobody says so", async (page) => {
  await read(page, await council.link(await closed({})));
  await page.getByText("Too few people have answered so far.").waitFor();
  await sound(page);
});

check("in print there is the result, and nothing to press", async (page) => {
  await read(page);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("button").filter({ visible: true }).count(), 0);
  assert.ok(await page.getByRole("heading", { level: 1 }).isVisible());
});
