/** The networks' files: fetched once, kept by the browser, and checked. */
import { VisionError } from "./vision-error";

const LIST_URL = "/api/v1/models";
const CACHE = "affetto-models";

/** A network that the service offers. */
export interface ModelFile {
  readonly name: string;
  /** Hexadecimal digest that the file must have. */
  readonly sha256: string;
  readonly bytes: number;
  /** Its address, which names the digest: another network never answers for this one. */
  readonly weights_url: string;
}

/**
 * The networks of the service, or those it had when it was last reached.
 *
 * @throws VisionError where it cannot be reached now and never was.
 */
export async function listModels(): Promise<ModelFile[]> {
  const cache = await openCache();
  const answer = await fetch(LIST_URL).catch(() => undefined);
  if (answer?.ok) {
    await cache?.put(LIST_URL, answer.clone());
    return answer.json();
  }
  const kept = await cache?.match(LIST_URL);
  if (!kept) throw new VisionError("unreachable", "the list of networks could not be fetched");
  return kept.json();
}

/**
 * The content of a network's file.
 *
 * @param onBytes told how many more bytes have come.
 * @throws VisionError where it cannot be fetched, or is not what its digest says.
 */
export async function fetchWeights(
  model: ModelFile,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const cache = await openCache();
  const kept = await cache?.match(model.weights_url);
  if (kept) {
    const weights = new Uint8Array(await kept.arrayBuffer());
    onBytes(weights.length);
    return weights;
  }
  const weights = await download(model, onBytes);
  await check(weights, model);
  if (cache) {
    await forgetOlder(cache, model);
    // A browser that has no room for it can still read; it fetches the file again next time.
    await cache.put(model.weights_url, new Response(weights)).catch(() => undefined);
  }
  return weights;
}

async function openCache(): Promise<Cache | undefined> {
  // Missing where the page was not delivered safely, and refused by some private windows.
  return globalThis.caches?.open(CACHE).catch(() => undefined);
}

async function forgetOlder(cache: Cache, model: ModelFile): Promise<void> {
  const [path] = model.weights_url.split("?");
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname === path) await cache.delete(request);
  }
}

async function download(
  model: ModelFile,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const weights = new Uint8Array(model.bytes);
  let received = 0;
  try {
    const answer = await fetch(model.weights_url);
    if (!answer.ok || !answer.body) throw new Error(`status ${answer.status}`);
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (received + part.value.length > weights.length) throw new Error("it is too long");
      weights.set(part.value, received);
      received += part.value.length;
      onBytes(part.value.length);
    }
    if (received !== weights.length) throw new Error("it ends too early");
  } catch (cause) {
    throw new VisionError("unreachable", `${model.name} could not be fetched`, { cause });
  }
  return weights;
}

async function check(weights: Uint8Array<ArrayBuffer>, model: ModelFile): Promise<void> {
  if (!globalThis.crypto?.subtle) return; // only where the page was not delivered safely
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", weights));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== model.sha256) {
    throw new VisionError("damaged", `${model.name} is not what its card describes`);
  }
}
