// The page to read a result on, with a link to it or with the key of a
// response. It asks for the result in the words that the person reads, and
// keeps nothing once the tab is closed.
import { button, day, fragment, giveBack, h, heading, loadTexts, p, paragraphs, reading, say, show, wordsSwitch } from "./page.js";
import * as screens from "./screens.js";
import { forThisTab, instrument, kept, parseResult, resultOf } from "./service.js";

const resultHere = "sevenrungs.result";

const sides = ["lived", "learnt"];
const level = (words, number) => number ? `${number} ${words.rungs[number - 1].title}` : say("result.noRung");

/** apart says how far the two sides are apart, and whether to talk about it. */
function apart(gap) {
  if (!gap) return "–";
  const far = Math.abs(gap.rungs);
  const rungs = [say("result.same"), say("result.one")][far] ?? say("result.many", { n: far });
  return gap.flag ? `${rungs}. ${say(`result.${gap.flag}`)}` : rungs;
}

const alone = (result) => result.voices.some(({ heard }) => !heard);

/** table says where each principle stands. Its roles are spelt out, as on a phone it is laid out as cards. */
function table(result, words) {
  const agreed = alone(result) ? "seen" : "agreed"; // one side alone agrees with nobody
  const names = ["principle", agreed, ...sides, "apart"].map((name) => say(`result.${name}`));
  const cells = (principle) => [
    level(words, principle.rung?.level),
    ...sides.map((side) => level(words, principle.voices.find(({ voice }) => voice === side)?.level)),
    apart(principle.gap),
  ];
  const row = (principle) => h("tr", { role: "row" }, h("th", { scope: "row", role: "rowheader" }, principle.title),
    cells(principle).map((text, i) => h("td", { role: "cell" }, h("span", { class: "label", "aria-hidden": "true" }, names[i + 1]), h("span", {}, text))));
  return h("table", { role: "table", "aria-labelledby": "table-title" },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, names.map((name) => h("th", { scope: "col", role: "columnheader" }, name)))),
    h("tbody", { role: "rowgroup" }, result.principles.map(row)));
}

/** picture is the ladder, as an image: what is in it can run nothing. */
function picture(svg) {
  const title = new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("title").textContent;
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  return h("img", { src: url, alt: title, onload: () => URL.revokeObjectURL(url) });
}

const steps = (result) => result.principles.filter((principle) => principle.next_step).map(({ title, next_step: step }) => [
  h("h3", {}, title), h("ul", {}, step.questions.map(({ text }) => h("li", {}, paragraphs(text))))]);

function screen(result, words, svg) {
  const { title, closed_at: closed } = result.assessment;
  const counts = Object.fromEntries(result.voices.map(({ voice, people }) => [voice, people]));
  const next = steps(result);
  const staffView = result.provisional && result.voices.some(({ heard }) => heard);
  const name = staffView ? `${say("result.staffView")} ${title}` : title;
  const [first, ...others] = result.explanation;
  return [name, [
    heading(name), staffView && h("p", { class: "notice", lang: result.explanation_lang }, first), ...p("result.closed", { date: day(closed) }),
    result.variant !== reading() && h("p", { class: "notice" }, say("common.untranslated")),
    h("h2", {}, say(staffView ? "result.staffSee" : "result.title")),
    h("div", { class: "explanation", lang: result.explanation_lang }, (staffView ? others : result.explanation).map((sentence) => h("p", {}, sentence))),
    ...p("result.start"),
    h("h2", {}, say("result.picture")), ...p("result.pictureHelp"), picture(svg),
    h("h2", { id: "table-title" }, say("result.table")), ...(alone(result) ? [] : p("result.tableHelp")), table(result, words),
    next.length > 0 && h("section", {}, h("h2", {}, say("result.steps")), next),
    h("h2", {}, say("result.whoTitle")), ...p("result.who", counts), ...(result.guarded ? p("result.guarded") : []),
    button("result.print", () => print(), "unprinted"),
  ]];
}

/** open reads the result and shows it, or says why there is none. */
async function open(where, how) {
  if (!where) return show(...screens.nothing());
  try {
    const result = (await resultOf(where, reading())).json();
    const [words, svg] = await Promise.all([instrument(result.instrument, reading()), resultOf(where, reading(), "image/svg+xml")]);
    show(...screen(result, words, svg.text), how);
  } catch (trouble) {
    if (trouble.status === 409) show(...screens.plain("notYet", ["what"], button("common.again", () => open(where), "main")));
    else if (trouble.passing) show(...screens.trouble(() => open(where)));
    else if (trouble.status) lost();
    else throw trouble;
  }
}

function lost() {
  giveBack();
  show(...screens.lost());
}

/** begin opens what the link says, or else what this tab or this device has the key of. */
function begin(how) {
  const link = fragment();
  if (link && !parseResult(link)) return lost();
  return open(parseResult(forThisTab(resultHere, link)) ?? kept(), how);
}

addEventListener("hashchange", () => {
  if (location.hash.length > 1) begin();
});

await loadTexts();
wordsSwitch(() => begin({ quiet: true }));
await begin();
