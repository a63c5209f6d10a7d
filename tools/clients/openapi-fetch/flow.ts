// From registering to sharing, with types made by openapi-typescript and called
// through openapi-fetch. It stops at the first thing that is not as it should be.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Problem = components["schemas"]["Problem"];
type Voice = components["schemas"]["Redeemed"]["voice"];

const as = (key?: string) =>
  createClient<paths>({ baseUrl: process.env.SEVENRUNGS_URL!, headers: key ? { Authorization: `Bearer ${key}` } : {} });

/** good is what came of a call that must have gone well. */
function good<T>(reply: { data?: T; error?: Problem }): T {
  if (reply.error) throw new Error(`${reply.error.title}: ${reply.error.detail}`);
  return reply.data!;
}

const organisation = good(await as().POST("/v1/organisations", { body: { name: "Riverside Carers" } }));
const api = as(organisation.key!);

const { error: problem, response: refused } = await api.POST("/v1/assessments", {
  body: { instrument: "nobodys", title: "Short breaks" },
});
assert.equal(refused.status, 422);
assert.equal(problem?.errors?.[0]?.pointer, "/instrument");

const assessment = good(
  await api.POST("/v1/assessments", {
    body: { title: "Short breaks", answering: { lived: "team", learnt: "team" } },
  }),
);
const id = assessment.id;
const invitation = good(await api.POST("/v1/assessments/{id}/invitations", { params: { path: { id } }, body: { uses: 2 } }));

for (const voice of ["lived", "learnt"] satisfies Voice[]) {
  const begun = good(await as().POST("/v1/invitations/redeem", { body: { key: invitation.key!, voice } }));
  const person = as(begun.response_key!);
  const params = { path: { id, response: begun.response_id } };
  const read = await person.GET("/v1/assessments/{id}/responses/{response}", { params });
  assert.equal(good(read).state, "draft");

  const instrument = good(await as().GET("/v1/instruments/{id}", { params: { path: { id: begun.instrument.id } } }));
  const answers: Record<string, string | null> = Object.fromEntries(instrument.questions.map((question) => [question.id, "5"]));
  const changed = await person.PATCH("/v1/assessments/{id}/responses/{response}", {
    params: { ...params, header: { "If-Match": read.response.headers.get("ETag")! } },
    body: { people: 6, answers },
  });
  assert.deepEqual(good(changed).answers, answers);
  assert.equal(good(await person.POST("/v1/assessments/{id}/responses/{response}/submit", { params })).state, "submitted");
}

assert.equal(good(await api.POST("/v1/assessments/{id}/close", { params: { path: { id } } })).state, "closed");
const result = good(await api.GET("/v1/assessments/{id}/result", { params: { path: { id } } }));
assert.ok(typeof result === "object"); // not the table or the picture, which are text
assert.equal(result.rung?.level, 5);
assert.equal(result.index, 67);
assert.ok(result.voices.every((voice) => voice.heard));
const table = good(await api.GET("/v1/assessments/{id}/result", { params: { path: { id } }, headers: { Accept: "text/csv" }, parseAs: "text" }));
assert.ok(typeof table === "string" && table.includes(result.receipt.digest));

const link = good(await api.POST("/v1/assessments/{id}/result/links", { params: { path: { id } }, body: {} }));
const linked = good(await as(link.key!).GET("/v1/assessments/{id}/result", { params: { path: { id } } }));
assert.ok(typeof linked === "object");
assert.deepEqual(linked.receipt, result.receipt);

const action = good(
  await api.POST("/v1/assessments/{id}/plan/actions", {
    params: { path: { id } },
    body: { text: "Ask people how they want to meet", due: "2030-01-31" },
  }),
);
assert.ok(good(await api.GET("/v1/assessments/{id}/plan", { params: { path: { id } } })).actions.some((one) => one.id === action.id));

const { version: text_version } = good(await api.GET("/v1/share-texts"));
const share = good(
  await api.POST("/v1/organisations/{id}/shares", {
    params: { path: { id: organisation.id } },
    body: { purpose: "public_benchmark", text_version },
  }),
);
assert.equal(share.state, "granted");
console.log("openapi-fetch: all went well");
