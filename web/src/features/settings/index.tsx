import { useTranslation } from "react-i18next";
import { Route, Switch } from "wouter";
import { useOptions, useSession } from "@/api/session";
import { Button } from "@/components/button";
import { Segmented } from "@/components/choice";
import { chooseLanguage } from "@/i18n/i18n";
import { LANGUAGES, type Language } from "@/i18n/language";
import { type Consent, useConsent, withdrawConsent } from "@/lib/consent";
import { chooseTheme, useThemeChoice } from "@/lib/theme";
import type { ThemeChoice } from "@/lib/theme-choice";
import { AccountSection } from "./account-section";
import { DataSection } from "./data-section";
import { Section } from "./section";
import { ServicesPage } from "./services";
import { ServicesSection } from "./services/services-section";
import styles from "./settings.module.css";
import { StudiesSection } from "./studies-section";
import { TasteSection } from "./taste-section";

const THEMES = ["system", "light", "dark"] as const satisfies readonly ThemeChoice[];

/** The settings, and the services with a page of their own. */
export default function SettingsPage() {
  return (
    <Switch>
      <Route path="/settings/services" component={ServicesPage} />
      <Route component={Overview} />
    </Switch>
  );
}

/** What can be chosen, what is kept, and how to be rid of it. */
function Overview() {
  const { t } = useTranslation(["settings", "common"]);
  const { data: session } = useSession();
  const { data: options } = useOptions();
  return (
    <div className={styles.page}>
      <h1>{t("title")}</h1>
      <Look />
      {session?.accounts && session.user && <AccountSection user={session.user} />}
      <ServicesSection />
      <TasteSection />
      <Privacy />
      {session?.user?.is_administrator && <StudiesSection />}
      <DataSection accounts={session?.accounts ?? false} />
      <p className={styles.quiet}>
        {options ? t("about", { version: options.version }) : t("common:loading")}
      </p>
    </div>
  );
}

function Look() {
  const { t, i18n } = useTranslation(["settings", "common"]);
  const theme = useThemeChoice();
  return (
    <Section title={t("look.title")}>
      <div className={styles.choices}>
        <Segmented
          legend={t("common:language.label")}
          options={LANGUAGES.map((value) => ({ value, label: t(`common:language.${value}`) }))}
          value={i18n.language as Language}
          onChange={(language) => void chooseLanguage(language)}
        />
        <Segmented
          legend={t("common:theme.label")}
          options={THEMES.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
          value={theme}
          onChange={chooseTheme}
        />
      </div>
    </Section>
  );
}

const KEPT = ["pictures", "faces", "history", "taste", "browser"] as const;

function Privacy() {
  const { t } = useTranslation("settings");
  return (
    <Section title={t("privacy.title")} text={t("privacy.text")}>
      <dl className={styles.kept}>
        {KEPT.map((what) => (
          <div key={what}>
            <dt>{t(`privacy.${what}`)}</dt>
            <dd>{t(`privacy.${what}Text`)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.law}>
        <h3>{t("privacy.inferred")}</h3>
        <p>{t("privacy.inferredText")}</p>
        <p>{t("privacy.banned")}</p>
      </div>
      <ul className={styles.consents}>
        <ConsentRow consent="camera" />
        <ConsentRow consent="live-server" />
      </ul>
    </Section>
  );
}

/** Consent is given where it is needed, after its notice is read; here it can only be withdrawn. */
function ConsentRow({ consent }: { consent: Consent }) {
  const { t } = useTranslation("settings");
  const given = useConsent(consent);
  return (
    <li>
      <div>
        <p>{t(`consent.${consent}.label`)}</p>
        <p className={styles.quiet}>{t(`consent.${consent}.${given ? "given" : "missing"}`)}</p>
      </div>
      {given && <Button onClick={() => withdrawConsent(consent)}>{t("consent.withdraw")}</Button>}
    </li>
  );
}
