// Writes openapi.json from the service and src/api/schema.d.ts from openapi.json.
// With --check nothing is written: it fails where either has drifted.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const own = join(web, "..", ".venv", "bin", "python");
const python = process.env.PYTHON ?? (existsSync(own) ? own : "python3");
const EXPORT = `
import json
from affetto.api.application import create_app
print(json.dumps(create_app().openapi(), indent=1, ensure_ascii=False))
`;
const HEADER = "// Generated from openapi.json by `npm run api`; not to be edited.\n\n";

const document = execFileSync(python, ["-c", EXPORT], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
});
const schema = HEADER + astToString(await openapiTS(JSON.parse(document)));

const drifted = [
  [join(web, "openapi.json"), document],
  [join(web, "src", "api", "schema.d.ts"), schema],
].filter(([path, content]) => !existsSync(path) || readFileSync(path, "utf8") !== content);

if (process.argv.includes("--check")) {
  for (const [path] of drifted) process.stderr.write(`${path} has drifted: npm run api\n`);
  process.exitCode = drifted.length ? 1 : 0;
} else {
  for (const [path, content] of drifted) writeFileSync(path, content);
}
