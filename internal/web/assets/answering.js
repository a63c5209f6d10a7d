// Saves what somebody answers while they answer it. Without it, the buttons of the
// form do. What the server refuses is sent once more as the form itself: then a page
// says what there is to put right, with all that was typed.
const form = document.querySelector("form[data-saves]");
const words = form.dataset;
const status = document.getElementById("saving");
const alarm = document.getElementById("unsaved");

const patience = { answer: 20_000, note: 800, first: 1000, longest: 30_000, tries: 12 }; // milliseconds, and how often in a row
const passing = [0, 408, 429, 500, 502, 503, 504]; // the same may go better later

let unsaved = false; // something is not yet with the service
let saving = null; // a promise, while there is something to send
let sending = null; // a promise, while a reply is waited for
let leaving = false; // another page comes
let wake = () => {};

/** say says how saving goes. What went wrong is said at once, and stays until it is put right. */
function say(quiet, loud = "", again = false) {
  status.textContent = quiet;
  alarm.replaceChildren();
  if (!loud) return;
  const text = document.createElement("p");
  text.textContent = loud;
  alarm.append(text);
  if (!again) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.again;
  button.addEventListener("click", tryNow);
  alarm.append(button);
}

/** send sends the form, as the button would, and returns what came back: a status, and what is told with 200. */
function send(button) {
  return sending = sendNow(button).finally(() => { sending = null; });
}

async function sendNow(button) {
  const fields = new URLSearchParams(new FormData(form, button));
  fields.append("_quiet", "yes");
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience.answer);
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, signal: late.signal, headers: { Accept: "application/json" } });
    const wait = 1000 * Number(answer.headers.get("Retry-After") ?? 0);
    return { status: answer.status, wait, told: answer.ok ? await answer.json() : null };
  } catch { // nobody answered
    return { status: 0, wait: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** sendWhole sends the form itself, for the server to say on a page what is wrong. */
function sendWhole(button) {
  leaving = true;
  const stay = document.createElement("input");
  [stay.type, stay.name, stay.value] = ["hidden", button?.name || "go", button?.value || "stay"];
  form.append(stay);
  form.submit();
}

/** took notes what the server has now. */
function took({ elsewhere, fields = {} }) {
  for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
  if (elsewhere) say(words.saved, words.elsewhere);
  else say(words.saved);
}

/** save sends what is there, one at a time, until it is with the service. */
function save() {
  unsaved = true;
  saving ??= saveAll().finally(() => { saving = null; });
  return saving;
}

async function saveAll() {
  let pause = patience.first;
  for (let tries = 1; unsaved; tries++) {
    if (alarm.childElementCount === 0) say(words.saving);
    unsaved = false;
    const { status: code, wait, told } = await send();
    if (code === 200) {
      pause = patience.first;
      tries = 0;
      if (!unsaved) took(told);
      continue;
    }
    if (leaving) return;
    if (!passing.includes(code)) return sendWhole();
    unsaved = true;
    if (tries === patience.tries) return say("", words.stopped, true);
    say("", code === 0 ? words.offline : words.busy, true);
    await rest(Math.max(pause * (1 + Math.random()) / 2, wait));
    pause = Math.min(2 * pause, patience.longest);
  }
}

const rest = (milliseconds) => new Promise((resolve) => {
  const timer = setTimeout(resolve, milliseconds);
  wake = () => { clearTimeout(timer); resolve(); };
});

/** tryNow does not wait for the next try, and starts again when there is none. */
function tryNow() {
  wake();
  if (unsaved) save();
}

// In Easy Read, to, for or with comes first, and then the choices inside. Taking
// another takes the answer back: what is saved is what is seen.
function open(stance) {
  for (const inside of form.querySelectorAll(".inside")) {
    inside.hidden = inside.dataset.stance !== stance;
    if (!inside.hidden) status.textContent = inside.querySelector("legend").textContent;
    for (const choice of inside.querySelectorAll("input")) {
      choice.id = !inside.hidden && choice === inside.querySelector("input") ? "answer" : "";
      if (inside.hidden) choice.checked = false;
    }
  }
}

let writing = 0;
form.addEventListener("input", ({ target }) => {
  if (target.name !== "note") return;
  clearTimeout(writing);
  writing = setTimeout(save, patience.note);
});
form.addEventListener("change", ({ target }) => {
  clearTimeout(writing);
  if (target.name === "stance") open(target.value);
  save();
});

// A button goes on when all is saved. The switch of the words takes the form along.
form.addEventListener("submit", async (event) => {
  const button = event.submitter?.name ? event.submitter : form.querySelector("button.main");
  delete form.dataset.sent;
  clearTimeout(writing);
  if (button.name === "words") {
    leaving = true;
    return;
  }
  event.preventDefault();
  if (leaving) return;
  leaving = true;
  await sending; // what is on its way must not come after what is sent now
  const { status: code, told } = await send(button);
  if (code === 200 && told.to) return location.assign(told.to);
  if (!passing.includes(code)) return sendWhole(button);
  leaving = false;
  say("", code === 0 ? words.offline : words.busy, true);
  save();
});

addEventListener("online", tryNow);
addEventListener("beforeunload", (event) => {
  if (!leaving && (unsaved || saving)) event.preventDefault();
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload(); // what is shown may be no longer so
});
