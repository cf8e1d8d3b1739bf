import type { DeviceReader } from "@/vision/device-reader";
import { asLiveReading, type FrameReader, type LiveReading } from "./live-reading";

/** Reads frames on this device: no pixel leaves the browser. */
export class DeviceFrameReader implements FrameReader {
  constructor(private readonly device: DeviceReader) {}

  async read(timeS: number, bitmap: ImageBitmap): Promise<LiveReading> {
    return asLiveReading(await this.device.readFrame(timeS, bitmap));
  }

  startShot(): void {
    // Frames that follow say themselves where the worker has failed.
    this.device.startShot().catch(() => undefined);
  }

  close(): void {
    this.device.close();
  }
}
