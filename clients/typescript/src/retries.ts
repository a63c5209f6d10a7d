/** What can be set about trying again. */
export interface Retries {
  /** How often a call is tried again at most. 4 unless said. */
  retries?: number;
  /** What sends a request: the platform's own fetch unless said. */
  fetch?: (request: Request) => Promise<Response>;
  /** Waits that many milliseconds, or until the call is given up. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1, so that many clients do not come back at the same moment. */
  random?: () => number;
}

/** The longest that a client waits because it was told to, in milliseconds. */
const patience = 120_000;

/**
 * persistent sends a request again where that is safe. When the service says
 * when to come back (Retry-After), it has done nothing. When the line drops, or
 * a proxy answers for it, nobody knows: then only what reads is sent again, and
 * what carries an Idempotency-Key.
 */
export function persistent({ retries = 4, fetch = globalThis.fetch, wait = sleep, random = Math.random }: Retries) {
  return async (request: Request): Promise<Response> => {
    for (let tried = 0; ; tried++) {
      const backoff = Math.min(30_000, 500 * 2 ** tried) * (0.5 + random() / 2);
      let pause: number | undefined;
      try {
        const response = await whole(await fetch(request.clone()));
        pause = pauseAfter(response, request, backoff);
        if (pause === undefined || tried >= retries) return response;
      } catch (error) {
        if (tried >= retries || request.signal.aborted || !repeatable(request)) throw error;
      }
      await wait(pause ?? backoff, request.signal);
    }
  };
}

/** pauseAfter is how long to wait until the same is sent again; undefined for never. */
function pauseAfter(response: Response, request: Request, backoff: number): number | undefined {
  const told = response.headers.get("Retry-After");
  if (!response.ok && told !== null) {
    const pause = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now();
    return pause <= patience ? Math.max(0, pause) : undefined;
  }
  return [502, 503, 504].includes(response.status) && repeatable(request) ? backoff : undefined;
}

function repeatable(request: Request): boolean {
  return request.method === "GET" || request.method === "HEAD" || request.headers.has("Idempotency-Key");
}

/** whole reads JSON to its end, so that a line which drops half-way is noticed here. */
async function whole(response: Response): Promise<Response> {
  if (!/json(;|$)/.test(response.headers.get("Content-Type") ?? "")) return response;
  return new Response(await response.arrayBuffer(), response);
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => (clearTimeout(timer), reject(signal.reason));
    const timer = setTimeout(() => (signal.removeEventListener("abort", giveUp), resolve()), milliseconds);
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
  });
}
