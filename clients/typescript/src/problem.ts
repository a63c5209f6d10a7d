import type { components } from "./api.js";

type Problem = components["schemas"]["Problem"];

/**
 * ProblemError is thrown for every reply that is a failure. Programs look at
 * `family` or `status`; `detail` is for people.
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  /** A short name of what went wrong, such as `not-found` or `invalid`: docs/problems.md lists them. */
  readonly family: string;
  readonly detail: string;
  /** Each thing that is wrong with what was sent, and where: a JSON Pointer. */
  readonly errors: ReadonlyArray<{ pointer: string; detail: string }>;
  /** The id of the request. Name it when you ask for help. */
  readonly instance: string;

  /**
   * @param problem what came as the body: a problem, or what a proxy in between says
   * @param response where it came from
   */
  constructor(
    readonly problem: Partial<Problem> | undefined,
    readonly response: Response,
  ) {
    super(`${response.status} ${problem?.title ?? response.statusText}: ${problem?.detail ?? "no reason came with it"}`);
    this.status = response.status;
    this.family = problem?.type?.split("#")[1] ?? "";
    this.detail = problem?.detail ?? "";
    this.errors = problem?.errors ?? [];
    this.instance = problem?.instance ?? response.headers.get("X-Request-Id") ?? "";
  }

  /** @returns what is wrong at this place in the body, such as `/title` */
  at(pointer: string): string | undefined {
    return this.errors.find((one) => one.pointer === pointer)?.detail;
  }
}

/** problemOf reads a problem out of a body, which may be a proxy's page. */
export function problemOf(body: unknown): Partial<Problem> | undefined {
  return typeof body === "object" && body !== null ? body : undefined;
}
