// The pages that people answer on, and read a result on, in every state, for
// answer.mjs and the pictures.
import { newCouncil } from "./council.mjs";
import { arrive, go } from "./person.mjs";

/** answeringWorld is who asks. */
export async function answeringWorld(service) {
  const council = await newCouncil(service);
  await council.say({ contact: "Ann, 01632 960 123" });
  return { council };
}

const open = (more) => ({ council }) => council.assess({ title: "Short breaks for families", closes_at: "2099-03-01T12:00:00Z", ...more });

/** begun begins to answer, and goes to a page. */
const begun = (path, { side = "lived", ...more } = {}) => async (page, world) => {
  const assessment = await open(more)(world);
  await arrive(page, await world.council.invite(assessment, side));
  await go(page);
  await page.waitForURL("**/answer/about");
  if (path !== "/answer/about") await page.goto(path);
  return assessment;
};

/** answered answers the first questions. */
async function answered(page, number) {
  for (let n = 1; n <= number; n++) {
    await page.goto(`/answer/${n}`);
    await choose(page, n === 2 ? "dont_know" : "4");
    await go(page);
    await page.waitForURL((url) => url.pathname !== `/answer/${n}`);
  }
}

/** choose chooses an answer, in either kind of words. */
export async function choose(page, code) {
  const choice = page.locator(`input[name=answer][value="${code}"], input[name=stance][value="${code}"]`);
  if (!await choice.isVisible()) {
    const stance = await choice.evaluate((input) => input.closest(".inside").dataset.stance);
    await page.locator(`input[name=stance][value="${stance}"]`).check();
    if (!await choice.isVisible()) await go(page); // without our script
  }
  await choice.check();
}

const arrived = (link) => async (page, world) => arrive(page, await link(world));
const passedOn = async (world) => world.council.redeem(await world.council.invite(await open()(world), "lived"), "lived");

const sent = async (page, world) => {
  const assessment = await begun("/answer/1")(page, world);
  await answered(page, 1);
  await page.goto("/answer/check");
  await go(page);
  await page.waitForURL("**/answer/sent");
  return assessment;
};

const result = async ({ council }) => {
  const assessment = await open()({ council });
  for (const [voice, rung] of [["lived", 3], ["learnt", 5]]) {
    for (let i = 0; i < 3; i++) await council.enter(assessment, voice, rung);
  }
  await council.close(assessment);
  return council.link(assessment);
};

/** answeringStates opens each page in each state. What it is given: the page, and answeringWorld's. */
export const answeringStates = {
  "answer, link": (page) => page.goto("/answer"),
  "answer, link that does not open": (page) => arrive(page, "https://rungs.example/answer#half-a-link"),
  "answer, start": arrived(async (world) => world.council.invite(await open()(world))),
  "answer, dead": arrived(async (world) => {
    const assessment = await open()(world);
    const link = await world.council.invite(assessment);
    await world.council.cancel(assessment);
    return link;
  }),
  "answer, side": async (page, world) => {
    await answeringStates["answer, start"](page, world);
    await go(page);
    await page.waitForURL("**/answer/side");
  },
  "answer, side, with faults": async (page, world) => {
    await answeringStates["answer, side"](page, world);
    await go(page);
    await page.locator(".faults").waitFor();
  },
  "answer, about": begun("/answer/about"),
  "answer, list": begun("/answer"),
  "answer, list, in the middle": async (page, world) => {
    await begun("/answer")(page, world);
    await answered(page, 3);
    await page.goto("/answer");
  },
  "answer, list, in other words": begun("/answer", { version: "0.8.0" }),
  "answer, question": begun("/answer/1"),
  "answer, question, answered": async (page, world) => {
    await begun("/answer/1")(page, world);
    await answered(page, 1);
    await page.goto("/answer/1");
    await page.locator("form summary").click();
  },
  "answer, question, with faults": async (page, world) => {
    await begun("/answer/5")(page, world);
    await page.locator("form summary").click();
    await page.locator("#note").evaluate((note) => note.removeAttribute("maxlength"));
    await page.locator("#note").fill("We were asked. ".repeat(80));
    await go(page);
    await page.locator(".faults").waitFor();
  },
  "answer, check": async (page, world) => {
    await begun("/answer/1")(page, world);
    await answered(page, 3);
    await page.goto("/answer/check");
  },
  "answer, check of a team, with faults": async (page, world) => {
    await begun("/answer/check", { side: "learnt", answering: { learnt: "team" } })(page, world);
    await page.locator("#people").fill("0");
    await go(page);
    await page.locator(".faults").waitFor();
  },
  "answer, sent": sent,
  "answer, withdraw": begun("/answer/withdraw"),
  "answer, taken back": async (page, world) => {
    await begun("/answer/withdraw")(page, world);
    await page.locator("button.danger").click();
    await page.waitForURL("**/answer/taken-back");
  },
  "answer, hand over": begun("/answer/hand-over"),
  "answer, handed over": async (page, world) => {
    await begun("/answer/hand-over")(page, world);
    await go(page);
    await page.locator("#own-link").waitFor({ state: "detached" });
  },
  "answer, kept": async (page, world) => {
    await begun("/answer")(page, world);
    await answeringStates["answer, start"](page, world);
  },
  "answer, arrived": arrived(passedOn),
  "answer, arrived, others here": async (page, world) => {
    await begun("/answer")(page, world);
    await answeringStates["answer, arrived"](page, world);
  },
  "answer, renewed": async (page, world) => {
    await answeringStates["answer, arrived"](page, world);
    await go(page);
    await page.waitForURL("**/answer/renewed");
  },
  "answer, entered": arrived(async (world) => world.council.draft(await open()(world), "lived")),
  "answer, moved": async (page, world) => {
    await begun("/answer")(page, world);
    const link = await page.locator("#own-link").inputValue();
    const elsewhere = await page.context().browser().newContext({ baseURL: new URL(page.url()).origin });
    const other = await elsewhere.newPage();
    await arrive(other, link);
    await go(other);
    await other.waitForURL("**/answer/renewed");
    await elsewhere.close();
    await page.reload();
  },
  "answer, signed out while writing": async (page, world) => {
    await begun("/answer/1")(page, world);
    await choose(page, "dont_know");
    await page.context().clearCookies({ name: "person" });
    await go(page);
    await page.locator("[id=_key]").waitFor();
  },
  "answer, closed": async (page, world) => {
    await world.council.close(await begun("/answer")(page, world));
    await page.reload();
  },
  "answer, result, not yet": begun("/result"),
  "answer, result": async (page, world) => {
    await arrive(page, await result(world));
    await page.waitForURL("**/result");
  },
};
