// Makes src/api.ts and src/creating.ts from docs/openapi.json. Run it with
// `npm run generate` when the document has changed.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../docs/openapi.json", import.meta.url);
const document = JSON.parse(await readFile(source, "utf8"));
const made = "// Made from docs/openapi.json by `npm run generate`. Do not edit it.\n\n";

await writeFile(new URL("src/api.ts", import.meta.url), made + astToString(await openapiTS(source)));

/** nameOf is the name of a parameter, which may stand among the components. */
const nameOf = ({ name, $ref }) => name ?? document.components.parameters[$ref.split("/").pop()].name;

const creating = Object.entries(document.paths)
  .filter(([, item]) => item.post?.parameters?.some((parameter) => nameOf(parameter) === "Idempotency-Key"))
  .map(([path]) => path);
await writeFile(
  new URL("src/creating.ts", import.meta.url),
  `${made}/** creating are the addresses where a POST may be sent twice and makes one thing. */
export const creating: ReadonlySet<string> = new Set(${JSON.stringify(creating, null, 2)});

/** version is that of the API this client was made for. */
export const version = ${JSON.stringify(document.info.version)};
`,
);
