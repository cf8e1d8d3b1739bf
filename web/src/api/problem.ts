import i18next from "i18next";
import type { Loosening } from "./types";

/** An answer of the service that says what is wrong (RFC 9457), or the lack of any answer. */
export class Problem extends Error {
  override name = "Problem";
  /** HTTP status; 0 where nothing answered. */
  readonly status: number;
  /** What ends the `type` of the answer, such as "nothing-passes"; empty for plain ones. */
  readonly kind: string;
  readonly errors: { field: string; reason: string }[];
  /** Seconds after which to try again, where the service says so. */
  readonly retryAfter: number | null;
  /** Where filters leave nothing: changes that bring something, the best first. */
  readonly loosen: Loosening[];
  /** What people call the service where they listen that failed, where one did. */
  readonly service: string;

  constructor(
    status: number,
    detail: string,
    kind = "",
    errors: { field: string; reason: string }[] = [],
    retryAfter: number | null = null,
    loosen: Loosening[] = [],
    service = "",
  ) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.loosen = loosen;
    this.service = service;
  }

  static offline(): Problem {
    return new Problem(0, "");
  }

  static async from(response: Response): Promise<Problem> {
    const body = await response.json().catch(() => null);
    const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
    const type = typeof body?.type === "string" ? body.type : "";
    return new Problem(
      response.status,
      typeof body?.detail === "string" ? body.detail : "",
      type.startsWith("urn:affetto:problem:") ? type.slice("urn:affetto:problem:".length) : "",
      Array.isArray(body?.errors) ? body.errors : [],
      Number.isFinite(seconds) ? seconds : null,
      Array.isArray(body?.loosen) ? body.loosen : [],
      typeof body?.service === "string" ? body.service : "",
    );
  }
}

// Statuses whose sentence the page knows in the reader's language; of the others the service's own
// sentence says more.
const KNOWN = new Set([0, 401, 403, 404, 413, 429, 500, 502, 503, 504]);

// Failures of services where people listen that the page can tell in the reader's language; of the
// others their own sentence says more.
const SERVICE_KINDS = new Set([
  "service-unreachable",
  "service-down",
  "service-answer",
  "service-sign-in",
]);

/** What an error says to people, in the language of the page where it is a common one. */
export function problemSentence(error: unknown): string {
  const t = i18next.getFixedT(null, "common");
  if (!(error instanceof Problem)) return t("problem.unknown");
  if (error.service && SERVICE_KINDS.has(error.kind)) {
    return t(`problem.${error.kind as "service-down"}`, { service: error.service });
  }
  if (error.kind.startsWith("service") && error.message) return error.message;
  if (error.status === 429) {
    return t("problem.429", { count: Math.max(1, Math.ceil(error.retryAfter ?? 1)) });
  }
  if (error.status === 413 && error.message) return error.message;
  if (KNOWN.has(error.status)) return t(`problem.${error.status as 404}`);
  return error.message || t("problem.unknown");
}
