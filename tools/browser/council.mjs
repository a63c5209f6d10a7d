// A council that asks people, over the API of a running service.
import assert from "node:assert/strict";

/** ask makes a request to the service, and fails when it is refused. */
async function ask(service, method, path, key, body, match) {
  const headers = { "Content-Type": "application/json" };
  if (key) headers.Authorization = `Bearer ${key}`;
  if (match) headers["If-Match"] = match;
  const answer = await fetch(service.address + path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** newCouncil registers an organisation, and returns what it can do. */
export async function newCouncil(service, name = "Anytown Council") {
  const { key } = await ask(service, "POST", "/v1/organisations", null, { name });
  const { items: [{ id }] } = await ask(service, "GET", "/v1/organisations", key);
  const post = (path, body) => ask(service, "POST", path, key, body);

  return {
    key,

    /** assess opens an assessment. */
    assess: (more = {}) => post("/v1/assessments", { organisation_id: id, instrument: "coproduction-ladder", title: "Short breaks for families", scope: "service", minimum_people: { lived: 3, learnt: 3 }, ...more }),

    /** invite returns the link of an invitation. */
    invite: async (assessment, voice, uses = 50) => (await post(`/v1/assessments/${assessment.id}/invitations`, { voice, uses })).url,

    /** inviteEach returns links for one person each; revokeAll ends all invitations. */
    inviteEach: async (assessment, links) => (await post(`/v1/assessments/${assessment.id}/invitations`, { links })).links.map(({ url }) => url),
    revokeAll: async (assessment) => {
      const { items } = await ask(service, "GET", `/v1/assessments/${assessment.id}/invitations`, key);
      for (const invitation of items) await ask(service, "DELETE", `/v1/assessments/${assessment.id}/invitations/${invitation.id}`, key);
    },

    /** say changes what the organisation says of itself. */
    say: (change) => ask(service, "PATCH", `/v1/organisations/${id}`, key, change, "*"),

    /** enter answers all questions alike, as somebody on paper did. */
    enter: (assessment, voice, rung) => post(`/v1/assessments/${assessment.id}/responses`, { voice, state: "submitted", answers: answersAll(rung) }),

    /** draft enters nothing yet, and returns the link that it could pass on. */
    draft: async (assessment, voice) => {
      const { id, response_key: responseKey } = await post(`/v1/assessments/${assessment.id}/responses`, { voice });
      return `${service.address}/answer#${assessment.id}.${id}.${responseKey}`;
    },

    /** redeem starts a response with an invitation of its own, and returns the link that it could pass on. */
    redeem: async (invitation, voice) => {
      const started = await ask(service, "POST", "/v1/invitations/redeem", null, { key: new URL(invitation).hash.slice(1), voice });
      return `${service.address}/answer#${started.assessment.id}.${started.response_id}.${started.response_key}`;
    },

    close: (assessment) => post(`/v1/assessments/${assessment.id}/close`, {}),
    cancel: (assessment) => post(`/v1/assessments/${assessment.id}/cancel`, {}),
    link: async (assessment) => (await post(`/v1/assessments/${assessment.id}/result/links`, {})).url,
    notes: async (assessment) => (await ask(service, "GET", `/v1/assessments/${assessment.id}/result/notes`, key)).items,
  };
}

/** answersAll answers every question with one rung, but the gates one higher. */
function answersAll(rung) {
  const ids = ["equality", "diversity", "accessibility", "reciprocity"].flatMap((principle) =>
    ["culture", "structure", "practice", "review"].map((area) => `${principle}-${area}`));
  return Object.fromEntries(ids.map((id, i) => [id, String(rung + (i % 4 === 1 ? 1 : 0))]));
}

/** status is what the service gives back when a link's response, or what hangs on it, is asked for. */
export async function status(service, link, method = "GET", more = "") {
  const [path, key] = opened(link);
  return (await fetch(service.address + path + more, { method, headers: { Authorization: `Bearer ${key}` } })).status;
}

/** read reads a response with its own link, as any app could; patch changes it. */
export const read = (service, link) => ask(service, "GET", ...opened(link));
export const patch = (service, link, change) => ask(service, "PATCH", ...opened(link), change, "*");

function opened(link) {
  const [assessment, response, key] = new URL(link).hash.slice(1).split(".");
  return [`/v1/assessments/${assessment}/responses/${response}`, key];
}
