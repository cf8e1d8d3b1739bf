/** Reads pictures and a camera on this device, in a worker. */
import type { FrameReading } from "./moving-picture-reader";
import type { PictureReading } from "./picture-reader";
import type { LoadingProgress, VisionCalls } from "./vision-worker";
import { WorkerCaller } from "./worker-calls";

export type { LoadingProgress };

/** The networks, opened; they hold some 200 MB until `close`. */
export class DeviceReader {
  private constructor(private readonly worker: WorkerCaller<VisionCalls>) {}

  /**
   * Fetch the networks, which the browser keeps, and open them.
   *
   * @throws VisionError where this device cannot.
   */
  static async open(onProgress: (progress: LoadingProgress) => void): Promise<DeviceReader> {
    const worker = new WorkerCaller<VisionCalls>(
      new Worker(new URL("./vision-worker.ts", import.meta.url), { type: "module" }),
      (news) => onProgress(news as LoadingProgress),
    );
    try {
      await worker.call("open", undefined);
    } catch (error) {
      worker.close();
      throw error;
    }
    return new DeviceReader(worker);
  }

  /** What an upright picture feels like, as `affetto feel` reads it; the bitmap is used up. */
  readPicture(bitmap: ImageBitmap): Promise<PictureReading> {
    return this.worker.call("readPicture", bitmap, [bitmap]);
  }

  /**
   * What the camera's picture feels like, smoothed; one frame at a time, in order.
   *
   * @param timeS seconds from any origin.
   * @param bitmap which is used up.
   */
  readFrame(timeS: number, bitmap: ImageBitmap): Promise<FrameReading> {
    return this.worker.call("readFrame", { timeS, bitmap }, [bitmap]);
  }

  /** Begin anew with the next frame: nothing before it counts. */
  startShot(): Promise<void> {
    return this.worker.call("startShot", undefined);
  }

  close(): void {
    this.worker.close();
  }
}
