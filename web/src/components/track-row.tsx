import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { formatDuration } from "@/lib/format";
import { spokenTrack } from "@/player/spoken-track";
import { Cover } from "./cover";
import styles from "./track-row.module.css";

export interface RowTrack {
  id: number;
  title: string;
  artist: string;
  valence: number | null;
  arousal: number | null;
  duration_s?: number | null;
  has_cover?: boolean;
}

/** A track in a list: its cover plays it, `note` says more, `actions` stand at its end. */
export function TrackRow({
  track,
  current = false,
  playing = false,
  onPlay,
  note,
  actions,
}: {
  track: RowTrack;
  /** It is the one loaded in the player. */
  current?: boolean;
  playing?: boolean;
  /** Plays or pauses it; without it the track cannot be played here. */
  onPlay?: () => void;
  note?: ReactNode;
  actions?: ReactNode;
}) {
  const { t } = useTranslation("player");
  const cover = (
    <Cover
      id={track.id}
      valence={track.valence}
      arousal={track.arousal}
      hasCover={track.has_cover ?? false}
      className={styles.cover}
    />
  );
  return (
    <div className={classes(styles.row, current && styles.current)}>
      {onPlay ? (
        <button
          type="button"
          className={styles.play}
          aria-label={t(playing ? "pauseTrack" : "playTrack", spokenTrack(track))}
          onClick={onPlay}
        >
          {cover}
          <span className={styles.symbol}>{playing ? <Pause /> : <Play />}</span>
        </button>
      ) : (
        cover
      )}
      <div className={styles.text}>
        <span className={styles.title}>{track.title}</span>
        <span className={styles.artist}>{track.artist}</span>
        {note && <span className={styles.note}>{note}</span>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {track.duration_s != null && (
        <span className={styles.duration}>{formatDuration(track.duration_s)}</span>
      )}
    </div>
  );
}
