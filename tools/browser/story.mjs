// The whole story in one browser, by keyboard alone: from the first page to an assessment
// that two sides answered, its result, a plan, what is shared, and what a funder reads of
// many. On a phone and on a desktop, in the light and in the dark, in both kinds of words,
// with and without scripts. The programme is one of the demo's.
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/story.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./chromium.mjs";
import { startDemo } from "./sharing-states.mjs";
import { fits, sound, visit as look } from "./ways.mjs";

let service, browser;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await startDemo(process.env.WEB_BINARY);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.stop();
});

/** person is somebody at a keyboard: they have no mouse, and see where the focus is. */
class Person {
  presses = 0;
  seen = new Set(); // the kinds of pages that were looked at

  constructor(page) {
    this.page = page;
  }

  /** reach goes on with the Tab key until the first of what a selector names has the focus. */
  async reach(selector) {
    const wanted = this.page.locator(selector).first();
    await wanted.waitFor();
    for (let stops = 0; stops < 150; stops++) {
      if (await wanted.evaluate((one) => one === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    assert.fail(`${this.page.url()}: the Tab key does not come to ${selector}`);
  }

  /** press goes to a link or a button, and presses it, which leads to another page. What asks for more is taken for one where that is expected. */
  async press(selector, asksForMore = false) {
    await this.reach(selector);
    this.presses++;
    const [answer] = await Promise.all([this.page.waitForNavigation(), this.page.keyboard.press("Enter")]);
    if (answer) assert.ok(answer.status() < 400 || asksForMore && answer.status() === 422, `${selector} led to ${answer.url()}, which is ${answer.status()}`);
    await this.look();
  }

  /** choose goes to one of several with the arrow keys, from where the Tab key comes to them. */
  async choose(name, value) {
    const all = this.page.locator(`main input[name="${name}"]`).filter({ visible: true });
    const wanted = this.page.locator(`main input[name="${name}"][value="${value}"]`).filter({ visible: true });
    for (let stops = 0; !await all.evaluateAll((ones) => ones.includes(document.activeElement)); stops++) {
      assert.ok(stops < 150, `${this.page.url()}: the Tab key does not come to ${name}`);
      await this.page.keyboard.press("Tab");
    }
    this.presses++;
    await this.page.keyboard.press("Space");
    for (let steps = 0; !await wanted.isChecked(); steps++) {
      assert.ok(steps < 15, `${this.page.url()}: the arrow keys do not come to ${name} ${value}`);
      await this.page.keyboard.press("ArrowDown");
    }
  }

  async type(selector, text) {
    await this.reach(selector);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  /** tick ticks a box, unless it is ticked already. */
  async tick(selector) {
    await this.reach(selector);
    if (await this.page.locator(selector).first().isChecked()) return;
    this.presses++;
    await this.page.keyboard.press("Space");
  }

  /** look holds the page that came to what every page has to do, the first time that one of its kind comes. */
  async look() {
    await this.page.locator("main h1").first().waitFor();
    const kind = new URL(this.page.url()).pathname.replaceAll(/[0-9a-f-]{36}|\d+/g, "…");
    if (this.seen.has(kind)) return;
    this.seen.add(kind);
    await sound(this.page);
    await fits(this.page);
  }

  async open(address) {
    await this.page.goto(address);
    await this.look();
  }
}

const main = "main button.main, main a.main";

/** begins tries it, starts as an organisation, and returns its key. */
async function begins(director) {
  await director.open("/");
  director.presses = 0;
  await director.press('main a[href="/try"]');
  await director.press('main a[href*="side=learnt"]');
  for (const name of new Set(await director.page.locator("main fieldset.question input").evaluateAll((inputs) => inputs.map(({ name }) => name)))) await director.choose(name, "4");
  await director.press(main);
  await director.page.locator(".summary").waitFor();
  assert.ok(director.presses <= 8, `from the first page to a first result it takes ${director.presses} presses`);

  await director.press('main a[href="/start"]');
  await director.type("#name", "Riverside Carers");
  await director.press(main);
  const key = await director.page.locator("#secret").innerText();
  await director.tick("#kept");
  await director.press('#form button.main, form[action="/start/key"] button');
  assert.equal(new URL(director.page.url()).pathname, "/home");
  return key;
}

/** asks opens an assessment, makes links for both sides, and returns one of each. */
async function asks(director) {
  await director.press('main a[href="/assessments/new"]');
  await director.type("#title", "Short breaks");
  await director.press(main);
  const place = new URL(director.page.url()).pathname, links = {};
  for (const side of ["lived", "learnt"]) {
    await director.press(`main a[href="${place}/invite"]`);
    await director.choose("side", side);
    await director.press(main);
    links[side] = (await director.page.locator("#links").innerText()).trim().split("\n")[0];
    await director.press(`main a[href="${place}/invite"]`);
    await director.press(`main a[href="${place}"]`);
  }
  return { place, links };
}

/** answers opens a link, answers all of it, sends it, and hands the device over. */
async function answers(person, link, code, scripts) {
  const { page } = person;
  await page.goto(scripts ? link : "/answer");
  if (!scripts) {
    await person.type("#link", link);
    await person.press(main);
  }
  await page.locator('form[action="/answer/begin"]').waitFor();
  await person.press('form[action="/answer/begin"] button');
  await person.press(main);
  for (let question = 1; question <= 16; question++) {
    await page.waitForURL(({ pathname }) => pathname === `/answer/${question}`);
    const grouped = await page.locator('main input[name="stance"][value="with"]').count();
    if (grouped) await person.choose("stance", "for");
    if (grouped && !scripts) await person.press('main button[value="next"]', true); // it shows what is inside
    await person.choose("answer", code);
    await person.press('main button[value="next"]');
  }
  await page.waitForURL(({ pathname }) => pathname === "/answer/check");
  await person.choose("support", "none");
  await person.press('main button[value="send"]');
  await page.waitForURL(({ pathname }) => pathname === "/answer/sent");
}

/** typesIn keeps answers of others over the API, as many as are needed. */
async function typesIn(key, place, voice, rung, people) {
  const ids = ["equality", "diversity", "accessibility", "reciprocity"].flatMap((principle) =>
    ["culture", "structure", "practice", "review"].map((area) => `${principle}-${area}`));
  for (let n = 0; n < people; n++) {
    const answer = await fetch(`${service.address}/v1${place}/responses`, {
      method: "POST", headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify({ voice, state: "submitted", answers: Object.fromEntries(ids.map((id) => [id, rung])) }),
    });
    assert.equal(answer.status, 201, await answer.text());
  }
}

/** learns closes the assessment, reads the result, plans something and looks back. */
async function learns(director, place) {
  await director.open("/home");
  await director.press(`main a.main[href="${place}/close"]`); // enough have answered
  await director.press("main button.danger");
  await director.press(`main a[href="${place}/result"]`);
  await director.page.locator(".sides li").nth(1).waitFor();
  assert.equal(await director.page.locator(".drawing img").count(), 1);
  await director.press(`main a[href="${place}/plan"]`);
  await director.press(`main a[href="${place}/plan/new"]`);
  await director.type("#text", "Ask people before we decide");
  await director.type("#owner", "Sam");
  await director.press(main);
  await director.page.locator(".plan li", { hasText: "Ask people before we decide" }).waitFor();
  await director.press('header a[href="/progress"]');
}

/** shares agrees to be counted in a programme. */
async function shares(director, code) {
  await director.press('header a[href="/sharing"]');
  await director.press('main a[href="/sharing/new"]');
  await director.choose("purpose", "programme");
  await director.type("#code", code);
  await director.press(main);
  await director.tick("#agreed");
  await director.press(main);
  assert.match(director.page.url(), /\/sharing\/[0-9a-f-]{36}$/);
}

/** signsIn signs somebody in with their key. */
async function signsIn(person, key) {
  await person.open("/sign-in");
  await person.type("#key", key);
  await person.press(main);
}

/** declares declares a programme, and returns its code. */
async function declares(funder) {
  await signsIn(funder, service.funder);
  await funder.press('main a[href="/programmes/new"]');
  await funder.type("#name", "Community grants");
  await funder.choose("scope", "service");
  await funder.tick("#periods");
  await funder.press(main);
  return (await funder.page.locator(".secret").innerText()).trim();
}

/** compares reads what is released of a programme, and of all. */
async function compares(funder) {
  await funder.press('header a[href="/programmes"]');
  await funder.press(`main a[href="/programmes/${service.programmes[0]}"]`);
  await funder.press(`main a[href="/programmes/${service.programmes[0]}/${service.last}"]`);
  await funder.page.locator(".figure").nth(4).waitFor();
  await funder.open("/benchmarks");
  await funder.press(`main a[href="/benchmarks/${service.last}"]`);
  await funder.page.locator(".figure").first().waitFor();
}

/** watches reads when the open period is frozen, and that it cannot be done before. */
async function watches(operator) {
  await signsIn(operator, service.operator);
  await operator.press('main a[href="/operator/periods"]');
  await operator.press('.task-list a:has-text("2026")');
  assert.equal(await operator.page.locator("main .to-danger").count(), 0);
}

const phone = { width: 375, height: 740 }, desktop = { width: 1280, height: 900 };

for (const way of [
  { viewport: phone, colorScheme: "light", easy: false, scripts: true },
  { viewport: desktop, colorScheme: "light", easy: true, scripts: false },
  { viewport: phone, colorScheme: "dark", easy: true, scripts: false },
  { viewport: desktop, colorScheme: "dark", easy: false, scripts: true },
]) {
  const as = (story) => look(browser, service, way, (page) => story(new Person(page)));
  const how = `${way.viewport.width} px, ${way.colorScheme}, ${way.easy ? "Easy Read" : "standard"}, with${way.scripts ? "" : "out"} scripts`;
  test(`from the first page to a plan and a release, by keyboard alone: ${how}`, async () => {
    let code;
    await as(async (funder) => (code = await declares(funder)));
    await as(async (director) => {
      const key = await begins(director);
      const { place, links } = await asks(director);
      for (const [side, rung, others] of [["lived", "3", 4], ["learnt", "5", 2]]) {
        await as((person) => answers(person, links[side], rung, way.scripts));
        await typesIn(key, place, side, rung, others);
      }
      await learns(director, place);
      await shares(director, code);
    });
    await as(watches);
    await as(async (funder) => {
      await signsIn(funder, service.funder);
      await compares(funder);
    });
  });
}
