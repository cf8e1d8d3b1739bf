import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectPlane } from "@/components/affect-plane";
import { Button } from "@/components/button";
import type { MoodPoint } from "@/lib/mood";
import type { Answer, StudyItem } from "./participation";
import { RadioPills } from "./radio-pills";
import styles from "./study.module.css";

const NO_WORD = "none of these";

/** First of all, and before any music: what does the picture show? */
export function EmotionStep({
  item,
  words,
  busy,
  onAnswer,
}: {
  item: StudyItem;
  words: readonly string[];
  busy: boolean;
  onAnswer: (answer: Answer) => void;
}) {
  const { t } = useTranslation(["study", "common"]);
  const [word, setWord] = useState<string | null>(null);
  const [point, setPoint] = useState<MoodPoint | null>(null);
  const [placing, setPlacing] = useState(false);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (word === null) return;
    onAnswer({ step: "emotion", position: item.position, word, point });
  };
  return (
    <form className={styles.questions} onSubmit={onSubmit}>
      <RadioPills
        legend={t("emotion.question")}
        options={words.map((value) => ({
          value,
          label: value === NO_WORD ? t("emotion.none") : t(`common:emotion.${value as "happy"}`),
        }))}
        value={word}
        onChange={setWord}
      />
      {placing ? (
        <div className={styles.placing}>
          <p className={styles.quiet}>{t("emotion.pointHint")}</p>
          <AffectPlane
            className={styles.plane}
            point={point ?? { valence: 0, arousal: 0 }}
            label={t("emotion.point")}
            onMove={setPoint}
          />
          <Button
            variant="quiet"
            onClick={() => {
              setPlacing(false);
              setPoint(null);
            }}
          >
            {t("emotion.noPoint")}
          </Button>
        </div>
      ) : (
        <Button variant="quiet" className={styles.more} onClick={() => setPlacing(true)}>
          {t("emotion.addPoint")}
        </Button>
      )}
      <Button variant="primary" type="submit" disabled={word === null} busy={busy}>
        {t("emotion.next")}
      </Button>
    </form>
  );
}
