import type english from "@/i18n/en/spotify-window.json";
import { preferredLanguage } from "@/i18n/language";

export type Texts = typeof english;

const catalogues = import.meta.glob<{ default: Texts }>("../i18n/*/spotify-window.json");

/** The window's texts, in the language of the page. */
export async function loadTexts(): Promise<Texts> {
  const language = preferredLanguage();
  document.documentElement.lang = language;
  const load = catalogues[`../i18n/${language}/spotify-window.json`];
  if (!load) throw new Error(`no catalogue ${language}/spotify-window`);
  return (await load()).default;
}
