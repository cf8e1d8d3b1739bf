/**
 * Keeps the page, so that it opens without a connection once Live has worked in this browser.
 *
 * A service worker (W3C "Service Workers"). It keeps the files of the build it belongs to and nothing
 * else: what is asked of the service under /api is never touched. The networks are kept by
 * `vision/weights.ts`.
 */

/** What `scripts/offline-files.ts` puts in place of `__BUILD__`. */
interface Build {
  /** Digest of all that is kept: with another one the browser installs this worker anew. */
  readonly version: string;
  /** Addresses of the files of this build; the page itself is "/". */
  readonly files: readonly string[];
}
declare const __BUILD__: Build;

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The parts of a ServiceWorkerGlobalScope that are used here. */
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", listener: (event: LifeEvent) => void): void;
  addEventListener(kind: "fetch", listener: (event: RequestEvent) => void): void;
}
const scope = globalThis as unknown as Scope;

const BUILD: Build = __BUILD__;
const PREFIX = "affetto-page-";
const CACHE = PREFIX + BUILD.version;
const PAGE = "/";
const KEPT: ReadonlySet<string> = new Set(BUILD.files);

scope.addEventListener("install", (event) => {
  event.waitUntil(keepBuild().then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(forgetPages(CACHE).then(() => scope.clients.claim()));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(openPage(request));
    event.waitUntil(leaveIfRemoved());
  } else if (KEPT.has(pathname)) {
    event.respondWith(openFile(request, pathname));
  }
});

/** All files or none: the worker of a build that cannot be kept whole is not installed. */
async function keepBuild(): Promise<void> {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(BUILD.files.map((path) => keepFile(cache, path)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function keepFile(cache: Cache, path: string): Promise<void> {
  // The names of assets carry digests, so what an older build has kept of them is still right.
  const older = isAsset(path) ? await caches.match(path) : undefined;
  const answer = older ?? (await fetch(path, { cache: isAsset(path) ? "default" : "reload" }));
  if (!answer.ok) throw new Error(`${path}: status ${answer.status}`);
  await cache.put(path, answer);
}

function isAsset(path: string): boolean {
  return path.startsWith("/assets/");
}

/** The page of the service, or, where that cannot be reached, the one that was kept. */
async function openPage(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    return (await findKept(PAGE)) ?? Promise.reject(error);
  }
}

async function openFile(request: Request, path: string): Promise<Response> {
  return (await findKept(path)) ?? fetch(request);
}

function findKept(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: CACHE });
}

async function forgetPages(except?: string): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== except);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * Gives up this worker and what it keeps where the service has none any more: because a later page
 * does without, or because something else answers at this address now.
 */
async function leaveIfRemoved(): Promise<void> {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(
    () => null,
  );
  if (!answer) return;
  const isScript = answer.headers.get("Content-Type")?.includes("javascript") ?? false;
  const isGone = answer.status === 404 || answer.status === 410 || (answer.ok && !isScript);
  if (!isGone) return;
  await forgetPages();
  await scope.registration.unregister();
}
