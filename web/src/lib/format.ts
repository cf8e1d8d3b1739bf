/** 3:07 */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}

/** 6 min, 2.5 min */
export function formatMinutes(seconds: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: "minute",
    maximumFractionDigits: 1,
  }).format(seconds / 60);
}

/** this, that and the other */
export function formatList(words: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(words);
}

/** 83% */
export function formatShare(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(
    share,
  );
}

/** +0.62: a coordinate of the plane */
export function formatCoordinate(value: number, language: string): string {
  return new Intl.NumberFormat(language, {
    signDisplay: "exceptZero",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(value);
}

/** 21 Nov, 22:45; with the year where it is not this one. */
export function formatMoment(iso: string, language: string): string {
  const moment = new Date(iso);
  const thisYear = moment.getFullYear() === new Date().getFullYear();
  return new Intl.DateTimeFormat(regionalTag(language), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    ...(thisYear ? {} : { year: "numeric" }),
  }).format(moment);
}

/** What a language is called, by its code; what is no code is its own name. */
export function formatLanguage(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The reader's own kind of a language, where the browser tells: en-GB rather than en. */
function regionalTag(language: string): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}
