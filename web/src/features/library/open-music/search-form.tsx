import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectPlane } from "@/components/affect-plane";
import { Button } from "@/components/button";
import { Chips, Segmented } from "@/components/choice";
import { Field } from "@/components/field";
import type { MoodPoint } from "@/lib/mood";
import { LICENCES, type LicenceUse } from "../filters";
import { useMoodColours } from "../use-mood-colours";
import type { Wish } from "./catalogues";
import { MOOD_NAMES, MOODS, moodAt } from "./moods";
import styles from "./open-music.module.css";

const WAYS = ["mood", "words"] as const;
type Way = (typeof WAYS)[number];

/** What is looked for; nothing is asked before the button is pressed, for catalogues count. */
export function SearchForm({ busy, onSearch }: { busy: boolean; onSearch: (wish: Wish) => void }) {
  const { t } = useTranslation("library");
  const [way, setWay] = useState<Way>("mood");
  const [point, setPoint] = useState<MoodPoint>(MOODS.calm);
  const [words, setWords] = useState("");
  const [use, setUse] = useState<LicenceUse>("film");
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const query = words.trim();
    if (busy || (way === "words" && !query)) return;
    onSearch({ wanted: way === "words" ? { query } : point, use });
  };
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      <Segmented
        legend={t("openMusic.way")}
        hideLegend
        options={WAYS.map((value) => ({ value, label: t(`openMusic.by.${value}`) }))}
        value={way}
        onChange={setWay}
      />
      {way === "mood" ? (
        <MoodFields point={point} onChange={setPoint} />
      ) : (
        <Field
          label={t("openMusic.words")}
          hint={t("openMusic.wordsHint")}
          type="search"
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <div className={styles.end}>
        <div className={styles.use}>
          <Segmented
            legend={t("filter.licenceLegend")}
            options={LICENCES.map((value) => ({ value, label: t(`licence.${value}`) }))}
            value={use}
            onChange={setUse}
          />
        </div>
        <Button
          variant="primary"
          type="submit"
          icon={<Search aria-hidden="true" />}
          busy={busy}
          disabled={way === "words" && !words.trim()}
        >
          {t("openMusic.search")}
        </Button>
      </div>
      <p className={styles.quiet}>{t(`licenceHint.${use}`)}</p>
    </form>
  );
}

function MoodFields({
  point,
  onChange,
}: {
  point: MoodPoint;
  onChange: (point: MoodPoint) => void;
}) {
  const { t } = useTranslation("library");
  const chosen = moodAt(point);
  return (
    <div className={styles.mood} style={useMoodColours(point)}>
      <AffectPlane point={point} onMove={onChange} className={styles.plane} />
      <div className={styles.words}>
        <Chips
          legend={t("openMusic.moodWord")}
          options={MOOD_NAMES.map((value) => ({ value, label: t(`openMusic.mood.${value}`) }))}
          values={chosen ? [chosen] : []}
          onChange={(values) => {
            const wanted = values.find((value) => value !== chosen);
            if (wanted) onChange(MOODS[wanted]);
          }}
        />
        <p className={styles.quiet}>{t("openMusic.moodHint")}</p>
      </div>
    </div>
  );
}
