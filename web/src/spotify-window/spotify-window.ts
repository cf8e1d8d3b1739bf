/** A window that is a device of Spotify's: it plays what the page tells Spotify to play on it. */

import { DEVICE_NAME, openChannel, type Told } from "./channel";
import { loadSdk, type SdkPlayer, type SdkState } from "./sdk";
import { loadTexts, type Texts } from "./texts";
import { askToken, TokenRefused } from "./token";

type Fault = keyof Texts["fault"];

/** After these nothing plays here any more until the window is loaded anew. */
const FINAL: ReadonlySet<Fault> = new Set([
  "script",
  "token",
  "initialization",
  "authentication",
  "account",
]);

interface Shown {
  status: "connecting" | "ready" | "away";
  state: SdkState | null;
  fault: Fault | null;
  /** What Affetto says of the fault; "" for the catalogue's sentence. */
  sentence: string;
}

/** Makes the window play; the document is that of `spotify-player.html`. */
export async function startWindow(): Promise<void> {
  await new SpotifyWindow(await loadTexts()).start();
}

class SpotifyWindow {
  readonly #texts: Texts;
  readonly #channel = openChannel();
  #player: SdkPlayer | null = null;
  #device = "";
  #shown: Shown = { status: "connecting", state: null, fault: null, sentence: "" };

  constructor(texts: Texts) {
    this.#texts = texts;
    document.title = `${texts.title} – Affetto`;
    for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
      element.textContent = texts[element.dataset.text as "title"];
    }
    byId("toggle").addEventListener("click", () => void this.#player?.togglePlay());
    byId("start").addEventListener("click", () => void this.#startSound());
    this.#channel.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.kind === "who" && this.#device) this.#tell({ kind: "ready", device: this.#device });
    };
    window.addEventListener("pagehide", () => {
      this.#player?.disconnect();
      this.#device = "";
      this.#tell({ kind: "gone" });
    });
    // What the browser kept of the window for going back to has no connection any more.
    window.addEventListener("pageshow", ({ persisted }) => {
      if (persisted) location.reload();
    });
    this.#show({});
  }

  async start(): Promise<void> {
    let script: string;
    try {
      ({ script } = await askToken());
    } catch (error) {
      this.#refused(error);
      return;
    }
    try {
      const Player = await loadSdk(script);
      this.#player = new Player({
        name: DEVICE_NAME,
        getOAuthToken: (give) => {
          askToken().then(
            ({ token }) => give(token),
            (error) => this.#refused(error),
          );
        },
      });
    } catch {
      this.#fail("script");
      return;
    }
    this.#listen(this.#player);
    await this.#player.connect();
  }

  #listen(player: SdkPlayer): void {
    player.addListener("ready", ({ device_id }) => {
      this.#device = device_id;
      this.#tell({ kind: "ready", device: device_id });
      this.#show({ status: "ready", fault: null });
    });
    player.addListener("not_ready", () => {
      this.#device = "";
      this.#tell({ kind: "gone" });
      this.#show({ status: "away", state: null });
    });
    player.addListener("player_state_changed", (state) => {
      const { fault } = this.#shown;
      // What goes on playing has got over what held it up.
      const isOver = fault !== null && !FINAL.has(fault) && state?.paused === false;
      this.#show({ state, ...(isOver && { fault: null }) });
    });
    player.addListener("autoplay_failed", () => this.#show({ fault: "autoplay" }));
    player.addListener("playback_error", () => this.#show({ fault: "playback" }));
    player.addListener("initialization_error", () => this.#fail("initialization"));
    player.addListener("authentication_error", () => this.#fail("authentication"));
    player.addListener("account_error", () => this.#fail("account"));
  }

  async #startSound(): Promise<void> {
    // Browsers let an element sound that was first touched by a click.
    await this.#player?.activateElement();
    await this.#player?.resume();
    this.#show({ fault: null });
  }

  #refused(error: unknown): void {
    const isKnown = error instanceof TokenRefused;
    if (isKnown && error.needsSignIn) this.#fail("authentication");
    else this.#fail("token", isKnown ? error.message : "");
  }

  #fail(fault: Fault, sentence = ""): void {
    this.#device = "";
    this.#tell({ kind: "failed" });
    this.#show({ fault, sentence, state: null });
  }

  #tell(message: Told): void {
    this.#channel.postMessage(message);
  }

  #show(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change };
    const { status, state, fault, sentence } = this.#shown;
    const texts = this.#texts;
    const track = state?.track_window.current_track;
    const isOver = fault !== null && FINAL.has(fault);
    byId("status").textContent = isOver
      ? ""
      : state
        ? texts[state.paused ? "paused" : "playing"]
        : texts[status];
    byId("music").hidden = !track;
    byId("track").textContent = track?.name ?? "";
    byId("artist").textContent = track?.artists.map(({ name }) => name).join(", ") ?? "";
    byId("toggle").textContent = texts[state?.paused ? "play" : "pause"];
    byId("fault").textContent = fault === null ? "" : sentence || texts.fault[fault];
    byId("start").hidden = fault !== "autoplay";
    byId("settings").hidden = fault !== "authentication";
    byId("hint").hidden = isOver;
  }
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`there is no element ${id}`);
  return element;
}
