import { useCallback, useEffect, useRef, useState } from "react";

/** Why there is no picture. */
export type CameraFault = "refused" | "missing" | "busy" | "insecure" | "unplugged";

export type Camera =
  | { readonly state: "off" }
  | { readonly state: "starting" }
  /** The page is hidden: the camera is off, and comes back with the page. */
  | { readonly state: "resting" }
  | { readonly state: "on"; readonly stream: MediaStream; readonly mirrored: boolean }
  | { readonly state: "failed"; readonly fault: CameraFault };

const FAULTS: Record<string, CameraFault> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
};

function stopStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/**
 * The camera: off until it is switched on, off while nobody looks at the page, and off at the end.
 */
export function useCamera() {
  const [wanted, setWanted] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [camera, setCamera] = useState<Camera>({ state: "off" });
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const visible = useVisible();
  const stream = useRef<MediaStream | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew
  useEffect(() => {
    if (!wanted || !visible) {
      setCamera({ state: wanted ? "resting" : "off" });
      return;
    }
    let left = false;
    const fail = (fault: CameraFault) => !left && setCamera({ state: "failed", fault });
    setCamera({ state: "starting" });
    openCamera(chosen).then(
      async (opened) => {
        if (left) return stopStream(opened);
        stream.current = opened;
        const [track] = opened.getVideoTracks();
        track.addEventListener("ended", () => fail("unplugged"));
        const mirrored = track.getSettings().facingMode !== "environment";
        setCamera({ state: "on", stream: opened, mirrored });
        // Names of cameras are told only to pages that may use one.
        const all = await navigator.mediaDevices.enumerateDevices();
        if (!left) setDevices(all.filter(({ kind }) => kind === "videoinput"));
      },
      (error: unknown) => {
        if (!navigator.mediaDevices) fail("insecure");
        else fail(FAULTS[error instanceof DOMException ? error.name : ""] ?? "busy");
      },
    );
    return () => {
      left = true;
      stopStream(stream.current);
      stream.current = null;
    };
  }, [wanted, visible, chosen, attempt]);

  return {
    camera,
    /** The cameras there are; known once one is on. */
    devices,
    chosen,
    choose: setChosen,
    switchOn: useCallback(() => {
      setWanted(true);
      setAttempt((number) => number + 1);
    }, []),
    switchOff: useCallback(() => setWanted(false), []),
  };
}

async function openCamera(deviceId: string | null): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: 640 },
      height: { ideal: 480 },
      frameRate: { ideal: 30 },
      ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" }),
    },
  });
}

function useVisible(): boolean {
  const [visible, setVisible] = useState(!document.hidden);
  useEffect(() => {
    const look = () => setVisible(!document.hidden);
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  return visible;
}
