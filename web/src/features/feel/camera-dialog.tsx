import { RefreshCw, SwitchCamera } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/button";
import { Dialog } from "@/components/dialog";
import { giveConsent, useConsent } from "@/lib/consent";
import styles from "./camera-dialog.module.css";
import { showPicture } from "./wish";

type Facing = "user" | "environment";
type Trouble = "refused" | "missing" | "taken" | "insecure" | "unknown";

const TROUBLES: Record<string, Trouble> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "taken",
  AbortError: "taken",
};

async function openCamera(facing: Facing): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: facing, width: { ideal: 1280 }, height: { ideal: 960 } },
  });
}

function stopCamera(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Takes a picture with the camera: notice and consent first, then preview, take, retake. */
export function CameraDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("feel");
  const consented = useConsent("camera");
  return (
    <Dialog open={open} onClose={onClose} title={t("camera.title")} wide={consented}>
      {consented ? <Viewfinder onDone={onClose} /> : <Notice onCancel={onClose} />}
    </Dialog>
  );
}

function Notice({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation(["feel", "common"]);
  return (
    <div className={styles.notice}>
      <p>{t("camera.notice.inferred")}</p>
      <p>{t("camera.notice.kept")}</p>
      <p>{t("camera.notice.banned")}</p>
      <div className={styles.buttons}>
        <Button variant="primary" onClick={() => giveConsent("camera")}>
          {t("camera.notice.agree")}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          {t("common:action.cancel")}
        </Button>
      </div>
    </div>
  );
}

function Viewfinder({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("feel");
  const video = useRef<HTMLVideoElement>(null);
  const [on, setOn] = useState(true);
  const [facing, setFacing] = useState<Facing>("user");
  const [several, setSeveral] = useState(false);
  const [ready, setReady] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [taken, setTaken] = useState<{ file: File; url: string } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens it anew
  useEffect(() => {
    if (!on) return;
    setTrouble(null);
    if (!navigator.mediaDevices?.getUserMedia) {
      setTrouble("insecure");
      return;
    }
    let current = true;
    let opened: MediaStream | null = null;
    const start = async () => {
      const stream = await openCamera(facing);
      if (!current) return stopCamera(stream);
      opened = stream;
      for (const track of stream.getVideoTracks()) {
        track.addEventListener("ended", () => setTrouble("taken"));
      }
      if (video.current) video.current.srcObject = stream;
      const devices = await navigator.mediaDevices.enumerateDevices();
      setSeveral(devices.filter((device) => device.kind === "videoinput").length > 1);
    };
    start().catch((error: unknown) => {
      const name = error instanceof DOMException ? error.name : "";
      if (current) setTrouble(TROUBLES[name] ?? "unknown");
    });
    return () => {
      current = false;
      setReady(false);
      stopCamera(opened);
    };
  }, [on, facing, attempt]);

  const forget = useCallback(() => {
    setTaken((still) => {
      if (still) URL.revokeObjectURL(still.url);
      return null;
    });
  }, []);
  useEffect(() => forget, [forget]);

  const take = async () => {
    if (!video.current) return;
    const file = await photograph(video.current, t("camera.fileName"));
    setTaken({ file, url: URL.createObjectURL(file) });
  };

  if (trouble) {
    return (
      <div className={styles.notice} role="alert">
        <p>{t(`camera.trouble.${trouble}`)}</p>
        <div className={styles.buttons}>
          <Button onClick={() => setAttempt(attempt + 1)}>{t("camera.again")}</Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles.viewfinder}>
      <div className={styles.frame} data-mirrored={facing === "user"}>
        {on ? (
          <video
            ref={video}
            autoPlay
            muted
            playsInline
            aria-label={t("camera.preview")}
            onPlaying={() => setReady(true)}
          />
        ) : (
          <p className={styles.off}>{t("camera.off")}</p>
        )}
        {taken && <img src={taken.url} alt={t("camera.taken")} />}
      </div>
      <div className={styles.buttons}>
        {taken ? (
          <>
            <Button
              variant="primary"
              onClick={() => {
                showPicture(taken.file);
                onDone();
              }}
            >
              {t("camera.use")}
            </Button>
            <Button icon={<RefreshCw aria-hidden="true" />} onClick={forget}>
              {t("camera.retake")}
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" disabled={!on || !ready} onClick={() => void take()}>
              {t("camera.take")}
            </Button>
            <Button onClick={() => setOn(!on)}>{t(on ? "camera.turnOff" : "camera.turnOn")}</Button>
            {several && on && (
              <IconButton
                label={t("camera.switch")}
                onClick={() => setFacing(facing === "user" ? "environment" : "user")}
              >
                <SwitchCamera />
              </IconButton>
            )}
          </>
        )}
      </div>
    </div>
  );
}

// Near the quality that cameras themselves write.
const JPEG_QUALITY = 0.92;

/** What the camera sees now, the right way round, as a JPEG. */
function photograph(video: HTMLVideoElement, name: string): Promise<File> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob
          ? resolve(new File([blob], name, { type: "image/jpeg" }))
          : reject(new Error("the canvas could not be written")),
      "image/jpeg",
      JPEG_QUALITY,
    );
  });
}
