// The browser of the tests, and what they look for faults with.
//
// CHROMIUM names another Chromium or Chrome than Debian's.
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

/** axe is a script that finds what keeps people out, to be run in a page. */
export const axe = createRequire(import.meta.url)("axe-core").source;

/** patience is how long to wait for what must come, in ms. Only a test that fails waits as long. */
export const patience = 120_000;

/** launch starts a browser, for the caller to close. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // Off: what would call elsewhere. The sandbox is off by default, as in a
    // container there is none to be had; the only pages opened are our own.
    args: ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
}
