// What both pages are made of: elements, words in two variants, and screens
// that people can follow by eye, by ear and by keyboard.

/** The variants of the words, as the API names them. */
const variants = ["standard", "easy_read"];

const place = (id) => document.getElementById(id);
let texts = null;
let variant = variants[0];

/**
 * h makes an element. Attributes that begin with "on" listen; true and false
 * set or leave out an attribute. Text is only ever text: nothing is parsed.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** loadTexts fetches the words of the pages. They must be there before anything is said. */
export async function loadTexts() {
  const answer = await fetch("/pages/texts.json");
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  texts = await answer.json();
}

/** say returns a text such as "question.progress", with what stands in braces filled in. */
export function say(name, values = {}) {
  const [screen, key] = name.split(".");
  return texts[variant][screen][key].replace(/{(\w+)}/g, (_, value) => values[value]);
}

/** reading is the variant that the person reads now. */
export const reading = () => variant;

/** read changes the variant, when there is one of that name. */
export function read(wanted) {
  if (variants.includes(wanted)) variant = wanted;
  document.documentElement.classList.toggle("easy", variant === "easy_read");
  for (const choice of document.querySelectorAll("#words input")) choice.checked = choice.value === variant;
}

/** wordsSwitch puts the switch of the variant into the header. */
export function wordsSwitch(onSwitch) {
  const choice = (name) => h("label", {},
    h("input", { type: "radio", name: "words", value: name, checked: name === variant, onchange: () => { read(name); onSwitch(name); } }),
    h("span", {}, say(`common.${name}`)));
  place("words").replaceChildren(h("fieldset", { class: "words" }, h("legend", { class: "unseen" }, say("common.words")), variants.map(choice)));
}

/**
 * show puts a screen in place of the one before. The keyboard and the screen
 * reader go to its heading, unless only the words changed.
 */
export function show(title, content, { quiet = false } = {}) {
  place("screen").replaceChildren(...content.filter(Boolean));
  alarm("");
  document.title = `${title} – Seven Rungs`;
  if (quiet) return;
  scrollTo(0, 0);
  place("screen").querySelector("h1").focus({ preventScroll: true });
}

/** heading is what a screen begins with. */
export const heading = (text) => h("h1", { tabindex: "-1" }, text);

/** sentences gives each sentence of a text a line of its own. */
export const sentences = (text) => text.replace(/([.?!]) +/g, "$1\n").split("\n").map((line) => h("p", {}, line));

/** paragraphs says a text. In Easy Read each sentence has its line. */
export const paragraphs = (text) => variant === "easy_read" ? sentences(text) : [h("p", {}, text)];

/** p is a text of the pages, in paragraphs. */
export const p = (name, values) => paragraphs(say(name, values));

/** button is a button that says one of the texts. */
export const button = (name, onclick, kind = "") => h("button", { type: "button", class: kind, onclick }, say(name));

/** alarm says at once what went wrong on this screen; "" takes it back. */
export const alarm = (text) => sound("alert", text);

/** unsaved says at once that something is not saved, until that is taken back: on the next screens too. */
export const unsaved = (text, ...more) => sound("unsaved", text, ...more);

function sound(id, text, ...more) {
  place(id).replaceChildren(...(text ? [h("p", {}, text), ...more] : []));
}

/** tell says something that can wait. */
export function tell(text) {
  place("status").textContent = text;
}

/** day writes a time as people say it, where they are. */
export const day = (time) => new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" }).format(new Date(time));

/** copyable shows a link and copies it when asked. */
export function copyable(label, help, link) {
  const box = h("input", { id: "link", type: "text", readonly: true, value: link, autocomplete: "off", "aria-describedby": help ? "link-help" : null, onfocus: () => box.select() });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      tell(say("common.copied"));
    } catch { // no permission, or no https
      box.focus();
      tell(say("common.notCopied"));
    }
  };
  return h("div", { class: "link" },
    h("label", { for: "link" }, label), help && h("p", { id: "link-help", class: "help" }, help), box, button("common.copy", copy));
}

let taken = "";

/** fragment takes what stands behind the # out of the address bar, for nobody else to read. */
export function fragment() {
  const text = location.hash.slice(1);
  if (text) taken = text;
  if (text) history.replaceState(history.state, "", location.pathname);
  return text;
}

/** giveBack puts it there again. A link that does not open can then be read, mended and sent back. */
export function giveBack() {
  if (taken) history.replaceState(history.state, "", `${location.pathname}#${taken}`);
}
