import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { emotionPoint } from "@/lib/emotions";
import { formatShare } from "@/lib/format";
import { moodColour } from "@/lib/mood";
import { useTheme } from "@/lib/theme";
import styles from "./emotion-bars.module.css";

/** How probable each emotion is, the likeliest first. */
export function EmotionBars({
  emotions,
  most,
}: {
  emotions: Record<string, number>;
  /** Leaves the least likely out. */
  most?: number;
}) {
  const { t, i18n } = useTranslation();
  const theme = useTheme();
  const sorted = Object.entries(emotions)
    .sort(([, one], [, other]) => other - one)
    .slice(0, most);
  return (
    <ul className={styles.bars}>
      {sorted.map(([word, share]) => {
        const point = emotionPoint(word);
        return (
          <li key={word} className={styles.row}>
            <span className={styles.word}>{t(`emotion.${word as "happy"}`, word)}</span>
            <span
              className={styles.track}
              style={
                {
                  "--share": share,
                  "--colour": moodColour(point.valence, point.arousal, theme),
                } as CSSProperties
              }
            />
            <span className={styles.share}>{formatShare(share, i18n.language)}</span>
          </li>
        );
      })}
    </ul>
  );
}
