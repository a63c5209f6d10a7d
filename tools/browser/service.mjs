// Starts the service for a test, on a free port, with a database of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** operatorKey is that of whoever runs the services here. */
const operatorKey = `rung_${"0".repeat(32)}`;

/**
 * start runs a binary of the service and waits until it says where it listens.
 * It throws when the service ends without saying so. Settings are variables of
 * the service. With a list for the log, lines are put there and not shown.
 */
export async function start(binary, settings = {}, log = null) {
  const folder = await mkdtemp(join(tmpdir(), "sevenrungs-"));
  const service = spawn(binary, ["serve"], {
    // Nothing else, so that no setting of the person who runs the test counts.
    env: { SEVENRUNGS_ADDR: "127.0.0.1:0", SEVENRUNGS_DATABASE: join(folder, "rungs.db"), SEVENRUNGS_LOG_LEVEL: "warn", SEVENRUNGS_OPERATOR_KEY: operatorKey, ...settings },
    stdio: ["ignore", "pipe", log ? "pipe" : "inherit"],
  });
  if (log) createInterface({ input: service.stderr }).on("line", (line) => log.push(line));
  const ended = once(service, "close");
  const stop = async () => {
    service.kill();
    await ended;
    await rm(folder, { recursive: true });
  };
  for await (const line of createInterface({ input: service.stdout })) {
    const docs = /^The docs are at (.+)\/docs\/$/.exec(line);
    if (docs) {
      service.stdout.resume(); // the rest is read and dropped, or the service would wait for us
      return { address: docs[1], operatorKey, stop };
    }
  }
  await stop();
  throw new Error(`${binary} did not say where it listens`);
}
