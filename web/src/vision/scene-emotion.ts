/** The mood of a scene; as `vision/scene_emotion.py`. */
import { type Emotions, nameProbabilities, type Point, SCENE_EMOTIONS } from "./affect";
import type { Network } from "./network";
import type { Raster } from "./raster";
import { BICUBIC, resize } from "./resampling";

const SIDE_PX = 260;
// Box-shrinking first spares the filter the width of a large photograph.
const REDUCING_GAP = 3;

/** What the network looks for in a picture, in the order of its output. */
const CONTEXT_TAGS = [
  "outdoors",
  "indoors",
  "people",
  "crowd",
  "animals",
  "water",
  "sea",
  "forest",
  "mountain",
  "city",
  "night",
  "sunset",
  "snow",
  "storm",
  "fire",
  "nature",
  "activity",
  "desolate",
] as const;

/** Those that are right often enough to be told (docs/models/scene-emotion.md). */
const RELIABLE_TAGS: ReadonlySet<string> = new Set([
  "outdoors",
  "indoors",
  "people",
  "animals",
  "water",
  "fire",
  "nature",
  "activity",
]);

/** What a scene feels like. */
export interface SceneReading {
  /** Probability per landscape mood. */
  readonly emotions: Emotions;
  readonly point: Point;
  /** Probability of what is to be seen; several may hold at once. */
  readonly context: Readonly<Record<string, number>>;
}

/** Reads the mood of scenes. */
export class SceneClassifier {
  /** @param network the model `scene-emotion`: takes `pictures` [n, 260, 260, 3]. */
  constructor(private readonly network: Network) {}

  /** The mood of one colour picture. */
  async read(rgb: Raster): Promise<SceneReading> {
    // The whole picture, squeezed to the network's square.
    const { data } = resize(rgb, SIDE_PX, SIDE_PX, BICUBIC, REDUCING_GAP);
    const outputs = await this.network.run({
      pictures: { data, dims: [1, SIDE_PX, SIDE_PX, 3] },
    });
    const [valence, arousal] = outputs.affect.data;
    const context = outputs.context.data;
    return {
      emotions: nameProbabilities(SCENE_EMOTIONS, outputs.emotions.data),
      point: { valence: valence, arousal: arousal },
      context: Object.fromEntries(
        CONTEXT_TAGS.map((tag, at) => [tag, context[at]] as const).filter(([tag]) =>
          RELIABLE_TAGS.has(tag),
        ),
      ),
    };
  }
}
