import { type CSSProperties, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { AffectPlane } from "@/components/affect-plane";
import { EmotionBars } from "@/components/emotion-bars";
import { EMOTION_POINTS, emotionPoint } from "@/lib/emotions";
import { type MoodPoint, moodColour } from "@/lib/mood";
import { useTheme } from "@/lib/theme";
import styles from "./mood-panel.module.css";
import type { FoundTrack } from "./queries";
import { type Mood, sayMood } from "./wish";

/** The mood to look into and to correct: its bars, its place in the plane, and words for it. */
export function MoodPanel({
  mood,
  tracks,
  path,
  current,
}: {
  mood: Mood | null;
  tracks: readonly FoundTrack[];
  path: readonly MoodPoint[] | null;
  current: number | null;
}) {
  const { t } = useTranslation(["feel", "common"]);
  // Where the point is while it is dragged; the wish follows when it is let go.
  const [held, setHeld] = useState<MoodPoint | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new mood takes over from the hand
  useEffect(() => setHeld(null), [mood?.valence, mood?.arousal]);
  const points = tracks.flatMap(({ id, valence, arousal }) =>
    id === null || valence === null || arousal === null ? [] : [{ id, valence, arousal }],
  );
  return (
    <section className={styles.panel} aria-label={t("panel.label")}>
      <div className={styles.both}>
        <div className={styles.plane} id="mood-plane">
          <AffectPlane
            point={held ?? mood}
            onMove={setHeld}
            onSettle={(point) => {
              setHeld(point);
              sayMood({ kind: "point", point });
            }}
            points={points}
            highlighted={current}
            {...(path ? { path } : {})}
          />
          <p className={styles.hint}>{t("panel.drag")}</p>
        </div>
        {mood && Object.keys(mood.emotions).length > 0 && <EmotionBars emotions={mood.emotions} />}
      </div>
      <MoodWords chosen={mood?.source === "user" ? mood.word : null} />
    </section>
  );
}

/** The words a mood can be said in. */
export function MoodWords({ chosen, all = false }: { chosen: string | null; all?: boolean }) {
  const { t } = useTranslation(["feel", "common"]);
  const { data: options } = useOptions();
  const theme = useTheme();
  const words = options?.emotions.map(({ word }) => word) ?? Object.keys(EMOTION_POINTS);
  return (
    <fieldset className={styles.words}>
      <legend className={all ? "visually-hidden" : styles.legend}>{t("panel.words")}</legend>
      <div>
        {words.map((word) => {
          const { valence, arousal } = emotionPoint(word);
          return (
            <button
              key={word}
              type="button"
              className={styles.word}
              aria-pressed={chosen === word}
              style={
                {
                  "--word": moodColour(valence, arousal, theme),
                  "--word-soft": moodColour(valence, arousal, theme, "soft"),
                } as CSSProperties
              }
              onClick={() => sayMood(chosen === word ? null : { kind: "word", word })}
            >
              {t(`common:emotion.${word as "happy"}`, word)}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
