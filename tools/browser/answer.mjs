// Holds the pages to answer on to their promises in a real browser, against a real
// service: by mouse, by keyboard, on a small screen, off line, in Easy Read, and
// without our script.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/answer.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { answeringStates, answeringWorld, choose } from "./answering-states.mjs";
import { launch } from "./chromium.mjs";
import { patch, read, status } from "./council.mjs";
import { arrive, begin, follow, on, ownLink, press, saved, words } from "./person.mjs";
import { start } from "./service.mjs";
import { large, small, sound, tryEvery, visit as look } from "./ways.mjs";

const log = [];
let service, browser, world, council;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY, { SEVENRUNGS_RATE_LIMIT: "0", SEVENRUNGS_LOG_LEVEL: "debug" }, log);
  browser = await launch();
  world = await answeringWorld(service);
  council = world.council;
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const visit = (way, body) => look(browser, service, way, body);
const check = (name, body, way = { viewport: small }) => test(name, () => visit(way, body));

tryEvery(answeringStates, visit, (name, page) => answeringStates[name](page, world));

const question = (page, n) => page.getByText(`Question ${n} of 16`, { exact: true }).waitFor();
const alarms = async (page) => (await page.getByRole("alert").allInnerTexts()).filter(Boolean);
const saves = (url) => /\/answer\/\d+$/.test(url.pathname);
const onlySaves = (act) => (route) => route.request().method() === "POST" ? act(route) : route.continue();

/** started opens an assessment and begins to answer it. */
async function started(page, voice = "lived", more = {}) {
  const assessment = await council.assess(more);
  await begin(page, await council.invite(assessment, voice));
  return { assessment, link: await ownLink(page) };
}

/** answersAll answers everything, changes one answer, and sends all, in an hour's way: one question a page. */
async function answersAll(page, link, scripts) {
  for (let n = 1; n <= 16; n++) {
    await question(page, n);
    await choose(page, n === 3 ? "dont_know" : "4");
    if (scripts) {
      await saved(page);
      assert.equal(Object.keys((await read(service, link)).answers).length, n);
    }
    if (n <= 2) {
      await page.getByText("Add a note").click();
      await page.getByLabel("Is there more you want to say?").fill(n === 1 ? "We were asked." : "For me alone.");
      if (n === 2) await page.getByLabel("Keep this note private").check();
    }
    await press(page, "Next");
  }
  await on(page, "Check your answers");
  await page.getByText("Your private note: For me alone.").waitFor();
  await page.getByRole("button", { name: /^Change: / }).nth(2).click();
  await question(page, 3);
  await choose(page, "5");
  await press(page, "See all my answers", "Check your answers");
  await page.getByLabel("Yes, somebody helped me").check();
  await press(page, "Send my answers", "Thank you");
  const kept = await read(service, link);
  assert.equal(kept.state, "submitted");
  assert.equal(kept.support, "helped");
  assert.deepEqual(Object.values(kept.answers).sort(), [...Array(15).fill("4"), "5"]);
  assert.deepEqual(kept.notes, { "equality-culture": "We were asked.", "equality-structure": "For me alone." });
  assert.deepEqual(kept.private_notes, ["equality-structure"]);
}

for (const javaScriptEnabled of [true, false]) {
  check(`a whole answer is saved as it is given, sent, and counts in the result, with${javaScriptEnabled ? "" : "out"} scripts`, async (page) => {
    const assessment = await council.assess({ closes_at: "2099-03-01T12:00:00Z" });
    await arrive(page, await council.invite(assessment, "lived"));
    await press(page, "Start", "What happens when you answer");
    const link = await ownLink(page);
    await page.goto("/answer");
    await page.getByText("You can answer until Sunday 1 March 2099").waitFor();
    await press(page, "Go to the questions");
    await answersAll(page, link, javaScriptEnabled);
    await page.goBack(); // to a form that is past
    await on(page, "Thank you");
    for (let i = 0; i < 4; i++) {
      await council.enter(assessment, "lived", 4);
      await council.enter(assessment, "learnt", 4);
    }
    await council.close(assessment);
    assert.deepEqual(await council.notes(assessment), []); // four staff are too few for notes
    await page.reload();
    await press(page, "Read the result", "Short breaks for families");
    await page.getByText("Your nearest rung is Consultation.").waitFor();
    await page.locator(".sides", { hasText: "People with lived experience Answered: 5." }).waitFor();
  }, { viewport: small, javaScriptEnabled });
}

check("rung names and numbers stay hidden while somebody answers", async (page) => {
  await started(page);
  for (const path of ["/answer/1", "/answer", "/answer/about", "/answer/check"]) {
    await page.goto(path);
    for (const variant of ["standard", "easy_read"]) {
      await words(page, variant);
      assert.doesNotMatch(await page.locator("main").innerText(), /coercion|educating|informing|consultation|engagement|co-design|co-production|rung/i);
    }
    await words(page, "standard");
  }
});

check("who comes back on this device goes on where they stopped, and no script can read the key", async (page) => {
  await started(page);
  await press(page, "Go to the questions");
  await choose(page, "4");
  await saved(page);
  await page.reload();
  assert.ok(await page.locator("[name=answer][value='4']").isChecked());
  await page.goto("/answer");
  await press(page, "Go on with the questions");
  await question(page, 2);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.doesNotMatch(await page.evaluate(() => document.cookie), /person|link|form/);
});

check("their own link goes on elsewhere, in the words they chose", async (page) => {
  const { link } = await started(page);
  await words(page, "easy_read");
  await press(page, "Go to the questions");
  await choose(page, "3");
  await saved(page);
  let renewed;
  await visit({ viewport: small }, async (other) => {
    await follow(other, link);
    await on(other, "Are these your answers?");
    assert.equal(other.url(), `${service.address}/answer`);
    await other.reload();
    await press(other, "Go on", "You have a new link");
    assert.equal(await other.locator("html.easy").count(), 1);
    renewed = await ownLink(other);
    assert.notEqual(renewed, link);
    await press(other, "Go on", "Short breaks for families");
    await press(other, "Go on with the questions");
    await question(other, 2);
    await press(other, "Back");
    await question(other, 1);
    assert.ok(await other.locator("[name=answer][value='3']").isChecked());
  });
  await page.goto("/answer"); // with the key that was replaced
  await on(page, "Your answers do not open here now");
  await follow(page, renewed);
  await press(page, "Go on", "You have a new link");
});

check("Easy Read asks to, for or with first, and then which of these", async (page) => {
  const { link } = await started(page);
  await words(page, "easy_read");
  await press(page, "Go to the questions");
  const inside = page.getByRole("group", { name: "Now pick what fits best" });
  assert.equal(await inside.count(), 0);
  assert.equal(await page.getByRole("radio").count(), 3 + 3); // the stances, the unscored
  for (const [stance, count] of [["to", 2], ["for", 3], ["with", 2]]) {
    await page.locator(`[name=stance][value=${stance}]`).check();
    assert.equal(await inside.getByRole("radio").count(), count);
  }
  await press(page, "Next");
  await page.locator(".faults:focus", { hasText: "Please pick one of the answers below too." }).waitFor();
  await page.locator(".faults a").click();
  assert.ok(await inside.getByRole("radio").first().evaluate((choice) => choice === document.activeElement));
  await inside.getByRole("radio").last().check();
  await saved(page);
  assert.equal((await read(service, link)).answers["equality-culture"], "7");
  await page.locator("[name=stance][value=to]").check(); // what was picked inside no longer holds
  await saved(page);
  assert.deepEqual((await read(service, link)).answers, {});
  await choose(page, "dont_know");
  assert.equal(await inside.count(), 0);
  await press(page, "Next");
  await question(page, 2);
  assert.deepEqual((await read(service, link)).answers, { "equality-culture": "dont_know" });
});

check("the switch of the words loses nothing that was typed and not saved", async (page) => {
  await started(page);
  await page.goto("/answer/1");
  await page.getByText("Add a note").click();
  await page.locator("#note").pressSequentially("Half a thou");
  await page.locator(".words button").click();
  await page.locator("html.easy").waitFor();
  assert.equal(await page.locator("#note").inputValue(), "Half a thou");
  assert.ok(await page.locator("#note").isVisible());
});

check("the keyboard alone is enough", async (page) => {
  await page.goto("/answer");
  await page.locator("#link").focus();
  await page.keyboard.insertText(await council.invite(await council.assess()));
  await page.keyboard.press("Enter");
  await on(page, "Say how it is for you");
  const to = async (where, ...keys) => {
    await page.locator(where).first().focus();
    for (const key of keys) await page.keyboard.press(key);
  };
  await to("main button.main", "Enter");
  await on(page, "How do you know this place?");
  await to("main button.main", "Enter");
  await page.locator(".faults:focus").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.value), "lived");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await on(page, "What happens when you answer");
  await to("main a.main", "Enter");
  await question(page, 1);
  await to("[name=answer]", "Space", "ArrowDown", "Tab", "Enter", "Tab", "a", "Tab", "Space", "Tab"); // the note and that it is private
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Next");
  await page.keyboard.press("Enter");
  await question(page, 2);
  await to("[name=go][value=back]", "Enter");
  await question(page, 1);
  assert.ok(await page.locator("[name=answer][value='2']").isChecked());
  assert.ok(await page.locator("#private").isChecked());
}, { viewport: large });

check("off line, or when the service is busy, it says so and keeps trying", async (page) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  const [abort, busy] = [(route) => route.abort(), (route) => route.fulfill({ status: 503, headers: { "Retry-After": "60" }, body: "{}" })];
  for (const [code, act, text] of [["4", abort, "You may be offline"], ["5", busy, "the service is busy"]]) {
    await page.route(saves, onlySaves(act));
    await choose(page, code);
    await page.getByRole("alert").getByText(text).waitFor();
    await sound(page);
    await press(page, "Next"); // which does not leave what is not saved
    await page.getByRole("alert").getByText(text).waitFor();
    await question(page, 1);
    assert.ok(await page.locator(`[value="${code}"]`).isChecked(), "the answer is lost on the way");
    await page.unroute(saves);
    if (code === "4") await page.evaluate(() => dispatchEvent(new Event("online")));
    else await page.getByRole("button", { name: "Try again" }).click();
    await saved(page);
    assert.deepEqual(await alarms(page), []);
    assert.equal((await read(service, link)).answers["equality-culture"], code);
  }
  await press(page, "Next");
  await question(page, 2);
});

check("a service that is always busy is asked seldom, it is said, and it stops", async (page) => {
  const { link } = await started(page);
  await page.clock.install();
  let asked = 0;
  await page.route(saves, onlySaves((route) => {
    asked++;
    return route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" });
  }));
  await press(page, "Go to the questions");
  await choose(page, "4");
  await page.getByText("Keep this page open").first().waitFor();
  assert.ok(asked <= 2, `${asked} requests at once`);
  const stopped = page.getByText("We tried many times and have stopped.");
  while (!await stopped.isVisible()) {
    await page.clock.runFor(31_000);
    await page.evaluate(() => fetch("/livez").then(() => {})); // until what was asked before is answered, too
  }
  const most = asked;
  assert.ok(most <= 12, `${most} requests in six minutes`);
  await page.clock.runFor(600_000);
  assert.equal(asked, most);
  await page.unroute(saves);
  await page.getByRole("button", { name: "Try again" }).click();
  await saved(page);
  assert.equal(Object.keys((await read(service, link)).answers).length, 1);
});

check("answers changed on another device are kept, and the latest word counts", async (page) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  await patch(service, link, { answers: { "equality-culture": "1", "diversity-culture": "2" } });
  await choose(page, "6");
  await page.getByRole("alert").getByText("changed these answers on another device").waitFor();
  await saved(page);
  assert.deepEqual((await read(service, link)).answers, { "equality-culture": "6", "diversity-culture": "2" });
});

check("an answer that arrived, though nobody heard so, is no change by somebody else", async (page) => {
  await started(page);
  await press(page, "Go to the questions");
  let first = true;
  await page.route(saves, onlySaves(async (route) => {
    if (!first) return route.continue();
    first = false;
    await route.fetch();
    await route.abort();
  }));
  await choose(page, "6");
  await page.getByRole("alert").getByText("Not saved yet").waitFor();
  await saved(page);
  assert.deepEqual(await alarms(page), []);
});

check("who is answering when the questions close is told, and led to the result", async (page) => {
  const { assessment } = await started(page);
  await press(page, "Go to the questions");
  await council.close(assessment);
  await page.locator("[value='4']").click();
  await on(page, "The questions are closed");
  await sound(page);
  await press(page, "Read the result", "Short breaks for families");
  await page.getByText("Too few people have answered so far.").waitFor();
});

check("what was written when the key was gone goes on with their own link", async (page, context) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  await page.getByText("Add a note").click();
  await page.locator("#note").fill("We were <b>asked</b>.");
  await saved(page);
  await context.clearCookies({ name: "person" });
  await page.locator("[name=answer][value='4']").click();
  await on(page, "Open your link again");
  await page.locator("[id=_key]").fill(link);
  await press(page, "Open it");
  await question(page, 1);
  assert.equal(await page.locator("#note").inputValue(), "We were <b>asked</b>.");
  assert.equal((await read(service, link)).answers["equality-culture"], "4");
});

check("answers are taken back for good", async (page) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  await choose(page, "4");
  await press(page, "See all my answers", "Check your answers");
  await press(page, "Delete my answers", "Do you want to delete your answers?");
  await press(page, "No, keep my answers", "Check your answers");
  await press(page, "Delete my answers", "Do you want to delete your answers?");
  await press(page, "Yes, delete my answers", "Your answers are deleted");
  assert.deepEqual((await read(service, link)).answers, {});
  assert.equal((await read(service, link)).state, "withdrawn");
  await page.goBack();
  await on(page, "Open your link");
});

for (const javaScriptEnabled of [true, false]) {
  check(`on a shared device the key is taken off when they finish, and somebody else can start, with${javaScriptEnabled ? "" : "out"} scripts`, async (page, context) => {
    const assessment = await council.assess();
    await arrive(page, await council.invite(assessment, "lived"));
    await press(page, "Start", "What happens when you answer");
    await press(page, "Go to the questions");
    await choose(page, "4");
    await press(page, "See all my answers", "Check your answers");
    await press(page, "Send my answers", "Thank you");
    const link = await page.getByLabel("Your own link").inputValue();
    await press(page, "Finish, and hand this device over", "Take the key off this device?");
    assert.equal(await page.getByLabel("Your own link").inputValue(), link);
    await press(page, "Take the key off, and finish", "The key is off this device");
    assert.deepEqual((await context.cookies()).filter(({ name }) => ["person", "link", "result"].includes(name)), []);
    for (let back = 0; back < 5; back++) { // nothing of theirs is shown again
      await page.goBack();
      assert.doesNotMatch(await page.content(), /rung_r|checked/);
    }
    assert.equal(await status(service, link), 200);
    await arrive(page, await council.invite(assessment, "lived"));
    await press(page, "Start", "What happens when you answer");
    assert.notEqual(await ownLink(page), link);
  }, { viewport: small, javaScriptEnabled });
}

check("an invitation survives a reload, and is gone once it is used", async (page, context) => {
  await follow(page, await council.invite(await council.assess(), "lived"));
  await on(page, "Say how it is for you");
  assert.equal(page.url(), `${service.address}/answer`);
  await page.reload();
  await on(page, "Say how it is for you");
  await press(page, "Start", "What happens when you answer");
  assert.deepEqual((await context.cookies()).filter(({ name }) => name === "link"), []);
});

check("a link that is opened in the tab of other answers asks first", async (page) => {
  const { assessment } = await started(page);
  await page.goto("/answer");
  const second = await council.invite(assessment, "lived");
  await page.evaluate((hash) => { location.hash = hash; }, new URL(second).hash);
  await on(page, "Go on, or start again?");
  assert.equal(page.url(), `${service.address}/answer`);
});

check("who asks is said before anything begins, as text", async (page) => {
  await council.say({ contact: "Ann, <b>01632</b> 960 123, https://evil.example" });
  const [link] = await council.inviteEach(await council.assess({ closes_at: "2099-03-01T12:00:00Z" }), 2);
  await follow(page, link);
  for (const variant of ["standard", "easy_read"]) {
    await words(page, variant);
    const said = await page.locator("main").innerText();
    for (const text of ["Anytown Council", "Short breaks for families", "has checked who", "Ann, <b>01632</b> 960 123, https://evil.example", "Sunday"]) {
      assert.ok(said.includes(text), `${text} in ${said}`);
    }
    assert.equal(await page.locator("main a, main b").count(), 0);
  }
  await council.say({ contact: "Ann, 01632 960 123" });
});

test("no key, answer or note is in the service's log", () => {
  assert.ok(log.length > 100, `only ${log.length} lines`);
  assert.deepEqual(log.filter((line) => /rung_|We were|asked\.|For me alone/.test(line)), []);
});
