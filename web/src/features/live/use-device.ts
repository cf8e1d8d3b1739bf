import { useCallback, useEffect, useRef, useState } from "react";
import { DeviceReader, type LoadingProgress } from "@/vision/device-reader";
import { VisionError } from "@/vision/vision-error";

/** Whether pictures can be read on this device. */
export type Device =
  | { readonly state: "unopened" }
  | { readonly state: "loading"; readonly progress: LoadingProgress }
  | { readonly state: "ready"; readonly reader: DeviceReader }
  | { readonly state: "failed"; readonly error: VisionError };

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
        (reader) => opening.current === begun && setDevice({ state: "ready", reader }),
        (error: unknown) => {
          if (opening.current !== begun) return;
          opening.current = null;
          setDevice({ state: "failed", error: asVisionError(error) });
        },
      );
    }
    return opening.current;
  }, []);

  /** Give the networks up, after they have failed; `open` begins anew. */
  const fail = useCallback((error: unknown) => {
    close(opening.current);
    opening.current = null;
    setDevice({ state: "failed", error: asVisionError(error) });
  }, []);

  useEffect(
    () => () => {
      close(opening.current);
      opening.current = null;
    },
    [],
  );

  return { device, open, fail };
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
