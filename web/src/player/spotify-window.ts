/** The window in which Spotify plays in this browser, as the page sees it. */

import i18next from "i18next";
import type { ServiceDevice } from "@/api/services";
import { say } from "@/components/toast";
import { createStore, useStore } from "@/lib/store";
import { DEVICE_NAME, openChannel, type Told, WINDOW_PATH } from "@/spotify-window/channel";
import { loseDevice } from "./elsewhere";

/** The window does not play; it says why itself. */
export class WindowFailed extends Error {}

const FEATURES = "popup,width=400,height=560";

const store = createStore<{ device: string | null }>({ device: null });
/** Whoever waits for the window; of several the last, who meant the others too. */
let waiter: { resolve: (device: ServiceDevice) => void; reject: (error: Error) => void } | null =
  null;

const channel = openChannel();
channel.onmessage = ({ data }: MessageEvent<Told>) => {
  switch (data.kind) {
    case "ready":
      store.set({ device: data.device });
      waiter?.resolve(asDevice(data.device));
      waiter = null;
      break;
    case "failed":
    case "gone": {
      const { device } = store.get();
      store.set({ device: null });
      waiter?.reject(new WindowFailed());
      waiter = null;
      if (device && loseDevice("spotify", device)) {
        say(i18next.getFixedT(null, "player")("output.windowGone"));
      }
    }
  }
};
// One may be open since before this page was.
channel.postMessage({ kind: "who" } satisfies Told);

/** The device that the window is; null where there is none. */
export const useWindowDevice = (): string | null => useStore(store, ({ device }) => device);

/** Opens the window, if there is none; false where the browser does not let it. */
export function openWindow(): boolean {
  return store.get().device !== null || window.open(WINDOW_PATH, "_blank", FEATURES) !== null;
}

/** The window's device, as soon as it plays; rejects where it cannot, or is closed before. */
export function windowDevice(): Promise<ServiceDevice> {
  const { device } = store.get();
  if (device) return Promise.resolve(asDevice(device));
  return new Promise((resolve, reject) => {
    waiter = { resolve, reject };
  });
}

const asDevice = (id: string): ServiceDevice => ({
  id,
  name: DEVICE_NAME,
  is_active: false,
  volume: null,
});
