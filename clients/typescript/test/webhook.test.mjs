// Reads what the service's own tests have sent and kept in ../../testdata.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readWebhook, WebhookError } from "@sevenrungs/client";

const messages = JSON.parse(readFileSync(new URL("../../testdata/webhooks.json", import.meta.url), "utf8"));
// Signed with the old secret, with both, and with the new one.
const [before, between, after] = messages;
const [older] = before.signed_with;
const [newer] = after.signed_with;

const sentAt = (message, milliseconds = 0) => new Date(message.headers["webhook-timestamp"] * 1000 + milliseconds);
const read = (message, secret, milliseconds) => readWebhook(secret, message, sentAt(message, milliseconds));
const refused = (message, secret = older) => assert.rejects(readWebhook(secret, message, sentAt(before)), WebhookError);

const signature = before.headers["webhook-signature"];
for (const [what, headers, body] of [
  ["an altered body", {}, before.body.replace("closed", "opened")],
  ["a shorter body", {}, before.body.trim()],
  ["another id", { "webhook-id": "another" }],
  ["another time", { "webhook-timestamp": "1795867201" }],
  ["no signature", { "webhook-signature": undefined }],
  ["another version", { "webhook-signature": signature.replace("v1,", "v2,") }],
  ["half a signature", { "webhook-signature": signature.slice(0, signature.length / 2) }],
  ["no Base64", { "webhook-signature": "v1,!" }],
  ["nothing but a v1", { "webhook-signature": "v1," }],
]) {
  test(`${what} is refused`, () => refused({ headers: { ...before.headers, ...headers }, body: body ?? before.body }));
}

test("another secret, and no headers, are refused", async () => {
  await refused(before, newer);
  await refused({ headers: {}, body: before.body });
});

for (const secret of ["", "whsec_", "whsec_no Base64!", older.slice("whsec_".length)]) {
  test(`the secret "${secret}" is none`, () => assert.rejects(read(before, secret), TypeError));
}

test("a message may be five minutes off", async () => {
  for (const milliseconds of [-300_000, 300_000]) await read(before, older, milliseconds);
  for (const milliseconds of [-301_000, 301_000]) await assert.rejects(read(before, older, milliseconds), WebhookError);
});

test("for a day both secrets are good", async () => {
  for (const [message, secret, good] of [[before, older, true], [before, newer, false], [between, older, true], [between, newer, true], [after, older, false], [after, newer, true]]) {
    const reading = read(message, secret);
    if (!good) await assert.rejects(reading, WebhookError);
    else assert.equal((await reading).type, "assessment.closed");
  }
});

test("it reads headers and bytes as they come", async () => {
  const event = await readWebhook(older, { headers: new Headers(before.headers), body: Buffer.from(before.body) }, sentAt(before));
  assert.equal(event.id, before.headers["webhook-id"]);
  assert.equal(event.subject.path, `/v1/assessments/${event.subject.id}`);
});
