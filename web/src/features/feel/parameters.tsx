import { ChevronDown, ListFilter } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { Button } from "@/components/button";
import { Chips, Segmented, Switch } from "@/components/choice";
import { SelectField } from "@/components/field";
import { Slider } from "@/components/slider";
import { classes } from "@/lib/classes";
import { EMOTION_POINTS } from "@/lib/emotions";
import { formatLanguage } from "@/lib/format";
import { LengthFilter } from "./length-filter";
import styles from "./parameters.module.css";
import { useProviderNames } from "./providers";
import {
  changeParameters,
  clearFilters,
  countFilters,
  countRareFilters,
  INTENTS,
  LICENCES,
  MOST_GENRES,
  PERSONALIZATIONS,
  POPULARITIES,
  type Parameters as Wanted,
} from "./wish";

// More genres than fit on a screen are found by typing in Library.
const SHOWN_GENRES = 24;
const SHOWN_LANGUAGES = 16;
const MOST_TRACKS = 50;

/** What the music is to do and to be. */
export function Parameters({ parameters }: { parameters: Wanted }) {
  const { t } = useTranslation(["feel", "common"]);
  const [open, setOpen] = useState(false);
  const filters = countFilters(parameters);
  return (
    <div className={styles.parameters}>
      <div className={styles.first}>
        <div className={styles.intent}>
          <Segmented
            legend={t("parameters.intent")}
            hideLegend
            value={parameters.intent}
            options={INTENTS.map((intent) => ({ value: intent, label: t(`intent.${intent}`) }))}
            onChange={(intent) => changeParameters({ intent })}
          />
        </div>
        <Button
          className={classes(styles.toggle, filters > 0 && styles.set)}
          aria-expanded={open}
          aria-controls="match-filters"
          icon={<ListFilter aria-hidden="true" />}
          onClick={() => setOpen(!open)}
        >
          {filters > 0 ? t("parameters.filtersSet", { count: filters }) : t("parameters.filters")}
        </Button>
      </div>
      {parameters.intent === "journey" && <Destination to={parameters.to} />}
      {open && <Filters parameters={parameters} />}
    </div>
  );
}

function Destination({ to }: { to: string | null }) {
  const { t } = useTranslation(["feel", "common"]);
  return (
    <SelectField
      className={styles.destination}
      label={t("parameters.to")}
      value={to ?? ""}
      onChange={(event) => changeParameters({ to: event.target.value || null })}
    >
      <option value="">{t("parameters.toBest")}</option>
      {Object.keys(EMOTION_POINTS).map((word) => (
        <option key={word} value={word}>
          {t(`common:emotion.${word as "happy"}`)}
        </option>
      ))}
    </SelectField>
  );
}

function Filters({ parameters }: { parameters: Wanted }) {
  const { t } = useTranslation(["feel", "common"]);
  const { data: options } = useOptions();
  const known = (options?.genres ?? []).slice(0, SHOWN_GENRES).map(({ name }) => name);
  const genres = withChosen(known, parameters.genres);
  const decades = options?.decades ?? [];
  return (
    <div id="match-filters" className={styles.filters}>
      {genres.length > 0 && (
        <div className={styles.wide}>
          <Chips
            legend={t("parameters.genres", { most: MOST_GENRES })}
            options={genres.map((genre) => ({ value: genre, label: genre }))}
            values={parameters.genres}
            most={MOST_GENRES}
            onChange={(chosen) => changeParameters({ genres: chosen })}
          />
        </div>
      )}
      {decades.length > 0 && (
        <div className={styles.wide}>
          <Chips
            legend={t("parameters.decades")}
            options={decades.map(({ decade }) => ({
              value: String(decade),
              label: t("parameters.decade", { decade }),
            }))}
            values={parameters.decades.map(String)}
            onChange={(chosen) => changeParameters({ decades: chosen.map(Number) })}
          />
        </div>
      )}
      <LengthFilter parameters={parameters} />
      <Segmented
        legend={t("parameters.popularity")}
        value={parameters.popularity ?? "any"}
        options={(["any", ...POPULARITIES] as const).map((value) => ({
          value,
          label: t(`popularity.${value}`),
        }))}
        onChange={(value) => changeParameters({ popularity: value === "any" ? null : value })}
      />
      <Segmented
        legend={t("parameters.licence")}
        value={parameters.licence}
        options={LICENCES.map((value) => ({ value, label: t(`licence.${value}`) }))}
        onChange={(licence) => changeParameters({ licence })}
      />
      <Segmented
        legend={t("parameters.personalization")}
        value={parameters.personalization}
        options={PERSONALIZATIONS.map((value) => ({ value, label: t(`personalization.${value}`) }))}
        onChange={(personalization) => changeParameters({ personalization })}
      />
      <Slider
        label={t("parameters.number")}
        showLabel
        min={1}
        max={Math.min(MOST_TRACKS, options?.limits.tracks ?? MOST_TRACKS)}
        value={parameters.n}
        onChange={(n) => changeParameters({ n })}
      />
      <RareFilters parameters={parameters} />
      <div className={styles.clear}>
        <Button variant="quiet" disabled={countFilters(parameters) === 0} onClick={clearFilters}>
          {t("parameters.clear")}
        </Button>
      </div>
    </div>
  );
}

/** What few people need, out of the way until it is asked for or set. */
function RareFilters({ parameters }: { parameters: Wanted }) {
  const { t, i18n } = useTranslation("feel");
  const { data: options } = useOptions();
  const nameProvider = useProviderNames();
  const set = countRareFilters(parameters);
  const [open, setOpen] = useState(set > 0);
  const languages = (options?.languages ?? []).slice(0, SHOWN_LANGUAGES).map(({ code }) => code);
  const providers = options?.providers.map(({ name }) => name) ?? [];
  return (
    <details
      className={styles.more}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {set > 0 ? t("parameters.moreSet", { number: set }) : t("parameters.more")}
        <ChevronDown aria-hidden="true" />
      </summary>
      <div className={styles.rare}>
        {languages.length > 0 && (
          <div className={styles.wide}>
            <Chips
              legend={t("parameters.languages")}
              options={withChosen(languages, parameters.languages).map((code) => ({
                value: code,
                label: formatLanguage(code, i18n.language),
              }))}
              values={parameters.languages}
              onChange={(chosen) => changeParameters({ languages: chosen })}
            />
          </div>
        )}
        {(providers.length > 1 || parameters.providers.length > 0) && (
          <div className={styles.wide}>
            <Chips
              legend={t("parameters.providers")}
              options={withChosen(providers, parameters.providers).map((name) => ({
                value: name,
                label: nameProvider(name),
              }))}
              values={parameters.providers}
              onChange={(chosen) => changeParameters({ providers: chosen })}
            />
          </div>
        )}
        <Switch
          label={t("parameters.instrumental")}
          checked={parameters.instrumental}
          onChange={(instrumental) => changeParameters({ instrumental })}
        />
        <Switch
          label={t("parameters.clean")}
          checked={parameters.clean}
          onChange={(clean) => changeParameters({ clean })}
        />
        {(options?.strategies.length ?? 0) > 1 && (
          <SelectField
            label={t("parameters.strategy")}
            value={parameters.strategy}
            onChange={(event) => changeParameters({ strategy: event.target.value })}
          >
            {options?.strategies.map(({ name }) => (
              <option key={name} value={name}>
                {t(`strategy.${name as "affect"}`, name)}
              </option>
            ))}
          </SelectField>
        )}
      </div>
    </details>
  );
}

/** What the library has, and what is chosen although it has it no longer. */
const withChosen = (known: readonly string[], chosen: readonly string[]) => [
  ...new Set([...known, ...chosen]),
];
