import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { createElement } from "react";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { renderInApp } from "@/test/render";
import { problem, service } from "@/test/service";
import { playHere, playOn } from "./elsewhere";
import {
  enqueue,
  type PlayerTrack,
  player,
  playFrom,
  playNext,
  playPrevious,
  replaceQueue,
  seek,
  setVolume,
  stop,
  toggleMuted,
  togglePlaying,
} from "./player";

const SPOTIFY = { name: "spotify", title: "Spotify" };
const KITCHEN = { id: "5f", name: "Kitchen", is_active: false, volume: 40 };
const RADIO = { id: "6a", name: "Radio", is_active: false, volume: null };
const track = (id: number): PlayerTrack => ({
  id,
  title: `Track ${id}`,
  artist: "Ada",
  valence: 0.5,
  arousal: 0.5,
  duration_s: 100,
  match: 7,
});
const QUEUE = [track(1), track(2), track(3), track(4)];

/** A player elsewhere: what it was told, and what it says that it plays. */
let orders: string[];
let reactions: unknown[];
let there: { track: number | null; is_playing: boolean; position_s: number; volume: number | null };
let lacks: number[];
let sendsBack: (() => Response) | null;

const at = (id: number) => ({
  id: `s${id}`,
  uri: `spotify:track:s${id}`,
  title: `Track ${id}`,
  artist: "Ada",
  album: "",
  duration_s: 100,
  url: "",
  licence: "",
  attribution: "",
  is_playable: true,
});

beforeAll(() => service.listen({ onUnhandledRequest: "error" }));
afterAll(() => service.close());
beforeEach(() => {
  orders = [];
  reactions = [];
  lacks = [];
  sendsBack = null;
  there = { track: null, is_playing: false, position_s: 0, volume: 40 };
  service.use(
    http.post("*/api/v1/reactions", async ({ request }) => {
      reactions.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
    http.get("*/api/v1/providers/spotify/player", () => {
      orders.push("look");
      if (sendsBack) return sendsBack();
      return HttpResponse.json({
        ...there,
        track: there.track === null ? null : at(there.track),
        device: KITCHEN,
      });
    }),
    http.put("*/api/v1/providers/spotify/player/tracks", async ({ request }) => {
      const { tracks, device } = (await request.json()) as { tracks: number[]; device: string };
      orders.push(`play ${tracks.join(" ")} on ${device}`);
      const found = tracks.filter((id) => !lacks.includes(id));
      if (found.length === 0) return problem(409, "service-nothing-found", "Spotify has none");
      there = { ...there, track: found[0] as number, is_playing: true, position_s: 0 };
      return HttpResponse.json({
        tracks: tracks.map((id) => ({
          track: id,
          title: `Track ${id}`,
          artist: "Ada",
          at_service: lacks.includes(id) ? null : at(id),
          confidence: 1,
          reason: "",
        })),
      });
    }),
    http.post("*/api/v1/providers/spotify/player/queue", async ({ request }) => {
      const { track: id } = (await request.json()) as { track: number };
      orders.push(`queue ${id}`);
      return HttpResponse.json({ track: id, at_service: at(id), confidence: 1, reason: "" });
    }),
    http.all("*/api/v1/providers/spotify/player/:order", async ({ request, params }) => {
      const told = await request.text();
      orders.push([params.order, told].filter(Boolean).join(" "));
      return sendsBack?.() ?? new HttpResponse(null, { status: 204 });
    }),
  );
});
afterEach(() => {
  stop();
  service.resetHandlers();
  vi.restoreAllMocks();
});

const now = () => player.get().queue[player.get().index]?.id;
const told = () => orders.filter((order) => order !== "look");
const lookedAgain = async () => {
  const before = orders.filter((order) => order === "look").length;
  await vi.waitFor(
    () => expect(orders.filter((order) => order === "look").length).toBeGreaterThan(before),
    { timeout: 20_000 },
  );
};

it("takes the queue along from where it is, to the place where it is", async () => {
  playFrom(QUEUE, 1);
  seek(30);
  await playOn(SPOTIFY, KITCHEN);
  expect(player.get()).toMatchObject({ index: 1, playing: true, position: 30, volume: 0.4 });
  expect(player.get().output).toMatchObject({ service: "spotify", device: { name: "Kitchen" } });
  await vi.waitFor(() =>
    expect(told()).toEqual(["play 2 3 4 on 5f", 'position {"position_s":30}']),
  );
});

it("steers what plays there", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  togglePlaying();
  togglePlaying();
  playNext();
  enqueue(track(9));
  await vi.waitFor(() => expect(told().slice(1)).toEqual(["pause", "resume", "next", "queue 9"]));
});

it("sends of many volumes the last", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  for (const volume of [0.5, 0.6, 0.7, 0.8]) setVolume(volume);
  await vi.waitFor(() => expect(told().at(-1)).toBe('volume {"volume":80}'));
  expect(told().filter((order) => order.startsWith("volume")).length).toBeLessThan(3);
  // How loud this page is, is another thing.
  expect(localStorage.getItem("affetto.volume")).toBeNull();
});

it("mutes by the volume, and knows how loud it was", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  toggleMuted();
  await vi.waitFor(() => expect(told().at(-1)).toBe('volume {"volume":0}'));
  toggleMuted();
  await vi.waitFor(() => expect(told().at(-1)).toBe('volume {"volume":40}'));
});

it("leaves a volume alone that cannot be set", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, RADIO);
  toggleMuted();
  expect(player.get().output?.hasVolume).toBe(false);
  expect(told()).toEqual(["play 1 2 3 4 on 6a"]);
});

it("shows what goes on there, and learns from what was heard", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  there = { ...there, track: 1, position_s: 90 };
  await lookedAgain();
  await vi.waitFor(() => expect(player.get().position).toBeGreaterThanOrEqual(90));
  there = { ...there, track: 2, position_s: 1, volume: 25 };
  await vi.waitFor(() => expect(now()).toBe(2), { timeout: 20_000 });
  expect(player.get().volume).toBe(0.25);
  await vi.waitFor(() => expect(reactions).toEqual([{ track: 1, reaction: "play", match: 7 }]));
});

it("names what somebody plays there from elsewhere", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  there = { ...there, track: 77 };
  await lookedAgain();
  await vi.waitFor(() =>
    expect(player.get().output?.other).toEqual({ title: "Track 77", artist: "Ada" }),
  );
  expect(now()).toBe(1);
});

it("leaves out what the service does not have, and says how many it has", async () => {
  lacks = [1, 3];
  playFrom(QUEUE);
  seek(30);
  expect(await playOn(SPOTIFY, KITCHEN)).toEqual({ found: 2, of: 4 });
  // Another track than that which played begins at its beginning.
  expect(player.get()).toMatchObject({ index: 1, position: 0 });
  playPrevious();
  await vi.waitFor(() => expect(told().at(-1)).toBe("play 1 2 3 4 on 5f"));
});

it("plays on as before where the service has nothing of it", async () => {
  lacks = [1, 2, 3, 4];
  playFrom(QUEUE);
  await expect(playOn(SPOTIFY, KITCHEN)).rejects.toThrow("Spotify has none");
  expect(player.get()).toMatchObject({ index: 0, output: null });
});

it("moves to another device of the same service without sending the list again", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  await playOn(SPOTIFY, RADIO);
  expect(told()).toEqual(["play 1 2 3 4 on 5f", 'device {"device":"6a"}']);
  expect(player.get().output?.device.name).toBe("Radio");
});

it("sends a list that was chosen anew when the current track is over", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  there = { ...there, track: 1, position_s: 95 };
  await lookedAgain();
  replaceQueue([track(8), track(9)]);
  there = { ...there, track: 2, position_s: 1 };
  await vi.waitFor(() => expect(told().at(-1)).toBe("play 8 9 on 5f"), { timeout: 20_000 });
  await vi.waitFor(() => expect(now()).toBe(8));
});

it("comes back to this page where it was, and pauses there", async () => {
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  playHere();
  expect(player.get()).toMatchObject({ output: null, index: 0, volume: 1 });
  await vi.waitFor(() => expect(told().at(-1)).toBe("pause"));
});

it("says that a service is lost, and goes on in this page", async () => {
  const { unmount } = renderInApp(createElement("div"));
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  sendsBack = () =>
    problem(409, "service-sign-in", "Spotify: no longer lets in", {}, { service: "Spotify" });
  playNext();
  expect(await screen.findByText(/Spotify no longer lets you in/)).toBeVisible();
  expect(player.get()).toMatchObject({ output: null, playing: false });
  unmount();
});

it("says once that a service is out of reach, and goes on when it is back", async () => {
  const { unmount } = renderInApp(createElement("div"));
  playFrom(QUEUE);
  await playOn(SPOTIFY, KITCHEN);
  sendsBack = () =>
    problem(502, "service-unreachable", "Spotify: away", {}, { service: "Spotify" });
  expect(await screen.findByText(/Spotify cannot be reached/)).toBeVisible();
  expect(player.get().output).not.toBeNull();
  sendsBack = null;
  there = { ...there, track: 2 };
  await waitFor(() => expect(now()).toBe(2));
  unmount();
});
