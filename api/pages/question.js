// One question on a screen of its own.
import { button, h, heading, p, paragraphs, reading, say, tell } from "./page.js";
import { radios, wrong } from "./screens.js";

const noteRest = 800; // milliseconds without a letter until a note is saved

/** question asks the one at a place, and saves what is answered at once. */
export function question(flow, draft, at) {
  const { asked, words } = draft;
  const one = words.questions[at];
  const text = one.text[asked.voice];
  const choices = reading() === "easy_read" && words.groups.length > 1 ? inTwoSteps : inOne;
  const note = noteOf(draft, one.id);
  const answer = choices(draft, one, words, heading(text));
  const leave = (to) => {
    note.save();
    if (answer.whole()) flow.go(to);
    else wrong(say("question.missing"), "#inside input");
  };
  const progress = say("question.progress", { n: at + 1, all: words.questions.length });
  return [`${progress}. ${text}`, [
    h("p", { class: "progress" }, progress),
    h("progress", { max: words.questions.length, value: at + 1, "aria-hidden": "true" }),
    words.variant !== reading() && h("p", { class: "notice" }, say("common.untranslated")),
    answer.element,
    note.element,
    h("div", { class: "buttons" },
      button("common.next", () => leave(at + 1 < words.questions.length ? at + 1 : "check"), "main"),
      button("common.back", () => leave(at > 0 ? at - 1 : "about")),
      button("question.toCheck", () => leave("check"), "quiet")),
  ]];
}

/** helpOf is what helps to understand a question, to stand below its text. */
function helpOf(one) {
  const away = (link, name) => link && h("p", {}, h("a", { href: link, rel: "noreferrer" }, say(name)));
  return h("div", { class: "help" },
    paragraphs(one.help),
    one.example && [h("p", {}, h("strong", {}, say("question.example"))), paragraphs(one.example)],
    away(one.audio, "question.listen"), away(one.bsl, "question.sign"));
}

const codes = (choices) => choices.map(({ code, text }) => [code, text]);

/** inOne offers every choice at once. */
function inOne(draft, one, words, title) {
  const fieldset = radios({
    name: "answer", legend: title, chosen: draft.response.answers[one.id],
    choices: [...codes(one.choices), ...codes(words.unscored)], divider: one.choices.length,
    onchoose: (code) => draft.change({ answers: { [one.id]: code } }),
  });
  fieldset.querySelector("legend").after(helpOf(one));
  return { element: fieldset, whole: () => true };
}

/** inTwoSteps asks first who did things: to, for or with; then which of these it was. */
function inTwoSteps(draft, one, words, title) {
  const stanceOf = (code) => words.rungs[Number(code) - 1]?.stance;
  const given = () => draft.response.answers[one.id];
  const inside = h("div", { id: "inside" });

  const offer = (stance) => {
    inside.replaceChildren(...(stance ? [radios({
      name: "answer", legend: h("h2", {}, say("question.inside")), chosen: given(),
      choices: codes(one.choices.filter(({ code }) => stanceOf(code) === stance)),
      onchoose: (code) => draft.change({ answers: { [one.id]: code } }),
    })] : []));
    if (stance) element.querySelector(`[value="${stance}"]`).closest("label").after(inside);
  };
  const choose = (code) => {
    const stance = words.groups.some((group) => group.stance === code) ? code : null;
    if (!stance) draft.change({ answers: { [one.id]: code } });
    else if (given() && stanceOf(given()) !== stance) draft.change({ answers: { [one.id]: null } });
    offer(stance);
    if (stance) tell(say("question.inside"));
  };
  const element = radios({
    name: "stance", legend: title, chosen: stanceOf(given()) ?? given(), divider: words.groups.length, onchoose: choose,
    choices: [...words.groups.map(({ stance, text }) => [stance, text]), ...codes(words.unscored)],
  });
  element.querySelector("legend").after(helpOf(one), h("p", { class: "asked" }, say("question.stances")));
  offer(stanceOf(given()));
  return { element, whole: () => !inside.hasChildNodes() || inside.querySelector(":checked") !== null };
}

/** noteOf is the place to say more. */
function noteOf(draft, id) {
  const { notes, private_notes: secret } = draft.response;
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    const text = visible(area.value).trim() || null;
    if (text !== (draft.response.notes[id] ?? null)) draft.change({ notes: { [id]: text } });
  };
  const area = h("textarea", {
    id: "note", rows: 4, maxlength: 1000, "aria-describedby": "note-help", onchange: save,
    oninput: () => { clearTimeout(timer); timer = setTimeout(save, noteRest); },
  }, notes[id] ?? "");
  const hide = (event) => {
    const others = draft.response.private_notes.filter((other) => other !== id);
    draft.change({ private_notes: event.target.checked ? [...others, id] : others });
  };
  const element = h("details", { open: Boolean(notes[id]) },
    h("summary", {}, say("question.note")),
    h("label", { for: "note" }, say("question.noteLabel")),
    h("div", { id: "note-help", class: "help" }, p("question.noteHelp")),
    area,
    h("label", { class: "choice" }, h("input", { type: "checkbox", id: "private", checked: secret.includes(id), "aria-describedby": "private-help", onchange: hide }), h("span", {}, say("question.private"))),
    h("div", { id: "private-help", class: "help" }, p("question.privateHelp")));
  return { element, save };
}

/** visible leaves out the characters that the service refuses in a note. */
const visible = (text) => text.replace(/[^\P{Cc}\n\t]|[\u2028-\u202e\u2066-\u2069]/gu, "");
