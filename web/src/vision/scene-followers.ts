/** The scene of a moving picture: read now and then, and smoothed. */
import { type Emotion, nameProbabilities } from "./affect";
import { Pace } from "./pace";
import type { SceneReader } from "./picture-reader";
import { clamp, type Raster } from "./raster";
import type { SceneReading } from "./scene-emotion";
import { ExponentialMean, TIME_CONSTANT_S } from "./smoothing";

// The scene is read this often at most: it takes longer than all the rest of a frame, and changes
// slowly. Just below a fifth of a second, so that at five frames a second every frame is read.
const SCENE_INTERVAL_S = 0.19;
// In the background the scene may fill this share of a processor, less of it where there are faces:
// they need it more, and the scene then says less. Our choice.
const SHARE_ALONE = 1 / 3;
const SHARE_BESIDE_FACES = 1 / 4;

/** Knows what the scene feels like at the moment. */
export interface SceneFollower {
  /**
   * The smoothed scene of a frame of `timeS` seconds.
   *
   * @param besideFaces whether there are faces to be read too.
   */
  follow(timeS: number, rgb: Raster, besideFaces: boolean): Promise<SceneReading>;
  /** Begin anew with the next frame. */
  forget(): void;
}

/** Reads the scene of the frame itself; a frame takes as long as that takes. */
export class PromptSceneFollower implements SceneFollower {
  private readonly pace = new Pace(SCENE_INTERVAL_S);
  private readonly smoother = new SceneSmoother();

  constructor(private readonly reader: SceneReader) {}

  async follow(timeS: number, rgb: Raster): Promise<SceneReading> {
    if (this.smoother.latest && !this.pace.isDue(timeS, 1)) return this.smoother.latest;
    this.pace.note(timeS, 0);
    return this.smoother.update(timeS, await this.reader.read(rgb));
  }

  forget(): void {
    this.smoother.forget();
    this.pace.reset();
  }
}

/**
 * Reads the scene while frames go on: a frame comes with the scene as it was last read.
 *
 * Only the first frame waits. Scenes change slowly, and what is read late still counts for the time
 * at which it was seen.
 */
export class BackgroundSceneFollower implements SceneFollower {
  private readonly pace = new Pace(SCENE_INTERVAL_S);
  private readonly smoother = new SceneSmoother();
  private pending: Promise<void> | null = null;
  private failure: unknown;
  private shot = 0;

  constructor(private readonly reader: SceneReader) {}

  async follow(timeS: number, rgb: Raster, besideFaces: boolean): Promise<SceneReading> {
    if (this.failure !== undefined) throw this.failure;
    const share = besideFaces ? SHARE_BESIDE_FACES : SHARE_ALONE;
    if (!this.pending && this.pace.isDue(timeS, share)) this.begin(timeS, rgb);
    while (!this.smoother.latest) {
      if (!this.pending) this.begin(timeS, rgb);
      await this.pending;
      if (this.failure !== undefined) throw this.failure;
    }
    return this.smoother.latest;
  }

  forget(): void {
    this.shot++;
    this.smoother.forget();
    this.pace.reset();
  }

  private begin(timeS: number, rgb: Raster): void {
    const { shot } = this;
    const beganMs = performance.now();
    this.pending = this.reader
      .read(rgb)
      .then((reading) => {
        this.pace.note(timeS, (performance.now() - beganMs) / 1000);
        // What was seen before a cut says nothing about the shot after it.
        if (shot === this.shot) this.smoother.update(timeS, reading);
        else this.pace.reset();
      })
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.pending = null;
      });
  }
}

class SceneSmoother {
  latest: SceneReading | null = null;
  private mean = new ExponentialMean(TIME_CONSTANT_S);

  update(timeS: number, reading: SceneReading): SceneReading {
    const words = Object.keys(reading.emotions) as Emotion[];
    const { valence, arousal } = reading.point;
    const values = [valence, arousal, ...(Object.values(reading.emotions) as number[])];
    const [meanValence = 0, meanArousal = 0, ...probs] = this.mean.update(timeS, values);
    this.latest = {
      ...reading,
      emotions: nameProbabilities(words, probs),
      point: { valence: clamp(meanValence, -1, 1), arousal: clamp(meanArousal, -1, 1) },
    };
    return this.latest;
  }

  forget(): void {
    this.latest = null;
    this.mean = new ExponentialMean(TIME_CONSTANT_S);
  }
}
