/** Reads pictures and frames away from the thread that draws the page; no pixel leaves it. */
import { FaceDetector } from "./face-detection";
import { FaceEmotionClassifier } from "./face-emotion";
import { type FrameReading, MovingPictureReader } from "./moving-picture-reader";
import { limitThreads, openNetwork } from "./onnx-network";
import { PictureReader, type PictureReading } from "./picture-reader";
import { type Raster, rasterFromRgba } from "./raster";
import { BackgroundSceneFollower } from "./scene-followers";
import type { SceneCalls } from "./scene-worker";
import { VisionError } from "./vision-error";
import { fetchWeights, listModels, type ModelFile } from "./weights";
import { answerCalls, WorkerCaller } from "./worker-calls";

// One core is left to the page and one to the scene; more than four threads gain nothing on
// networks of this size.
const MAX_THREADS = 4;

interface Readers {
  readonly pictures: PictureReader;
  readonly frames: MovingPictureReader;
}

let readers: Readers | null = null;

const calls = {
  /** Fetch and open the networks. */
  async open(): Promise<void> {
    if (typeof OffscreenCanvas === "undefined") {
      throw new VisionError("unsupported", "workers of this browser have no canvas");
    }
    readers = await openReaders();
  },

  async readPicture(bitmap: ImageBitmap): Promise<PictureReading> {
    return opened().pictures.read(takePixels(bitmap));
  },

  async readFrame(frame: { timeS: number; bitmap: ImageBitmap }): Promise<FrameReading> {
    return opened().frames.read(frame.timeS, takePixels(frame.bitmap));
  },

  async startShot(): Promise<void> {
    opened().frames.startShot();
  },
};

export type VisionCalls = typeof calls;

/** News: how much of the networks has come, of how much. */
export interface LoadingProgress {
  readonly bytes: number;
  readonly total: number;
}

const tell: (progress: LoadingProgress) => void = answerCalls(calls);

function opened(): Readers {
  if (!readers) throw new VisionError("failed", "no network was opened");
  return readers;
}

async function openReaders(): Promise<Readers> {
  const models = await listModels();
  const [faces, expressions, scenes] = ["centerface", "face-emotion", "scene-emotion"].map((name) =>
    findModel(models, name),
  ) as [ModelFile, ModelFile, ModelFile];
  const total = faces.bytes + expressions.bytes + scenes.bytes;
  let bytes = 0;
  const onBytes = (more: number) => {
    bytes += more;
    tell({ bytes, total });
  };
  limitThreads(Math.min(MAX_THREADS, Math.max(1, navigator.hardwareConcurrency - 2)));
  const sceneWorker = new WorkerCaller<SceneCalls>(
    new Worker(new URL("./scene-worker.ts", import.meta.url), { type: "module" }),
    (more) => onBytes(more as number),
  );
  const [detector, classifier] = await Promise.all([
    fetchWeights(faces, onBytes).then(openNetwork),
    fetchWeights(expressions, onBytes).then(openNetwork),
    sceneWorker.call("open", scenes),
  ]);
  const parts = [new FaceDetector(detector), new FaceEmotionClassifier(classifier)] as const;
  const sceneReader = { read: (rgb: Raster) => sceneWorker.call("read", rgb) };
  return {
    pictures: new PictureReader(...parts, sceneReader),
    frames: new MovingPictureReader(...parts, new BackgroundSceneFollower(sceneReader), "paced"),
  };
}

function findModel(models: readonly ModelFile[], name: string): ModelFile {
  const model = models.find((each) => each.name === name);
  if (!model) throw new VisionError("unreachable", `the service has no network ${name}`);
  return model;
}

const canvas = globalThis.OffscreenCanvas ? new OffscreenCanvas(1, 1) : null;

/** The colours of a picture, as on a white page where it is transparent; the bitmap is closed. */
function takePixels(bitmap: ImageBitmap): Raster {
  const { width, height } = bitmap;
  const context = canvas?.getContext("2d", { willReadFrequently: true });
  if (!canvas || !context) throw new VisionError("unsupported", "there is no canvas to draw on");
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return rasterFromRgba(context.getImageData(0, 0, width, height).data, width, height);
}
