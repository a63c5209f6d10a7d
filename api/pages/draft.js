// A response while somebody writes it. What they change holds here at once and
// goes to the service one request at a time, until it is there.
import { call, instrument, pathOf } from "./service.js";

const lists = ["answers", "notes"];
const patience = { first: 1000, longest: 30_000, tries: 12 }; // milliseconds between tries, and how many in a row

/** merge adds a later change to an earlier one (both RFC 7396). */
function merge(earlier, later) {
  const both = { ...earlier, ...later };
  for (const list of lists) {
    if (earlier[list] && later[list]) both[list] = { ...earlier[list], ...later[list] };
  }
  return both;
}

/** apply changes a response as the service would. */
function apply(response, change) {
  const changed = merge(response, change);
  for (const list of lists) {
    changed[list] = Object.fromEntries(Object.entries(changed[list]).filter(([, text]) => text !== null));
  }
  return changed;
}

export class Draft {
  #etag = null;
  #waiting = null; // a change that is not yet sent
  #sending = null; // a promise, while there is something to send
  #stopped = false; // tried for so long that only a person or the network starts it again
  #wake = () => {};

  /**
   * onState hears "saving", "saved", "offline", "busy", "stopped", "elsewhere"
   * and, with the trouble, "refused". chance, from 0 up to 1, keeps pages that
   * wait for the same thing from asking all at once.
   */
  constructor(where, onState, chance = Math.random) {
    this.where = where;
    this.onState = onState;
    this.chance = chance;
    this.response = null;
    this.asked = null;
    this.words = null;
    addEventListener("online", () => this.tryNow());
  }

  /** open reads the response and what it answers. */
  async open() {
    const asked = await call("GET", `${pathOf(this.where)}/asked`, { key: this.where.key });
    this.asked = asked.json();
    await this.#reread();
  }

  async #reread() {
    const found = await call("GET", pathOf(this.where), { key: this.where.key });
    this.response = found.json();
    this.#etag = found.etag;
  }

  /** readIn fetches the questions in these words. */
  async readIn(variant) {
    if (this.words?.asked !== variant) this.words = { asked: variant, ...await instrument(this.asked.instrument, variant) };
    return this.words;
  }

  /** change changes a part of the response. It is kept here at once, and saved as soon as may be. */
  change(part) {
    this.response = apply(this.response, part);
    this.#waiting = merge(this.#waiting ?? {}, part);
    this.#start();
  }

  #start() {
    this.#stopped = false;
    this.#sending ??= this.#send().finally(() => { this.#sending = null; });
  }

  /** unsaved tells that something is not yet with the service. */
  get unsaved() { return this.#sending !== null || this.#stopped; }

  /** settled waits until all is saved. It throws when that cannot be. */
  async settled() {
    this.tryNow();
    while (this.#sending) await this.#sending;
    if (this.#waiting) throw this.refused;
  }

  /** tryNow does not wait for the next try, and starts again when there is none. */
  tryNow() {
    this.#wake();
    if (this.#stopped) this.#start();
  }

  async #send() {
    let pause = patience.first;
    let tries = 0;
    while (this.#waiting) {
      const part = this.#waiting;
      this.#waiting = null;
      this.onState("saving");
      try {
        await this.#save(part);
        pause = patience.first;
        tries = 0;
        if (!this.#waiting) this.onState("saved");
      } catch (trouble) {
        this.#waiting = merge(part, this.#waiting ?? {});
        this.refused = trouble;
        const overtaken = trouble.status === 412 && this.response.state === "draft";
        if (!trouble.passing && !overtaken) {
          this.onState("refused", trouble);
          return;
        }
        if (++tries === patience.tries) {
          this.#stopped = true;
          this.onState("stopped");
          return;
        }
        this.onState(trouble.offline ? "offline" : "busy");
        await this.#rest(Math.max(pause * (1 + this.chance()) / 2, trouble.wait));
        pause = Math.min(2 * pause, patience.longest);
      }
    }
  }

  /**
   * save sends a change. When the response has changed meanwhile, the change is
   * made to what is there now: it is the person's latest word on these questions.
   * That is done once. When it changes all the time, the next try is a while later.
   */
  async #save(part, again = true) {
    try {
      // A proxy may have taken the tag away. The change names what it is about.
      const saved = await call("PATCH", pathOf(this.where), { key: this.where.key, match: this.#etag ?? "*", body: part });
      this.#etag = saved.etag;
    } catch (trouble) {
      if (trouble.status !== 412 || !again) throw trouble;
      const mine = this.response;
      await this.#reread();
      if (this.response.state !== "draft") throw trouble;
      this.response = apply(this.response, merge(part, this.#waiting ?? {}));
      if (!same(mine, this.response)) this.onState("elsewhere");
      await this.#save(part, false);
    }
  }

  #rest(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  /** submit sends the response off. It throws Trouble when that cannot be. */
  async submit() {
    await this.settled();
    const sent = await call("POST", `${pathOf(this.where)}/submit`, { key: this.where.key });
    this.response = sent.json();
    this.#etag = sent.etag;
  }

  /** withdraw deletes the answers. */
  async withdraw() {
    await this.#reread();
    await call("DELETE", pathOf(this.where), { key: this.where.key, match: this.#etag ?? "*" });
  }
}

/** same tells whether two states of a response hold the same answers and notes. */
function same(one, other) {
  const flat = (response) => JSON.stringify(lists.map((list) => Object.entries(response[list]).sort()));
  return flat(one) === flat(other);
}
