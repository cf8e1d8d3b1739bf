/** 3:07 */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
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

/** The reader's own kind of a language, where the browser tells: en-GB rather than en. */
function regionalTag(language: string): string {
  return navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
}
