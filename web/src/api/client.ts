import createClient from "openapi-fetch";
import { Problem } from "./problem";
import type { paths } from "./schema";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

let csrfToken: string | null = null;

/** The token that unsafe requests carry where there are accounts; told by `GET /session`. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

export const PREFIX = "/api/v1";

/** Asks the service; throws a `Problem` unless it answers well. */
export async function ask(input: Request): Promise<Response> {
  if (csrfToken && !SAFE.has(input.method)) input.headers.set("X-CSRF-Token", csrfToken);
  let response: Response;
  try {
    response = await fetch(input);
  } catch (error) {
    if (input.signal.aborted) throw error;
    throw Problem.offline();
  }
  if (response.status === 401) window.dispatchEvent(new Event("affetto:stale-session"));
  if (!response.ok) throw await Problem.from(response);
  return response;
}

/** The typed client: `const { data } = await client.GET("/api/v1/options")`. Throws `Problem`s. */
export const client = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "" : window.location.origin,
  fetch: ask,
});

/** The body of an answer that has one. */
export async function dataOf<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await answer;
  if (data == null) throw new Problem(502, "");
  return data as NonNullable<Data>;
}

interface Asked {
  query?: Record<string, string | number | boolean | null | undefined>;
  json?: unknown;
  form?: FormData;
  signal?: AbortSignal;
}

/** A request as it goes out, for answers that are no JSON and bodies that are forms. */
export function request(method: string, path: string, asked: Asked = {}): Request {
  const url = new URL(PREFIX + path, window.location.origin);
  for (const [key, value] of Object.entries(asked.query ?? {})) {
    if (value != null && value !== "") url.searchParams.set(key, String(value));
  }
  const hasJson = asked.json !== undefined;
  return new Request(url, {
    method,
    headers: hasJson ? { "Content-Type": "application/json" } : {},
    body: hasJson ? JSON.stringify(asked.json) : (asked.form ?? null),
    signal: asked.signal ?? null,
  });
}

/** Sends a request and reads its JSON; undefined where the answer has no body. */
export async function send<Data = void>(
  method: string,
  path: string,
  asked: Asked = {},
): Promise<Data> {
  const response = await ask(request(method, path, asked));
  return (response.status === 204 ? undefined : await response.json()) as Data;
}
