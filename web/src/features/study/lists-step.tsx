import { Check, Pause, Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/button";
import { classes } from "@/lib/classes";
import type { Answer, HeardTrack, Side, StudyItem, StudyState } from "./participation";
import { RadioPills } from "./radio-pills";
import styles from "./study.module.css";
import { keyOf, type Listening, useListening } from "./use-listening";

const SIDES = ["a", "b"] as const satisfies readonly Side[];
const MOST_COMMENT = 2000;

/** Two lists whose makers are hidden: which fits the picture better, and how well does each? */
export function ListsStep({
  item,
  lists,
  state,
  busy,
  onAnswer,
}: {
  item: StudyItem;
  lists: NonNullable<StudyItem["lists"]>;
  state: StudyState;
  busy: boolean;
  onAnswer: (answer: Answer) => void;
}) {
  const { t } = useTranslation("study");
  const listening = useListening(lists);
  const [fits, setFits] = useState<Record<Side, number | null>>({ a: null, b: null });
  const [choice, setChoice] = useState<"a" | "b" | "no difference" | null>(null);
  const [comment, setComment] = useState("");
  const heardBoth = SIDES.every((side) => [...listening.heard].some((key) => key[0] === side));
  const scale = Array.from({ length: state.best_fit - state.least_fit + 1 }, (_, step) => {
    const value = state.least_fit + step;
    return { value, label: String(value) };
  });
  const missing = !heardBoth
    ? t("lists.hearBoth")
    : fits.a === null || fits.b === null
      ? t("lists.rateBoth")
      : choice === null
        ? t("lists.chooseOne")
        : null;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || fits.a === null || fits.b === null || choice === null) return;
    onAnswer({
      step: "lists",
      position: item.position,
      choice,
      fit_a: fits.a,
      fit_b: fits.b,
      comment: comment.trim(),
    });
  };
  return (
    <form className={styles.questions} onSubmit={onSubmit}>
      <p>{t("lists.task")}</p>
      <div className={styles.sides}>
        {SIDES.map((side) => (
          <section key={side} className={styles.side} aria-label={t(`lists.${side}`)}>
            <h2 className={styles.letter}>{t(`lists.${side}`)}</h2>
            <ol className={styles.tracks}>
              {lists[side].map((track) => (
                <HeardRow key={track.rank} side={side} track={track} listening={listening} />
              ))}
            </ol>
            <RadioPills
              even
              legend={t("lists.fit", { list: t(`lists.${side}`) })}
              options={scale}
              ends={[t("lists.least"), t("lists.best")]}
              value={fits[side]}
              onChange={(fit) => setFits({ ...fits, [side]: fit })}
            />
          </section>
        ))}
      </div>
      <RadioPills
        legend={t("lists.choice")}
        options={[
          { value: "a", label: t("lists.a") },
          { value: "no difference", label: t("lists.same") },
          { value: "b", label: t("lists.b") },
        ]}
        value={choice}
        onChange={setChoice}
      />
      <label className={styles.comment}>
        <span>{t("lists.comment")}</span>
        <textarea
          rows={3}
          maxLength={MOST_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
      </label>
      <div className={styles.end}>
        <p className={styles.quiet} role="status">
          {missing}
        </p>
        <Button variant="primary" type="submit" disabled={missing !== null} busy={busy}>
          {t(item.position === state.progress.total ? "lists.finish" : "lists.next")}
        </Button>
      </div>
    </form>
  );
}

function HeardRow({
  side,
  track,
  listening,
}: {
  side: Side;
  track: HeardTrack;
  listening: Listening;
}) {
  const { t } = useTranslation("study");
  const place = { side, rank: track.rank };
  const isLoaded = listening.place?.side === side && listening.place.rank === track.rank;
  const playing = isLoaded && listening.playing;
  const failed = listening.failed?.side === side && listening.failed.rank === track.rank;
  const name = track.title ?? t("lists.track", { number: track.rank });
  return (
    <li className={classes(styles.track, isLoaded && styles.loaded)}>
      <button
        type="button"
        aria-label={t(playing ? "lists.pause" : "lists.play", {
          list: t(`lists.${side}`),
          name,
        })}
        onClick={() => listening.toggle(place)}
      >
        <span className={styles.symbol}>
          {playing ? <Pause fill="currentColor" /> : <Play fill="currentColor" />}
        </span>
        <span className={styles.trackName}>
          <span>{name}</span>
          {track.artist && <span className={styles.quiet}>{track.artist}</span>}
          {failed && <span className={styles.fault}>{t("lists.failed")}</span>}
        </span>
        {listening.heard.has(keyOf(place)) && !isLoaded && (
          <Check strokeWidth={1.75} className={styles.heard} aria-label={t("lists.heard")} />
        )}
      </button>
      <span className={styles.played} aria-hidden="true">
        <span style={{ transform: `scaleX(${isLoaded ? listening.progress : 0})` }} />
      </span>
    </li>
  );
}
