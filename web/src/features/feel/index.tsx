import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { AffectPlane } from "@/components/affect-plane";
import { Button } from "@/components/button";
import { ErrorState } from "@/components/states";
import { MIDDLE, showMood } from "@/lib/mood";
import { useCurrentTrack } from "@/player/player";
import { CameraDialog } from "./camera-dialog";
import styles from "./feel.module.css";
import { Headline } from "./headline";
import { HistoryDrawer } from "./history-drawer";
import { MoodPanel, MoodWords } from "./mood-panel";
import { NothingPasses } from "./nothing-passes";
import { Parameters } from "./parameters";
import { PictureInput } from "./picture-input";
import { Playlist, PlaylistSkeleton } from "./playlist";
import { readingQuery, useMatch } from "./queries";
import { Stage } from "./stage";
import { Starter } from "./starter";
import { useDrawable } from "./use-drawable";
import { useIncomingPicture } from "./use-incoming-picture";
import { useSettled } from "./use-settled";
import { useTakePicture } from "./use-take-picture";
import { moodOf, sayMood, showPicture, toWish, useFeel } from "./wish";

// A slider or a row of chips is done with when it rests so long.
const REST_MS = 250;

/** See a picture, hear its music. */
export default function Feel() {
  const { t } = useTranslation("feel");
  const { picture, face, said, parameters, exclude, entry } = useFeel((state) => state);
  const [camera, setCamera] = useState(false);
  const [history, setHistory] = useState(false);
  const hovering = useIncomingPicture(useTakePicture());
  const drawable = useDrawable(picture);
  const reading = useQuery(readingQuery(picture, drawable.file));
  const mood = useMemo(() => moodOf(said, face, reading.data), [said, face, reading.data]);
  const wish = useMemo(
    () => mood && toWish(mood, said, parameters, exclude, picture?.name ?? null),
    [mood, said, parameters, exclude, picture],
  );
  const settled = useSettled(wish, wish && JSON.stringify(wish), REST_MS);
  const match = useMatch(settled, entry);
  const playing = useCurrentTrack();

  useEffect(() => {
    if (mood) showMood(mood);
  }, [mood]);

  const openCamera = () => setCamera(true);
  const failure = drawable.error ?? reading.error;
  const readAgain = () => {
    if (drawable.error && picture) showPicture(picture.file, picture.credit);
    else void reading.refetch();
  };
  const found = mood && match.error === null ? match.data : undefined;
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <Button
          variant="quiet"
          icon={<History aria-hidden="true" />}
          onClick={() => setHistory(true)}
        >
          {t("history.title")}
        </Button>
      </div>
      {picture || said ? (
        <div className={styles.columns}>
          <div className={styles.left}>
            <div className={styles.stage}>
              {picture ? (
                <Stage
                  key={picture.key}
                  picture={picture}
                  file={drawable.file}
                  url={drawable.url}
                  broken={drawable.error !== null}
                  reading={reading.data}
                  face={face}
                  onCamera={openCamera}
                />
              ) : (
                <PictureInput compact hovering={hovering} onCamera={openCamera} />
              )}
            </div>
            <div className={styles.panel}>
              <MoodPanel
                mood={mood}
                tracks={found?.tracks ?? []}
                path={found?.path ?? null}
                current={playing?.id ?? null}
              />
            </div>
          </div>
          <div className={styles.right}>
            {failure && !mood ? (
              <ErrorState error={failure} onRetry={readAgain} />
            ) : (
              <>
                <div className={styles.head}>
                  <Headline mood={mood} canGoBack={reading.data !== undefined} />
                </div>
                <div className={styles.music}>
                  <Parameters parameters={parameters} />
                  {match.error ? (
                    <NoMusic error={match.error} onRetry={() => void match.refetch()} />
                  ) : found ? (
                    <Playlist match={found} stale={match.isPlaceholderData || wish !== settled} />
                  ) : (
                    <PlaylistSkeleton />
                  )}
                </div>
              </>
            )}
          </div>
        </div>
      ) : (
        <Welcome hovering={hovering} onCamera={openCamera} />
      )}
      <CameraDialog open={camera} onClose={() => setCamera(false)} />
      <HistoryDrawer open={history} onClose={() => setHistory(false)} />
    </div>
  );
}

/** Before there is a picture or a word. */
function Welcome({ hovering, onCamera }: { hovering: boolean; onCamera: () => void }) {
  const { t } = useTranslation("feel");
  return (
    <div className={styles.welcome}>
      <h1 className={styles.title}>{t("welcome.title")}</h1>
      <PictureInput hovering={hovering} onCamera={onCamera} />
      <aside className={styles.say}>
        <h2>{t("welcome.say")}</h2>
        <AffectPlane
          point={MIDDLE}
          onSettle={(point) => sayMood({ kind: "point", point })}
          label={t("welcome.plane")}
        />
        <MoodWords chosen={null} />
      </aside>
      <p className={styles.notice}>{t("welcome.notice")}</p>
    </div>
  );
}

/** Why there is no music, and the way to some. */
function NoMusic({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const kind = error instanceof Problem ? error.kind : "";
  if (kind === "empty-library") return <Starter />;
  if (kind === "nothing-passes") return <NothingPasses problem={error as Problem} />;
  return <ErrorState error={error} onRetry={onRetry} />;
}
