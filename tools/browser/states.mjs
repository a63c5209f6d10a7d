// Every page there is, in every state that a person can bring it to. A new page
// adds a line here: it is then looked at by web.mjs, and is in the pictures that
// screenshots.mjs takes.
//
// Nothing here goes by words, so that each state is there in Easy Read as well.
import { newCouncil } from "./council.mjs";
import { asking } from "./asking-states.mjs";
import { answerAll, go, signIn } from "./person.mjs";

/** newWorld is who there is to sign in as. */
export async function newWorld(service) {
  const council = await newCouncil(service);
  await council.assess();
  return { busy: council.key, fresh: (await newCouncil(service, "The Corner Club")).key, operator: service.operatorKey };
}

const open = (address) => (page) => page.goto(address);

/** states opens each page in each state. What it is given: the page, and newWorld's. */
export const states = {
  "home": open("/"),
  "privacy": open("/privacy"),
  "accessibility": open("/accessibility"),
  "method": open("/method"),
  "sources": open("/sources"),
  "contact": open("/contact"),
  "no such page": open("/nothing"),

  "try, side": open("/try"),
  "try": open("/try?side=lived"),
  "try, nothing answered": async (page) => {
    await page.goto("/try?side=learnt");
    await go(page);
  },
  "try, result": async (page) => {
    await page.goto("/try?side=learnt");
    await answerAll(page, "4");
    await go(page);
  },
  "try all": open("/try/all?side=lived"),
  "try all, in the middle": async (page) => {
    await page.goto("/try/all?side=lived");
    await answerAll(page, "5");
    await go(page);
  },
  "try all, result": async (page) => {
    await page.goto("/try/all?side=learnt");
    for (let part = 0; part < 4; part++) {
      await answerAll(page, "5");
      await go(page);
    }
  },
  "try all, no result": async (page) => {
    await page.goto("/try/all?side=lived");
    for (let part = 0; part < 4; part++) {
      await answerAll(page, "dont_know");
      await go(page);
    }
  },

  "start": open("/start"),
  "start, with faults": async (page) => {
    await page.goto("/start");
    await page.locator("#number").fill("GB-COH-123");
    await go(page);
  },
  "start, key": async (page) => {
    await page.goto("/start");
    await page.locator("#name").fill("Anytown Council ".repeat(12).trim());
    await go(page);
  },
  "start, key not kept": async (page, world) => {
    await states["start, key"](page, world);
    await go(page);
  },

  "sign in": open("/sign-in"),
  "sign in, with faults": async (page) => {
    await page.goto("/sign-in");
    await page.locator("#key").fill("rung_nonsense");
    await go(page);
  },
  "sign in, whose": async (page, { fresh, busy }) => {
    await signIn(page, fresh);
    await page.goto("/sign-in");
    await page.locator("#key").fill(busy);
    await go(page);
  },
  "sign out": async (page, { fresh }) => {
    await signIn(page, fresh);
    await page.goto("/sign-out");
  },
  "signed out": async (page, world) => {
    await states["sign out"](page, world);
    await go(page);
  },

  "home of an organisation, nothing yet": (page, { fresh }) => signIn(page, fresh),
  "home of an organisation": (page, { busy }) => signIn(page, busy),
  "home of the operator": (page, { operator }) => signIn(page, operator),

  ...asking,
};
