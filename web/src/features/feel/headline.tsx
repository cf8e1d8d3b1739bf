import { Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useOptions } from "@/api/session";
import { Button } from "@/components/button";
import { Skeleton } from "@/components/spinner";
import { EMOTION_POINTS, rankEmotions } from "@/lib/emotions";
import { formatShare } from "@/lib/format";
import styles from "./headline.module.css";
import { type Mood, nearestWord, sayMood } from "./wish";

// What the service says when asked; until it answered.
const SURE_FROM = 0.5;

/** Where the page is one column, what corrects the mood lies further down. */
function goToPlane(): void {
  const handle = document.querySelector<HTMLElement>("#mood-plane [role=slider]");
  handle?.scrollIntoView({ block: "center", behavior: "smooth" });
  handle?.focus({ preventScroll: true });
}

/** The mood in one word, how sure it is, and the way to say otherwise. */
export function Headline({
  mood,
  together,
  canGoBack,
}: {
  mood: Mood | null;
  /** How many pictures it is read from together; 0 for one or none. */
  together: number;
  /** There is a reading to go back to from what the user said. */
  canGoBack: boolean;
}) {
  const { t, i18n } = useTranslation(["feel", "common"]);
  const { data: options } = useOptions();
  const wordOf = (word: string) => t(`common:emotion.${word as "happy"}`, word);

  if (!mood) {
    return (
      <header className={styles.headline} aria-busy="true">
        <p className={styles.source}>{t("headline.reading")}</p>
        <Skeleton width="5em" height="1.1em" radius="var(--r2)" />
      </header>
    );
  }

  const said = mood.source === "user";
  const [first, second] = rankEmotions(mood.emotions);
  const sureFrom = options?.sure_from ?? SURE_FROM;
  const unsure = !said && first && second && mood.confidence < sureFrom;
  const word = mood.word ?? nearestWord(mood, Object.keys(EMOTION_POINTS)) ?? "neutral";

  return (
    <header className={styles.headline} aria-live="polite">
      <p className={styles.source}>
        {together && !said
          ? t("headline.together", { count: together })
          : t(`headline.source.${mood.source}`)}
      </p>
      {unsure ? (
        <h1 className={styles.word}>
          {t("headline.either", { first: wordOf(first[0]), second: wordOf(second[0]) })}
        </h1>
      ) : (
        <h1 className={styles.word}>
          {mood.word === null ? t("headline.near", { emotion: wordOf(word) }) : wordOf(word)}
        </h1>
      )}
      {unsure && (
        <div className={styles.choices}>
          <span>{t("headline.unsure")}</span>
          {[first, second].map(([candidate, share]) => (
            <Button key={candidate} onClick={() => sayMood({ kind: "word", word: candidate })}>
              {wordOf(candidate)} · {formatShare(share, i18n.language)}
            </Button>
          ))}
        </div>
      )}
      {!unsure && !said && (
        <p className={styles.sure}>
          {mood.word !== null &&
            t("headline.sure", { share: formatShare(mood.confidence, i18n.language) })}
          <button type="button" className={styles.notQuite} onClick={goToPlane}>
            {t("headline.notQuite")}
          </button>
        </p>
      )}
      {said && canGoBack && (
        <Button
          variant="quiet"
          className={styles.back}
          icon={<Undo2 aria-hidden="true" />}
          onClick={() => sayMood(null)}
        >
          {t("headline.back")}
        </Button>
      )}
    </header>
  );
}
