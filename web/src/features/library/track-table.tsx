import { ArrowDown, ArrowUp, Ellipsis, Pause, Play } from "lucide-react";
import { type KeyboardEvent, memo, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/button";
import { Cover } from "@/components/cover";
import { Skeleton } from "@/components/spinner";
import { classes } from "@/lib/classes";
import { formatDuration } from "@/lib/format";
import { playFrom, togglePlaying, useCurrentTrack, usePlayer } from "@/player/player";
import { spokenTrack } from "@/player/spoken-track";
import type { Filters, Sort } from "./filters";
import { MoodGlyph } from "./mood-glyph";
import styles from "./track-table.module.css";
import { type Track, toPlayerTrack } from "./tracks";
import { useRows } from "./use-library";
import { useStable } from "./use-stable";
import { useWindowRows } from "./use-window-rows";

/** As the stylesheet has it. */
const ROW_PX = 60;
const COLUMNS = [
  { name: "title", sort: "title" },
  { name: "artist", sort: "artist" },
  { name: "mood", sort: null },
  { name: "tempo", sort: "tempo" },
  { name: "length", sort: null },
  { name: "more", sort: null },
] as const satisfies readonly { name: string; sort: Sort | null }[];

interface TrackTableProps {
  filters: Filters;
  total: number;
  /** Shows what was found before, while what is asked for now is on its way. */
  isBehind: boolean;
  onSort: (sort: Sort, descending: boolean) => void;
  onOpen: (track: number) => void;
}

/** All tracks that were found, however many: only the rows in sight are drawn and asked for. */
export function TrackTable({ filters, total, isBehind, onSort, onOpen }: TrackTableProps) {
  const { t } = useTranslation("library");
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const range = useWindowRows(body, ROW_PX, total);
  const rows = useRows(filters, total, range);
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const current = useCurrentTrack();
  const playing = usePlayer((state) => state.playing);
  const reachable = Math.min(Math.max(active, range.from), Math.max(range.from, range.to - 1));

  const play = useStable((row: number, track: Track) => {
    if (current?.id === track.id) return togglePlaying();
    const queue: Track[] = [];
    for (let place = row; place < range.to; place++) {
      const next = rows.track(place);
      if (next?.playable) queue.push(next);
    }
    playFrom(queue.map(toPlayerTrack));
  });
  const open = useStable(onOpen);

  // The row that the keyboard goes to may not be drawn before the page has scrolled to it.
  useEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    row.querySelector<HTMLElement>("[data-open]")?.focus({ preventScroll: true });
    wanted.current = null;
  });

  const goTo = (row: number) => {
    const target = Math.min(total - 1, Math.max(0, row));
    wanted.current = target;
    setActive(target);
    // The row that has the focus may go before the wanted one comes; keys must not be lost then.
    table.current?.focus({ preventScroll: true });
    scrollToRow(body.current, target);
  };

  const onKey = (event: KeyboardEvent<HTMLTableElement>) => {
    const screenful = Math.max(1, Math.floor(window.innerHeight / ROW_PX) - 3);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + screenful,
      PageUp: active - screenful,
      Home: 0,
      End: total - 1,
    };
    const to = moves[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  };

  return (
    <div className={classes(styles.frame, isBehind && styles.behind)} aria-busy={isBehind}>
      <table
        ref={table}
        tabIndex={-1}
        className={styles.table}
        aria-rowcount={total + 1}
        aria-label={t("tracks")}
        onKeyDown={onKey}
      >
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(({ name, sort }) => (
              <th
                key={name}
                scope="col"
                className={styles[name]}
                aria-sort={
                  sort && sort === filters.sort
                    ? filters.descending
                      ? "descending"
                      : "ascending"
                    : undefined
                }
              >
                {sort ? (
                  <button
                    type="button"
                    onClick={() => onSort(sort, sort === filters.sort && !filters.descending)}
                  >
                    {t(`column.${name}`)}
                    {sort === filters.sort &&
                      (filters.descending ? (
                        <ArrowDown aria-hidden="true" />
                      ) : (
                        <ArrowUp aria-hidden="true" />
                      ))}
                  </button>
                ) : (
                  <span className={name === "more" ? "visually-hidden" : undefined}>
                    {t(`column.${name}`)}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          <Space rows={range.from} />
          {Array.from({ length: range.to - range.from }, (_, offset) => {
            const row = range.from + offset;
            const track = rows.track(row);
            if (!track) return <LoadingRow key={row} row={row} />;
            const isCurrent = current?.id === track.id;
            return (
              <TrackLine
                key={row}
                row={row}
                track={track}
                current={isCurrent}
                playing={isCurrent && playing}
                reachable={row === reachable}
                onReach={setActive}
                onPlay={play}
                onOpen={open}
              />
            );
          })}
          <Space rows={total - range.to} />
        </tbody>
      </table>
    </div>
  );
}

function scrollToRow(body: HTMLElement | null, row: number): void {
  if (!body) return;
  const top = body.getBoundingClientRect().top + row * ROW_PX;
  const bottom = window.innerHeight - 3 * ROW_PX;
  if (top < ROW_PX) window.scrollBy(0, top - ROW_PX);
  else if (top > bottom) window.scrollBy(0, top - bottom);
}

/** Rows out of sight, as the room that they would take. */
function Space({ rows }: { rows: number }) {
  return rows > 0 ? (
    <tr aria-hidden="true">
      <td className={styles.space} colSpan={COLUMNS.length} style={{ height: rows * ROW_PX }} />
    </tr>
  ) : null;
}

function LoadingRow({ row }: { row: number }) {
  return (
    <tr aria-rowindex={row + 2} className={styles.row}>
      <td className={styles.title}>
        <span className={styles.face}>
          <Skeleton width="44px" height="44px" />
          <Skeleton width={`${40 + ((row * 37) % 40)}%`} height="0.9em" />
        </span>
      </td>
      <td colSpan={COLUMNS.length - 1} />
    </tr>
  );
}

interface TrackLineProps {
  row: number;
  track: Track;
  current: boolean;
  playing: boolean;
  /** Its buttons are what Tab comes to; the arrow keys bring it to another row. */
  reachable: boolean;
  onReach: (row: number) => void;
  onPlay: (row: number, track: Track) => void;
  onOpen: (track: number) => void;
}

const TrackLine = memo(function TrackLine({
  row,
  track,
  current,
  playing,
  reachable,
  onReach,
  onPlay,
  onOpen,
}: TrackLineProps) {
  const { t } = useTranslation(["library", "player"]);
  const tab = reachable ? 0 : -1;
  const cover = (
    <Cover
      id={track.id}
      valence={track.valence}
      arousal={track.arousal}
      hasCover={track.has_cover}
      className={styles.cover}
    />
  );
  return (
    <tr
      aria-rowindex={row + 2}
      data-row={row}
      className={classes(styles.row, current && styles.current)}
      onFocus={() => onReach(row)}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("button")) return;
        onOpen(track.id);
      }}
    >
      <td className={styles.title}>
        <span className={styles.face}>
          {track.playable ? (
            <button
              type="button"
              tabIndex={tab}
              className={styles.play}
              aria-label={t(playing ? "player:pauseTrack" : "player:playTrack", spokenTrack(track))}
              onClick={() => onPlay(row, track)}
            >
              {cover}
              <span className={styles.symbol}>{playing ? <Pause /> : <Play />}</span>
            </button>
          ) : (
            cover
          )}
          <span className={styles.names}>
            <button
              type="button"
              tabIndex={tab}
              data-open
              className={styles.name}
              onClick={() => onOpen(track.id)}
            >
              {track.title}
            </button>
            <span className={styles.by}>{track.artist}</span>
          </span>
        </span>
      </td>
      <td className={styles.artist}>
        <span>{track.artist}</span>
        <span className={styles.album}>{track.album}</span>
      </td>
      <td className={styles.mood}>
        <MoodGlyph valence={track.valence} arousal={track.arousal} />
      </td>
      <td className={styles.tempo}>
        {track.tempo_bpm == null ? "–" : Math.round(track.tempo_bpm)}
      </td>
      <td className={styles.length}>{formatDuration(track.duration_s)}</td>
      <td className={styles.more}>
        <IconButton
          size="small"
          tabIndex={tab}
          label={t("open", { title: track.title })}
          onClick={() => onOpen(track.id)}
        >
          <Ellipsis />
        </IconButton>
      </td>
    </tr>
  );
});
