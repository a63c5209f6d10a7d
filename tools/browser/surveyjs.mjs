// Loads each questionnaire into SurveyJS itself, answers it there, and sends what
// SurveyJS gives back:
//
//   WEB_BINARY=./sevenrungs node --test tools/browser/surveyjs.mjs
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Model } from "survey-core";
import { start } from "./service.mjs";

let service;

before(async () => {
  assert.ok(process.env.WEB_BINARY, "set WEB_BINARY to a binary of the service");
  service = await start(process.env.WEB_BINARY);
});

after(async () => service?.stop());

/** get reads JSON from the service. */
async function get(path) {
  const reply = await fetch(service.address + path);
  assert.equal(reply.status, 200, path);
  return reply.json();
}

test("SurveyJS finds nothing wrong in any questionnaire, in any words", async () => {
  const { items } = await get("/v1/instruments");
  for (const { id, versions, variants } of items) {
    for (const version of versions) {
      const path = `/v1/instruments/${id}/versions/${version}`;
      for (const variant of variants) {
        const ours = await get(`${path}?variant=${variant}`);
        for (const voice of ["lived", "learnt"]) {
          const survey = new Model(await get(`${path}?as=surveyjs&variant=${variant}&voice=${voice}`));
          assert.deepEqual(survey.jsonErrors ?? [], [], `${path} ${variant} ${voice}`);
          assert.equal(survey.title, ours.title);
          assert.deepEqual(
            survey.getAllQuestions().map((question) => [question.name, question.getType(), question.title, question.isRequired, question.choices.map((choice) => choice.value)]),
            ours.questions.map((question) => [question.id, "radiogroup", question.text[voice], false, [...question.choices, ...ours.unscored].map((choice) => choice.code)]),
          );
        }
      }
    }
  }
});

test("SurveyJS tells what it does not know", () => {
  const survey = new Model({ pages: [{ elements: [{ type: "radiogroup", name: "a", choises: [] }] }] });
  assert.equal(survey.jsonErrors.length, 1);
});

test("what SurveyJS gives back is scored as it is", async () => {
  const survey = new Model(await get("/v1/instruments/coproduction-ladder/versions/0.10.0?as=surveyjs&voice=learnt"));
  for (const question of survey.getAllQuestions()) question.value = question.choices[4].value;
  assert.ok(survey.validate());
  const reply = await fetch(`${service.address}/v1/scores`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ responses: [{ voice: "learnt", answers: survey.data }] }),
  });
  assert.equal(reply.status, 200);
  const { voices } = await reply.json();
  assert.equal(voices[1].responses, 1);
});
