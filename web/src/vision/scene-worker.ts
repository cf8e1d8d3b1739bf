/** Reads scenes, which takes longer than all the rest of a frame, beside the worker that asks. */
import { limitThreads, openNetwork } from "./onnx-network";
import type { Raster } from "./raster";
import { SceneClassifier, type SceneReading } from "./scene-emotion";
import { VisionError } from "./vision-error";
import { fetchWeights, type ModelFile } from "./weights";
import { answerCalls } from "./worker-calls";

let classifier: SceneClassifier | null = null;

const calls = {
  async open(model: ModelFile): Promise<void> {
    limitThreads(1);
    classifier = new SceneClassifier(await openNetwork(await fetchWeights(model, tell)));
  },

  async read(rgb: Raster): Promise<SceneReading> {
    if (!classifier) throw new VisionError("failed", "no network was opened");
    return classifier.read(rgb);
  },
};

export type SceneCalls = typeof calls;

/** News: how many more bytes of the network have come. */
const tell: (bytes: number) => void = answerCalls(calls);
