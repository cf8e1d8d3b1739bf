import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { say } from "@/components/toast";
import { type MoodPoint, showMood } from "@/lib/mood";
import { player } from "@/player/player";
import { VisionError } from "@/vision/vision-error";
import { CameraControls } from "./camera-controls";
import { CameraPicture } from "./camera-picture";
import styles from "./live.module.css";
import { LiveList } from "./live-list";
import type { LiveReading } from "./live-reading";
import { PlaceNote } from "./place-note";
import { ReadingPanel } from "./reading-panel";
import { readStill, Still, type StillPicture } from "./still-picture";
import { useCamera } from "./use-camera";
import { useDevice, useWhileNeeded } from "./use-device";
import { useFrameReader } from "./use-frame-reader";
import { useLiveList } from "./use-live-list";
import { useLiveReading } from "./use-live-reading";

// How far in the plane a mood must have moved before the page changes its colour with it: a page that
// glides all the time is restless, and the whole of it is painted anew each time.
const COLOUR_STEP = 0.15;

/** The camera's picture, what is read in it, and the music for that. */
export function Stage() {
  const { t } = useTranslation(["live", "common"]);
  const video = useRef<HTMLVideoElement>(null);
  const { camera, devices, chosen, choose, switchOn, switchOff } = useCamera();
  const { device, open, fail: failDevice, release } = useDevice();
  const [still, setStill] = useStill();
  const [readingFile, setReadingFile] = useState(false);
  const [following, setFollowing] = useState(true);
  const list = useLiveList(following);
  const stream = camera.state === "on" ? camera.stream : null;
  const { place, reader, error, fail, choosePlace } = useFrameReader(device, stream !== null);
  const watching = camera.state === "on" || camera.state === "starting";
  useWhileNeeded(readingFile || (watching && place === "device"), { device, open, release });

  const colour = useMoodColour();
  const onReading = useCallback(
    (reading: LiveReading) => {
      colour(reading.affect);
      list.follow(reading);
    },
    [colour, list.follow],
  );
  const { shown, latest } = useLiveReading(
    video,
    stream,
    reader,
    onReading,
    place === "service" ? fail : failDevice,
  );

  // A mood that waited to be music waits no longer once nobody is watched.
  useEffect(() => {
    if (!stream) list.rest();
  }, [stream, list.rest]);

  const turnOn = () => {
    setStill(null);
    switchOn();
    if (place === "device") open().catch(() => undefined);
  };
  const showFile = async (file: File) => {
    switchOff();
    setReadingFile(true);
    try {
      const picture = await readStill(file, await open());
      setStill(picture);
      showMood(picture.reading.affect);
      list.choose(picture.reading.affect);
    } catch (fault) {
      // What the device cannot do is told beside the picture; the rest is the picture's fault.
      if (!(fault instanceof VisionError)) say(t("still.unreadable"), { tone: "alarm" });
    } finally {
      setReadingFile(false);
    }
  };

  return (
    <>
      <h1 className="visually-hidden">{t("title")}</h1>
      <div className={styles.stage}>
        <div className={styles.seen}>
          {still ? (
            <Still picture={still} onClose={() => setStill(null)} />
          ) : (
            <CameraPicture
              video={video}
              camera={camera}
              device={device}
              place={place}
              serviceError={error}
              latest={latest}
              waiting={shown === null}
              onOn={turnOn}
              onFile={(file) => void showFile(file)}
            />
          )}
          <CameraControls
            camera={camera}
            devices={devices}
            chosen={chosen}
            onChoose={choose}
            onOff={switchOff}
            onFile={(file) => void showFile(file)}
          />
          <PlaceNote
            place={place}
            device={device}
            rate={still ? null : (shown?.rate ?? null)}
            onDevice={() => {
              choosePlace("device");
              if (camera.state === "on") open().catch(() => undefined);
            }}
            onService={() => choosePlace("service")}
          />
        </div>
        {(still || shown || stream) && (
          <ReadingPanel key={still?.url} reading={still?.reading ?? shown?.reading ?? null} />
        )}
      </div>
      {(list.list || list.finding || list.error || stream) && (
        <LiveList
          list={list.list}
          following={following}
          onFollowing={setFollowing}
          error={list.error}
          onRetry={list.retry}
        />
      )}
    </>
  );
}

/** Gives the page the colour of what is seen, while no music gives it its own. */
function useMoodColour(): (mood: MoodPoint) => void {
  const last = useRef<MoodPoint | null>(null);
  return useCallback((mood) => {
    if (player.get().playing) {
      last.current = null;
      return;
    }
    const { valence, arousal } = last.current ?? { valence: Infinity, arousal: 0 };
    if (Math.hypot(mood.valence - valence, mood.arousal - arousal) < COLOUR_STEP) return;
    last.current = mood;
    showMood(mood);
  }, []);
}

/** The picture that was read instead of the camera; its address is given back. */
function useStill() {
  const [still, setStill] = useState<StillPicture | null>(null);
  useEffect(() => () => URL.revokeObjectURL(still?.url ?? ""), [still]);
  return [still, setStill] as const;
}
