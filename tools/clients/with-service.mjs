// Runs a command while the service runs, and ends as the command ends:
//
//   node with-service.mjs ./sevenrungs COMMAND ARGUMENT…
//
// The command finds the service at $SEVENRUNGS_URL.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { start } from "../browser/service.mjs";

const [binary, command, ...args] = process.argv.slice(2);
const service = await start(binary, { SEVENRUNGS_RATE_LIMIT: "0" });
const env = { ...process.env, SEVENRUNGS_URL: service.address, SEVENRUNGS_OPERATOR_KEY: service.operatorKey };
const [code] = await once(spawn(command, args, { env, stdio: "inherit" }), "close");
await service.stop();
process.exitCode = code ?? 1;
