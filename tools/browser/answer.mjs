// Holds the page to answer on to its promises in a real browser, against a real
// service: by mouse, by keyboard, on a small screen, off line, in Easy Read.
//
//   PAGES_BINARY=./sevenrungs node --test tools/browser/answer.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, patience } from "./chromium.mjs";
import { newCouncil, patch, read } from "./council.mjs";
import { begin, desk, on, ownLink, press, saved, sound, words } from "./person.mjs";
import { start } from "./service.mjs";

const log = [];
const phone = { viewport: { width: 320, height: 640 } };
const desktop = { viewport: { width: 1280, height: 900 } };
let service, browser, council;

before(async () => {
  assert.ok(process.env.PAGES_BINARY, "set PAGES_BINARY to a binary of the service");
  service = await start(process.env.PAGES_BINARY, { SEVENRUNGS_RATE_LIMIT: "0", SEVENRUNGS_LOG_LEVEL: "debug" }, log);
  browser = await launch();
  council = await newCouncil(service);
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

const check = desk(() => ({ browser, service }));
const question = (page, n) => page.getByText(`Question ${n} of 16`, { exact: true }).waitFor();
const choose = (page, code) => page.locator(`input[name=answer][value="${code}"], input[name=stance][value="${code}"]`).check();

const alarms = async (page) => (await page.getByRole("alert").allInnerTexts()).filter(Boolean);

/** started opens an assessment and begins to answer it. */
async function started(page, voice = "lived", more = {}) {
  const assessment = await council.assess(more);
  await begin(page, await council.invite(assessment, voice));
  return { assessment, link: await ownLink(page) };
}

check("a whole answer is saved as it is given, sent, and counts in the result", async (page) => {
  const { assessment, link } = await started(page, "lived", { closes_at: "2099-03-01T12:00:00Z" });
  assert.equal(page.url(), `${service.address}/answer`);
  await page.getByText("You can answer until Sunday").waitFor();
  await press(page, "Go to the questions");
  for (let n = 1; n <= 16; n++) {
    await question(page, n);
    await choose(page, n === 3 ? "dont_know" : "4");
    await saved(page);
    assert.equal(Object.keys((await read(service, link)).answers).length, n);
    if (n === 1) {
      await page.getByText("Add a note").click();
      await page.getByLabel("Is there more you want to say?").fill("We were asked.");
    }
    if (n === 2) {
      await page.getByText("Add a note").click();
      await page.getByLabel("Is there more you want to say?").fill("For me alone.");
      await page.getByLabel("Keep this note private").check();
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
  await page.getByText("People with lived experience: 5.").waitFor();
});

check("rung names and numbers stay hidden while somebody answers", async (page) => {
  await started(page);
  await press(page, "Go to the questions");
  for (const variant of ["standard", "easy_read"]) {
    await words(page, variant);
    const shown = await page.locator("main").innerText();
    assert.doesNotMatch(shown, /coercion|educating|informing|consultation|engagement|co-design|co-production|rung/i);
  }
});

check("who comes back on this device goes on where they stopped", async (page) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  await choose(page, "4");
  await saved(page);
  await page.reload();
  await on(page, "Short breaks for families");
  await press(page, "Go on with the questions");
  await question(page, 2);
  assert.deepEqual(await page.evaluate(() => Object.entries(localStorage)), [["sevenrungs.response", new URL(link).hash.slice(1)]]);
  assert.deepEqual(await page.evaluate(() => Object.entries(sessionStorage)), []);
});

check("their own link goes on elsewhere, in the words they chose", async (page) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  await words(page, "easy_read");
  await choose(page, "for");
  await page.locator("#inside input").first().check();
  await saved(page);
  const elsewhere = await browser.newContext();
  elsewhere.setDefaultTimeout(patience);
  const other = await elsewhere.newPage();
  await other.goto(link);
  await on(other, "Are these your answers?");
  assert.equal(other.url(), `${service.address}/answer`);
  await sound(other);
  await other.reload();
  await press(other, "Go on", "You have a new link");
  assert.ok(await other.locator("#words [value=easy_read]").isChecked());
  await sound(other);
  const renewed = await ownLink(other);
  assert.notEqual(renewed, link);
  await press(other, "Go on", "Short breaks for families");
  assert.equal(await ownLink(other), renewed);
  assert.ok(await other.locator("#words [value=easy_read]").isChecked());
  await other.getByText("You answer from your lived experience.").waitFor();
  await press(other, "Go on with the questions");
  await question(other, 2);
  await press(other, "Back");
  assert.ok(await other.locator("[name=answer][value='3']").isChecked());
  await page.reload(); // with the key that was replaced
  await on(page, "Your answers do not open here");
  await sound(page);
  await page.goto("about:blank");
  await page.goto(renewed);
  await press(page, "Go on", "You have a new link");
  await elsewhere.close();
});

check("Easy Read asks to, for or with first, and then which of these", async (page) => {
  const { link } = await started(page);
  await words(page, "easy_read");
  await press(page, "Go to the questions");
  const inside = page.getByRole("group", { name: "Now pick what fits best" });
  assert.equal(await inside.count(), 0);
  assert.equal(await page.getByRole("radio").count(), 2 + 3 + 3); // the words, the stances, the unscored
  for (const [stance, count] of [["to", 2], ["for", 3], ["with", 2]]) {
    await choose(page, stance);
    assert.equal(await inside.getByRole("radio").count(), count);
  }
  await press(page, "Next");
  await page.getByRole("alert").getByText("Please pick one of the answers below too.").waitFor();
  await inside.getByRole("radio").last().check();
  await saved(page);
  assert.equal((await read(service, link)).answers["equality-culture"], "7");
  await choose(page, "to"); // what was picked inside no longer holds
  await saved(page);
  assert.deepEqual((await read(service, link)).answers, {});
  await choose(page, "dont_know");
  assert.equal(await inside.count(), 0);
  await press(page, "Next");
  await question(page, 2);
  assert.deepEqual((await read(service, link)).answers, { "equality-culture": "dont_know" });
});

check("questions without Easy Read words say so", async (page) => {
  await started(page, "lived", { version: "0.8.0" });
  await words(page, "easy_read");
  await page.getByText("These questions are not in Easy Read yet.").waitFor();
  await press(page, "Go to the questions");
  await page.getByText("These questions are not in Easy Read yet.").waitFor();
});

check("the keyboard alone is enough", async (page) => {
  const assessment = await council.assess();
  await page.goto(await council.invite(assessment));
  const keys = async (...pressed) => { for (const key of pressed) await page.keyboard.press(key); };
  const focused = () => page.evaluate(() => document.activeElement.value || document.activeElement.textContent);
  await on(page, "Say how it is for you");
  await keys("Tab", "Enter");
  await on(page, "How do you know this place?");
  await keys("Tab", "Tab", "Enter");
  await page.getByRole("alert").getByText("Choose one of the two.").waitFor();
  assert.equal(await focused(), "lived");
  await keys("ArrowDown", "Tab", "Enter");
  await on(page, "Short breaks for families");
  await page.getByText("You answer as staff").waitFor();
  await keys("Tab", "Enter");
  await question(page, 1);
  await keys("Tab", "Space", "ArrowDown");
  assert.equal(await focused(), "2");
  await keys("Tab", "Enter", "Tab", "a", "Tab", "Space", "Tab"); // the note and that it is private
  assert.equal(await focused(), "Next");
  await keys("Enter");
  await question(page, 2);
  await keys("Tab", "Tab", "Tab", "Tab", "Enter"); // past the choices, the note and Next, to Back
  await question(page, 1);
  assert.ok(await page.locator("input[value='2']").isChecked());
  assert.ok(await page.locator("#private").isChecked());
});

for (const [name, size] of Object.entries({ phone, desktop })) {
  for (const variant of ["standard", "easy_read"]) {
    check(`every screen is sound on a ${name} in ${variant}`, async (page) => {
      const assessment = await council.assess({ answering: { learnt: "team" }, closes_at: "2099-03-01T12:00:00Z" });
      await page.goto(await council.invite(assessment));
      await on(page, "Say how it is for you");
      await words(page, variant);
      await sound(page);
      await press(page, "Start");
      await page.locator("#voice").waitFor();
      await press(page, "Next");
      await sound(page);
      await page.locator("[value=learnt]").check();
      await press(page, "Next", "Short breaks for families");
      await sound(page);
      await press(page, "Go to the questions");
      await page.locator("summary").click();
      await choose(page, variant === "standard" ? "4" : "for");
      await sound(page);
      await choose(page, "4");
      await saved(page);
      await press(page, "See all my answers", "Check your answers");
      await sound(page);
      await page.locator("#people").fill("9");
      await press(page, "Send my answers", "Thank you");
      await sound(page);
      await press(page, "Take my answers back");
      await sound(page);
      await press(page, "Yes, delete my answers", "Your answers are deleted");
      await sound(page);
    }, size);
  }
}

check("a team says how many agreed, and answers once", async (page) => {
  const { assessment, link } = await started(page, "learnt", { answering: { learnt: "team" } });
  await council.enter(assessment, "learnt", 3);
  await press(page, "Go to the questions");
  await choose(page, "4");
  await press(page, "See all my answers", "Check your answers");
  const count = page.getByLabel("How many people agreed on these answers?");
  for (const wrong of ["0", "10001", "1.5", ""]) {
    await count.fill(wrong);
    await press(page, "Send my answers");
    await page.getByRole("alert").getByText("Give a whole number from 1 to 10,000.").waitFor();
  }
  await count.fill("9");
  await press(page, "Send my answers");
  await page.getByRole("alert").getByText("Your team has sent its answers already.").waitFor();
  assert.equal((await read(service, link)).people, 9);
});

check("nothing answered cannot be sent", async (page) => {
  await started(page);
  await press(page, "Go to the questions");
  await press(page, "See all my answers", "Check your answers");
  await press(page, "Send my answers");
  await page.getByRole("alert").getByText("Answer one question at least, then send.").waitFor();
});

check("off line, or when the service is busy, it says so and keeps trying", async (page) => {
  const { link } = await started(page);
  await press(page, "Go to the questions");
  const patches = `${service.address}/v1/assessments/*/responses/*`;
  const [abort, busy] = [(route) => route.abort(), (route) => route.fulfill({ status: 503, headers: { "Retry-After": "60" }, body: "{}" })];
  for (const [code, act, text] of [["4", abort, "You may be offline"], ["5", busy, "the service is busy"]]) {
    await page.route(patches, act);
    await choose(page, code);
    await page.getByRole("alert").getByText(text).waitFor();
    await press(page, "Next");
    await press(page, "Back");
    assert.ok(await page.locator(`[value="${code}"]`).isChecked(), "the answer is lost on the way");
    await page.unroute(patches);
    if (code === "4") await page.evaluate(() => dispatchEvent(new Event("online")));
    else await page.getByRole("button", { name: "Try again" }).click();
    await saved(page);
    assert.deepEqual(await alarms(page), []);
    assert.equal((await read(service, link)).answers["equality-culture"], code);
  }
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
  await page.route(`${service.address}/v1/assessments/*/responses/*`, async (route) => {
    if (!first || route.request().method() !== "PATCH") return route.continue();
    first = false;
    await route.fetch();
    await route.abort();
  });
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
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.goBack();
  await on(page, "Open your link");
});

check("on a shared device the key can be taken off, and somebody else can start", async (page) => {
  const { assessment, link } = await started(page);
  await press(page, "Take the key off this device", "The key is off this device");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await begin(page, await council.invite(assessment, "lived"));
  const second = await ownLink(page);
  assert.notEqual(second, link);
  await page.goto("about:blank");
  await page.goto(await council.invite(assessment, "lived"));
  await on(page, "Go on, or start again?");
  await sound(page);
  assert.equal(await ownLink(page), second);
  await press(page, "Go on with those answers", "Short breaks for families");
  assert.equal(await ownLink(page), second);
});

check("an invitation survives a reload, and is gone once it is used", async (page) => {
  await page.goto(await council.invite(await council.assess(), "lived"));
  await on(page, "Say how it is for you");
  await page.reload();
  await on(page, "Say how it is for you");
  await press(page, "Start", "Short breaks for families");
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
});

check("who asks is said before anything begins, as text", async (page) => {
  await council.say({ contact: "Ann, <b>01632</b> 960 123, https://evil.example" });
  const [link] = await council.inviteEach(await council.assess({ closes_at: "2099-03-01T12:00:00Z" }), 2);
  for (const variant of ["standard", "easy_read"]) {
    await page.goto("about:blank");
    await page.goto(link);
    await on(page, "Say how it is for you");
    await words(page, variant);
    const said = await page.locator("#screen").innerText();
    for (const text of ["Anytown Council", "Short breaks for families", "has checked who", "Ann, <b>01632</b> 960 123, https://evil.example", "Sunday"]) {
      assert.ok(said.includes(text), `${text} in ${said}`);
    }
    assert.equal(await page.locator("#screen a, #screen b").count(), 0);
    await sound(page);
  }
  await words(page, "standard");
  await press(page, "Start");
  await page.locator("#voice").waitFor();
  await council.say({ contact: null });
});

check("a link that starts nothing says why before anything is pressed", async (page) => {
  const ends = {
    "It has been used as often as it can be.": async (assessment) => {
      const link = await council.invite(assessment, "lived", 2);
      for (let n = 0; n < 2; n++) {
        await page.goto("about:blank");
        await begin(page, link);
        await press(page, "Take the key off this device");
      }
      return link;
    },
    "It was taken back.": async (assessment) => {
      const link = await council.invite(assessment, "lived");
      await council.revokeAll(assessment);
      return link;
    },
    "The questions are closed.": async (assessment) => {
      const link = await council.invite(assessment, "lived");
      await council.close(assessment);
      return link;
    },
    "The questions were called off.": async (assessment) => {
      const link = await council.invite(assessment, "lived");
      await council.cancel(assessment);
      return link;
    },
  };
  for (const [why, end] of Object.entries(ends)) {
    const link = await end(await council.assess());
    await page.goto("about:blank");
    await page.goto(link);
    await on(page, "This link starts no more answers");
    await page.getByText(why).waitFor();
    assert.equal(await page.getByRole("button", { name: "Start" }).count(), 0);
  }
  await sound(page);
  await words(page, "easy_read");
  await sound(page);
});

check("a link that opens nothing says so in plain words", async (page) => {
  const used = await council.invite(await council.assess(), "lived", 1);
  await begin(page, used);
  await press(page, "Take the key off this device");
  const cancelled = await council.assess();
  const invitation = await council.invite(cancelled, "lived");
  await council.cancel(cancelled);
  await page.goto("about:blank");
  await page.goto(used); // nobody is told that it was used, until it is tried
  await press(page, "Start", "This link does not open");
  await page.goto("about:blank");
  await page.goto(used.replace(/.{3}$/, "xyz"));
  await on(page, "This link does not open");
  for (const link of ["/answer#nonsense", "/answer#%E0%A4%A", `/answer#${cancelled.id}.${cancelled.id}.rung_rxyz`]) {
    await page.goto("about:blank");
    await page.goto(service.address + link);
    await on(page, "This link does not open");
  }
  await sound(page);
  await page.evaluate(() => { localStorage.clear(); sessionStorage.clear(); });
  await page.goto("about:blank");
  await page.goto(`${service.address}/answer`);
  await on(page, "Open your link");
});

check("without JavaScript it says what is needed", async (page) => {
  await page.goto(`${service.address}/answer`);
  await page.getByText("this page needs JavaScript").waitFor();
}, { javaScriptEnabled: false });

test("no key, answer or note is in the service's log", () => {
  assert.ok(log.length > 100, `only ${log.length} lines`);
  assert.deepEqual(log.filter((line) => /rung_|We were asked|For me alone/.test(line)), []);
});
