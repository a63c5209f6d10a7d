// From registering to sharing, with the functions that @hey-api/openapi-ts made.
// It stops at the first thing that is not as it should be.
import assert from "node:assert/strict";
import * as api from "./api/index.js";
import { createClient } from "./api/client/index.js";

const baseUrl = process.env.SEVENRUNGS_URL!;

/** as is whose key a call is made with. A call that fails throws the problem. */
const as = (key?: string) => ({ client: createClient({ baseUrl, auth: key }), throwOnError: true }) as const;

const nobody = as();
const { data: organisation } = await api.createOrganisation({ ...nobody, body: { name: "Riverside Carers" } });
const own = as(organisation.key!);

const { error: problem, response: refused } = await api.createAssessment({
  ...own, throwOnError: false,
  body: { instrument: "nobodys", title: "Short breaks" },
});
assert.equal(refused?.status, 422);
assert.equal(problem?.errors?.[0]?.pointer, "/instrument");

const { data: assessment } = await api.createAssessment({
  ...own,
  body: { title: "Short breaks", answering: { lived: "team", learnt: "team" } },
});
const path = { id: assessment.id };
const { data: invitation } = await api.createInvitation({ ...own, path, body: { uses: 2 } });

for (const voice of ["lived", "learnt"] as const) {
  const { data: begun } = await api.redeemInvitation({ ...nobody, body: { key: invitation.key!, voice } });
  const person = { ...as(begun.response_key!), path: { ...path, response: begun.response_id } };
  const read = await api.showResponse(person);
  assert.equal(read.data.state, "draft");

  const { data: instrument } = await api.latestInstrument({ ...nobody, path: { id: begun.instrument.id } });
  const answers: Record<string, string | null> = Object.fromEntries(instrument.questions.map((question) => [question.id, "5"]));
  const { data: changed } = await api.changeResponse({
    ...person,
    headers: { "If-Match": read.response.headers.get("ETag")! },
    body: { people: 6, answers },
  });
  assert.deepEqual(changed.answers, answers);
  assert.equal((await api.submitResponse(person)).data.state, "submitted");
}

assert.equal((await api.closeAssessment({ ...own, path })).data.state, "closed");
const { data: result } = await api.showResult({ ...own, path });
assert.equal(result.rung?.level, 5);
assert.equal(result.index, 67);
assert.ok(result.voices.every((voice) => voice.heard));
const { data: table } = await api.showResult({ ...own, path, headers: { Accept: "text/csv" }, parseAs: "text" });
assert.ok(String(table).includes(result.receipt.digest));

const { data: link } = await api.createLink({ ...own, path, body: {} });
const { data: linked } = await api.showResult({ ...as(link.key!), path });
assert.deepEqual(linked.receipt, result.receipt);

const { data: action } = await api.addAction({ ...own, path, body: { text: "Ask people how they want to meet", due: "2030-01-31" } });
assert.ok((await api.showPlan({ ...own, path })).data.actions.some((one) => one.id === action.id));

const { data: texts } = await api.shareTexts(nobody);
const { data: share } = await api.createShare({
  ...own,
  path: { id: organisation.id },
  body: { purpose: "public_benchmark", text_version: texts.version },
});
assert.equal(share.state, "granted");
console.log("@hey-api/openapi-ts: all went well");
