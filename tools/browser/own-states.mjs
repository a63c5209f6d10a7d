// The pages of an organisation about itself, of partners, and of who runs the
// service, in every state. See states.mjs.
import { go, signIn } from "./person.mjs";

const as = (who, address) => async (page, world) => {
  await signIn(page, world[who]);
  await page.goto(address);
};

/** sent opens a page as somebody, fills fields in by their ids, and sends its form. */
const sent = (who, address, fields = {}) => async (page, world) => {
  await as(who, address)(page, world);
  for (const [id, text] of Object.entries(fields)) await page.locator(`#${id}`).fill(text);
  await page.locator("#form .buttons button").first().click();
};

/** ownWorld adds a partner with two organisations, a funder, and periods to a world. */
export async function ownWorld(service, world) {
  const ask = async (method, path, key, body) => {
    const answer = await fetch(service.address + path, {
      method, body: body && JSON.stringify(body),
      headers: { "Content-Type": "application/json", "If-Match": "*", ...(key && { Authorization: `Bearer ${key}` }) },
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const operator = service.operatorKey;
  const { items: [{ id: busy }] } = await ask("GET", "/v1/organisations", world.busy);
  const account = async (kind, name) => {
    const { id } = await ask("POST", `/v1/${kind}`, operator, { name, contact: "Ada Okafor" });
    const { key } = await ask("POST", `/v1/${kind}/${id}/keys`, operator, { name: "First key" });
    return { id, key };
  };
  const partner = await account("partners", "Community Apps"), idle = await account("partners", "Nobody's Apps");
  const funder = await account("funders", "The Anytown Fund");
  await ask("POST", `/v1/organisations/${busy}/grants`, world.busy, { partner_id: partner.id, expires_at: "2099-12-31T00:00:00Z" });
  await ask("POST", `/v1/organisations/${busy}/keys`, world.busy, { name: "Our website, where the results are shown to everybody", access: "read", expires_at: "2099-12-31T00:00:00Z" });
  await ask("POST", `/v1/organisations/${busy}/keys`, operator, { name: "In place of a lost one" });
  await ask("PATCH", `/v1/organisations/${busy}`, world.busy, { identifiers: ["GB-CHC-1173575"], contact: "Ada Okafor, 020 7946 0123" });
  await ask("POST", `/v1/organisations/${busy}/verification`, operator, { decision: "verified", note: "Checked by phone." });
  const { id: made } = await ask("POST", "/v1/organisations", partner.key, { name: "anytown council", identifiers: ["GB-COH-01234567"] });
  const newClaim = async () => (await ask("POST", `/v1/organisations/${made}/claim`, partner.key)).url;
  const claim = await newClaim();
  await ask("POST", "/v1/periods", operator, { period: "2098", opens_at: "2098-01-01T00:00:00Z", closes_at: "2099-01-01T00:00:00Z", freeze_at: "2099-02-01T00:00:00Z" });
  const { items: keys } = await ask("GET", `/v1/organisations/${busy}/keys`, world.busy);
  const { items: [grant] } = await ask("GET", `/v1/organisations/${busy}/grants`, world.busy);
  Object.assign(world, {
    partner: partner.key, idle: idle.key, funder: funder.key, partnerID: partner.id, claim, newClaim,
    own: { busy, made, first: keys[0].id, read: keys[1].id, grant: grant.id, partner: partner.id, funder: funder.id },
  });
}

const at = (who, address) => (page, world) => as(who, address(world.own))(page, world);

/** acting opens a page as a partner that acts for an organisation. */
const acting = (address) => async (page, world) => {
  await signIn(page, world.partner);
  await page.goto("/organisations");
  await page.locator(`button[value="${world.own.made}"]`).click();
  await page.waitForURL("**/home");
  await page.goto(address);
};

/** ownStates opens each page in each state. */
export const ownStates = {
  "details": as("busy", "/details"),
  "details, nothing yet": as("fresh", "/details"),
  "details, with faults": sent("fresh", "/details", { name: "", identifiers: "GB-COH-123", income: "much" }),
  "details, saved": sent("fresh", "/details", { contact: "Ada Okafor" }),
  "keys": as("busy", "/keys"),
  "keys, new": as("busy", "/keys/new"),
  "keys, new, with faults": sent("busy", "/keys/new"),
  "keys, made": sent("fresh", "/keys/new", { name: "Our website" }),
  "keys, made, not kept": async (page, world) => {
    await ownStates["keys, made"](page, world);
    await page.locator("#form .buttons button").click();
  },
  "keys, end": at("busy", (own) => `/keys/${own.read}/revoke`),
  "keys, end the own one": at("busy", (own) => `/keys/${own.first}/revoke`),
  "partners": as("busy", "/partners"),
  "partners, none": as("fresh", "/partners"),
  "partners, new": as("fresh", "/partners/new"),
  "partners, new, with faults": sent("fresh", "/partners/new", { partner: "x" }),
  "partners, sure": (page, world) => sent("fresh", "/partners/new", { partner: world.partnerID })(page, world),
  "partners, end": at("busy", (own) => `/partners/${own.grant}/revoke`),
  "export": as("busy", "/export"),
  "delete": as("busy", "/delete"),
  "delete, with faults": sent("busy", "/delete", { name: "Another" }),
  "deleted": (page) => page.goto("/deleted"),
  "claim": (page) => page.goto("/claim"),
  "claim, with faults": async (page) => {
    await page.goto("/claim");
    await page.locator("#claim").fill("nonsense");
    await go(page);
  },
  "claim, whose": async (page, { claim }) => {
    await page.goto("/claim");
    await page.locator("#claim").fill(claim);
    await go(page);
  },
  "lost key": (page) => page.goto("/lost-key"),

  "partner, home": (page, { partner }) => signIn(page, partner),
  "partner, home, nothing yet": (page, { idle }) => signIn(page, idle),
  "partner, makes an organisation": as("idle", "/organisations/new"),
  "partner, acts": acting("/home"),
  "partner, details": acting("/details"),
  "partner, claim link": acting("/organisations/claim"),
  "partner, claim link, made": async (page, world) => {
    await acting("/organisations/claim")(page, world);
    await go(page);
  },
  "partner, keys": as("partner", "/keys"),
  "funder, home": (page, { funder }) => signIn(page, funder),

  "operator": as("operator", "/operator"),
  "operator, health": as("operator", "/operator/health"),
  "operator, organisations": as("operator", "/operator/organisations"),
  "operator, organisations, none": as("operator", "/operator/organisations?state=revoked"),
  "operator, organisation": at("operator", (own) => `/operator/organisations/${own.busy}`),
  "operator, organisation, alike": at("operator", (own) => `/operator/organisations/${own.made}`),
  "operator, organisation, with faults": (page, world) => sent("operator", `/operator/organisations/${world.own.made}`)(page, world),
  "operator, organisation, keys": at("operator", (own) => `/operator/organisations/${own.busy}/keys`),
  "operator, organisation, no keys": at("operator", (own) => `/operator/organisations/${own.made}/keys`),
  "operator, partners": as("operator", "/operator/partners"),
  "operator, partner": at("operator", (own) => `/operator/partners/${own.partner}`),
  "operator, partner, new": as("operator", "/operator/partners/new"),
  "operator, partner, remove": at("operator", (own) => `/operator/partners/${own.partner}/remove`),
  "operator, funder, with faults": (page, world) => sent("operator", `/operator/funders/${world.own.funder}`, { name: "" })(page, world),
  "operator, funder, remove": at("operator", (own) => `/operator/funders/${own.funder}/remove`),
  "operator, periods": as("operator", "/operator/periods"),
  "operator, period": as("operator", "/operator/periods/2098"),
  "operator, period, new": as("operator", "/operator/periods/new"),
  "operator, period, with faults": sent("operator", "/operator/periods/new"),
  "operator, period, sure": sent("operator", "/operator/periods/new", { period: "2099", opens: "2099-01-01", closes: "2099-12-31", freeze: "2100-02-01" }),
};
