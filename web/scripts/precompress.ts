import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(js|mjs|css|html|svg|json|wasm|webmanifest)$/;
// Brotli's best takes a minute for the megabytes of ONNX Runtime, and wins a few per cent.
const LARGE_BYTES = 2 ** 20;
const BROTLI_QUALITY = { small: 11, large: 6 } as const;
// A packet or two: below this a compressed copy saves no round trip.
const WORTH_BYTES = 1024;

/** Writes a `.br` and a `.gz` beside every asset that shrinks, so that the service never compresses. */
export function precompress(): Plugin {
  let folder = "";
  return {
    name: "precompress",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async writeBundle(_options, bundle) {
      const names = Object.keys(bundle).filter((name) => COMPRESSIBLE.test(name));
      await Promise.all(names.map((name) => compressBeside(join(folder, name))));
    },
  };
}

async function compressBeside(path: string): Promise<void> {
  const content = await readFile(path);
  if (content.byteLength < WORTH_BYTES) return;
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_SIZE_HINT]: content.byteLength,
        [constants.BROTLI_PARAM_QUALITY]:
          BROTLI_QUALITY[content.byteLength > LARGE_BYTES ? "large" : "small"],
      },
    }),
    promisify(gzip)(content, { level: content.byteLength > LARGE_BYTES ? 6 : 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
}
