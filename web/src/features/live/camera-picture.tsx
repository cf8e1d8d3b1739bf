import { Camera as CameraIcon } from "lucide-react";
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemSentence } from "@/api/problem";
import { Button } from "@/components/button";
import { Spinner } from "@/components/spinner";
import { classes } from "@/lib/classes";
import { FaceOverlay } from "./face-overlay";
import styles from "./live.module.css";
import type { LiveReading } from "./live-reading";
import { PictureButton } from "./picture-button";
import type { Camera } from "./use-camera";
import type { Device } from "./use-device";
import type { Place } from "./use-frame-reader";

// Most cameras' shape, until this one tells its own.
const USUAL_SHAPE = 4 / 3;

/** The camera's picture at its own rate, with the faces boxed; or why there is none. */
export function CameraPicture({
  video,
  camera,
  device,
  place,
  serviceError,
  latest,
  waiting,
  onOn,
  onFile,
}: {
  video: RefObject<HTMLVideoElement | null>;
  camera: Camera;
  device: Device;
  place: Place;
  serviceError: unknown;
  latest: RefObject<LiveReading | null>;
  /** Nothing was read yet. */
  waiting: boolean;
  onOn: () => void;
  onFile: (file: File) => void;
}) {
  const { t } = useTranslation("live");
  const [shape, setShape] = useState(USUAL_SHAPE);
  const stream = camera.state === "on" ? camera.stream : null;
  const mirrored = camera.state === "on" && camera.mirrored;

  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [video, stream]);

  return (
    <div
      className={classes(styles.frame, !stream && styles.empty)}
      style={{ "--shape": shape } as CSSProperties}
    >
      <video
        ref={video}
        className={classes(styles.picture, mirrored && styles.mirrored)}
        autoPlay
        muted
        playsInline
        hidden={!stream}
        aria-label={t("camera.picture")}
        onResize={({ currentTarget: { videoWidth, videoHeight } }) =>
          setShape(videoWidth / videoHeight || USUAL_SHAPE)
        }
      />
      {stream && <FaceOverlay latest={latest} mirrored={mirrored} video={video} />}
      {stream && waiting && place === "device" && <DeviceState device={device} onRetry={onOn} />}
      {stream && place === "service" && serviceError != null && (
        <p className={styles.caption} role="alert">
          {problemSentence(serviceError)}
        </p>
      )}
      {!stream && <NoPicture camera={camera} onOn={onOn} onFile={onFile} />}
    </div>
  );
}

/** Loading, or why this device cannot read; the picture goes on behind it. */
function DeviceState({ device, onRetry }: { device: Device; onRetry: () => void }) {
  const { t, i18n } = useTranslation(["live", "common"]);
  if (device.state === "failed") {
    return (
      <div className={styles.caption} role="alert">
        <p>{t(`device.${device.error.fault}`)}</p>
        {device.error.fault !== "unsupported" && (
          <Button onClick={onRetry}>{t("common:action.retry")}</Button>
        )}
      </div>
    );
  }
  if (device.state !== "loading") return null;
  const { bytes, total } = device.progress;
  const megabytes = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 });
  return (
    <div className={styles.caption} role="status">
      <p>
        {total > 0
          ? t("device.loading", { size: megabytes.format(total / 1e6) })
          : t("device.opening")}
      </p>
      <progress value={bytes} max={total || 1} aria-label={t("device.progress")} />
    </div>
  );
}

function NoPicture({
  camera,
  onOn,
  onFile,
}: {
  camera: Camera;
  onOn: () => void;
  onFile: (file: File) => void;
}) {
  const { t } = useTranslation(["live", "common"]);
  switch (camera.state) {
    case "starting":
      return (
        <Placeholder>
          <Spinner />
          <p role="status">{t("camera.starting")}</p>
        </Placeholder>
      );
    case "resting":
      return (
        <Placeholder>
          <p>{t("camera.resting")}</p>
        </Placeholder>
      );
    case "failed":
      return (
        <Placeholder>
          <div role="alert">
            <p className={styles.faultTitle}>{t(`camera.fault.${camera.fault}.title`)}</p>
            <p>{t(`camera.fault.${camera.fault}.text`)}</p>
          </div>
          <div className={styles.choices}>
            {camera.fault !== "insecure" && (
              <Button variant="primary" onClick={onOn}>
                {t("common:action.retry")}
              </Button>
            )}
            <PictureButton onFile={onFile} />
          </div>
        </Placeholder>
      );
    default:
      return (
        <Placeholder>
          <p className={styles.invitation}>{t("camera.invitation")}</p>
          <div className={styles.choices}>
            <Button variant="primary" icon={<CameraIcon aria-hidden="true" />} onClick={onOn}>
              {t("camera.on")}
            </Button>
            <PictureButton onFile={onFile} />
          </div>
        </Placeholder>
      );
  }
}

function Placeholder({ children }: { children: ReactNode }) {
  return <div className={styles.placeholder}>{children}</div>;
}
