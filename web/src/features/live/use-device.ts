import { useCallback, useEffect, useRef, useState } from "react";
import { keepPage } from "@/offline/keep-page";
import { DeviceReader, type LoadingProgress } from "@/vision/device-reader";
import { VisionError } from "@/vision/vision-error";

/** Whether pictures can be read on this device. */
export type Device =
  | { readonly state: "unopened" }
  | { readonly state: "loading"; readonly progress: LoadingProgress }
  | { readonly state: "ready"; readonly reader: DeviceReader }
  | { readonly state: "failed"; readonly error: VisionError };

// A camera that is off for a moment, as while another tab is looked at, must not wait for its networks
// when it is back; on a phone their 200 MB are missed elsewhere. Our choice.
const REST_MS = 30_000;

/** The networks on this device, opened when they are first asked for, closed with the page. */
export function useDevice() {
  const [device, setDevice] = useState<Device>({ state: "unopened" });
  const opening = useRef<Promise<DeviceReader> | null>(null);

  const open = useCallback((): Promise<DeviceReader> => {
    if (!opening.current) {
      setDevice({ state: "loading", progress: { bytes: 0, total: 0 } });
      const begun = DeviceReader.open((progress) => setDevice({ state: "loading", progress }));
      opening.current = begun;
      begun.then(
        (reader) => {
          keepPage();
          if (opening.current === begun) setDevice({ state: "ready", reader });
        },
        (error: unknown) => {
          if (opening.current !== begun) return;
          opening.current = null;
          setDevice({ state: "failed", error: asVisionError(error) });
        },
      );
    }
    return opening.current;
  }, []);

  const giveUp = useCallback((next: Device) => {
    close(opening.current);
    opening.current = null;
    setDevice(next);
  }, []);

  /** Give the networks up, after they have failed; `open` begins anew. */
  const fail = useCallback(
    (error: unknown) => giveUp({ state: "failed", error: asVisionError(error) }),
    [giveUp],
  );

  /** Give the networks and their memory up; `open` begins anew. */
  const release = useCallback(() => giveUp({ state: "unopened" }), [giveUp]);

  useEffect(
    () => () => {
      close(opening.current);
      opening.current = null;
    },
    [],
  );

  return { device, open, fail, release };
}

/**
 * Opens the networks when they are needed, and releases them when they have not been for a while.
 *
 * @param needed whether there is something to be read.
 */
export function useWhileNeeded(
  needed: boolean,
  { device, open, release }: Pick<ReturnType<typeof useDevice>, "device" | "open" | "release">,
): void {
  const { state } = device;
  useEffect(() => {
    // One that has failed is tried again only when that is asked for.
    if (needed && state === "unopened") open().catch(() => undefined);
  }, [needed, state, open]);
  useEffect(() => {
    if (needed || state !== "ready") return;
    const timer = setTimeout(release, REST_MS);
    return () => clearTimeout(timer);
  }, [needed, state, release]);
}

function close(opening: Promise<DeviceReader> | null): void {
  opening?.then(
    (reader) => reader.close(),
    () => undefined,
  );
}

function asVisionError(error: unknown): VisionError {
  if (error instanceof VisionError) return error;
  return new VisionError("failed", `${error}`, { cause: error });
}
