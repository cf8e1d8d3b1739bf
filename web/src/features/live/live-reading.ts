/** What the camera shows at one moment, whoever has read it. */
import type { Affect, Box } from "@/api/types";
import type { FrameReading } from "@/vision/moving-picture-reader";
import { affectAsJson } from "@/vision/reading-json";

/** A face that is followed. */
export interface LiveFace {
  /** Its number, which stays its own. */
  readonly id: number;
  /** Pixels of the frame that was read. */
  readonly box: Box;
  /** Its steady name. */
  readonly emotion: string;
  readonly emotions: Readonly<Record<string, number>>;
  /** Whether the present frame shows it; if not, it is awaited. */
  readonly seen: boolean;
}

export interface LiveReading {
  readonly timeS: number;
  /** Width and height of the frame, pixels. */
  readonly size: readonly [width: number, height: number];
  /** The steady name of the whole. */
  readonly emotion: string;
  readonly affect: Affect;
  readonly faces: readonly LiveFace[];
}

/** Reads the frames of a camera: on this device, or by the service. */
export interface FrameReader {
  /**
   * What a frame of `timeS` seconds shows, null where this one could not be read and the next may
   * be. One at a time; the bitmap is used up.
   */
  read(timeS: number, bitmap: ImageBitmap): Promise<LiveReading | null>;
  /** Begin anew with the next frame. */
  startShot(): void;
  close(): void;
}

/** A reading of this device in the form that the page shows. */
export function asLiveReading(reading: FrameReading): LiveReading {
  return {
    timeS: reading.timeS,
    size: reading.size,
    emotion: reading.emotion,
    affect: affectAsJson(reading.overall),
    faces: reading.faces.map(({ track, emotion, reading: { emotions } }) => {
      const { x, y, width, height } = track.face.box;
      return { id: track.id, box: [x, y, width, height], emotion, emotions, seen: track.seen };
    }),
  };
}
