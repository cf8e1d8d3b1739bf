import { useQuery } from "@tanstack/react-query";
import { Camera, ImageOff, ImagePlus, ImageUp, Lightbulb, X } from "lucide-react";
import { type CSSProperties, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import type { Box } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { Segmented } from "@/components/choice";
import { Spinner } from "@/components/spinner";
import { moodColour } from "@/lib/mood";
import { PictureChooser } from "./picture-chooser";
import { explanationQuery } from "./queries";
import styles from "./stage.module.css";
import { useObjectUrl } from "./use-object-url";
import type { SeenPicture } from "./use-pictures";
import { chooseFace, removePicture } from "./wish";

interface Size {
  width: number;
  height: number;
}

const within = ([x, y, width, height]: Box, size: Size): CSSProperties => ({
  left: `${(x / size.width) * 100}%`,
  top: `${(y / size.height) * 100}%`,
  width: `${(width / size.width) * 100}%`,
  height: `${(height / size.height) * 100}%`,
});

/** The picture, its faces boxed, and on demand what the reading rests on. */
export function Stage({
  seen: { picture, file, broken, reading, face },
  alone,
  onCamera,
}: {
  seen: SeenPicture;
  /** There is no other picture. */
  alone: boolean;
  onCamera: () => void;
}) {
  const { t } = useTranslation(["feel", "common"]);
  const chooser = useRef<HTMLInputElement>(null);
  const adder = useRef<HTMLInputElement>(null);
  const url = useObjectUrl(file);
  const [size, setSize] = useState<Size | null>(null);
  const [explaining, setExplaining] = useState(false);
  const explanation = useQuery(explanationQuery(picture, file, explaining));
  const faces = reading?.faces ?? [];
  const overlays = explaining
    ? (explanation.data ?? []).filter((overlay) =>
        face === "all" ? true : overlay.about === "face" && overlay.face === face,
      )
    : [];

  return (
    <figure className={styles.stage}>
      <div
        className={styles.frame}
        style={
          size
            ? ({
                aspectRatio: `${size.width}/${size.height}`,
                "--ratio": size.width / size.height,
              } as CSSProperties)
            : undefined
        }
      >
        {url ? (
          <img
            src={url}
            alt={t("stage.picture", { name: picture.name })}
            className={styles.picture}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
              setSize({ width: naturalWidth, height: naturalHeight })
            }
          />
        ) : (
          <span className={styles.waiting}>
            {broken ? <ImageOff aria-hidden="true" /> : <Spinner />}
          </span>
        )}
        {size &&
          overlays.map((overlay) => (
            <img
              key={`${overlay.about}${overlay.face ?? ""}`}
              src={overlay.png}
              alt=""
              className={styles.heat}
              style={within(overlay.box, size)}
            />
          ))}
        {size &&
          faces.map((found, index) => (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: a face is told by its place in the reading
              key={index}
              type="button"
              className={styles.face}
              style={
                {
                  ...within(found.box, size),
                  "--face": moodColour(found.valence, found.arousal, "dark"),
                } as CSSProperties
              }
              aria-pressed={face === index || (face === "all" && faces.length === 1)}
              aria-label={t("stage.face", {
                number: index + 1,
                emotion: t(`common:emotion.${found.emotion as "happy"}`),
              })}
              onClick={() => chooseFace(picture.key, face === index ? "all" : index)}
            >
              <span className={styles.tag}>{t(`common:emotion.${found.emotion as "happy"}`)}</span>
            </button>
          ))}
        <div className={styles.tools}>
          {alone && (
            <>
              <IconButton label={t("input.camera")} className={styles.tool} onClick={onCamera}>
                <Camera />
              </IconButton>
              <IconButton
                label={t("stage.replace")}
                className={styles.tool}
                onClick={() => chooser.current?.click()}
              >
                <ImageUp />
              </IconButton>
              <IconButton
                label={t("stage.add")}
                className={styles.tool}
                onClick={() => adder.current?.click()}
              >
                <ImagePlus />
              </IconButton>
            </>
          )}
          <IconButton
            label={t("stage.remove")}
            className={styles.tool}
            onClick={() => removePicture(picture.key)}
          >
            <X />
          </IconButton>
        </div>
        {alone && (
          <>
            <PictureChooser ref={chooser} label={t("stage.replace")} />
            <PictureChooser ref={adder} label={t("stage.add")} adding />
          </>
        )}
      </div>
      <figcaption className={styles.caption}>
        {reading && (
          <Button
            variant="quiet"
            className={styles.explain}
            icon={<Lightbulb aria-hidden="true" />}
            aria-pressed={explaining}
            busy={explaining && explanation.isFetching}
            onClick={() => setExplaining(!explaining)}
          >
            {t("stage.explain")}
          </Button>
        )}
        {picture.credit && (
          <p>
            {t("stage.credit")} <a href={picture.credit.href}>{picture.credit.text}</a>
          </p>
        )}
        {explaining && explanation.data && <p className={styles.legend}>{t("stage.legend")}</p>}
        {explaining && explanation.error && (
          <p className={styles.legend} role="alert">
            {problemSentence(explanation.error)}
          </p>
        )}
      </figcaption>
      {faces.length > 1 && (
        <Segmented
          legend={t("stage.whose")}
          hideLegend
          value={face === "all" ? "all" : String(face)}
          options={[
            { value: "all", label: t("stage.all") },
            ...faces.map((_, index) => ({
              value: String(index),
              label: t("stage.number", { number: index + 1 }),
            })),
          ]}
          onChange={(value) => chooseFace(picture.key, value === "all" ? "all" : Number(value))}
        />
      )}
    </figure>
  );
}
