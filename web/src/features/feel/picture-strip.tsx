import { ImageOff, ImagePlus, Images } from "lucide-react";
import { type CSSProperties, useRef } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import { IconButton } from "@/components/button";
import { Spinner } from "@/components/spinner";
import { moodColour } from "@/lib/mood";
import { useTheme } from "@/lib/theme";
import { PictureChooser } from "./picture-chooser";
import styles from "./picture-strip.module.css";
import { useObjectUrl } from "./use-object-url";
import type { SeenPicture } from "./use-pictures";
import { choosePicture } from "./wish";

/** Several pictures in small: one of them to choose, or all together, or more to add. */
export function PictureStrip({
  seen,
  shown,
}: {
  seen: readonly SeenPicture[];
  shown: number | "all";
}) {
  const { t } = useTranslation("feel");
  const adder = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.strip}>
      <fieldset className={styles.pictures}>
        <legend className="visually-hidden">{t("stage.which")}</legend>
        <label className={styles.all}>
          <input
            type="radio"
            className="input-above"
            name="picture"
            aria-label={t("stage.together")}
            checked={shown === "all"}
            onChange={() => choosePicture("all")}
          />
          <span>
            <Images aria-hidden="true" />
            {t("stage.togetherShort")}
          </span>
        </label>
        {seen.map((one) => (
          <Thumbnail key={one.picture.key} seen={one} chosen={shown === one.picture.key} />
        ))}
      </fieldset>
      <IconButton
        label={t("stage.add")}
        className={styles.add}
        onClick={() => adder.current?.click()}
      >
        <ImagePlus />
      </IconButton>
      <PictureChooser ref={adder} label={t("stage.add")} adding />
    </div>
  );
}

function Thumbnail({ seen, chosen }: { seen: SeenPicture; chosen: boolean }) {
  const { t } = useTranslation("feel");
  const theme = useTheme();
  const { picture, file, error, mood } = seen;
  const url = useObjectUrl(file);
  const name = error
    ? t("stage.broken", { name: picture.name, reason: problemSentence(error) })
    : t("stage.picture", { name: picture.name });
  return (
    <label
      className={styles.thumbnail}
      title={name}
      style={
        mood
          ? ({ "--of": moodColour(mood.valence, mood.arousal, theme) } as CSSProperties)
          : undefined
      }
    >
      <input
        type="radio"
        className="input-above"
        name="picture"
        aria-label={name}
        checked={chosen}
        onChange={() => choosePicture(picture.key)}
      />
      <span>
        {error ? <ImageOff aria-hidden="true" /> : url ? <img src={url} alt="" /> : <Spinner />}
      </span>
    </label>
  );
}
