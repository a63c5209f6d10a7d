// Takes the pictures that README.md shows, on the demo:
//
//   node tools/browser/readme.mjs ./sevenrungs docs/screenshots
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "./chromium.mjs";
import { sharingStates, startDemo } from "./sharing-states.mjs";
import { states } from "./states.mjs";

const [binary, folder] = process.argv.slice(2);
if (!folder) throw new Error("say which binary, and which folder");

const pictures = { home: states.home, try: states["try all, result"], release: sharingStates["release, middling"] };

await mkdir(folder, { recursive: true });
const service = await startDemo(binary);
const browser = await launch();
try {
  for (const [name, bring] of Object.entries(pictures)) {
    const context = await browser.newContext({ baseURL: service.address, reducedMotion: "reduce", viewport: { width: 800, height: 900 } });
    const page = await context.newPage();
    await bring(page, service);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await service.stop();
}
