/** Known-good figures of the Python side, written by `tools/vision_fixtures.py`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
// The build for Node executes the same WebAssembly as the page's.
import * as ort from "onnxruntime-web";
import type { Network, Tensor } from "./network";
import type { Raster } from "./raster";

const MODELS = join(import.meta.dirname, "../../../src/affetto/inference/models");

export interface RasterJson {
  width: number;
  height: number;
  channels: 1 | 3;
  data: string;
}

export function rasterOf({ width, height, channels, data }: RasterJson): Raster {
  return { width, height, channels, data: new Uint8Array(Buffer.from(data, "base64")) };
}

/** A network that ships, as the page opens it. */
export async function openShipped(name: string): Promise<Network> {
  ort.env.logLevel = "error";
  ort.env.wasm.numThreads = 1;
  const weights = new Uint8Array(readFileSync(join(MODELS, `${name}.onnx`)));
  const session = await ort.InferenceSession.create(weights);
  return {
    async run(inputs) {
      const feeds = Object.entries(inputs).map(([key, { data, dims }]) => [
        key,
        new ort.Tensor(data instanceof Uint8Array ? "uint8" : "float32", data, dims),
      ]);
      return (await session.run(Object.fromEntries(feeds))) as unknown as Record<string, Tensor>;
    },
  };
}
