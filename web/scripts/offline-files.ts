import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const WORKER = "offline-worker.js";
const PLACEHOLDER = "__BUILD__";
const PAGE = "index.html";

/** Documents beside the page are of no use without a connection. */
const isOtherDocument = (name: string): boolean => name.endsWith(".html") && name !== PAGE;

/** Tells the service worker the files of its build: everything, with the page at "/". */
export function offlineFiles(): Plugin {
  let publicFolder = "";
  return {
    name: "offline-files",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== "chunk") throw new Error(`${WORKER} is not in the build`);
        if (worker.imports.length) throw new Error(`${WORKER} must stand alone`);
        const version = createHash("sha256").update(worker.code);
        const paths: string[] = [];
        const add = (name: string, content: string | Uint8Array) => {
          paths.push(name === PAGE ? "/" : `/${name}`);
          version.update(name).update(content);
        };
        for (const name of Object.keys(bundle).sort()) {
          const file = bundle[name];
          if (file === worker || name.startsWith(".") || isOtherDocument(name)) continue;
          add(name, file.type === "chunk" ? file.code : file.source);
        }
        for (const name of readdirSync(publicFolder).sort()) {
          add(name, readFileSync(join(publicFolder, name)));
        }
        const build = JSON.stringify({ version: version.digest("hex").slice(0, 16), files: paths });
        if (!worker.code.includes(PLACEHOLDER)) throw new Error(`${WORKER} asks for no files`);
        worker.code = worker.code.replaceAll(PLACEHOLDER, build);
      },
    },
  };
}
