/** How the page and the window in which Spotify plays talk; they are cut off from each other. */

/** Where the window is; see `affetto.api.player_window`. */
export const WINDOW_PATH = "/spotify-player";

/** As Spotify shows it among somebody's devices. */
export const DEVICE_NAME = "Affetto (this browser)";

export type Told =
  /** The window plays, as a device by this number of Spotify's. */
  | { kind: "ready"; device: string }
  /** It cannot, and says why. */
  | { kind: "failed" }
  /** It plays no longer. */
  | { kind: "gone" }
  /** A page asks whether there is a window. */
  | { kind: "who" };

export const openChannel = (): BroadcastChannel => new BroadcastChannel("affetto.spotify-window");
