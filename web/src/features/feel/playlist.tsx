import { ExternalLink, ListPlus, Play, RefreshCw, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PREFIX } from "@/api/client";
import type { TrackList } from "@/api/services";
import { Button, IconButton } from "@/components/button";
import { Skeleton } from "@/components/spinner";
import { TrackRow } from "@/components/track-row";
import { classes } from "@/lib/classes";
import { playFrom, togglePlaying, usePlayer } from "@/player/player";
import { useReaction } from "@/player/use-reactions";
import { isPlayable, playableOf, queueOf } from "./playable";
import styles from "./playlist.module.css";
import { useProviderNames } from "./providers";
import { EXPORT_FORMATS, type FoundMatch, type FoundTrack } from "./queries";
import { useReasons } from "./reasons";
import { SaveDialog } from "./save-dialog";
import { ServiceActions } from "./service-actions";
import { askAnother, useFeel } from "./wish";

/** The music found: to play, to judge, to keep. */
export function Playlist({ match, stale }: { match: FoundMatch; stale: boolean }) {
  const { t } = useTranslation(["feel", "common"]);
  const [saving, setSaving] = useState(false);
  const forFilm = useFeel(({ parameters }) => parameters.licence === "film");
  const isElsewhere = usePlayer(({ output }) => output !== null);
  const queue = isElsewhere ? queueOf(match) : playableOf(match.tracks, match.id);
  return (
    <section
      className={classes(styles.playlist, stale && styles.stale)}
      aria-label={t(`playlist.title.${match.intent as "match"}`)}
      aria-busy={stale}
    >
      <div className={styles.actions}>
        {queue.length > 0 && (
          <Button
            variant="primary"
            icon={<Play fill="currentColor" aria-hidden="true" />}
            onClick={() => playFrom(queue)}
          >
            {t("playlist.play")}
          </Button>
        )}
        <Button
          icon={<RefreshCw aria-hidden="true" />}
          busy={stale}
          onClick={() => askAnother(match.tracks.flatMap(({ id }) => id ?? []))}
        >
          {t("playlist.another")}
        </Button>
        <Button icon={<ListPlus aria-hidden="true" />} onClick={() => setSaving(true)}>
          {t("playlist.save")}
        </Button>
        {match.id !== null && <Export match={match.id} />}
        <ServiceActions list={trackListOf(match)} queue={queueOf(match)} forFilm={forFilm} />
      </div>
      <ol className={styles.tracks} key={match.id ?? match.tracks[0]?.title}>
        {match.tracks.map((track) => (
          <li key={track.rank}>
            <Row
              track={track}
              match={match.id}
              onStart={() =>
                playFrom(
                  queue,
                  queue.findIndex(({ id }) => id === track.id),
                )
              }
            />
          </li>
        ))}
      </ol>
      <SaveDialog open={saving} onClose={() => setSaving(false)} match={match} />
    </section>
  );
}

/** Which list is meant; where no history is kept, the tracks that it has. */
function trackListOf({ id, tracks }: FoundMatch): TrackList {
  return id === null ? { tracks: tracks.flatMap((track) => track.id ?? []) } : { match: id };
}

function Row({
  track,
  match,
  onStart,
}: {
  track: FoundTrack;
  match: number | null;
  onStart: () => void;
}) {
  const reasons = useReasons();
  const current = usePlayer(
    (state) => track.id !== null && state.queue[state.index]?.id === track.id,
  );
  const playing = usePlayer((state) => state.playing) && current;
  const isElsewhere = usePlayer(({ output }) => output !== null);
  return (
    <TrackRow
      track={{ ...track, id: track.id ?? 0 }}
      current={current}
      playing={playing}
      {...(isPlayable(track) || (isElsewhere && track.id !== null)
        ? { onPlay: current ? togglePlaying : onStart }
        : {})}
      note={reasons(track.reasons)}
      actions={
        <>
          {track.id !== null && <Judge track={track.id} match={match} />}
          <ProviderLink track={track} />
        </>
      }
    />
  );
}

function Judge({ track, match }: { track: number; match: number | null }) {
  const { t } = useTranslation("player");
  const { said, say } = useReaction(track, match);
  return (
    <>
      <IconButton
        size="small"
        label={t("like")}
        aria-pressed={said === "like"}
        onClick={() => say("like")}
      >
        <ThumbsUp fill={said === "like" ? "currentColor" : "none"} />
      </IconButton>
      <IconButton
        size="small"
        label={t("dislike")}
        aria-pressed={said === "dislike"}
        onClick={() => say("dislike")}
      >
        <ThumbsDown fill={said === "dislike" ? "currentColor" : "none"} />
      </IconButton>
    </>
  );
}

function ProviderLink({ track }: { track: FoundTrack }) {
  const { t } = useTranslation("feel");
  const nameProvider = useProviderNames();
  const [link] = Object.entries(track.links);
  if (!link) return null;
  const [provider, address] = link;
  const name = t("playlist.openIn", { title: track.title, provider: nameProvider(provider) });
  return (
    <a
      className={styles.link}
      href={address}
      target="_blank"
      rel="noreferrer"
      aria-label={name}
      title={name}
    >
      <ExternalLink aria-hidden="true" />
    </a>
  );
}

/** Downloads for players, spreadsheets and programs. */
function Export({ match }: { match: number }) {
  const { t } = useTranslation("feel");
  return (
    <details
      className={styles.export}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.currentTarget.open = false;
        event.currentTarget.querySelector("summary")?.focus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.open = false;
      }}
    >
      <summary>{t("playlist.export")}</summary>
      <ul>
        {EXPORT_FORMATS.map((format) => (
          <li key={format}>
            <a href={`${PREFIX}/history/${match}/export?format=${format}`} download>
              <span>{format.toUpperCase()}</span>
              <span>{t(`format.${format}`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Where the music will be. */
export function PlaylistSkeleton() {
  const { t } = useTranslation("feel");
  return (
    <div className={styles.skeleton}>
      <p className="visually-hidden" role="status">
        {t("playlist.finding")}
      </p>
      {Array.from({ length: 6 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all alike
        <div key={index} className={styles.ghost}>
          <Skeleton width="52px" height="52px" />
          <span>
            <Skeleton width={`${46 - index * 4}%`} />
            <Skeleton width={`${30 - index * 2}%`} height="0.8em" />
          </span>
        </div>
      ))}
    </div>
  );
}
