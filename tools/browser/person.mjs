// A person at a page: what they press, and what they see.
import assert from "node:assert/strict";

/** press presses a button or follows a link, and waits for the page that comes. */
export async function press(page, name, title) {
  const main = page.getByRole("main");
  await main.getByRole("button", { name, exact: true }).or(main.getByRole("link", { name, exact: true })).click();
  if (title) await on(page, title);
}

/** on waits until a page with this heading is shown. */
export async function on(page, title) {
  await page.locator("h1", { hasText: title }).waitFor();
  assert.ok((await page.title()).includes(title), `${await page.title()}, not ${title}`);
}

/** follow opens a link, as from a message: in a page that shows nothing else yet. */
export async function follow(page, link) {
  await page.goto("about:blank");
  await page.goto(link);
}

/** arrive pastes a link into the field that there is without our script. */
export async function arrive(page, link) {
  await page.goto("/answer");
  const field = page.locator("#link");
  if (!await field.isVisible()) await page.locator("details:has(#link) summary").click();
  await field.fill(link);
  await page.locator("form:has(#link) button").last().click();
  await page.waitForLoadState();
}

/** begin opens an invitation and goes on to what this is about. */
export async function begin(page, link) {
  await follow(page, link);
  await press(page, "Start", "What happens when you answer");
}

/** saved waits until the page says that an answer is saved. */
export const saved = (page) => page.getByRole("status").filter({ hasText: /saved\.$/i }).waitFor();

/** words switches between standard and Easy Read. */
export async function words(page, variant) {
  if (await page.locator("html.easy").count() === (variant === "easy_read" ? 1 : 0)) return;
  await page.locator(".words button").click();
  await page.locator(variant === "easy_read" ? "html.easy" : "html:not(.easy)").waitFor();
}

/** ownLink is the link that the list of what there is to answer shows. */
export async function ownLink(page) {
  const list = await page.context().newPage();
  await list.goto("/answer");
  const link = await list.locator("#own-link").inputValue();
  await list.close();
  return link;
}

/** go presses what a page is for. */
export const go = (page) => page.locator("main button.main, main a.main").first().click();

/** signIn signs a browser in with a key. */
export async function signIn(page, key) {
  await page.goto("/sign-in");
  await page.locator("#key").fill(key);
  await go(page);
  await page.waitForURL("**/home");
}

/** answerAll chooses an answer to each question of a page. */
export async function answerAll(page, code) {
  for (const question of await page.locator("fieldset.question").all()) await question.locator(`input[value="${code}"]`).check();
}
