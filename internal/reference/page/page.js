// Sends the calls that a person tries. The key is read from its field each time and
// kept nowhere else; nothing is asked of any other service.
"use strict";

document.documentElement.classList.add("scripts");

/** inputs are the filled fields of a form that stand in one place of the request. */
const inputs = (form, place) => [...form.querySelectorAll(`[data-in="${place}"]`)].filter((field) => field.value !== "");

/** addressOf puts what was filled in into the address of a call. */
function addressOf(form) {
  const path = inputs(form, "in the address").reduce(
    (address, field) => address.replace(`{${field.name}}`, encodeURIComponent(field.value)), form.dataset.path);
  const query = new URLSearchParams(inputs(form, "after the ? in the address").map((field) => [field.name, field.value]));
  return query.size ? `${path}?${query}` : path;
}

/** requestOf is what a form asks to be sent. */
function requestOf(form) {
  const headers = new Headers(inputs(form, "a header").map((field) => [field.name, field.value]));
  const key = document.getElementById("key").value.trim();
  if (key) headers.set("Authorization", `Bearer ${key}`);
  const body = form.querySelector(".body");
  if (body) headers.set("Content-Type", body.dataset.form);
  return { method: form.dataset.method, headers, body: body?.value, cache: "no-store", credentials: "omit" };
}

/** readable is a body as people read it. */
function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // a table, a picture, or nothing
  }
}

/** part makes an element with a text in it. */
function part(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

/** block shows text that may be long, in a box that scrolls by keyboard too. */
function block(label, text) {
  const pre = part("pre", text);
  pre.tabIndex = 0;
  pre.setAttribute("role", "group");
  pre.setAttribute("aria-label", label);
  return pre;
}

async function send(form) {
  const answer = form.querySelector(".answer");
  answer.replaceChildren(part("p", "Sending…"));
  const address = addressOf(form);
  try {
    const got = await fetch(address, requestOf(form));
    const text = await got.text();
    const headers = [...got.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    answer.replaceChildren(part("p", `${got.status} to ${form.dataset.method} ${address}`), block("The headers that came back", headers));
    if (text) answer.append(block("The body that came back", readable(text)));
  } catch (error) {
    answer.replaceChildren(part("p", `Nothing came back: ${error.message}`));
  }
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  send(event.target);
});

/** reveal opens what an address leads to. */
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details");
  if (!closed) return;
  closed.open = true;
  closed.querySelector("summary").scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();
