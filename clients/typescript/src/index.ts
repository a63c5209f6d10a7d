export { connect, type Client, type Reply, type Settings } from "./client.js";
export { ProblemError } from "./problem.js";
export type { Retries } from "./retries.js";
export type { paths } from "./api.js";
export { version } from "./creating.js";

import type { components } from "./api.js";

/** Schemas are the things that are sent and come back, by the names they have in the documentation. */
export type Schemas = components["schemas"];
