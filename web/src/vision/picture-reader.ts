/** Reading a whole picture: its faces, its scene, and the two together. */
import type { Affect } from "./affect";
import { type FaceDetector, PICTURE_SEARCH } from "./face-detection";
import type { FaceEmotionClassifier, FaceReading } from "./face-emotion";
import { fuse } from "./fusion";
import type { Raster } from "./raster";
import type { SceneReading } from "./scene-emotion";

/** What a picture feels like, as a whole and in its parts. */
export interface PictureReading {
  readonly overall: Affect;
  readonly faces: readonly FaceReading[];
  readonly scene: SceneReading;
}

/** Whoever reads the mood of a scene, here or in another worker. */
export interface SceneReader {
  read(rgb: Raster): Promise<SceneReading>;
}

/** Reads the affect of pictures as `affetto feel` does. */
export class PictureReader {
  constructor(
    private readonly detector: FaceDetector,
    private readonly faceClassifier: FaceEmotionClassifier,
    private readonly sceneReader: SceneReader,
  ) {}

  /** What an upright colour picture feels like. */
  async read(rgb: Raster): Promise<PictureReading> {
    const [scene, faces] = await Promise.all([this.sceneReader.read(rgb), this.readFaces(rgb)]);
    return { overall: fuse(faces, scene, rgb.width * rgb.height), faces, scene };
  }

  private async readFaces(rgb: Raster): Promise<FaceReading[]> {
    return this.faceClassifier.read(rgb, await this.detector.detect(rgb, PICTURE_SEARCH));
  }
}
