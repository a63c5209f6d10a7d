// The pages on which an assessment is opened, people are asked, and it is closed.
import { go, signIn } from "./person.mjs";

/** opened opens an assessment, and returns its address. */
export async function opened(page, { busy }, title = "Short breaks for families") {
  await signIn(page, busy);
  await page.goto("/assessments/new");
  await page.locator("#title").fill(title);
  await go(page);
  await page.waitForURL(/assessments\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

/** invited asks people, and leaves their links on the screen. */
export async function invited(page, world, kind, number) {
  await page.goto(`${await opened(page, world)}/invite`);
  await page.locator('input[name="side"][value="lived"]').check();
  await page.locator(`input[name="kind"][value="${kind}"]`).check();
  await page.locator("#number").fill(String(number));
  await go(page);
  await page.locator("#links").waitFor();
}

const of = (path) => async (page, world) => page.goto((await opened(page, world)) + path);

const ended = (what) => async (page, world) => {
  await page.goto(`${await opened(page, world)}/${what}`);
  await page.locator("main button.danger").click();
  await page.waitForURL(/[0-9a-f]$/);
};

export const asking = {
  "assessments, none yet": async (page, { fresh }) => {
    await signIn(page, fresh);
    await page.goto("/assessments");
  },
  "assessments": async (page, { busy }) => {
    await signIn(page, busy);
    await page.goto("/assessments");
  },
  "assessment, new": async (page, { busy }) => {
    await signIn(page, busy);
    await page.goto("/assessments/new");
  },
  "assessment, new, with faults": async (page, world) => {
    await asking["assessment, new"](page, world);
    await page.locator("#closes").fill("2020-01-01");
    await go(page);
  },
  "assessment": async (page, world) => void await opened(page, world, "Short breaks for families ".repeat(7).trim()),
  "assessment, edit": of("/edit"),
  "assessment, closed": ended("close"),
  "assessment, called off": ended("cancel"),
  "assessment, close": of("/close"),
  "assessment, cancel": of("/cancel"),
  "invite": of("/invite"),
  "invite, with faults": async (page, world) => {
    await of("/invite")(page, world);
    await go(page);
  },
  "invite, links": (page, world) => invited(page, world, "each", 40),
  "invite, slips": async (page, world) => {
    await invited(page, world, "each", 4);
    await go(page);
  },
  "invite, one shared link": (page, world) => invited(page, world, "shared", 40),
  "invite, poster": async (page, world) => {
    await invited(page, world, "shared", 40);
    await go(page);
  },
  "invite, list": async (page, world) => {
    await invited(page, world, "each", 4);
    await page.goto(page.url());
  },
  "invite, words": of("/invite/words"),
  "invite, letter": of("/invite/letter"),
  "invite, end": async (page, world) => {
    await asking["invite, list"](page, world);
    await page.locator('a[href$="/end"]').click();
  },
  "paper": of("/paper"),
  "paper, form": of("/paper?side=lived"),
  "paper, large Easy Read form": of("/paper?side=learnt&words=easy_read&large=yes"),
  "enter": of("/enter"),
  "enter, form": of("/enter?side=lived"),
  "enter, with faults": async (page, world) => {
    await of("/enter?side=learnt")(page, world);
    await go(page);
  },
};
