import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openChannel, type Told } from "@/spotify-window/channel";
import { renderInApp } from "@/test/render";
import { service } from "@/test/service";
import DevicePicker from "./device-picker";
import { player, playFrom, stop } from "./player";

const SPOTIFY = {
  name: "spotify",
  title: "Spotify",
  capabilities: ["control", "page"],
  account: { needs_sign_in: false },
};
const HERE = { id: "5f", name: "Affetto (this browser)", is_active: false, volume: 40 };
const PHONE = { ...HERE, id: "6a", name: "Phone" };
const TRACK = { id: 1, title: "Low Tide", artist: "Ada", valence: 0.5, arousal: 0.5, match: 7 };

/** The window's end of the channel. */
let opened: BroadcastChannel;
let sentTo: string[];
let capabilities: string[];

const tell = (message: Told) => opened.postMessage(message);

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  opened = openChannel();
  sentTo = [];
  capabilities = SPOTIFY.capabilities;
  vi.spyOn(window, "open").mockReturnValue(window);
  service.use(
    http.get("*/api/v1/providers", () =>
      HttpResponse.json({ providers: [{ ...SPOTIFY, capabilities }] }),
    ),
    http.get("*/api/v1/providers/spotify/devices", () =>
      HttpResponse.json({ devices: [PHONE, HERE] }),
    ),
    http.put("*/api/v1/providers/spotify/player/tracks", async ({ request }) => {
      sentTo.push(((await request.json()) as { device: string }).device);
      const track = { id: "s1", uri: "", title: "Low Tide", artist: "Ada", duration_s: 100 };
      return HttpResponse.json({ tracks: [{ track: 1, at_service: track, confidence: 1 }] });
    }),
    http.get("*/api/v1/providers/spotify/player", () =>
      HttpResponse.json({
        track: null,
        is_playing: true,
        position_s: 1,
        volume: 40,
        device: HERE,
      }),
    ),
  );
  playFrom([{ ...TRACK, duration_s: 100 }]);
});
afterEach(async () => {
  tell({ kind: "gone" });
  await waitFor(() => expect(player.get().output).toBeNull());
  opened.close();
  stop();
  service.resetHandlers();
});

const show = () => renderInApp(<DevicePicker open onClose={() => undefined} />);
const choose = async () =>
  userEvent.click(await screen.findByRole("button", { name: /^In this browser/ }));

it("opens the window, and sends the list there once it plays", async () => {
  show();
  await choose();
  expect(window.open).toHaveBeenCalledWith("/spotify-player", "_blank", expect.any(String));
  expect(screen.getByText("Waiting for Spotify’s window…")).toBeVisible();
  expect(sentTo).toEqual([]);
  tell({ kind: "ready", device: HERE.id });
  await waitFor(() => expect(sentTo).toEqual([HERE.id]));
  await waitFor(() => expect(player.get().output?.device.id).toBe(HERE.id));
  // It is one place, though Spotify counts it among its devices.
  expect(screen.queryByRole("button", { name: HERE.name })).toBeNull();
  expect(screen.getByRole("button", { name: PHONE.name })).toBeVisible();
});

it("opens no second window", async () => {
  show();
  tell({ kind: "ready", device: HERE.id });
  await waitFor(() => expect(screen.queryByRole("button", { name: HERE.name })).toBeNull());
  await screen.findByRole("button", { name: PHONE.name });
  await choose();
  await waitFor(() => expect(sentTo).toEqual([HERE.id]));
  expect(window.open).not.toHaveBeenCalled();
});

it("comes back to the page when the window is closed, and says so", async () => {
  show();
  await choose();
  tell({ kind: "ready", device: HERE.id });
  await waitFor(() => expect(player.get().output?.device.id).toBe(HERE.id));
  tell({ kind: "gone" });
  await waitFor(() => expect(screen.getByText(/^Spotify’s window is closed/)).toBeVisible());
  expect(player.get()).toMatchObject({ output: null, playing: false });
});

it("goes on where it plays when the window cannot", async () => {
  show();
  await choose();
  tell({ kind: "failed" });
  await waitFor(() => expect(screen.getByText(/Its window says why/)).toBeVisible());
  expect(player.get().output).toBeNull();
  expect(sentTo).toEqual([]);
});

it("shows a link where the browser blocks the window", async () => {
  vi.spyOn(window, "open").mockReturnValue(null);
  show();
  await choose();
  expect(screen.getByRole("link", { name: "Open it yourself" })).toHaveAttribute(
    "href",
    "/spotify-player",
  );
  tell({ kind: "ready", device: HERE.id });
  await waitFor(() => expect(sentTo).toEqual([HERE.id]));
});

it("offers it only where the service plays in pages", async () => {
  capabilities = ["control"];
  show();
  await screen.findByRole("button", { name: PHONE.name });
  expect(screen.queryByRole("button", { name: /^In this browser/ })).toBeNull();
});
