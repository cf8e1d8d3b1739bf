import { fireEvent, screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { problem, service } from "@/test/service";
import html from "../../spotify-player.html?raw";
import { openChannel, type Told } from "./channel";
import type { SdkEvents, SdkPlayer, SdkState } from "./sdk";
import { startWindow } from "./spotify-window";

const SCRIPT = "https://sdk.example/player.js";
const DEVICE = "5f";
const STATE: SdkState = {
  paused: false,
  track_window: { current_track: { name: "Low Tide", artists: [{ name: "Ada" }] } },
};

/**
 * What the SDK does when its script runs, which no document in jsdom does: faults of browsers and
 * accounts that the demonstration's stand-in cannot have.
 */
class Player implements SdkPlayer {
  static last: Player;
  readonly orders: string[] = [];
  readonly tokens: string[] = [];
  readonly #listeners = new Map<string, (details: never) => void>();
  readonly #askToken: (give: (token: string) => void) => void;

  constructor(options: { getOAuthToken: (give: (token: string) => void) => void }) {
    this.#askToken = options.getOAuthToken;
    Player.last = this;
  }

  addListener(event: string, callback: (details: never) => void): boolean {
    this.#listeners.set(event, callback);
    return true;
  }

  emit<Name extends keyof SdkEvents>(event: Name, details: SdkEvents[Name]): void {
    this.#listeners.get(event)?.(details as never);
  }

  async connect(): Promise<boolean> {
    this.askToken();
    return true;
  }

  askToken(): void {
    this.#askToken((token) => this.tokens.push(token));
  }

  disconnect(): void {
    this.orders.push("disconnect");
  }

  async togglePlay(): Promise<void> {
    this.orders.push("toggle");
  }

  async resume(): Promise<void> {
    this.orders.push("resume");
  }

  async activateElement(): Promise<void> {
    this.orders.push("activate");
  }
}

let given: number;
let told: Told[];
let page: BroadcastChannel;

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  given = 0;
  told = [];
  page = openChannel();
  page.onmessage = ({ data }) => told.push(data);
  document.body.innerHTML = new DOMParser().parseFromString(html, "text/html").body.innerHTML;
  service.use(
    http.get("*/api/v1/providers/spotify/playback-token", () => {
      given += 1;
      return HttpResponse.json({
        token: `token ${given}`,
        expires_at: "2026-05-01T13:00:00Z",
        script: SCRIPT,
      });
    }),
  );
});
afterEach(() => {
  window.dispatchEvent(new Event("pagehide"));
  page.close();
  service.resetHandlers();
});

const script = () => document.querySelector<HTMLScriptElement>(`script[src="${SCRIPT}"]`);

async function open(): Promise<Player> {
  const started = startWindow();
  await waitFor(() => expect(script()).not.toBeNull());
  window.Spotify = { Player };
  window.onSpotifyWebPlaybackSDKReady?.();
  await started;
  await waitFor(() => expect(Player.last.tokens).toHaveLength(1));
  return Player.last;
}

it("is a device that shows what plays, and steers it", async () => {
  const player = await open();
  player.emit("ready", { device_id: DEVICE });
  expect(screen.getByRole("status")).toHaveTextContent("Ready.");
  await waitFor(() => expect(told).toContainEqual({ kind: "ready", device: DEVICE }));
  player.emit("player_state_changed", STATE);
  expect(screen.getByText("Low Tide")).toBeVisible();
  expect(screen.getByText("Ada")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Pause" }));
  player.emit("player_state_changed", { ...STATE, paused: true });
  fireEvent.click(screen.getByRole("button", { name: "Play" }));
  expect(player.orders).toEqual(["toggle", "toggle"]);
  player.emit("player_state_changed", null);
  expect(screen.queryByText("Low Tide")).toBeNull();
});

it("gives a new token each time it is asked", async () => {
  const player = await open();
  player.askToken();
  await waitFor(() => expect(player.tokens).toEqual(["token 2", "token 3"]));
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("token");
});

it("answers a page that came later, and tells when it goes", async () => {
  const player = await open();
  player.emit("ready", { device_id: DEVICE });
  page.postMessage({ kind: "who" });
  await waitFor(() => expect(told.filter(({ kind }) => kind === "ready")).toHaveLength(2));
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() => expect(told).toContainEqual({ kind: "gone" }));
  expect(player.orders).toContain("disconnect");
});

it.each([
  ["initialization_error", "protected playback"],
  ["authentication_error", "no longer lets you in"],
  ["account_error", "only with Premium"],
] as const)("tells kindly of %s, and the page that it cannot play", async (event, sentence) => {
  const player = await open();
  player.emit(event, { message: "E_CODE" });
  expect(screen.getByRole("alert")).toHaveTextContent(sentence);
  expect(screen.getByRole("alert")).not.toHaveTextContent("E_CODE");
  expect(screen.queryByRole("link") !== null).toBe(event === "authentication_error");
  await waitFor(() => expect(told).toContainEqual({ kind: "failed" }));
});

it("goes on after a track that cannot be played", async () => {
  const player = await open();
  player.emit("ready", { device_id: DEVICE });
  player.emit("playback_error", { message: "E_CODE" });
  expect(screen.getByRole("alert")).toHaveTextContent("Try the next one");
  player.emit("player_state_changed", STATE);
  expect(screen.getByRole("alert", { hidden: true })).toBeEmptyDOMElement();
});

it("starts the sound by a click where the browser held it back", async () => {
  const player = await open();
  player.emit("ready", { device_id: DEVICE });
  player.emit("autoplay_failed", undefined);
  fireEvent.click(screen.getByRole("button", { name: "Start the sound" }));
  await waitFor(() => expect(player.orders).toEqual(["activate", "resume"]));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Start the sound" })).toBeNull());
});

it("says so while Spotify is away", async () => {
  const player = await open();
  player.emit("ready", { device_id: DEVICE });
  player.emit("not_ready", { device_id: DEVICE });
  expect(screen.getByRole("status")).toHaveTextContent("tried again");
  await waitFor(() => expect(told).toContainEqual({ kind: "gone" }));
  player.emit("ready", { device_id: DEVICE });
  expect(screen.getByRole("status")).toHaveTextContent("Ready.");
});

it("says when the script does not come", async () => {
  const started = startWindow();
  await waitFor(() => expect(script()).not.toBeNull());
  script()?.dispatchEvent(new Event("error"));
  await started;
  expect(screen.getByRole("alert")).toHaveTextContent("cannot be loaded");
});

it("leads to the services where Affetto has no leave", async () => {
  service.use(
    http.get("*/api/v1/providers/spotify/playback-token", () =>
      problem(409, "service-sign-in", "sign in again"),
    ),
  );
  await startWindow();
  expect(screen.getByRole("link")).toHaveAttribute("href", "/settings/services");
  expect(script()).toBeNull();
});

it("tells what Affetto says where it gives no token for another reason", async () => {
  service.use(
    http.get("*/api/v1/providers/spotify/playback-token", () =>
      problem(502, "service-down", "Spotify is down"),
    ),
  );
  await startWindow();
  expect(screen.getByRole("alert")).toHaveTextContent("Spotify is down");
});
