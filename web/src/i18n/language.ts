export const LANGUAGES = ["en", "pl"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "affetto.language";

/** The language chosen before, else the first of the browser's that the page speaks. */
export function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(KEY) ?? "", ...navigator.languages];
  const found = wanted
    .map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag): tag is Language => LANGUAGES.includes(tag as Language));
  return found ?? "en";
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
