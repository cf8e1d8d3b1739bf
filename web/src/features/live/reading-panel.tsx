import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { AffectPlane } from "@/components/affect-plane";
import { EmotionBars } from "@/components/emotion-bars";
import { Skeleton } from "@/components/spinner";
import { rankEmotions } from "@/lib/emotions";
import styles from "./live.module.css";
import type { LiveReading } from "./live-reading";
import { SteadySureness } from "./steady-sureness";

/** What is read, in words, bars and as a place in the plane. */
export function ReadingPanel({ reading }: { reading: LiveReading | null }) {
  return (
    <div className={styles.panel}>
      <Word reading={reading} />
      <div className={styles.bars}>
        {reading ? <EmotionBars emotions={reading.affect.emotions} /> : <Skeleton height="9rem" />}
      </div>
      <AffectPlane point={reading?.affect ?? null} className={styles.plane} />
      {reading && reading.faces.length > 1 && <Faces reading={reading} />}
    </div>
  );
}

function Word({ reading }: { reading: LiveReading | null }) {
  const { t } = useTranslation(["live", "common"]);
  const sureness = useRef(new SteadySureness());
  if (!reading) {
    return (
      <div className={styles.headline} aria-busy="true">
        <p className={styles.source}>{t("reading.waiting")}</p>
        <Skeleton width="5em" height="2.75rem" radius="var(--r2)" />
      </div>
    );
  }
  const { affect, emotion } = reading;
  const sure = sureness.current.update(affect.confidence);
  const wordOf = (word: string) => t(`common:emotion.${word as "happy"}`);
  const other = rankEmotions(affect.emotions).find(([word]) => word !== emotion);
  return (
    <div className={styles.headline}>
      <p className={styles.source}>{t(`reading.source.${affect.source as "faces"}`)}</p>
      <p className={styles.word} data-emotion={emotion}>
        {sure || !other
          ? wordOf(emotion)
          : t("reading.either", { first: wordOf(emotion), second: wordOf(other[0]) })}
      </p>
      <p className={styles.sure}>{t(sure ? "reading.expression" : "reading.unsure")}</p>
    </div>
  );
}

function Faces({ reading }: { reading: LiveReading }) {
  const { t } = useTranslation(["live", "common"]);
  return (
    <div className={styles.faces}>
      <h2 className={styles.facesTitle}>{t("reading.faces", { count: reading.faces.length })}</h2>
      <ul>
        {reading.faces.map((face) => (
          <li key={face.id}>
            <span className="tabular">{t("reading.face", { number: face.id })}</span>
            <span>
              {face.seen ? t(`common:emotion.${face.emotion as "happy"}`) : t("reading.hidden")}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
