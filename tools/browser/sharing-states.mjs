// What is shared and compared in every state, for sharing.mjs and the pictures: on
// the invented organisations of the demo.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { newCouncil } from "./council.mjs";
import { start } from "./service.mjs";
import { go, signIn } from "./person.mjs";

/** startDemo fills a database with the demo and serves it. What it prints is who there is to sign in as. */
export async function startDemo(binary, settings = {}, log = null) {
  const folder = await mkdtemp(join(tmpdir(), "sevenrungs-demo-"));
  const database = { SEVENRUNGS_DATABASE: join(folder, "demo.db") };
  const { stdout } = await promisify(execFile)(binary, ["demo"], { env: { ...database, SEVENRUNGS_LOG_LEVEL: "error" } });
  const service = await start(binary, { ...database, SEVENRUNGS_DEMO: "1", SEVENRUNGS_OPERATOR_KEY: "", SEVENRUNGS_RATE_LIMIT: "0", ...settings }, log);
  const [funder, member, operator] = [...stdout.matchAll(/sign-in#(\S+)/g)].map(([, key]) => key);
  const person = /answer#(\S+)/.exec(stdout)[1];
  const programmes = [...new Set([...stdout.matchAll(/programmes\/([^/]+)\/releases/g)].map(([, id]) => id))];
  const [before, last] = [...new Set([...stdout.matchAll(/releases\/(\d+)/g)].map(([, period]) => period))];
  const stop = async () => {
    await service.stop();
    await rm(folder, { recursive: true });
  };
  return { ...service, stop, funder, member, operator, person, programmes, before, last, fresh: (await newCouncil(service)).key };
}

const as = (who, address) => async (page, world) => {
  if (who) await signIn(page, world[who]);
  await page.goto(typeof address === "string" ? address : address(world));
};
const release = (nth) => (world) => `/programmes/${world.programmes[nth]}/${world.last}`;

/** agreeTo goes as far as the text of the public benchmark. */
async function agreeTo(page, world) {
  await as("fresh", "/sharing/new")(page, world);
  await page.locator("input[value=public_benchmark]").check();
  await go(page);
}

/** declare declares a programme. */
export async function declare(page, world, name = "Community grants ".repeat(11).trim()) {
  await as("funder", "/programmes/new")(page, world);
  await page.locator("#name").fill(name);
  await page.locator("input[name=scope]").first().check();
  await page.locator("#periods").check();
  await go(page);
}

/** sharingStates opens each page in each state. What it is given: the page, and startDemo's. */
export const sharingStates = {
  "benchmarks": as(null, "/benchmarks"),
  "benchmark": as(null, ({ last }) => `/benchmarks/${last}`),
  "benchmark, the first": as(null, ({ before }) => `/benchmarks/${before}`),
  "benchmark of sectors": as(null, ({ last }) => `/benchmarks/${last}/sectors/C`),

  "programmes": as("funder", "/programmes"),
  "programmes, for the operator": as("operator", "/programmes"),
  "programme, over": as("funder", ({ programmes }) => `/programmes/${programmes[0]}`),
  "programme, new": as("funder", "/programmes/new"),
  "programme, new, with faults": async (page, world) => {
    await as("funder", "/programmes/new")(page, world);
    await go(page);
  },
  "programme, declared": declare,
  "release, small": as("funder", release(0)),
  "release, middling": as("funder", release(1)),
  "release, large": as("funder", release(2)),
  "release, refused": as("funder", release(3)),
  "release, for a member": as("member", release(0)),
  "named": as("funder", ({ programmes }) => `/programmes/${programmes[1]}/named`),
  "named, none": as("funder", ({ programmes }) => `/programmes/${programmes[0]}/named`),

  "sharing": as("member", "/sharing"),
  "sharing, nothing": as("fresh", "/sharing"),
  "sharing, new": as("fresh", "/sharing/new"),
  "sharing, new, with faults": async (page, world) => {
    await as("fresh", "/sharing/new")(page, world);
    await page.locator("input[value=named]").check();
    await page.locator("#code").fill("0000");
    await go(page);
  },
  "sharing, agree": agreeTo,
  "sharing, not agreed": async (page, world) => {
    await agreeTo(page, world);
    await go(page);
  },
  "share": async (page, world) => {
    await as("member", "/sharing")(page, world);
    await page.locator(".task-list a").first().click();
  },
  "share, stop": async (page, world) => {
    await sharingStates.share(page, world);
    await page.locator("a[href$='/withdraw']").click();
  },
};
