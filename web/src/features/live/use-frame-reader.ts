import { useCallback, useEffect, useMemo, useState } from "react";
import { useConsent } from "@/lib/consent";
import { DeviceFrameReader } from "./device-frame-reader";
import type { FrameReader } from "./live-reading";
import { ServiceFrameReader } from "./service-frame-reader";
import type { Device } from "./use-device";

/** Where frames are read. */
export type Place = "device" | "service";

/**
 * Who reads the camera's frames: this device, or the service where the user wants and allows that.
 *
 * @param active whether there are frames to read; the service is left when there are none.
 */
export function useFrameReader(device: Device, active: boolean) {
  const allowed = useConsent("live-server");
  const [wanted, setWanted] = useState<Place>("device");
  const place: Place = wanted === "service" && allowed ? "service" : "device";
  const service = useService(active && place === "service");
  const onDevice = useMemo(
    () => (device.state === "ready" ? new DeviceFrameReader(device.reader) : null),
    [device],
  );
  const reader: FrameReader | null = place === "service" ? service.reader : onDevice;
  return {
    place,
    reader,
    error: place === "service" ? service.error : null,
    fail: service.fail,
    choosePlace: setWanted,
  };
}

function useService(wanted: boolean) {
  const [reader, setReader] = useState<ServiceFrameReader | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!wanted) return;
    setError(null);
    let left = false;
    const opening = ServiceFrameReader.open();
    opening.then(
      (opened) => !left && setReader(opened),
      (fault: unknown) => !left && setError(fault),
    );
    return () => {
      left = true;
      setReader(null);
      opening.then(
        (opened) => opened.close(),
        () => undefined,
      );
    };
  }, [wanted]);
  return { reader, error, fail: useCallback((fault: unknown) => setError(fault), []) };
}
