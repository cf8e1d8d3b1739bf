import i18next from "i18next";

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

  constructor(
    status: number,
    detail: string,
    kind = "",
    errors: { field: string; reason: string }[] = [],
    retryAfter: number | null = null,
  ) {
    super(detail);
    this.status = status;
    this.kind = kind;
    this.errors = errors;
    this.retryAfter = retryAfter;
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
    );
  }
}

// Statuses whose sentence the page knows in the reader's language; of the others the service's own
// sentence says more.
const KNOWN = new Set([0, 401, 403, 404, 413, 429, 500, 502, 503, 504]);

/** What an error says to people, in the language of the page where it is a common one. */
export function problemSentence(error: unknown): string {
  const t = i18next.getFixedT(null, "common");
  if (!(error instanceof Problem)) return t("problem.unknown");
  if (error.status === 429) {
    return t("problem.429", { count: Math.max(1, Math.ceil(error.retryAfter ?? 1)) });
  }
  if (error.status === 413 && error.message) return error.message;
  if (KNOWN.has(error.status)) return t(`problem.${error.status as 404}`);
  return error.message || t("problem.unknown");
}
