// Holds what is written by hand to its promises, on the real service:
//
//   SEVENRUNGS_URL=http://127.0.0.1:8080 node --test test/client.test.mjs
//
// ../run.sh starts a service for it.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { connect, ProblemError } from "@sevenrungs/client";
import { faulty } from "./faulty.mjs";

let proxy, waited;

beforeEach(async () => {
  assert.ok(process.env.SEVENRUNGS_URL, "SEVENRUNGS_URL says where the service is");
  proxy = await faulty(process.env.SEVENRUNGS_URL);
  waited = [];
});

afterEach(() => proxy.stop());

/** calm is a client that does not wait, and notes how long it would have. */
const calm = (settings = {}) =>
  connect({ url: proxy.address, wait: async (milliseconds) => void waited.push(milliseconds), random: () => 1, ...settings });

const register = (name = "Riverside Carers") => calm().POST("/v1/organisations", { body: { name } });

/** fails is the problem that a call is refused with. */
async function fails(call) {
  const error = await call.then(() => assert.fail("it went well"), (error) => error);
  assert.ok(error instanceof ProblemError, String(error));
  return error;
}

test("what is wrong is thrown, with each fault and where it is", async () => {
  const { data: own } = await register();
  const body = { organisation_id: own.id, instrument: "nobodys", scope: "service", title: "" };
  const problem = await fails(calm({ key: own.key }).POST("/v1/assessments", { body }));
  assert.equal(problem.status, 422);
  assert.equal(problem.family, "invalid");
  assert.deepEqual(problem.errors.map((one) => one.pointer).sort(), ["/instrument", "/title"]);
  assert.equal(problem.at("/instrument"), problem.errors.find((one) => one.pointer === "/instrument").detail);
  assert.equal(problem.at("/scope"), undefined);
  assert.equal(problem.instance, problem.response.headers.get("X-Request-Id"));
  assert.match(problem.message, /^422 /);
});

test("a key that opens nothing is a problem, and is not tried again", async () => {
  const problem = await fails(calm({ key: "rung_nothing" }).GET("/v1/organisations"));
  assert.equal(problem.family, "key-needed");
  assert.equal(proxy.heard.length, 1);
});

test("a page of a proxy is an error too", async () => {
  proxy.faults.push({ status: 403, headers: { "Content-Type": "text/html" }, body: "<h1>No</h1>" });
  const problem = await fails(calm().GET("/v1/instruments"));
  assert.equal(problem.status, 403);
  assert.equal(problem.family, "");
});

for (const status of [429, 503]) {
  test(`told to come back by a ${status}, it waits that long, whatever it sends`, async () => {
    const { data: own } = await register();
    proxy.heard.length = 0;
    proxy.faults.push({ status, headers: { "Retry-After": "7" } }, { status, headers: { "Retry-After": "3" } });
    const { data } = await calm({ key: own.key }).PATCH("/v1/organisations/{id}", {
      params: { path: { id: own.id }, header: { "If-Match": "*" } },
      body: { region: "TLD" },
    });
    assert.equal(data.region, "TLD");
    assert.deepEqual(waited, [7000, 3000]);
    assert.equal(proxy.heard.length, 3);
  });
}

test("told to come back much later, it says so at once", async () => {
  proxy.faults.push({ status: 503, headers: { "Retry-After": "3600" } });
  const problem = await fails(calm().GET("/v1/instruments"));
  assert.equal(problem.response.headers.get("Retry-After"), "3600");
  assert.deepEqual(waited, []);
});

test("it gives up in the end, having waited longer each time", async () => {
  proxy.faults.push(...Array(5).fill({ status: 502 }));
  assert.equal((await fails(calm().GET("/v1/instruments"))).status, 502);
  assert.deepEqual(waited, [500, 1000, 2000, 4000]);
});

for (const when of ["before", "after", "half-way"]) {
  test(`a line that drops ${when} makes nothing twice`, async () => {
    const { data: own } = await register();
    const api = calm({ key: own.key });
    proxy.heard.length = 0;
    proxy.faults.push(when);
    const body = { organisation_id: own.id, instrument: "coproduction-ladder", scope: "service", title: "Short breaks" };
    const { data, response } = await api.POST("/v1/assessments", { body });
    assert.equal(response.headers.get("Idempotency-Replayed"), when === "before" ? null : "true");
    const keys = proxy.heard.map((one) => one.headers["idempotency-key"]);
    assert.equal(keys.length, 2);
    assert.ok(keys[0] && keys[0] === keys[1]);
    const all = [];
    for await (const one of api.each("/v1/assessments")) all.push(one.id);
    assert.deepEqual(all, [data.id]);
  });
}

test("what may be done only once is not sent again when the line drops", async () => {
  const { data: own } = await register();
  proxy.faults.push("after");
  proxy.heard.length = 0;
  const params = { path: { id: own.id }, header: { "If-Match": "*" } };
  await assert.rejects(calm({ key: own.key }).PATCH("/v1/organisations/{id}", { params, body: { region: "TLD" } }), TypeError);
  assert.equal(proxy.heard.length, 1);
});

test("your own Idempotency-Key is kept", async () => {
  const params = { header: { "Idempotency-Key": "mine" } };
  await calm().POST("/v1/organisations", { params, body: { name: crypto.randomUUID() } });
  assert.equal(proxy.heard[0].headers["idempotency-key"], "mine");
});

test("a call that was given up is not tried again", async () => {
  const giveUp = new AbortController();
  proxy.faults.push({ status: 503, headers: { "Retry-After": "60" } });
  const thenGivesUp = async (request) => fetch(request).finally(() => giveUp.abort());
  const call = connect({ url: proxy.address, fetch: thenGivesUp }).GET("/v1/instruments", { signal: giveUp.signal });
  await assert.rejects(call, { name: "AbortError" });
  assert.equal(proxy.heard.length, 1);
});

test("a list is read to its end, page by page", async () => {
  const { data: own } = await register();
  const api = calm({ key: own.key });
  for (let i = 0; i < 5; i++) await api.POST("/v1/organisations/{id}/keys", { params: { path: { id: own.id } }, body: { name: `Key ${i}` } });
  proxy.heard.length = 0;
  const names = [];
  for await (const key of api.each("/v1/organisations/{id}/keys", { params: { path: { id: own.id }, query: { limit: 2 } } })) names.push(key.name);
  assert.equal(names.length, 6);
  assert.equal(new Set(names).size, 6);
  assert.equal(proxy.heard.length, 3);
});

test("a change that somebody else got in before is made to what they left", async () => {
  const { data: own } = await register();
  const api = calm({ key: own.key });
  const names = { id: own.id };
  const seen = [];
  const { data, etag } = await api.change("/v1/organisations/{id}", names, async (present) => {
    seen.push(present.contact);
    if (seen.length === 1) await api.change("/v1/organisations/{id}", names, () => ({ contact: "Ask Ada" }));
    return { contact: `${present.contact ?? "Ask"} or Ben` };
  });
  assert.deepEqual(seen, [null, "Ask Ada"]);
  assert.equal(data.contact, "Ask Ada or Ben");
  assert.equal((await api.GET("/v1/organisations/{id}", { params: { path: names } })).etag, etag);
});

test("a change that somebody always gets in before is a problem in the end", async () => {
  const { data: own } = await register();
  const api = calm({ key: own.key });
  let asked = 0;
  const edit = async (mine) => {
    await api.change("/v1/organisations/{id}", { id: own.id }, () => ({ contact: `Somebody else ${++asked}` }));
    return mine;
  };
  const problem = await fails(api.change("/v1/organisations/{id}", { id: own.id }, () => edit({ contact: "Ask Ada" })));
  assert.equal(problem.family, "changed-meanwhile");
  assert.equal(asked, 3);
});

test("what has not changed comes without a body", async () => {
  const { data: own } = await register();
  const api = calm({ key: own.key });
  const path = { id: own.id };
  const { etag } = await api.GET("/v1/organisations/{id}", { params: { path } });
  const { data, response } = await api.GET("/v1/organisations/{id}", { params: { path, header: { "If-None-Match": etag } } });
  assert.equal(response.status, 304);
  assert.equal(data, undefined);
});

test("a result comes as a table too", async () => {
  const { data: own } = await register();
  const api = calm({ key: own.key });
  const { data: made } = await api.POST("/v1/assessments", { body: { title: "Short breaks" } });
  const params = { path: { id: made.id } };
  await api.POST("/v1/assessments/{id}/close", { params });
  const { data } = await api.GET("/v1/assessments/{id}/result", { params, headers: { Accept: "text/csv" }, parseAs: "text" });
  assert.match(data, /sha256:/);
});
