/** Reads a video's frames as fast as the reader can: the latest wins, and none waits in a queue. */
import type { FrameReader, LiveReading } from "./live-reading";

// What is read need not be larger: faces are looked for at 320 pixels, and one of a tenth of the
// frame's width still has the 48 pixels that its expression is read from. What is shown keeps the
// camera's size.
const LONGEST_SIDE_PX = 480;

interface Listener {
  onReading(reading: LiveReading): void;
  onError(error: unknown): void;
}

/** Reads `video` from `start` to `stop`. */
export class FrameLoop {
  private running = false;
  private busy = false;
  private newestMs = 0;
  private readMs = 0;
  private request = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly reader: FrameReader,
    private readonly listener: Listener,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.reader.startShot();
    this.awaitFrame();
  }

  /** No frame is read after it; what is being read is dropped. */
  stop(): void {
    this.running = false;
    this.video.cancelVideoFrameCallback(this.request);
  }

  private awaitFrame(): void {
    this.request = this.video.requestVideoFrameCallback((nowMs) => {
      if (!this.running) return;
      this.newestMs = nowMs;
      this.awaitFrame();
      if (!this.busy) void this.readNewest();
    });
  }

  private async readNewest(): Promise<void> {
    this.busy = true;
    try {
      while (this.running && this.newestMs > this.readMs) {
        this.readMs = this.newestMs;
        const reading = await this.reader.read(this.readMs / 1000, await this.grab());
        if (this.running && reading) this.listener.onReading(reading);
      }
    } catch (error) {
      if (this.running) {
        this.stop();
        this.listener.onError(error);
      }
    } finally {
      this.busy = false;
    }
  }

  private grab(): Promise<ImageBitmap> {
    const { videoWidth: width, videoHeight: height } = this.video;
    const scale = LONGEST_SIDE_PX / Math.max(width, height);
    if (scale >= 1) return createImageBitmap(this.video);
    return createImageBitmap(this.video, {
      resizeWidth: Math.round(width * scale),
      resizeHeight: Math.round(height * scale),
      resizeQuality: "medium",
    });
  }
}
