import { Download, X } from "lucide-react";
import { type CSSProperties, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/button";
import type { DeviceReader } from "@/vision/device-reader";
import { readingAsJson } from "@/vision/reading-json";
import { FaceOverlay } from "./face-overlay";
import styles from "./live.module.css";
import type { LiveReading } from "./live-reading";

type ReadingJson = ReturnType<typeof readingAsJson>;

/** A picture that was read on this device. */
export interface StillPicture {
  readonly name: string;
  readonly url: string;
  readonly json: ReadingJson;
  readonly reading: LiveReading;
}

// More than some phones' canvases can hold. Faces and scenes are read much smaller anyway.
const MAX_PIXELS = 16e6;

/**
 * Read a picture file on this device.
 *
 * @throws DOMException where the browser cannot decode it.
 * @throws VisionError where the device cannot read.
 */
export async function readStill(file: File, reader: DeviceReader): Promise<StillPicture> {
  const bitmap = await decode(file);
  const size = [bitmap.width, bitmap.height] as const;
  const json = readingAsJson(file.name, await reader.readPicture(bitmap));
  return {
    name: file.name,
    url: URL.createObjectURL(file),
    json,
    reading: {
      timeS: 0,
      size,
      emotion: json.overall.emotion,
      affect: json.overall,
      faces: json.faces.map(({ box, emotion, emotions }, at) => ({
        id: at + 1,
        box: box as [number, number, number, number],
        emotion,
        emotions,
        seen: true,
      })),
    },
  };
}

async function decode(file: File): Promise<ImageBitmap> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.sqrt(MAX_PIXELS / (bitmap.width * bitmap.height));
  if (scale >= 1) return bitmap;
  const smaller = await createImageBitmap(bitmap, {
    resizeWidth: Math.floor(bitmap.width * scale),
    resizeHeight: Math.floor(bitmap.height * scale),
    resizeQuality: "high",
  });
  bitmap.close();
  return smaller;
}

/** The picture with its faces boxed, and its reading as a file. */
export function Still({ picture, onClose }: { picture: StillPicture; onClose: () => void }) {
  const { t } = useTranslation("live");
  const [width, height] = picture.reading.size;
  const latest = useMemo(() => ({ current: picture.reading }), [picture]);
  const [download, setDownload] = useState<string>();
  useEffect(() => {
    const blob = new Blob([JSON.stringify(picture.json, null, 2)], { type: "application/json" });
    const url = URL.createObjectURL(blob);
    setDownload(url);
    return () => URL.revokeObjectURL(url);
  }, [picture]);
  return (
    <div className={styles.still}>
      <div className={styles.frame} style={{ "--shape": width / height } as CSSProperties}>
        <img className={styles.picture} src={picture.url} alt={picture.name} />
        <FaceOverlay latest={latest} mirrored={false} />
      </div>
      <div className={styles.controls}>
        <a className={styles.download} href={download} download={`${picture.name}.json`}>
          <Download aria-hidden="true" />
          {t("still.json")}
        </a>
        <IconButton label={t("still.close")} onClick={onClose}>
          <X />
        </IconButton>
      </div>
    </div>
  );
}
