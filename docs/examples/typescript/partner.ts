// An app that keeps the records of many organisations enters what two groups of
// one of them agreed on paper, and shows the result. Run it as often as you like:
// it finds again what it made.
//
//   SEVENRUNGS_URL=http://127.0.0.1:8080 SEVENRUNGS_KEY=rung_… node partner.js
//
// The key is that of a partner: whoever runs the service gives you one.
import { connect, ProblemError, type Schemas } from "@sevenrungs/client";

const rungs = connect({ url: process.env.SEVENRUNGS_URL!, key: process.env.SEVENRUNGS_KEY });

/** first is the first item of a list, if there is one. */
async function first<Item>(list: AsyncIterable<Item>): Promise<Item | undefined> {
  for await (const item of list) return item;
}

// In your records the organisation has a number. Seven Rungs keeps it beside its own.
const external_id = "customer-1042";
const organisation =
  (await first(rungs.each("/v1/organisations", { params: { query: { external_id } } }))) ??
  (await rungs.POST("/v1/organisations", { body: { name: "Riverside Carers", external_id } })).data;

const answering = { lived: "team", learnt: "team" } as const;
const { data: assessment } = await rungs.POST("/v1/assessments", {
  body: { organisation_id: organisation.id, title: "Short breaks", answering },
});

// What the two groups ticked. A question that is left out does not count.
const agreed: Record<Schemas["Redeemed"]["voice"], string> = { lived: "4", learnt: "6" };
const { data: instrument } = await rungs.GET("/v1/instruments/{id}", { params: { path: { id: assessment.instrument } } });
for (const [voice, choice] of Object.entries(agreed) as [keyof typeof agreed, string][]) {
  const answers = Object.fromEntries(instrument.questions.map((question) => [question.id, choice]));
  await rungs.POST("/v1/assessments/{id}/responses", {
    params: { path: { id: assessment.id } },
    body: { voice, people: 7, answers, state: "submitted" },
  });
}

await rungs.POST("/v1/assessments/{id}/close", { params: { path: { id: assessment.id } } });
const { data: result } = await rungs.GET("/v1/assessments/{id}/result", { params: { path: { id: assessment.id } } });
console.log(`${organisation.name} is on rung ${result.rung?.level}: ${result.rung?.title}`);
for (const sentence of result.explanation) console.log(`- ${sentence}`);

// Closed is closed. What cannot be done is thrown, and says why.
try {
  await rungs.POST("/v1/assessments/{id}/cancel", { params: { path: { id: assessment.id } } });
} catch (error) {
  if (!(error instanceof ProblemError && error.family === "conflict")) throw error;
  console.log(`It stays: ${error.detail}`);
}
