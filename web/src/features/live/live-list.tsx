import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Problem } from "@/api/problem";
import { Button } from "@/components/button";
import { Switch } from "@/components/choice";
import { EmptyState, ErrorState } from "@/components/states";
import { TrackRow } from "@/components/track-row";
import { playFrom, togglePlaying, usePlayer } from "@/player/player";
import styles from "./live.module.css";
import { asQueue, isPlayable, type LiveList as List } from "./use-live-list";

/** The music for the mood. */
export function LiveList({
  list,
  following,
  onFollowing,
  error,
  onRetry,
}: {
  list: List | undefined;
  following: boolean;
  onFollowing: (following: boolean) => void;
  error: unknown;
  onRetry: () => void;
}) {
  const { t } = useTranslation(["live", "common"]);
  const emotion = list?.affect.emotion;
  const queue = list ? asQueue(list) : [];
  return (
    <section className={styles.music} aria-labelledby="live-music">
      <header className={styles.musicHead}>
        <h2 id="live-music">
          {emotion
            ? t("list.for", { emotion: t(`common:emotion.${emotion as "happy"}`) })
            : t("list.title")}
        </h2>
        {queue.length > 0 && (
          <Button
            variant="primary"
            icon={<Play fill="currentColor" aria-hidden="true" />}
            onClick={() => playFrom(queue)}
          >
            {t("list.play")}
          </Button>
        )}
        <Switch label={t("list.follow")} checked={following} onChange={onFollowing} />
      </header>
      <p className="visually-hidden" role="status">
        {emotion && t("list.changed", { emotion: t(`common:emotion.${emotion as "happy"}`) })}
      </p>
      {error != null && <ListError error={error} onRetry={onRetry} hasList={list !== undefined} />}
      {list ? (
        <ol className={styles.tracks} key={list.id}>
          {list.tracks.map((track) => (
            <li key={track.id}>
              <Row
                track={track}
                {...(isPlayable(track)
                  ? {
                      onStart: () =>
                        playFrom(
                          queue,
                          queue.findIndex(({ id }) => id === track.id),
                        ),
                    }
                  : {})}
              />
            </li>
          ))}
        </ol>
      ) : (
        error == null && <p className={styles.hint}>{t("list.waiting")}</p>
      )}
    </section>
  );
}

function ListError({
  error,
  onRetry,
  hasList,
}: {
  error: unknown;
  onRetry: () => void;
  hasList: boolean;
}) {
  const { t } = useTranslation("live");
  // The camera is read without a connection; the music that was found stays.
  if (hasList && error instanceof Problem && error.status === 0) {
    return (
      <p className={styles.hint} role="status">
        {t("list.offline")}
      </p>
    );
  }
  if (error instanceof Problem && error.kind === "empty-library") {
    return (
      <EmptyState title={t("list.empty")} action={<Link href="/library">{t("list.library")}</Link>}>
        {t("list.emptyText")}
      </EmptyState>
    );
  }
  return <ErrorState error={error} onRetry={onRetry} />;
}

function Row({ track, onStart }: { track: List["tracks"][number]; onStart?: () => void }) {
  const current = usePlayer((state) => state.queue[state.index]?.id === track.id);
  const playing = usePlayer((state) => state.playing) && current;
  return (
    <TrackRow
      track={track}
      current={current}
      playing={playing}
      {...(onStart ? { onPlay: current ? togglePlaying : onStart } : {})}
    />
  );
}
