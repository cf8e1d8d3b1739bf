/** Networks in ONNX Runtime Web. */

import glueUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import binaryUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as ort from "onnxruntime-web/wasm";
import type { Network, Tensor } from "./network";
import { VisionError, type VisionFault } from "./vision-error";

// Both files lie beside the page: nothing is fetched from elsewhere.
ort.env.wasm.wasmPaths = { mjs: glueUrl, wasm: binaryUrl };
ort.env.logLevel = "error"; // the default warns of harmless unused initializers

/**
 * Set how many threads networks of this worker may use, before the first is opened.
 *
 * Several need shared memory, which browsers give to pages that are isolated from other origins.
 */
export function limitThreads(threads: number): void {
  ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? threads : 1;
}

/**
 * A network that can be executed.
 *
 * @param weights an ONNX file.
 * @throws VisionError where the browser executes no WebAssembly, or the file is no network.
 */
export async function openNetwork(weights: Uint8Array): Promise<Network> {
  try {
    const session = await ort.InferenceSession.create(weights, { executionProviders: ["wasm"] });
    return { run: (inputs) => run(session, inputs) };
  } catch (cause) {
    throw new VisionError(nameFault(cause), `the network cannot be opened (${cause})`, { cause });
  }
}

// The smallest module that uses a SIMD instruction (i8x16.splat).
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15,
  11,
]);

function nameFault(cause: unknown): VisionFault {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(SIMD_MODULE)) {
    return "unsupported";
  }
  return /fetch|network/i.test(`${cause}`) ? "unreachable" : "failed";
}

async function run(
  session: ort.InferenceSession,
  inputs: Readonly<Record<string, Tensor>>,
): Promise<Record<string, Tensor>> {
  const feeds = Object.entries(inputs).map(([name, { data, dims }]) => {
    const type = data instanceof Uint8Array ? "uint8" : "float32";
    return [name, new ort.Tensor(type, data, dims)] as const;
  });
  const outputs = await session.run(Object.fromEntries(feeds));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, tensor]) => [
      name,
      { data: tensor.data as Float32Array, dims: tensor.dims },
    ]),
  );
}
