// The service, as the pages use it: the same API that any app has. A key goes
// into a header and nowhere else.

/** Trouble is why a request had no good answer. */
export class Trouble extends Error {
  /** status is that of the answer, or 0 when there was none. */
  constructor(status, problem = {}, wait = 0) {
    super(problem.detail ?? "no answer");
    this.status = status;
    this.errors = problem.errors ?? [];
    this.wait = wait;
  }

  /** offline tells that nobody answered. */
  get offline() { return this.status === 0; }

  /** passing tells that the same request may do better later. */
  get passing() { return [0, 408, 429, 500, 502, 503, 504].includes(this.status); }

  /** about tells that a part of what was sent is wrong, by its JSON Pointer. */
  about(pointer) { return this.errors.some((fault) => fault.pointer === pointer); }
}

const patience = 20_000; // milliseconds until no answer is taken for none

/** call makes a request and returns the answer and its ETag, or throws Trouble. */
export async function call(method, path, { key, body, match, accept = "application/json" } = {}) {
  const headers = { Accept: accept };
  if (key) headers.Authorization = `Bearer ${key}`;
  if (match) headers["If-Match"] = match;
  if (body) headers["Content-Type"] = "application/json";
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  try {
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), signal: late.signal, cache: "no-store", credentials: "omit" });
    const text = await answer.text();
    if (answer.ok) return { etag: answer.headers.get("ETag"), text, json: () => JSON.parse(text) };
    throw new Trouble(answer.status, problem(text), 1000 * Number(answer.headers.get("Retry-After") ?? 0));
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(0);
  } finally {
    clearTimeout(timer);
  }
}

function problem(text) {
  try {
    return JSON.parse(text);
  } catch { // from something in between, such as a proxy
    return {};
  }
}

/** The questionnaire in the words given, and the paths of a response and a result. */
export const instrument = async ({ id, version }, variant) =>
  (await call("GET", `/v1/instruments/${id}/versions/${version}?variant=${variant}`)).json();
export const pathOf = ({ assessment, response }) => `/v1/assessments/${assessment}/responses/${response}`;
export const resultOf = ({ assessment, key }, variant, accept) =>
  call("GET", `/v1/assessments/${assessment}/result?variant=${variant}`, { key, accept });

// This device keeps one response: where it is, and its key. No answer is kept.
const shelf = "sevenrungs.response";

/** plain is a link as it was meant, without what nobody can see and the signs that programs write in place of others. */
function plain(text) {
  const seen = (text ?? "").replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "").replaceAll("\\_", "_");
  try {
    return decodeURIComponent(seen).replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "");
  } catch { // a % that stands for itself
    return seen;
  }
}

// What stands around these is left off: a full stop, a bracket, what a program for mail adds.

/** parseResponse reads where a response is from a link, or returns null. */
export function parseResponse(text) {
  const [, assessment, response, key] = /([0-9a-f-]{36})\.([0-9a-f-]{36})\.(rung_r[0-9A-Za-z]+)/.exec(plain(text)) ?? [];
  return key ? { assessment, response, key } : null;
}

/** parseInvitation reads the key of an invitation from a link, or returns null. */
export const parseInvitation = (text) => /rung_i[0-9A-Za-z]+/.exec(plain(text))?.[0] ?? null;

/** parseResult reads which result a link opens, or returns null. */
export function parseResult(text) {
  const [, assessment, key] = /(?:^|[^0-9a-f.-])([0-9a-f-]{36})\.(rung_[lr][0-9A-Za-z]+)/.exec(plain(text)) ?? [];
  return key ? { assessment, key } : null;
}

/** linkOf is the link that opens a response anywhere. */
export const linkOf = ({ assessment, response, key }) => `${location.origin}/answer#${assessment}.${response}.${key}`;

/** keep keeps the key of a response; forget takes it off; kept returns it, or null. */
export const keep = ({ assessment, response, key }) => onShelf((store) => store.setItem(shelf, `${assessment}.${response}.${key}`));
export const forget = () => onShelf((store) => store.removeItem(shelf));
export const kept = () => parseResponse(onShelf((store) => store.getItem(shelf)));

function onShelf(use) {
  try {
    return use(localStorage);
  } catch { // some browsers keep nothing: the person still has the link
    return null;
  }
}

const tab = new Map(); // where the browser keeps nothing, until the page is left

/**
 * forThisTab remembers what a link held until the tab is closed, so that a page
 * can be loaded again, and returns what it remembers. "" changes nothing, null
 * forgets.
 */
export function forThisTab(name, value) {
  if (value !== undefined && value !== "") tab.set(name, value);
  try {
    if (value === null) sessionStorage.removeItem(name);
    else if (value) sessionStorage.setItem(name, value);
    return sessionStorage.getItem(name);
  } catch {
    return tab.get(name) ?? null;
  }
}
