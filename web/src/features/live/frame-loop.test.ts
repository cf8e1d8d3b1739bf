import { describe, expect, it, vi } from "vitest";
import { FrameLoop } from "./frame-loop";
import type { FrameReader, LiveReading } from "./live-reading";

/** A video that presents frames when it is told to. */
class VideoOnCommand {
  videoWidth = 1280;
  videoHeight = 720;
  private callback: ((nowMs: number) => void) | null = null;

  requestVideoFrameCallback(callback: (nowMs: number) => void): number {
    this.callback = callback;
    return 1;
  }
  cancelVideoFrameCallback(): void {
    this.callback = null;
  }
  present(nowMs: number): void {
    const { callback } = this;
    this.callback = null;
    callback?.(nowMs);
  }
}

/** A reader that is done when it is told to be. */
class ReaderOnCommand implements FrameReader {
  readonly timesS: number[] = [];
  shots = 0;
  private settle: ((result: LiveReading | null | Error) => void) | null = null;

  read(timeS: number): Promise<LiveReading | null> {
    this.timesS.push(timeS);
    return new Promise((resolve, reject) => {
      this.settle = (result) => (result instanceof Error ? reject(result) : resolve(result));
    });
  }
  async finish(result: LiveReading | null | Error): Promise<void> {
    this.settle?.(result);
    await new Promise((resolve) => setTimeout(resolve));
  }
  startShot(): void {
    this.shots++;
  }
  close(): void {}
}

function setUp() {
  const video = new VideoOnCommand();
  const reader = new ReaderOnCommand();
  const onReading = vi.fn();
  const onError = vi.fn();
  const grab = vi.fn(async (..._: unknown[]) => ({}) as ImageBitmap);
  vi.stubGlobal("createImageBitmap", grab);
  const loop = new FrameLoop(video as unknown as HTMLVideoElement, reader, { onReading, onError });
  loop.start();
  const present = async (nowMs: number) => {
    video.present(nowMs);
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { reader, onReading, onError, grab, loop, present };
}

const READING = { emotion: "happy" } as LiveReading;

describe("FrameLoop", () => {
  it("reads the latest frame when the reader is free, and leaves out those between", async () => {
    const { reader, present, onReading } = setUp();
    await present(100);
    await present(133);
    await present(166);
    expect(reader.timesS).toEqual([0.1]);
    await reader.finish(READING);
    expect(onReading).toHaveBeenCalledExactlyOnceWith(READING);
    expect(reader.timesS).toEqual([0.1, 0.166]);
  });

  it("waits for the next frame where there is none yet", async () => {
    const { reader, present } = setUp();
    await present(100);
    await reader.finish(READING);
    expect(reader.timesS).toEqual([0.1]);
    await present(133);
    expect(reader.timesS).toEqual([0.1, 0.133]);
  });

  it("shows the reader no more pixels than it needs", async () => {
    const { grab, present } = setUp();
    await present(100);
    expect(grab.mock.calls[0][1]).toMatchObject({ resizeWidth: 480, resizeHeight: 270 });
  });

  it("goes on after a frame that could not be read", async () => {
    const { reader, present, onReading } = setUp();
    await present(100);
    await present(133);
    await reader.finish(null);
    expect(onReading).not.toHaveBeenCalled();
    expect(reader.timesS).toEqual([0.1, 0.133]);
  });

  it("drops what is being read when it stops, and begins a shot when it starts anew", async () => {
    const { reader, present, onReading, loop } = setUp();
    await present(100);
    loop.stop();
    await reader.finish(READING);
    await present(133);
    expect(onReading).not.toHaveBeenCalled();
    loop.start();
    expect(reader.shots).toBe(2);
  });

  it("ends with an error of the reader, and says so once", async () => {
    const { reader, present, onError } = setUp();
    await present(100);
    await reader.finish(new Error("no memory"));
    await present(133);
    expect(onError).toHaveBeenCalledOnce();
    expect(reader.timesS).toEqual([0.1]);
  });
});
