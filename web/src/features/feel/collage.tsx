import { ImageOff, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/button";
import { Spinner } from "@/components/spinner";
import styles from "./collage.module.css";
import stage from "./stage.module.css";
import { useObjectUrl } from "./use-object-url";
import type { SeenPicture } from "./use-pictures";
import { choosePicture, clearPictures } from "./wish";

/** Several pictures that count together, each with what it was read as. */
export function Collage({ seen }: { seen: readonly SeenPicture[] }) {
  const { t } = useTranslation("feel");
  return (
    <figure className={stage.stage}>
      <div className={styles.collage} data-count={seen.length}>
        {seen.map((one) => (
          <Tile key={one.picture.key} seen={one} />
        ))}
        <div className={stage.tools}>
          <IconButton label={t("stage.removeAll")} className={stage.tool} onClick={clearPictures}>
            <X />
          </IconButton>
        </div>
      </div>
    </figure>
  );
}

function Tile({ seen: { picture, file, error, mood } }: { seen: SeenPicture }) {
  const { t } = useTranslation(["feel", "common"]);
  const url = useObjectUrl(file);
  const emotion = mood?.word ? t(`common:emotion.${mood.word as "happy"}`) : null;
  return (
    <button
      type="button"
      className={styles.tile}
      aria-label={t("stage.choose", { name: picture.name, emotion: emotion ?? "" })}
      onClick={() => choosePicture(picture.key)}
    >
      {error ? <ImageOff aria-hidden="true" /> : url ? <img src={url} alt="" /> : <Spinner />}
      {emotion && <span className={styles.word}>{emotion}</span>}
    </button>
  );
}
