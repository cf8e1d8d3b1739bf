import { Undo2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, problemSentence } from "@/api/problem";
import { useOptions } from "@/api/session";
import { AffectPlane } from "@/components/affect-plane";
import { Button, IconButton } from "@/components/button";
import { Field, SelectField } from "@/components/field";
import { emotionPoint } from "@/lib/emotions";
import type { MoodPoint } from "@/lib/mood";
import type { Message } from "./notice";
import { type Draft, type DraftField, draftOf, editOf, TEXT_FIELDS, undoOf } from "./track-edit";
import styles from "./track-editor.module.css";
import { type TrackDetails, type TrackEdit, useEditTrack } from "./tracks";
import { useMoodColours } from "./use-mood-colours";

/** Lets a track say what its owner knows better, and offers to take that back. */
export function TrackEditor({
  track,
  onDone,
  onTell,
}: {
  track: TrackDetails;
  onDone: (said: Message | null) => void;
  onTell: (message: Message) => void;
}) {
  const { t } = useTranslation(["library", "common"]);
  const [draft, setDraft] = useState<Draft>(() => draftOf(track));
  const edit = useEditTrack(track.id);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const changes = editOf(draft, track);
    if (Object.keys(changes).length === 0) return onDone(null);
    const undo = undoOf(changes, track.edits);
    edit.mutate(changes, {
      onSuccess: () =>
        onDone({
          text: t("edit.saved", { title: draft.title }),
          action: { label: t("common:action.undo"), run: () => takeBack(undo) },
        }),
    });
  };

  // The form is gone by then, and with it what `mutate` would call back.
  const takeBack = (undo: TrackEdit) =>
    void edit
      .mutateAsync(undo)
      .then(() => onTell({ text: t("edit.undone") }))
      .catch((error) => onTell({ text: problemSentence(error) }));

  const restore = (field: keyof TrackEdit) =>
    edit.mutate(
      { [field]: null },
      {
        onSuccess: (fresh) => {
          setDraft((now) => ({ ...now, ...pick(draftOf(fresh), field) }));
          onTell({ text: t("edit.restored") });
        },
      },
    );

  const errorOf = (field: string): string | null =>
    edit.error instanceof Problem
      ? (edit.error.errors.find((error) => error.field.split(".").pop() === field)?.reason ?? null)
      : null;
  const hasFieldError = TEXT_FIELDS.some(errorOf);
  return (
    <form className={styles.form} onSubmit={save}>
      {TEXT_FIELDS.map((field) => (
        <div key={field} className={styles.line}>
          <Field
            label={t(`edit.${field}`)}
            value={draft[field]}
            required={field === "title"}
            inputMode={field === "year" ? "numeric" : undefined}
            pattern={field === "year" ? "[0-9]{4}" : undefined}
            maxLength={1000}
            hint={hintOf(field, t)}
            error={errorOf(field)}
            onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
          />
          {field in track.edits && (
            <IconButton
              className={styles.restore}
              label={t("edit.restore", { field: t(`edit.${field}`) })}
              onClick={() => restore(field)}
            >
              <Undo2 />
            </IconButton>
          )}
        </div>
      ))}
      <MoodField
        draft={draft}
        track={track}
        onChange={(mood) => setDraft({ ...draft, mood })}
        onRestore={() => restore("mood")}
      />
      {edit.error && !hasFieldError && (
        <p role="alert" className={styles.error}>
          {problemSentence(edit.error)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button variant="quiet" onClick={() => onDone(null)}>
          {t("common:action.cancel")}
        </Button>
        <Button variant="primary" type="submit" busy={edit.isPending}>
          {t("common:action.save")}
        </Button>
      </div>
    </form>
  );
}

type Translate = ReturnType<typeof useTranslation<["library", "common"]>>["t"];

function hintOf(field: DraftField, t: Translate): string | undefined {
  if (field === "genres") return t("edit.genresHint");
  if (field === "licence") return t("edit.licenceHint");
  return undefined;
}

function pick(draft: Draft, field: keyof TrackEdit): Partial<Draft> {
  return { [field]: draft[field] };
}

function MoodField({
  draft,
  track,
  onChange,
  onRestore,
}: {
  draft: Draft;
  track: TrackDetails;
  onChange: (mood: Draft["mood"]) => void;
  onRestore: () => void;
}) {
  const { t } = useTranslation(["library", "common"]);
  const { data: options } = useOptions();
  const { mood } = draft;
  const point: MoodPoint = !mood
    ? { valence: track.valence ?? 0, arousal: track.arousal ?? 0 }
    : "word" in mood
      ? emotionPoint(mood.word)
      : mood;
  const colours = useMoodColours(point);
  return (
    <fieldset className={styles.mood} style={colours}>
      <legend>{t("edit.mood")}</legend>
      <p className={styles.hint}>{t("edit.moodHint")}</p>
      <AffectPlane
        className={styles.plane}
        point={point}
        label={t("edit.mood")}
        onMove={(moved) => onChange(round(moved))}
      />
      <SelectField
        label={t("edit.word")}
        value={mood && "word" in mood ? mood.word : ""}
        onChange={(event) =>
          onChange(event.target.value ? { word: event.target.value } : undefined)
        }
      >
        <option value="">{t("edit.noWord")}</option>
        {(options?.emotions ?? []).map(({ word }) => (
          <option key={word} value={word}>
            {t(`common:emotion.${word as "happy"}`)}
          </option>
        ))}
      </SelectField>
      {"mood" in track.edits && (
        <Button variant="quiet" icon={<Undo2 />} onClick={onRestore}>
          {t("edit.restoreMood")}
        </Button>
      )}
    </fieldset>
  );
}

const round = ({ valence, arousal }: MoodPoint): MoodPoint => ({
  valence: Math.round(valence * 100) / 100,
  arousal: Math.round(arousal * 100) / 100,
});
