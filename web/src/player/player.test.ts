import { HttpResponse, http } from "msw";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { service } from "@/test/service";
import {
  enqueue,
  type PlayerTrack,
  player,
  playFrom,
  playNext,
  playPrevious,
  removeFromQueue,
  replaceQueue,
  seek,
  setVolume,
  stop,
} from "./player";

const track = (id: number): PlayerTrack => ({
  id,
  title: `Track ${id}`,
  artist: "Ada",
  valence: 0.5,
  arousal: 0.5,
  duration_s: 100,
  match: 7,
});
const QUEUE = [track(1), track(2), track(3)];
const loaded = () => player.get().queue[player.get().index]?.id;

let reactions: unknown[] = [];
// The one audio element is made with the module; it is caught when it is told to play.
let audio: HTMLMediaElement;

beforeAll(() => service.listen());
afterAll(() => service.close());
beforeEach(() => {
  reactions = [];
  service.use(
    http.post("*/api/v1/reactions", async ({ request }) => {
      reactions.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(async function (
    this: HTMLMediaElement,
  ) {
    audio = this;
  });
});
afterEach(() => {
  stop();
  service.resetHandlers();
});

it("plays a queue from where it is told", () => {
  playFrom(QUEUE, 1);
  expect(loaded()).toBe(2);
  expect(audio.src).toContain("/api/v1/tracks/2/audio");
});

it("goes on to the next when one ends, and notes that it was heard", async () => {
  playFrom(QUEUE);
  audio.dispatchEvent(new Event("ended"));
  expect(loaded()).toBe(2);
  await vi.waitFor(() => expect(reactions).toEqual([{ track: 1, reaction: "play", match: 7 }]));
});

it("stops after the last", () => {
  playFrom(QUEUE, 2);
  audio.dispatchEvent(new Event("ended"));
  expect(player.get()).toMatchObject({ index: 2, playing: false });
});

it("notes a skip where less than half was heard", async () => {
  playFrom(QUEUE);
  seek(20);
  playNext();
  await vi.waitFor(() => expect(reactions).toEqual([{ track: 1, reaction: "skip", match: 7 }]));
});

it("notes none where more was heard, or nothing", async () => {
  playFrom(QUEUE);
  playNext();
  seek(80);
  playNext();
  audio.dispatchEvent(new Event("ended"));
  await vi.waitFor(() => expect(reactions).toEqual([{ track: 3, reaction: "play", match: 7 }]));
});

it("goes back to the beginning first, then to the track before", () => {
  playFrom(QUEUE, 1);
  seek(30);
  playPrevious();
  expect(player.get()).toMatchObject({ index: 1, position: 0 });
  playPrevious();
  expect(loaded()).toBe(1);
});

it("plays on while what comes after it changes", () => {
  playFrom(QUEUE, 1);
  seek(30);
  replaceQueue([track(8), track(2), track(9)]);
  expect(player.get().queue.map(({ id }) => id)).toEqual([2, 8, 9]);
  expect(player.get()).toMatchObject({ index: 0, position: 30 });
});

it("keeps its place when tracks are taken out or added", () => {
  playFrom(QUEUE, 1);
  removeFromQueue(0);
  expect(loaded()).toBe(2);
  removeFromQueue(player.get().index);
  expect(loaded()).toBe(2);
  enqueue(track(4));
  expect(player.get().queue.map(({ id }) => id)).toEqual([2, 3, 4]);
});

it("says which track cannot be played, and counts that as no skip", async () => {
  playFrom(QUEUE);
  seek(10);
  audio.dispatchEvent(new Event("error"));
  expect(player.get()).toMatchObject({ failed: 1, playing: false });
  playNext();
  audio.dispatchEvent(new Event("ended"));
  await vi.waitFor(() => expect(reactions).toHaveLength(1));
  expect(reactions).toEqual([{ track: 2, reaction: "play", match: 7 }]);
});

it("remembers how loud", () => {
  setVolume(0.3);
  expect(localStorage.getItem("affetto.volume")).toBe("0.3");
});
