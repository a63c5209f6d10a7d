import createClient, { type FetchResponse, type MaybeOptionalInit } from "openapi-fetch";
import type { HttpMethod, OperationRequestBodyContent, PathsWithMethod, RequiredKeysOf } from "openapi-typescript-helpers";
import type { paths } from "./api.js";
import { creating } from "./creating.js";
import { ProblemError, problemOf } from "./problem.js";
import { persistent, type Retries } from "./retries.js";

export interface Settings extends Retries {
  /** Where the service is: https://rungs.example.org */
  url: string;
  /** The key of whoever calls, or none. */
  key?: string | null;
}

type JSONType = "application/json";

/** Reply is what came of a call that went well. */
export interface Reply<Data> {
  /** What came; nothing when you sent `If-None-Match` and the status is 304. */
  data: Data;
  /** What to send as `If-Match` when you change what you have read. */
  etag: string | null;
  response: Response;
}

type DataOf<Operation extends Record<string | number, any>, Init> = Extract<
  FetchResponse<Operation, Init, JSONType>,
  { data: unknown }
>["data"];

type Init<Given> = RequiredKeysOf<Given> extends never ? [init?: Given] : [init: Given];

type Call<Method extends HttpMethod> = <
  Path extends PathsWithMethod<paths, Method>,
  Given extends MaybeOptionalInit<paths[Path], Method>,
>(
  path: Path,
  ...init: Init<Given>
) => Promise<Reply<DataOf<Extract<paths[Path][Method], Record<string | number, any>>, Given>>>;

type Editable = PathsWithMethod<paths, "get"> & PathsWithMethod<paths, "patch">;
type ReadOf<Path extends keyof paths, Method extends HttpMethod> = DataOf<
  Extract<paths[Path][Method], Record<string | number, any>>,
  {}
>;
type PathOf<Path extends Editable> = paths[Path]["patch"] extends { parameters: { path: infer Names } } ? Names : never;

type Change<Path extends Editable> = OperationRequestBodyContent<paths[Path]["patch"]>;

type Listing = {
  [Path in PathsWithMethod<paths, "get">]: ReadOf<Path, "get"> extends { items: unknown[]; next?: string } ? Path : never;
}[PathsWithMethod<paths, "get">];
type ItemOf<Path extends Listing> = ReadOf<Path, "get"> extends { items: Array<infer Item> } ? Item : never;

/**
 * Client calls the service: the method, the address as in the documentation,
 * and what goes with it. A failure is thrown as a {@link ProblemError}.
 */
export interface Client {
  GET: Call<"get">;
  POST: Call<"post">;
  PUT: Call<"put">;
  PATCH: Call<"patch">;
  DELETE: Call<"delete">;
  /** each goes through a list, page after page. */
  each<Path extends Listing, Given extends MaybeOptionalInit<paths[Path], "get">>(
    path: Path,
    ...init: Init<Given>
  ): AsyncGenerator<ItemOf<Path>, void, undefined>;
  /**
   * change reads a thing, asks what is to be different, and sends that. When
   * somebody else was faster it reads and asks again, three times in all.
   */
  change<Path extends Editable>(
    path: Path,
    names: PathOf<Path>,
    edit: (present: ReadOf<Path, "get">) => Change<Path> | Promise<Change<Path>>,
  ): Promise<Reply<ReadOf<Path, "patch">>>;
}

const idempotencyKey = "Idempotency-Key";
const tries = 3;

/** connect makes a client. It sends nothing yet. */
export function connect(settings: Settings): Client {
  const inner = createClient<any, JSONType>({
    baseUrl: settings.url,
    fetch: persistent(settings),
    querySerializer: { array: { style: "form", explode: false } }, // state=open,closed
    headers: settings.key ? { Authorization: `Bearer ${settings.key}` } : {},
  });
  inner.use({
    onRequest({ request, schemaPath }) {
      if (request.method === "POST" && creating.has(schemaPath) && !request.headers.has(idempotencyKey)) {
        request.headers.set(idempotencyKey, crypto.randomUUID());
      }
    },
  });

  async function call(method: HttpMethod, path: string, init: any = {}): Promise<Reply<any>> {
    const { data, error, response } = await inner.request(method, path, init);
    if (!response.ok && response.status !== 304) throw new ProblemError(problemOf(error), response);
    return { data, etag: response.headers.get("ETag"), response };
  }

  async function* each(path: string, init: any = {}): AsyncGenerator<any, void, undefined> {
    let cursor: string | undefined = init.params?.query?.cursor;
    do {
      const query = { ...init.params?.query, cursor };
      const { data } = await call("get", path, { ...init, params: { ...init.params, query } });
      yield* data.items;
      cursor = data.next;
    } while (cursor);
  }

  async function change(path: string, names: object, edit: (present: any) => unknown): Promise<Reply<any>> {
    for (let tried = 1; ; tried++) {
      const read = await call("get", path, { params: { path: names } });
      const params = { path: names, header: { "If-Match": read.etag } };
      try {
        return await call("patch", path, { params, body: await edit(read.data) });
      } catch (error) {
        if (tried === tries || !(error instanceof ProblemError && error.status === 412)) throw error;
      }
    }
  }

  const on = (method: HttpMethod) => (path: string, init?: any) => call(method, path, init);
  const client = { GET: on("get"), POST: on("post"), PUT: on("put"), PATCH: on("patch"), DELETE: on("delete"), each, change };
  return client as unknown as Client;
}
