import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { DeviceReader } from "@/vision/device-reader";
import { VisionError } from "@/vision/vision-error";
import { type Device, useWhileNeeded } from "./use-device";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const UNOPENED: Device = { state: "unopened" };
const READY: Device = { state: "ready", reader: {} as DeviceReader };
const FAILED: Device = { state: "failed", error: new VisionError("failed", "no memory") };

function setUp(needed: boolean, device: Device) {
  const open = vi.fn(() => Promise.reject(new Error("not here")));
  const release = vi.fn();
  const { rerender } = renderHook(
    (now: { needed: boolean; device: Device }) =>
      useWhileNeeded(now.needed, { device: now.device, open, release }),
    { initialProps: { needed, device } },
  );
  return { open, release, rerender };
}

it("opens the networks once they are needed", () => {
  const { open, rerender } = setUp(false, UNOPENED);
  expect(open).not.toHaveBeenCalled();
  rerender({ needed: true, device: UNOPENED });
  expect(open).toHaveBeenCalledOnce();
});

it("does not try by itself again what has failed", () => {
  const { open } = setUp(true, FAILED);
  expect(open).not.toHaveBeenCalled();
});

it("releases them when they have not been needed for half a minute", () => {
  const { release, rerender } = setUp(true, READY);
  vi.advanceTimersByTime(60_000);
  rerender({ needed: false, device: READY });
  vi.advanceTimersByTime(29_000);
  rerender({ needed: true, device: READY });
  vi.advanceTimersByTime(60_000);
  expect(release).not.toHaveBeenCalled();
  rerender({ needed: false, device: READY });
  vi.advanceTimersByTime(30_000);
  expect(release).toHaveBeenCalledOnce();
});
