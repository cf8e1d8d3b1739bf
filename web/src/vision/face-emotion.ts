/** The emotions that faces express; as `vision/face_emotion.py`. */
import {
  type Emotions,
  expectedPoint,
  FACE_EMOTIONS,
  nameProbabilities,
  type Point,
} from "./affect";
import { cropFace, SIDE_PX } from "./face-crops";
import type { DetectedFace } from "./faces";
import type { Network, Tensor } from "./network";
import type { Raster } from "./raster";

/** A face and what it expresses. */
export interface FaceReading {
  readonly face: DetectedFace;
  /** Calibrated probability per emotion. */
  readonly emotions: Emotions;
  /** The mean place of `emotions`. */
  readonly point: Point;
}

/** Reads the emotions of faces. */
export class FaceEmotionClassifier {
  /** @param network the model `face-emotion`: takes `faces` [n, 48, 48], gives `probs` [n, 7]. */
  constructor(private readonly network: Network) {}

  /** What each of `faces` of a colour picture expresses. */
  async read(rgb: Raster, faces: readonly DetectedFace[]): Promise<FaceReading[]> {
    if (!faces.length) return [];
    const crops = new Uint8Array(faces.length * SIDE_PX * SIDE_PX);
    for (const [at, face] of faces.entries()) {
      crops.set(cropFace(rgb, face).data, at * SIDE_PX * SIDE_PX);
    }
    const outputs = await this.network.run({
      faces: { data: crops, dims: [faces.length, SIDE_PX, SIDE_PX] },
    });
    const probs = (outputs.probs as Tensor).data;
    return faces.map((face, at) => {
      const n = FACE_EMOTIONS.length;
      const emotions = nameProbabilities(FACE_EMOTIONS, probs.slice(at * n, (at + 1) * n));
      return { face, emotions, point: expectedPoint(emotions) };
    });
  }
}
