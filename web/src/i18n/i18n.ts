import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import { keepLanguage, LANGUAGES, type Language, preferredLanguage } from "./language";

const catalogues = import.meta.glob<{ default: object }>(["./en/*.json", "./pl/*.json"]);

export async function chooseLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await i18next.changeLanguage(language);
}

/** Loads the catalogues that every page needs; a feature's own comes with the feature. */
export async function startLanguage(): Promise<void> {
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
  });
  await i18next
    .use<BackendModule>({
      type: "backend",
      init() {},
      read(language, namespace, done) {
        const load = catalogues[`./${language}/${namespace}.json`];
        if (!load) return done(new Error(`no catalogue ${language}/${namespace}`), null);
        load().then(
          (module) => done(null, module.default),
          (error) => done(error, null),
        );
      },
    })
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      supportedLngs: LANGUAGES,
      fallbackLng: false,
      showSupportNotice: false,
      ns: ["common", "player"],
      defaultNS: "common",
      interpolation: { escapeValue: false },
    });
}
