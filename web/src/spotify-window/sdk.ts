/** Spotify's Web Playback SDK, as far as it is used here (its reference, as of July 2026). */

export interface SdkState {
  paused: boolean;
  track_window: { current_track: { name: string; artists: { name: string }[] } };
}

export interface SdkEvents {
  ready: { device_id: string };
  not_ready: { device_id: string };
  /** Null where another device plays. */
  player_state_changed: SdkState | null;
  autoplay_failed: undefined;
  initialization_error: { message: string };
  authentication_error: { message: string };
  account_error: { message: string };
  playback_error: { message: string };
}

export interface SdkPlayer {
  addListener<Name extends keyof SdkEvents>(
    event: Name,
    callback: (details: SdkEvents[Name]) => void,
  ): boolean;
  connect(): Promise<boolean>;
  disconnect(): void;
  togglePlay(): Promise<void>;
  resume(): Promise<void>;
  activateElement(): Promise<void>;
}

interface SdkOptions {
  name: string;
  getOAuthToken: (give: (token: string) => void) => void;
}

declare global {
  interface Window {
    onSpotifyWebPlaybackSDKReady?: () => void;
    Spotify?: { Player: new (options: SdkOptions) => SdkPlayer };
  }
}

/** Loads the SDK; rejects where its script does not come. */
export function loadSdk(address: string): Promise<new (options: SdkOptions) => SdkPlayer> {
  return new Promise((resolve, reject) => {
    window.onSpotifyWebPlaybackSDKReady = () => {
      if (window.Spotify) resolve(window.Spotify.Player);
    };
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("error", () => reject(new Error(`${address} cannot be loaded`)));
    document.body.append(script);
  });
}
