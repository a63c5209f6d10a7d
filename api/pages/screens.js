// The screens around the questions: before, after, and when something is amiss.
// Each returns its title and its content; what happens next is for flow.
import { alarm, button, copyable, day, h, heading, p, paragraphs, reading, say, sentences } from "./page.js";
import { linkOf } from "./service.js";

/** plain is a screen that says something and, perhaps, offers one way on. */
export const plain = (name, texts, ...more) => [say(`${name}.title`), [heading(say(`${name}.title`)), ...texts.flatMap((text) => p(`${name}.${text}`)), ...more]];

/** start says who asks, before anything begins. What an organisation says of itself is only ever text. */
export function start(flow, look) {
  const { organisation: { name, contact, verified }, assessment: { title, closes_at: closes } } = look;
  return [say("start.title"), [
    heading(say("start.title")),
    ...p("start.asks", { name, title }), ...p(verified ? "start.checked" : "start.unchecked", { name }),
    ...helper(contact), ...(closes ? p("about.closes", { date: day(closes) }) : []),
    ...["what", "who", "pause", "easy"].flatMap((text) => p(`start.${text}`)),
    button("start.begin", () => flow.redeem(), "main"),
  ]];
}

/** helper says whom to ask for help. */
const helper = (contact) => contact ? p("start.contact", { contact }) : p("start.noContact");

/** dead says why an invitation starts nothing. Whoever began on this device can go on. */
export function dead(flow, { state, organisation: { name, contact }, assessment: { title } }, where) {
  return [say("dead.title"), [
    heading(say("dead.title")), ...p("dead.asked", { name, title }), ...p(`dead.${state}`), ...helper(contact),
    where && button("kept.goOn", () => flow.open(where), "main"),
  ]];
}

export const kept = (flow, where) => plain("kept", ["what"],
  button("kept.goOn", () => flow.open(where), "main"),
  h("hr"), ...p("kept.warning"), copyable(say("about.link"), "", linkOf(where)),
  button("kept.startNew", () => flow.go("start")));

/** arrived asks before a link is gone on with, and before another key is forgotten for it. */
export const arrived = (flow, where, before) => plain("arrived", ["what", "why"], ...(before && before.response !== where.response ? [
  ...p("arrived.other"), copyable(say("arrived.otherLink"), "", linkOf(before)),
  button("arrived.goOn", () => flow.goOn(), "main"), button("arrived.keep", () => flow.open(before)),
] : [button("arrived.goOn", () => flow.goOn(), "main")]));

export const renewed = (flow, { where }) => plain("renewed", ["what", "keep"], ownLink(where), button("renewed.goOn", () => flow.write(), "main"));
export const entered = () => plain("entered", ["what", "ask"]);
export const nothing = () => plain("nothing", ["what"]);
export const lost = () => plain("lost", ["what", "ask"]);
export const moved = () => plain("moved", ["what", "use", "strange"]);
export const forgotten = () => plain("forgotten", ["what"]);
export const withdrawn = () => plain("withdrawn", ["what"]);
export const closed = (flow, link) => plain("closed", ["what"], h("p", {}, h("a", { class: "button main", href: link }, say("closed.read"))));
export const trouble = (again) => plain("trouble", ["what"], button("common.again", again, "main"));

/** radios is a group of choices. Each is a code with a text. */
export function radios({ name, legend, choices, chosen, onchoose, describedby, divider }) {
  const option = ([code, text]) => h("label", { class: "choice" },
    h("input", { type: "radio", name, value: code, checked: code === chosen, onchange: () => { alarm(""); onchoose(code); } }),
    h("span", {}, paragraphsIn(text)));
  const all = choices.map(option);
  if (divider) all.splice(divider, 0, h("p", { class: "or" }, say("question.or")));
  return h("fieldset", { id: name, "aria-describedby": describedby }, h("legend", {}, legend), all);
}

/** paragraphsIn are the lines of a text inside a label, where there may be no paragraph. */
const paragraphsIn = (text) => paragraphs(text).map(({ textContent }) => h("span", { class: "line" }, `${textContent} `));

/** wrong says what is missing, and leads to where it is. */
export function wrong(text, selector) {
  alarm(text);
  document.querySelector(selector).focus();
}

export function voice(flow) {
  let chosen = null;
  const title = say("voice.title");
  const group = radios({
    name: "voice", legend: heading(title), describedby: "voice-help", onchoose: (code) => { chosen = code; },
    choices: ["lived", "learnt"].map((code) => [code, say(`voice.${code}`)]),
  });
  group.querySelector("legend").after(h("div", { id: "voice-help", class: "help" }, p("voice.help")));
  return [title, [
    group,
    button("common.next", () => chosen ? flow.redeem(chosen) : wrong(say("voice.missing"), "#voice input"), "main"),
  ]];
}

const ownLink = (where) => copyable(say("about.link"), say("about.linkHelp"), linkOf(where));

/** about says what this is, and what happens to what somebody writes. */
export function about(flow, { asked, words, response, where }) {
  const { title, answering, closes_at: closes } = asked.assessment;
  const begun = Object.keys(response.answers).length > 0;
  return [title, [
    heading(title),
    h("p", { class: "lead" }, words.title),
    words.variant !== reading() && h("p", { class: "notice" }, say("common.untranslated")),
    ...p(`about.${asked.voice}`), ...(answering === "team" ? p("about.team") : []),
    ...p("about.minutes", { minutes: words.minutes }),
    ...(closes ? p("about.closes", { date: day(closes) }) : []),
    h("h2", {}, say("about.answersTitle")), ...paragraphs(words.privacy), ...p("about.saved"), ...p("about.deleted"),
    h("h2", {}, say("about.questionsTitle")), h("div", { class: "lines" }, sentences(words.summary)),
    button(begun ? "about.resume" : "about.begin", () => flow.go(flow.firstOpen()), "main"),
    h("h2", {}, say("about.laterTitle")), ...p("about.device"), ownLink(where),
    ...p("about.shared"), button("about.forget", () => flow.forget()),
  ]];
}

/** check lists what was answered, to be sent. */
export function check(flow, { asked, words, response }) {
  const left = words.questions.filter(({ id }) => !response.answers[id]).length;
  const support = ["none", "helped", "proxy"].map((code) => [code, say(`check.support${code[0].toUpperCase()}${code.slice(1)}`)]);
  return [say("check.title"), [
    heading(say("check.title")), ...p("check.what"),
    ...(left ? p("check.someLeft", { n: left, all: words.questions.length }) : []),
    h("ol", { class: "answers" }, words.questions.map((question, i) => answered(flow, question, i, asked, words, response))),
    radios({ name: "support", legend: h("h2", {}, say("check.support")), choices: support, chosen: response.support, onchoose: (code) => flow.change({ support: code }) }),
    asked.assessment.answering === "team" && team(flow, response),
    ...p("check.final"),
    button("check.send", () => flow.submit(), "main"),
    h("hr"), button("common.back", () => flow.go(words.questions.length - 1)), button("check.delete", () => flow.go("withdraw")),
  ]];
}

function answered(flow, question, i, asked, words, response) {
  const code = response.answers[question.id];
  const choice = [...question.choices, ...words.unscored].find((one) => one.code === code);
  const note = response.notes[question.id];
  const kind = response.private_notes.includes(question.id) ? "check.privateNote" : "check.note";
  const text = question.text[asked.voice];
  return h("li", {},
    h("p", { class: "asked" }, text),
    choice ? h("p", {}, choice.text) : h("p", { class: "none" }, say("check.none")),
    note && h("p", { class: "note" }, h("strong", {}, say(kind)), " ", note),
    h("button", { type: "button", "aria-label": `${say("check.change")}: ${text}`, onclick: () => flow.go(i) }, say("check.change")));
}

function team(flow, response) {
  const count = h("input", { id: "people", type: "number", inputmode: "numeric", min: 1, max: 10_000, step: 1, value: response.people, onchange: () => {
    if (peopleSound()) flow.change({ people: Number(count.value) });
  } });
  return h("div", { class: "field" }, h("label", { for: "people" }, say("check.people")), count);
}

/** peopleSound tells whether the number of a team, where it is asked for, can be. */
export function peopleSound() {
  const count = document.querySelector("#people");
  return !count || (count.value !== "" && count.checkValidity());
}

export function done(flow, { asked, where }) {
  const closes = asked.assessment.closes_at;
  return plain("done", ["what"],
    ...(closes ? p("done.closes", { date: day(closes) }) : p("done.open")), ...p("done.result"),
    ownLink(where), ...p("about.shared"), button("about.forget", () => flow.forget()),
    h("hr"), button("done.takeBack", () => flow.go("withdraw")));
}

export const withdraw = (flow) => plain("withdraw", ["what"],
  h("div", { class: "buttons" }, button("withdraw.no", () => history.back(), "main"), button("withdraw.yes", () => flow.withdraw())));
