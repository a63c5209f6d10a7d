import type { components } from "./api.js";

type Event = components["schemas"]["Event"];

/** Sent is a message as it came to a webhook. */
export interface Sent {
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The body as it came, byte for byte: not read as JSON and written again. */
  body: string | Uint8Array;
}

/** How far the clocks of the service and a receiver may be apart, in milliseconds. */
const tolerance = 300_000;

/**
 * WebhookError is thrown for a message that the service has not sent, or not now.
 * Answer it with 401, and do nothing else.
 */
export class WebhookError extends Error {
  override readonly name = "WebhookError";
}

/**
 * readWebhook reads what was sent to a webhook, once it is sure that the service
 * has sent it, as Standard Webhooks 1.0 says. For a day after a secret was rotated
 * both the old and the new one are good. A message may come twice: pass over an
 * event whose `id` you have seen.
 *
 * @param secret that of the webhook: `whsec_…`
 * @param now the present time: a message may be five minutes off
 * @throws {WebhookError} for a message that is not to be trusted
 */
export async function readWebhook(secret: string, { headers, body }: Sent, now = new Date()): Promise<Event> {
  const key = await keyOf(secret);
  const header = (name: string) => (headers instanceof Headers ? headers.get(name) : headers[name]) ?? "";
  const sent = String(header("webhook-timestamp"));
  const text = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const signed = joined(new TextEncoder().encode(`${header("webhook-id")}.${sent}.`), text);
  if (!(await anyVerifies(key, String(header("webhook-signature")), signed))) {
    throw new WebhookError("the message is not signed with this secret");
  }
  if (!/^\d+$/.test(sent) || Math.abs(now.getTime() - Number(sent) * 1000) > tolerance) {
    throw new WebhookError("the message is more than five minutes off");
  }
  return JSON.parse(new TextDecoder().decode(text));
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = secret.startsWith("whsec_") ? decoded(secret.slice("whsec_".length)) : undefined;
  if (!bytes?.length) throw new TypeError("the secret is not one of a webhook: it begins with whsec_");
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
}

/** anyVerifies looks at each signature; `verify` compares in constant time. */
async function anyVerifies(key: CryptoKey, signatures: string, signed: Uint8Array<ArrayBuffer>): Promise<boolean> {
  for (const one of signatures.split(" ")) {
    const signature = one.startsWith("v1,") ? decoded(one.slice("v1,".length)) : undefined;
    if (signature && (await crypto.subtle.verify("HMAC", key, signature, signed))) return true;
  }
  return false;
}

/** @returns what is written in Base64; undefined for what is not */
function decoded(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}
