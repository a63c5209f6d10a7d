// Runs a command while the service runs, and ends as the command ends:
//
//   node with-service.mjs ./sevenrungs COMMAND ARGUMENT…
//
// The command finds the service at $SEVENRUNGS_URL, and a partner's key in
// $SEVENRUNGS_KEY.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { start } from "../browser/service.mjs";

const [binary, command, ...args] = process.argv.slice(2);
const service = await start(binary, { SEVENRUNGS_RATE_LIMIT: "0" });

/** made is what the operator made. */
async function made(path, body) {
  const headers = { Authorization: `Bearer ${service.operatorKey}`, "Content-Type": "application/json" };
  const reply = await fetch(service.address + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(await reply.text());
  return reply.json();
}

try {
  const partner = await made("/v1/partners", { name: "Community Apps" });
  const { key } = await made(`/v1/partners/${partner.id}/keys`, { name: "Server" });
  const env = { ...process.env, SEVENRUNGS_URL: service.address, SEVENRUNGS_KEY: key };
  const [code] = await once(spawn(command, args, { env, stdio: "inherit" }), "close");
  process.exitCode = code ?? 1;
} finally {
  await service.stop();
}
