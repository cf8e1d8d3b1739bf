import { useQuery } from "@tanstack/react-query";
import { Plus, Search } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "wouter";
import { useSession } from "@/api/session";
import { Button } from "@/components/button";
import { Segmented } from "@/components/choice";
import { Skeleton } from "@/components/spinner";
import { EmptyState, ErrorState } from "@/components/states";
import { classes } from "@/lib/classes";
import { AddMusic } from "./add-music";
import { FilterBar } from "./filter-bar";
import { type Filters, isFiltered, NO_FILTERS, readFilters, writeFilters } from "./filters";
import { JobsPanel } from "./jobs-panel";
import styles from "./library.module.css";
import { MapPanel } from "./map-panel";
import { TrackSheet } from "./track-sheet";
import { TrackTable } from "./track-table";
import { statsQuery } from "./tracks";
import { useSettledFilters } from "./use-library";

// Loaded when it is first asked for.
const OpenMusic = lazy(() => import("./open-music"));

/** All music that matching chooses from. What is shown stands in the address. */
export default function LibraryPage() {
  const { t } = useTranslation(["library", "common"]);
  const [params, setParams] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const [finding, setFinding] = useState<"never" | "now" | "before">("never");
  const [started, setStarted] = useState<readonly number[]>([]);
  const stats = useQuery(statsQuery);
  const address = params.toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(address)), [address]);
  const track = Number(params.get("track")) || null;
  const view = params.get("view") === "map" ? "map" : "list";

  const filterBy = (change: Partial<Filters>) =>
    setParams((now) => writeFilters({ ...readFilters(now), ...change }, now), { replace: true });
  const setParam = (name: string, value: string | null, replace: boolean) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === null) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace },
    );
  const open = (id: number) => setParam("track", String(id), false);

  const mayChange = useSession().data?.user?.is_administrator ?? false;
  const isEmpty = stats.data?.tracks === 0;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{t("title")}</h1>
          <p className={styles.figures}>
            {stats.data ? (
              <Figures tracks={stats.data.tracks} seconds={stats.data.duration_s} />
            ) : (
              " "
            )}
          </p>
        </div>
        {!isEmpty && mayChange && (
          <div className={styles.ways}>
            <Button icon={<Search />} onClick={() => setFinding("now")}>
              {t("openMusic.title")}
            </Button>
            <Button icon={<Plus />} onClick={() => setAdding(true)}>
              {t("add.title")}
            </Button>
          </div>
        )}
      </header>
      <JobsPanel started={started} />
      {stats.error ? (
        <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
      ) : isEmpty ? (
        <EmptyState
          title={t("empty.title")}
          action={
            mayChange && (
              <div className={styles.ways}>
                <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
                  {t("add.title")}
                </Button>
                <Button icon={<Search />} onClick={() => setFinding("now")}>
                  {t("openMusic.title")}
                </Button>
              </div>
            )
          }
        >
          <p>{t(mayChange ? "empty.text" : "empty.ask")}</p>
        </EmptyState>
      ) : (
        <>
          <div className={styles.views}>
            <Segmented
              legend={t("view.label")}
              hideLegend
              options={[
                { value: "list", label: t("view.list") },
                { value: "map", label: t("view.map") },
              ]}
              value={view}
              onChange={(value) => setParam("view", value === "map" ? "map" : null, true)}
            />
          </div>
          <FilterBar filters={filters} onChange={filterBy} />
          <div className={classes(styles.stage, view === "map" && styles.mapFirst)}>
            <div className={styles.list}>
              <Found filters={filters} onFilter={filterBy} onOpen={open} />
            </div>
            <aside className={styles.map} aria-label={t("map.label")}>
              <MapPanel
                filters={filters}
                onArea={(area) => filterBy({ area })}
                onOpen={open}
                expanded={view === "map"}
                onExpand={() => setParam("view", view === "map" ? null : "map", true)}
              />
            </aside>
          </div>
        </>
      )}
      <AddMusic
        open={adding}
        onClose={() => setAdding(false)}
        onStarted={(job) => setStarted((before) => [...before, job])}
      />
      {finding !== "never" && (
        <Suspense fallback={null}>
          <OpenMusic open={finding === "now"} onClose={() => setFinding("before")} />
        </Suspense>
      )}
      <TrackSheet
        key={track}
        id={track}
        mayChange={mayChange}
        onClose={() => setParam("track", null, true)}
      />
    </div>
  );
}

function Figures({ tracks, seconds }: { tracks: number; seconds: number }) {
  const { t } = useTranslation("library");
  const hours = Math.round(seconds / 3600);
  const length =
    hours >= 2 ? t("hours", { count: hours }) : t("minutes", { count: Math.round(seconds / 60) });
  return (
    <>
      {t("count", { count: tracks })} · {length}
    </>
  );
}

function Found({
  filters,
  onFilter,
  onOpen,
}: {
  filters: Filters;
  onFilter: (change: Partial<Filters>) => void;
  onOpen: (track: number) => void;
}) {
  const { t } = useTranslation("library");
  const { settled, total, isBehind, error, retry } = useSettledFilters(filters);
  if (error) return <ErrorState error={error} onRetry={retry} />;
  if (!settled || total === undefined) {
    return (
      <div className={styles.loading} aria-busy="true">
        {Array.from({ length: 8 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
          <Skeleton key={row} height="44px" />
        ))}
      </div>
    );
  }
  const isNarrowed = isFiltered(settled);
  return (
    <>
      <p className={isNarrowed ? styles.found : "visually-hidden"} role="status">
        {t("found", { count: total })}
      </p>
      {total === 0 && isNarrowed ? (
        <EmptyState
          title={t("nothing.title")}
          action={
            <Button onClick={() => onFilter({ ...NO_FILTERS, sort: filters.sort })}>
              {t("filter.clear")}
            </Button>
          }
        >
          <p>{t("nothing.text")}</p>
        </EmptyState>
      ) : (
        <TrackTable
          filters={settled}
          total={total}
          isBehind={isBehind}
          onSort={(sort, descending) => onFilter({ sort, descending })}
          onOpen={onOpen}
        />
      )}
    </>
  );
}
