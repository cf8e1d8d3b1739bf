// How many bytes of JavaScript, compressed as they are sent, the first page loads; fails above the
// budget. Counts the entry, what it imports, the page at "/" and its catalogues in one language.
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const BUDGET = 150 * 1024;
const FIRST = ["index.html", "src/features/feel/index.tsx"];
const CATALOGUES = ["common", "player", "feel"];

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(web, "..", "src", "affetto", "api", "web", "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));

const loaded = new Set();
function load(name) {
  if (loaded.has(name)) return;
  loaded.add(name);
  for (const imported of manifest[name]?.imports ?? []) load(imported);
}
for (const name of [...FIRST, ...CATALOGUES.map((name) => `src/i18n/pl/${name}.json`)]) {
  if (!manifest[name]) throw new Error(`${name} is not in the build`);
  load(name);
}

const sentBytes = (file) => {
  const path = join(dist, file);
  const compressed = statSync(`${path}.gz`, { throwIfNoEntry: false });
  return (compressed ?? statSync(path)).size;
};
const sizes = [...loaded].map((name) => [manifest[name].file, sentBytes(manifest[name].file)]);
const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
for (const [file, bytes] of sizes)
  process.stdout.write(`${kilobytes(bytes).padStart(10)}  ${file}\n`);
process.stdout.write(
  `${kilobytes(total).padStart(10)}  in all, gzip; at most ${kilobytes(BUDGET)}\n`,
);
if (total > BUDGET) process.exitCode = 1;
