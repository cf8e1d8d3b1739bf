import { ArrowDown, ArrowUp, Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { Button, IconButton } from "@/components/button";
import { Chips, Segmented } from "@/components/choice";
import { Slider } from "@/components/slider";
import { classes } from "@/lib/classes";
import { formatCoordinate } from "@/lib/format";
import styles from "./filter-bar.module.css";
import { FilterMenu } from "./filter-menu";
import {
  type Area,
  type Filters,
  isFiltered,
  LICENCES,
  NO_FILTERS,
  SORTS,
  type Sort,
} from "./filters";

interface FilterBarProps {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
}

// Between two keys of somebody who types on: less than this is not worth a request.
const TYPING_MS = 220;

/** Search, filters and order. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useTranslation(["library", "common"]);
  const { data: options } = useOptions();
  return (
    <search className={styles.bar}>
      <SearchField text={filters.text} onChange={(text) => onChange({ text })} />
      <div className={styles.pills}>
        <FilterMenu
          label={withCount(t("filter.genre"), filters.genres)}
          active={filters.genres.length > 0}
        >
          <Chips
            legend={t("filter.genre")}
            hideLegend
            options={(options?.genres ?? []).map(({ name }) => ({ value: name, label: name }))}
            values={filters.genres}
            onChange={(genres) => onChange({ genres })}
          />
        </FilterMenu>
        <FilterMenu
          label={withCount(t("filter.decade"), filters.decades)}
          active={filters.decades.length > 0}
        >
          <Chips
            legend={t("filter.decade")}
            hideLegend
            options={(options?.decades ?? []).map(({ decade }) => ({
              value: String(decade),
              label: t("decade", { decade }),
            }))}
            values={filters.decades.map(String)}
            onChange={(decades) => onChange({ decades: decades.map(Number) })}
          />
        </FilterMenu>
        <FilterMenu
          label={filters.licence === "any" ? t("filter.licence") : t(`licence.${filters.licence}`)}
          active={filters.licence !== "any"}
        >
          <Segmented
            legend={t("filter.licenceLegend")}
            options={LICENCES.map((value) => ({ value, label: t(`licence.${value}`) }))}
            value={filters.licence}
            onChange={(licence) => onChange({ licence })}
          />
          <p className={styles.hint}>{t(`licenceHint.${filters.licence}`)}</p>
        </FilterMenu>
        <FilterMenu label={t("filter.mood")} active={filters.area !== null}>
          <AreaFields area={filters.area} onChange={(area) => onChange({ area })} />
        </FilterMenu>
        <label className={classes(styles.pill, styles.toggle, filters.liked && styles.active)}>
          <input
            type="checkbox"
            className="input-above"
            checked={filters.liked}
            onChange={(event) => onChange({ liked: event.target.checked })}
          />
          {t("filter.liked")}
        </label>
        {isFiltered(filters) && (
          <Button
            variant="quiet"
            className={styles.clear}
            onClick={() =>
              onChange({ ...NO_FILTERS, sort: filters.sort, descending: filters.descending })
            }
          >
            {t("filter.clear")}
          </Button>
        )}
        <span className={styles.order}>
          <label className={styles.sort}>
            <span className="visually-hidden">{t("sort.label")}</span>
            <select
              value={filters.sort}
              onChange={(event) => onChange({ sort: event.target.value as Sort })}
            >
              {SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {t(`sort.${sort}`)}
                </option>
              ))}
            </select>
          </label>
          <IconButton
            size="small"
            label={t(filters.descending ? "sort.descending" : "sort.ascending")}
            onClick={() => onChange({ descending: !filters.descending })}
          >
            {filters.descending ? <ArrowDown /> : <ArrowUp />}
          </IconButton>
        </span>
      </div>
    </search>
  );
}

const withCount = (label: string, chosen: readonly unknown[]) =>
  chosen.length ? `${label} · ${chosen.length}` : label;

function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation("library");
  const [typed, setTyped] = useState(text);
  const [known, setKnown] = useState(text);
  // Cleared, or gone back, from elsewhere.
  if (text !== known) {
    setKnown(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => {
      setKnown(typed);
      onChange(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, text, onChange]);
  return (
    <div className={styles.search}>
      <Search strokeWidth={1.75} aria-hidden="true" />
      <input
        type="search"
        value={typed}
        maxLength={200}
        placeholder={t("search")}
        aria-label={t("search")}
        onChange={(event) => setTyped(event.target.value)}
      />
      {typed && (
        <IconButton
          size="small"
          label={t("searchClear")}
          onClick={() => {
            setTyped("");
            setKnown("");
            onChange("");
          }}
        >
          <X />
        </IconButton>
      )}
    </div>
  );
}

const QUARTERS = {
  excitedPleasant: { minValence: 0, maxValence: 1, minArousal: 0, maxArousal: 1 },
  calmPleasant: { minValence: 0, maxValence: 1, minArousal: -1, maxArousal: 0 },
  excitedUnpleasant: { minValence: -1, maxValence: 0, minArousal: 0, maxArousal: 1 },
  calmUnpleasant: { minValence: -1, maxValence: 0, minArousal: -1, maxArousal: 0 },
} satisfies Record<string, Area>;
type Quarter = keyof typeof QUARTERS;
const EVERYWHERE: Area = { minValence: -1, maxValence: 1, minArousal: -1, maxArousal: 1 };

/** An area of the plane without a pointer: quarters by name, edges by number. */
function AreaFields({
  area,
  onChange,
}: {
  area: Area | null;
  onChange: (area: Area | null) => void;
}) {
  const { t, i18n } = useTranslation("library");
  const shown = area ?? EVERYWHERE;
  const quarter = (Object.keys(QUARTERS) as Quarter[]).find((name) =>
    Object.entries(QUARTERS[name]).every(([edge, value]) => shown[edge as keyof Area] === value),
  );
  // An edge that is drawn past the other takes it along: no area is ever inside out.
  const move = (edge: keyof Area, value: number) => {
    const next = { ...shown, [edge]: value };
    if (edge === "minValence") next.maxValence = Math.max(next.maxValence, value);
    if (edge === "maxValence") next.minValence = Math.min(next.minValence, value);
    if (edge === "minArousal") next.maxArousal = Math.max(next.maxArousal, value);
    if (edge === "maxArousal") next.minArousal = Math.min(next.minArousal, value);
    onChange(next);
  };
  return (
    <div className={styles.area}>
      <Chips
        legend={t("area.quarters")}
        options={(Object.keys(QUARTERS) as Quarter[]).map((value) => ({
          value,
          label: t(`area.${value}`),
        }))}
        values={quarter ? [quarter] : []}
        onChange={(values) => {
          const chosen = values.find((value) => value !== quarter);
          onChange(chosen ? QUARTERS[chosen] : null);
        }}
      />
      {(["minValence", "maxValence", "minArousal", "maxArousal"] as const).map((edge) => (
        <Slider
          key={edge}
          showLabel
          label={t(`area.${edge}`)}
          valueText={formatCoordinate(shown[edge], i18n.language)}
          min={-1}
          max={1}
          step={0.05}
          value={shown[edge]}
          onChange={(value) => move(edge, value)}
        />
      ))}
      <p className={styles.hint}>{t("area.hint")}</p>
    </div>
  );
}
