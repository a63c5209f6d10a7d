// The organisation as the attacker: it passes on a link of which it keeps a copy, and
// wants to read what the person writes.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/passed-on.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { newCouncil, patch, read, status } from "./council.mjs";
import { begin, follow, on, ownLink, press, saved, words } from "./person.mjs";
import { start } from "./service.mjs";
import { small, sound, visit as look } from "./ways.mjs";

const log = [];
let service, browser, council;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0", SEVENRUNGS_LOG_LEVEL: "debug" }, log);
  browser = await launch();
  council = await newCouncil(service);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const visit = (body) => look(browser, service, { viewport: small }, body);
const check = (name, body) => test(name, () => visit(body));
const secret = "They never listen.";

/** confide writes a private note to the first question. */
async function confide(page) {
  await press(page, "Go to the questions");
  await page.locator("input[name=answer][value='4']").check();
  await page.getByText("Add a note").click();
  await page.getByLabel("Is there more you want to say?").fill(secret);
  await page.getByLabel("Keep this note private").check();
  await saved(page);
}

/** noted waits until the note is with the service, and read with this link. */
async function noted(link) {
  for (;;) {
    const { notes, private_notes: hidden } = await read(service, link);
    if (notes["equality-culture"] === secret && hidden.length === 1) return;
  }
}

for (const variant of ["standard", "easy_read"]) {
  check(`what somebody entered for others is not opened, in ${variant}`, async (page) => {
    await follow(page, await council.draft(await council.assess(), "lived"));
    await on(page, "These answers do not open here");
    await words(page, variant);
    await sound(page);
    await page.reload();
    await on(page, "These answers do not open here");
    assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
    await page.goto("/answer/1");
    await on(page, "These answers do not open here");
  });
}

check("who redeems their own invitation and passes the response on is locked out", async (page) => {
  const assessment = await council.assess();
  const copy = await council.redeem(await council.invite(assessment, "lived"), "lived");
  await follow(page, copy);
  await on(page, "Are these your answers?");
  assert.equal(await status(service, copy), 200); // nothing is written so far
  await press(page, "Go on", "You have a new link");
  const own = await page.getByLabel("Your own link").inputValue();
  assert.equal(new URL(own).hash.split(".")[1], new URL(copy).hash.split(".")[1]); // still the same response
  await press(page, "Go on", "Short breaks for families");
  await confide(page);
  await noted(own);

  for (const [method, more] of [["GET", ""], ["GET", "/asked"], ["POST", "/key"], ["POST", "/submit"]]) {
    assert.equal(await status(service, copy, method, more), 401, `${method} ${more}`);
  }
  await assert.rejects(patch(service, copy, { support: "proxy" }));
  await visit(async (attacker) => {
    await follow(attacker, copy);
    await on(attacker, "This link does not open");
  });

  await press(page, "See all my answers", "Check your answers");
  await press(page, "Send my answers", "Thank you");
  await council.close(assessment);
  assert.equal(await status(service, copy, "GET", "/../../result"), 401);
  assert.equal(await status(service, own, "GET", "/../../result"), 200);
});

check("a link asks before this device forgets the key to other answers", async (page) => {
  const assessment = await council.assess();
  await begin(page, await council.invite(assessment, "lived"));
  const mine = await ownLink(page);
  const copy = await council.redeem(await council.invite(assessment, "lived"), "lived");
  await follow(page, copy);
  for (const variant of ["easy_read", "standard"]) {
    await on(page, "Are these your answers?");
    await words(page, variant);
    await sound(page);
    assert.equal(await page.getByLabel("The link to the other answers").inputValue(), mine);
  }
  await press(page, "Open the other answers", "Short breaks for families");
  assert.equal(await ownLink(page), mine);
  await page.reload(); // the link is not tried again
  await on(page, "Short breaks for families");
  await follow(page, copy);
  await press(page, "Go on", "You have a new link");
  assert.notEqual(await ownLink(page), mine);
  assert.equal(await status(service, mine), 200); // it can still be opened with the link
});

check("an older link to the answers of this device opens them with the key it has", async (page) => {
  const copy = await council.redeem(await council.invite(await council.assess(), "lived"), "lived");
  await follow(page, copy);
  await press(page, "Go on", "You have a new link");
  const own = await ownLink(page);
  for (const link of [copy, own]) {
    await follow(page, link);
    await on(page, "Short breaks for families");
    assert.equal(await ownLink(page), own);
  }
});

test("no key or note is in the service's log", () => {
  assert.ok(log.length > 100, `only ${log.length} lines`);
  assert.deepEqual(log.filter((line) => line.includes("rung_") || line.includes(secret)), []);
});
