// Made from docs/openapi.json by `npm run generate`. Do not edit it.

/** creating are the addresses where a POST may be sent twice and makes one thing. */
export const creating: ReadonlySet<string> = new Set([
  "/v1/assessments",
  "/v1/assessments/{id}/invitations",
  "/v1/assessments/{id}/plan/actions",
  "/v1/assessments/{id}/responses",
  "/v1/assessments/{id}/responses/import",
  "/v1/assessments/{id}/responses/{response}/key",
  "/v1/assessments/{id}/result/links",
  "/v1/claims",
  "/v1/funders",
  "/v1/funders/{id}/keys",
  "/v1/invitations/redeem",
  "/v1/organisations",
  "/v1/organisations/import",
  "/v1/organisations/{id}/claim",
  "/v1/organisations/{id}/grants",
  "/v1/organisations/{id}/keys",
  "/v1/organisations/{id}/shares",
  "/v1/partners",
  "/v1/partners/{id}/keys",
  "/v1/periods",
  "/v1/programmes",
  "/v1/webhooks"
]);

/** version is that of the API this client was made for. */
export const version = "1";
