// Takes a picture of every page in every state, into a folder, to look at:
//
//   node tools/browser/screenshots.mjs ./sevenrungs /tmp/pictures [part of a name [look]]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { answeringStates, answeringWorld } from "./answering-states.mjs";
import { launch } from "./chromium.mjs";
import { ownStates, ownWorld } from "./own-states.mjs";
import { resultStates, resultWorld } from "./result-states.mjs";
import { start } from "./service.mjs";
import { sharingStates, startDemo } from "./sharing-states.mjs";
import { newWorld, states } from "./states.mjs";

const [binary, folder, part = "", only = ""] = process.argv.slice(2);
if (!folder) throw new Error("say which binary, and which folder");

/** looks are how a page can be looked at. */
const looks = {
  "phone": { viewport: { width: 375, height: 740 } },
  "desktop": { viewport: { width: 1280, height: 900 } },
  "phone-dark-easy": { viewport: { width: 375, height: 740 }, colorScheme: "dark", easy: true },
};

/** shoot takes a picture of each state in each look, of who there is to sign in as. */
async function shoot(browser, service, states, world) {
  for (const [look, { easy, ...options }] of Object.entries(looks).filter(([look]) => !only || look === only)) {
    for (const name of Object.keys(states).filter((name) => name.includes(part))) {
      const context = await browser.newContext({ baseURL: service.address, reducedMotion: "reduce", ...options });
      if (easy) await context.addCookies([{ name: "words", value: "easy_read", url: service.address }]);
      const page = await context.newPage();
      await states[name](page, world);
      await page.screenshot({ path: join(folder, `${name.replaceAll(/\W+/g, "-")}.${look}.png`), fullPage: true });
      await context.close();
    }
  }
}

await mkdir(folder, { recursive: true });
const service = await start(binary, { SEVENRUNGS_RATE_LIMIT: "0", SEVENRUNGS_CONTACT: "help@example.org" });
const demo = await startDemo(binary);
const browser = await launch();
try {
  const world = await newWorld(service);
  await ownWorld(service, world);
  await shoot(browser, service, { ...states, ...ownStates }, world);
  await shoot(browser, service, resultStates, await resultWorld(service));
  await shoot(browser, service, answeringStates, await answeringWorld(service));
  await shoot(browser, demo, sharingStates, demo);
} finally {
  await browser.close();
  await service.stop();
  await demo.stop();
}
