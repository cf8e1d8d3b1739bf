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
import { Collage } from "./collage";
import styles from "./feel.module.css";
import { Headline } from "./headline";
import { HistoryDrawer } from "./history-drawer";
import { MoodPanel, MoodWords } from "./mood-panel";
import { NothingPasses } from "./nothing-passes";
import { Parameters } from "./parameters";
import { PictureInput } from "./picture-input";
import { PictureStrip } from "./picture-strip";
import { Playlist, PlaylistSkeleton } from "./playlist";
import { useMatch } from "./queries";
import { Stage } from "./stage";
import { Starter } from "./starter";
import { useIncomingPicture } from "./use-incoming-picture";
import { useReadMood, useSeenPictures } from "./use-pictures";
import { useSettled } from "./use-settled";
import { useTakePictures } from "./use-take-pictures";
import { saidMood, sayMood, toWish, useFeel } from "./wish";

// A slider or a row of chips is done with when it rests so long.
const REST_MS = 250;

/** See a picture, hear its music. */
export default function Feel() {
  const { t } = useTranslation("feel");
  const { pictures, shown, faces, said, parameters, exclude, entry } = useFeel((state) => state);
  const [camera, setCamera] = useState(false);
  const [history, setHistory] = useState(false);
  const hovering = useIncomingPicture(useTakePictures());
  const seen = useSeenPictures(pictures, faces);
  const read = useReadMood(seen, shown);
  const mood = useMemo(() => saidMood(said) ?? read.mood, [said, read.mood]);
  const one = seen.find(({ picture }) => picture.key === shown);
  const names = pictures.filter(({ key }) => shown === "all" || shown === key);
  const name = names.map((picture) => picture.name).join(", ");
  const wish = useMemo(
    () => mood && toWish(mood, said, parameters, exclude, name),
    [mood, said, parameters, exclude, name],
  );
  const settled = useSettled(wish, wish && JSON.stringify(wish), REST_MS);
  const match = useMatch(settled, entry);
  const playing = useCurrentTrack();

  useEffect(() => {
    if (mood) showMood(mood);
  }, [mood]);

  const openCamera = () => setCamera(true);
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
      {pictures.length > 0 || said ? (
        <div className={styles.columns}>
          <div className={styles.left}>
            <div className={styles.stage}>
              {one ? (
                <Stage
                  key={one.picture.key}
                  seen={one}
                  alone={pictures.length === 1}
                  onCamera={openCamera}
                />
              ) : seen.length > 0 ? (
                <Collage seen={seen} />
              ) : (
                <PictureInput compact hovering={hovering} onCamera={openCamera} />
              )}
              {seen.length > 1 && <PictureStrip seen={seen} shown={shown} />}
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
            {read.error && !mood ? (
              <ErrorState error={read.error} onRetry={read.retry} />
            ) : (
              <>
                <div className={styles.head}>
                  <Headline
                    mood={mood}
                    together={shown === "all" ? pictures.length : 0}
                    canGoBack={read.mood !== null}
                  />
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
