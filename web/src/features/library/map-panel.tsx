import { useQuery } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/button";
import { Skeleton } from "@/components/spinner";
import { ErrorState } from "@/components/states";
import { TrackRow } from "@/components/track-row";
import { playFrom, togglePlaying, useCurrentTrack, usePlayer } from "@/player/player";
import { spokenTrack } from "@/player/spoken-track";
import type { Area, Filters } from "./filters";
import styles from "./map-panel.module.css";
import { MoodMap } from "./mood-map";
import { mapQuery, toPlayerTrack, trackQuery } from "./tracks";

/** The map, and the track on it that was last pointed at. */
export function MapPanel({
  filters,
  onArea,
  onOpen,
  expanded,
  onExpand,
}: {
  filters: Filters;
  onArea: (area: Area | null) => void;
  onOpen: (track: number) => void;
  expanded: boolean;
  onExpand: () => void;
}) {
  const { t, i18n } = useTranslation("library");
  const map = useQuery(mapQuery(filters));
  const [pointed, setPointed] = useState<number | null>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const { data: track } = useQuery({ ...trackQuery(pointed ?? 0), enabled: pointed !== null });
  const current = useCurrentTrack();
  const playing = usePlayer((state) => state.playing);

  // Clicked before it was known what it is: it plays as soon as that is told.
  if (wanted !== null && track?.id === wanted) {
    setWanted(null);
    if (track.playable) queueMicrotask(() => playFrom([toPlayerTrack(track)]));
    else onOpen(track.id);
  }
  const play = (id: number) => {
    if (current?.id === id) return togglePlaying();
    setPointed(id);
    setWanted(id);
  };

  if (map.error) return <ErrorState error={map.error} onRetry={() => void map.refetch()} />;
  if (!map.data) {
    return (
      <div className={styles.loading} aria-busy="true">
        <Skeleton height="100%" radius="var(--r2)" />
      </div>
    );
  }
  const numeral = new Intl.NumberFormat(i18n.language);
  const isCurrent = track !== undefined && current?.id === track.id;
  return (
    <div className={styles.panel}>
      <MoodMap
        map={map.data}
        area={filters.area}
        onArea={onArea}
        pointed={pointed}
        onPoint={setPointed}
        onPlay={play}
        onOpen={onOpen}
        playing={
          current?.valence != null && current.arousal != null
            ? { valence: current.valence, arousal: current.arousal }
            : null
        }
        spoken={track ? t("map.track", spokenTrack(track)) : ""}
        expanded={expanded}
        onExpand={onExpand}
      />
      <div className={styles.foot}>
        {track && pointed === track.id ? (
          <TrackRow
            track={track}
            current={isCurrent}
            playing={isCurrent && playing}
            {...(track.playable ? { onPlay: () => play(track.id) } : {})}
            actions={
              <IconButton
                size="small"
                label={t("open", { title: track.title })}
                onClick={() => onOpen(track.id)}
              >
                <Ellipsis />
              </IconButton>
            }
          />
        ) : (
          <p className={styles.hint}>{t("map.hint")}</p>
        )}
      </div>
      {map.data.left_out > 0 && (
        <p className={styles.hint}>
          {t("map.thinned", {
            shown: numeral.format(map.data.ids.length),
            total: numeral.format(map.data.ids.length + map.data.left_out),
          })}
        </p>
      )}
    </div>
  );
}
