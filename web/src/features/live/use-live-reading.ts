import { type RefObject, useEffect, useRef, useState } from "react";
import { FrameLoop } from "./frame-loop";
import type { FrameReader, LiveReading } from "./live-reading";
import { RateMeter } from "./rate-meter";

// Words and bars are drawn anew this often: more can nobody read, and they glide from one to the
// next. Boxes move with every frame.
const SHOWN_EVERY_MS = 300;

/** What is shown of the camera. */
export interface Shown {
  readonly reading: LiveReading;
  /** Frames read a second. */
  readonly rate: number;
}

/**
 * Reads the video that plays in `video` while there is a reader.
 *
 * @param onReading told each reading.
 * @param onError told why it has ended.
 * @returns what to show, a few times a second, and the latest reading for what moves with it.
 */
export function useLiveReading(
  video: RefObject<HTMLVideoElement | null>,
  stream: MediaStream | null,
  reader: FrameReader | null,
  onReading: (reading: LiveReading) => void,
  onError: (error: unknown) => void,
): { shown: Shown | null; latest: RefObject<LiveReading | null> } {
  const [shown, setShown] = useState<Shown | null>(null);
  const latest = useRef<LiveReading | null>(null);
  const told = useRef({ onReading, onError });
  told.current = { onReading, onError };

  useEffect(() => {
    const element = video.current;
    if (!element || !stream || !reader) return;
    const meter = new RateMeter();
    let shownMs = Number.NEGATIVE_INFINITY;
    const loop = new FrameLoop(element, reader, {
      onReading(reading) {
        const nowMs = performance.now();
        meter.note(nowMs);
        latest.current = reading;
        told.current.onReading(reading);
        if (nowMs - shownMs < SHOWN_EVERY_MS) return;
        shownMs = nowMs;
        setShown({ reading, rate: meter.rate(nowMs) });
      },
      onError: (error) => told.current.onError(error),
    });
    loop.start();
    return () => {
      loop.stop();
      latest.current = null;
      setShown(null);
    };
  }, [video, stream, reader]);

  return { shown, latest };
}
