// The page to answer on: which screen comes when. It keeps no answer on the
// device, and the key of one response, so that the person can come back.
import { Draft } from "./draft.js";
import { alarm, button, fragment, giveBack, loadTexts, read, reading, say, show, tell, unsaved, wordsSwitch } from "./page.js";
import { question } from "./question.js";
import * as screens from "./screens.js";
import { call, forThisTab, forget, keep, kept, linkOf, parseInvitation, parseResponse, pathOf, resultOf } from "./service.js";

const invitationHere = "sevenrungs.invitation";
const linkHere = "sevenrungs.link";
const beforeAnswering = ["start", "dead", "kept", "arrived", "voice"];
const withoutAnswers = [...beforeAnswering, "entered", "withdrawn", "forgotten", "closed", "lost", "moved", "nothing", "trouble"];

let draft = null;
let look = null; // who invites, and whether that still works
let arrived = null; // where a link leads that somebody came with, until they go on
let again = begin; // what to try again after trouble
let closedLink = "";
let busy = false; // what a button does is not yet done
let current = null; // the step that is shown

const drawn = {
  start: () => screens.start(flow, look),
  dead: () => screens.dead(flow, look, kept()),
  kept: () => screens.kept(flow, kept()),
  arrived: () => screens.arrived(flow, arrived, kept()),
  entered: screens.entered,
  renewed: () => screens.renewed(flow, draft),
  voice: () => screens.voice(flow),
  about: () => screens.about(flow, draft),
  check: () => screens.check(flow, draft),
  done: () => screens.done(flow, draft),
  withdraw: () => screens.withdraw(flow),
  withdrawn: screens.withdrawn,
  forgotten: screens.forgotten,
  closed: () => screens.closed(flow, closedLink),
  lost: screens.lost,
  moved: screens.moved,
  nothing: screens.nothing,
  trouble: () => screens.trouble(again),
};

/** draw shows a step: the number of a question, or the name of another screen. */
function draw(step, how) {
  const [title, content] = typeof step === "number" ? question(flow, draft, step) : drawn[step]();
  show(title, content, how);
}

/** allowed is the step to show when somebody goes back to one that is past. */
function allowed(step) {
  if (["start", "dead"].includes(step) && !look) return "nothing";
  if (step === "kept" && !kept()) return "start";
  if (step === "arrived" && !arrived) step = "about";
  if (!draft?.words) return withoutAnswers.includes(step) ? step : "nothing";
  if (draft.response.state === "submitted") return step === "withdraw" ? step : "done";
  return beforeAnswering.includes(step) ? "about" : step;
}

const flow = {
  /** go shows a step, which the browser's Back leaves again. */
  go(step) {
    history[current === null ? "replaceState" : "pushState"]({ step }, "");
    current = step;
    if (step === "lost" || step === "dead") giveBack();
    tell("");
    draw(step);
  },

  /** firstOpen is the first question without an answer. */
  firstOpen() {
    const at = draft.words.questions.findIndex(({ id }) => !draft.response.answers[id]);
    return at < 0 ? "check" : at;
  },

  change: (part) => draft.change(part),

  /** redeem starts a response with the invitation; the person says whose voice it is when asked. */
  redeem: once(async (voice) => {
    try {
      const made = (await call("POST", "/v1/invitations/redeem", { body: { key: forThisTab(invitationHere), voice } })).json();
      forThisTab(invitationHere, null);
      const where = { assessment: made.assessment.id, response: made.response_id, key: made.response_key };
      keep(where); // before anything else can fail: this key is given once
      await open(where, reading());
    } catch (trouble) {
      if (trouble.about?.("/voice")) flow.go("voice");
      else stop(trouble, () => flow.redeem(voice));
    }
  }),

  /**
   * goOn goes on with what a link leads to, with another key: whoever passed the
   * link on may have kept the old one, which dies once the other is used.
   */
  goOn: once(async () => {
    const old = arrived;
    try {
      const { response_key: key } = (await call("POST", `${pathOf(old)}/key`, { key: old.key })).json();
      const where = { ...old, key };
      keep(where);
      await open(where, null, "renewed");
    } catch (trouble) {
      stop(trouble, () => flow.goOn(), old);
    }
  }),

  open: (where) => open(where),

  /** write goes to the questions, or to what comes after them. */
  write: () => flow.go(allowed("about")),

  submit: once(async () => {
    if (!screens.peopleSound()) return screens.wrong(say("check.peopleWrong"), "#people");
    try {
      await draft.submit();
      flow.go("done");
    } catch (trouble) {
      if (trouble.status === 422) alarm(say("check.empty"));
      else if (trouble.passing) alarm(say("trouble.what"));
      else await ended(trouble);
    }
  }),

  withdraw: once(async () => {
    try {
      await draft.withdraw();
      leave("withdrawn");
    } catch (trouble) {
      if (trouble.passing || trouble.status === 412) alarm(say("trouble.what"));
      else await ended(trouble);
    }
  }),

  /** forget takes the key off this device. The answers stay with the service. */
  forget: once(async () => {
    await draft.settled().catch(() => {});
    leave("forgotten");
  }),
};

/** leave lets go of the response. */
function leave(step) {
  unsaved("");
  forget();
  draft = null;
  flow.go(step);
}

/** once lets a button be pressed again only when what it does is done. */
function once(act) {
  return async (...given) => {
    if (busy) return;
    busy = true;
    try {
      await act(...given);
    } finally {
      busy = false;
    }
  };
}

/**
 * arrive looks at what a link leads to. Nothing is replaced, and nothing of it
 * kept, before the person says so. What somebody entered for others is not opened
 * at all: who has its key could read along.
 */
async function arrive(where) {
  const before = kept();
  if (before && linkOf(before) === linkOf(where)) return open(before);
  try {
    const asked = (await call("GET", `${pathOf(where)}/asked`, { key: where.key })).json();
    arrived = where;
    flow.go(asked.origin === "entered" ? "entered" : "arrived");
  } catch (trouble) {
    if (!trouble.passing && before?.response === where.response) return open(before); // the link is an older one
    stop(trouble, () => arrive(where), where);
  }
}

/** open goes on with a response, at a step. A new one takes over the words that are read already. */
async function open(where, variant = null, step = "about") {
  arrived = null;
  forThisTab(linkHere, null);
  draft = new Draft(where, heard);
  try {
    await draft.open();
    keep(where);
    read(variant ?? draft.response.variant);
    await draft.readIn(reading());
  } catch (trouble) {
    draft = null;
    return stop(trouble, () => open(where, variant, step), where);
  }
  if (draft.asked.origin === "entered") return leave("entered");
  if (draft.response.state === "withdrawn") return leave("withdrawn");
  if (draft.response.variant !== reading()) draft.change({ variant: reading() });
  flow.go(step === "about" ? allowed(step) : step);
}

/** stop says why it does not go on: for now, or at all. */
async function stop(trouble, retry, where) {
  again = retry;
  if (trouble.passing) return flow.go("trouble");
  flow.go(where && await hasResult(where) ? "closed" : lost(where));
}

/** lost is why a key opens nothing: this device's own was replaced, or it is some link. */
const lost = (where) => where && kept()?.key === where.key ? "moved" : "lost";

/** ended finds out why a response takes no more, and says so. */
async function ended(trouble) {
  if (await hasResult(draft.where)) flow.go("closed");
  else if (trouble.status === 409) alarm(say("check.team"));
  else flow.go(lost(draft.where));
}

/** hasResult tells whether the questions are closed and there is a result to read. */
async function hasResult(where) {
  closedLink = `/result#${where.assessment}.${where.key}`;
  return resultOf(where, reading()).then(() => true, () => false);
}

/** heard says how saving goes. What went wrong is said at once, and stays until it is put right. */
function heard(state, trouble) {
  if (state === "saving" || state === "saved") tell(say(`saving.${state}`));
  if (state === "saved") unsaved("");
  if (state === "elsewhere") alarm(say("saving.elsewhere"));
  if (["offline", "busy", "stopped"].includes(state)) {
    tell("");
    unsaved(say(`saving.${state}`), button("common.again", () => draft.tryNow()));
  }
  if (state === "refused") {
    tell("");
    unsaved("");
    if (trouble.status === 422 || trouble.status === 400) unsaved(say("saving.broken"));
    else ended(trouble);
  }
}

/** switched says the same screen in other words. */
async function switched(variant) {
  try {
    if (draft?.response?.state === "draft") draft.change({ variant });
    await draft?.readIn(variant);
  } catch {
    read(draft.words.asked);
    return alarm(say("trouble.what"));
  }
  wordsSwitch(switched);
  draw(allowed(current), { quiet: true });
}

/** begin reads what the person came with: an invitation, their own link, or what this device keeps. */
async function begin() {
  draft = null;
  const link = fragment();
  if (link) [linkHere, invitationHere].forEach((name) => forThisTab(name, null)); // what came before it
  const response = parseResponse(forThisTab(linkHere, parseResponse(link) && link || ""));
  if (response) return arrive(response);
  const invited = parseInvitation(link);
  if (link && !invited) return flow.go("lost");
  const invitation = forThisTab(invitationHere, invited ?? "");
  const before = kept();
  if (before && !invitation) return open(before);
  if (!invitation) return flow.go("nothing");
  await lookAt(invitation, before);
}

/** lookAt asks who invites. An invitation that starts nothing says so before anything is pressed. */
async function lookAt(invitation, before) {
  try {
    look = (await call("POST", "/v1/invitations/look", { body: { key: invitation } })).json();
  } catch (trouble) {
    return before && !trouble.passing ? flow.go("kept") : stop(trouble, begin);
  }
  if (look.state !== "open") return flow.go("dead");
  flow.go(before ? "kept" : "start");
}

addEventListener("popstate", ({ state }) => {
  if (!state) return;
  current = state.step;
  tell("");
  draw(allowed(current));
});
addEventListener("hashchange", () => {
  if (location.hash.length > 1) begin();
});
addEventListener("beforeunload", (event) => {
  if (draft?.unsaved) event.preventDefault();
});

await loadTexts();
wordsSwitch(switched);
await begin();
