// The pages of a result in every state, for result-pages.mjs and the pictures.
import { newCouncil } from "./council.mjs";
import { go, signIn } from "./person.mjs";

/** council is who these pages are of: made once for each service. */
const councils = new Map();
export function resultWorld(service) {
  if (!councils.has(service.address)) councils.set(service.address, make(service));
  return councils.get(service.address);
}

async function make(service) {
  const council = await newCouncil(service), wide = await newCouncil(service, "W".repeat(200));
  const closed = async (rungs, people = 3, of = council, more = {}) => {
    const assessment = await of.assess(more);
    for (const [voice, rung] of Object.entries(rungs)) {
      for (let i = 0; i < people; i++) await of.enter(assessment, voice, rung);
    }
    await of.close(assessment);
    return `/assessments/${assessment.id}`;
  };
  return {
    key: council.key,
    before: await closed({ lived: 2, learnt: 3 }),
    usual: await closed({ lived: 3, learnt: 5 }),
    large: await closed({ lived: 4, learnt: 5 }, 10),
    staff: await closed({ learnt: 5 }),
    lived: await closed({ lived: 4 }),
    nobody: await closed({}),
    open: `/assessments/${(await council.assess()).id}`,
    fresh: (await newCouncil(service)).key,
    wide: await closed({ lived: 3, learnt: 5 }, 3, wide, { title: "M".repeat(200) }),
    wideKey: wide.key,
  };
}

const open = (which, path) => async (page, world) => {
  await signIn(page, world.key);
  await page.goto(world[which] + path);
};

/** named opens a page of an organisation whose names have no place to break. */
const named = (address) => async (page, world) => {
  await signIn(page, world.wideKey);
  await page.goto(address(world.wide));
};

/** resultStates opens each page in each state. What it is given: the page, and resultWorld's. */
export const resultStates = {
  "result": open("usual", "/result"),
  "result, many": open("large", "/result"),
  "result, staff only": open("staff", "/result"),
  "result, lived only": open("lived", "/result"),
  "result, nobody": open("nobody", "/result"),
  "result, not yet": open("open", "/result"),
  "result, unfolded": async (page, world) => {
    await open("large", "/result")(page, world);
    for (const summary of await page.locator("summary").all()) await summary.click();
  },
  "notes, none": open("usual", "/notes"),
  "plan": open("usual", "/plan"),
  "plan, nothing ticked": async (page, world) => {
    await open("usual", "/plan")(page, world);
    await go(page);
  },
  "plan, empty": open("nobody", "/plan"),
  "plan, new": open("usual", "/plan/new"),
  "plan, new, with faults": async (page, world) => {
    await open("usual", "/plan/new")(page, world);
    await go(page);
  },
  "plan, change": async (page, world) => {
    await open("usual", "/plan")(page, world);
    await page.locator(".plan a").first().click();
    await page.locator("#text").waitFor();
  },
  "plan, take out": async (page, world) => {
    await resultStates["plan, change"](page, world);
    await page.locator("main a[href$=remove]").click();
    await page.locator("button.danger").waitFor();
  },
  "links": open("large", "/result/links"),
  "links, made": async (page, world) => {
    await open("large", "/result/links")(page, world);
    await go(page);
    await page.locator("#link").waitFor();
  },
  "links, end": async (page, world) => {
    await resultStates["links, made"](page, world);
    await page.goto(`${world.large}/result/links`);
    await page.locator("main a[href$=end]").first().click();
    await page.locator("button.danger").waitFor();
  },
  "report": open("usual", "/report"),
  "report for those who answered": open("usual", "/report/easy"),
  "progress": async (page, world) => {
    await signIn(page, world.key);
    await page.goto("/progress");
  },
  "long names, home": named(() => "/home"),
  "long names, result": named((at) => `${at}/result`),
  "long names, plan": named((at) => `${at}/plan`),
  "long names, report": named((at) => `${at}/report`),
  "long names, progress": named(() => "/progress"),
  "progress, nothing yet": async (page, world) => {
    await signIn(page, world.fresh);
    await page.goto("/progress");
  },
};
