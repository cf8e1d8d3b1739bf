/** What plays: a queue, one audio element, and what the listener's hearing says of a track. */

import { client, PREFIX } from "@/api/client";
import type { RowTrack } from "@/components/track-row";
import { showMood } from "@/lib/mood";
import { createStore, useStore } from "@/lib/store";

export interface PlayerTrack extends RowTrack {
  /** The match it was chosen in: reactions are learned with its mood. */
  match?: number | null;
}

interface PlayerState {
  queue: readonly PlayerTrack[];
  /** Place of the current track in the queue, -1 where nothing is loaded. */
  index: number;
  playing: boolean;
  waiting: boolean;
  /** seconds */
  position: number;
  /** seconds, 0 while unknown */
  duration: number;
  volume: number;
  muted: boolean;
  /** Track that could not be played, until another plays. */
  failed: number | null;
}

const VOLUME_KEY = "affetto.volume";
// "Previous" within a track's first seconds goes to the one before, later to its beginning.
const RESTART_AFTER_S = 4;
// Skipped before half of it: what the taste model calls a skip.
const SKIPPED_BEFORE = 0.5;

function storedVolume(): number {
  const volume = Number(localStorage.getItem(VOLUME_KEY) ?? 1);
  return volume >= 0 && volume <= 1 ? volume : 1;
}

export const player = createStore<PlayerState>({
  queue: [],
  index: -1,
  playing: false,
  waiting: false,
  position: 0,
  duration: 0,
  volume: storedVolume(),
  muted: false,
  failed: null,
});

export const usePlayer = <Part>(select: (state: PlayerState) => Part): Part =>
  useStore(player, select);

const current = (state: PlayerState): PlayerTrack | null => state.queue[state.index] ?? null;
export const useCurrentTrack = () => usePlayer(current);

const audio = new Audio();
audio.preload = "auto";
audio.volume = player.get().volume;

export const audioAddress = (id: number): string => `${PREFIX}/tracks/${id}/audio`;

function react(reaction: "play" | "skip", track: PlayerTrack): void {
  // A reaction that is lost costs a grain of learning, not the music.
  client
    .POST("/api/v1/reactions", {
      body: { track: track.id, reaction, match: track.match ?? null },
    })
    .catch(() => undefined);
}

function load(index: number): void {
  const track = player.get().queue[index];
  if (!track) return;
  player.set({
    index,
    position: 0,
    duration: track.duration_s ?? 0,
    waiting: true,
    failed: null,
  });
  if (track.valence != null && track.arousal != null) {
    showMood({ valence: track.valence, arousal: track.arousal });
  }
  audio.src = audioAddress(track.id);
  describe(track);
  start();
}

function start(): void {
  audio.play().catch((error: unknown) => {
    // Another track was loaded meanwhile, or the browser wants a gesture first: neither is a fault.
    if (!(error instanceof DOMException)) throw error;
    player.set({ playing: false, waiting: false });
  });
}

/** Plays `queue` from `index` on. */
export function playFrom(queue: readonly PlayerTrack[], index = 0): void {
  noteSkip();
  player.set({ queue });
  load(index);
}

/** What stands in the queue changes; the current track plays on. */
export function replaceQueue(upNext: readonly PlayerTrack[]): void {
  const playing = current(player.get());
  if (!playing) return;
  player.set({
    queue: [playing, ...upNext.filter((track) => track.id !== playing.id)],
    index: 0,
  });
}

export function enqueue(track: PlayerTrack): void {
  player.set(({ queue }) => ({ queue: [...queue, track] }));
  if (player.get().index < 0) load(0);
}

/** Takes a track out of what is still to come. */
export function removeFromQueue(place: number): void {
  const { queue, index } = player.get();
  if (place === index) return;
  player.set({
    queue: queue.filter((_, at) => at !== place),
    index: place < index ? index - 1 : index,
  });
}

export function togglePlaying(): void {
  if (player.get().index < 0) return;
  if (audio.paused) start();
  else audio.pause();
}

export function pause(): void {
  audio.pause();
}

function noteSkip(): void {
  const state = player.get();
  const track = current(state);
  if (!track || audio.ended || state.failed === track.id || state.duration <= 0) return;
  const heard = state.position / state.duration;
  if (state.position > 0 && heard < SKIPPED_BEFORE) react("skip", track);
}

export function playNext(): void {
  const { index, queue } = player.get();
  if (index + 1 >= queue.length) return;
  noteSkip();
  load(index + 1);
}

export function playPrevious(): void {
  const { index, position } = player.get();
  if (position > RESTART_AFTER_S || index <= 0) seek(0);
  else load(index - 1);
}

/** Jumps to `position` seconds. */
export function seek(position: number): void {
  if (player.get().index < 0) return;
  audio.currentTime = position;
  player.set({ position });
}

export function setVolume(volume: number): void {
  audio.volume = volume;
  audio.muted = false;
  localStorage.setItem(VOLUME_KEY, String(volume));
  player.set({ volume, muted: false });
}

export function toggleMuted(): void {
  audio.muted = !audio.muted;
  player.set({ muted: audio.muted });
}

/** Falls silent and forgets the queue, as when the user signs out. */
export function stop(): void {
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
  player.set({ queue: [], index: -1, playing: false, waiting: false, position: 0, duration: 0 });
}

audio.addEventListener("playing", () => player.set({ playing: true, waiting: false }));
audio.addEventListener("pause", () => player.set({ playing: false }));
audio.addEventListener("waiting", () => player.set({ waiting: true }));
audio.addEventListener("timeupdate", () => player.set({ position: audio.currentTime }));
audio.addEventListener("durationchange", () => {
  if (Number.isFinite(audio.duration)) player.set({ duration: audio.duration });
});
audio.addEventListener("ended", () => {
  const state = player.get();
  const track = current(state);
  if (track) react("play", track);
  if (state.index + 1 < state.queue.length) load(state.index + 1);
  else player.set({ playing: false });
});
audio.addEventListener("error", () => {
  const track = current(player.get());
  if (track && audio.hasAttribute("src")) {
    player.set({ playing: false, waiting: false, failed: track.id });
  }
});

function describe(track: PlayerTrack): void {
  if (!("mediaSession" in navigator)) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: track.title,
    artist: track.artist,
    artwork: track.has_cover ? [{ src: `${PREFIX}/tracks/${track.id}/cover` }] : [],
  });
}

/** Lets media keys and the system's own controls steer the player. */
export function startMediaKeys(): void {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  session.setActionHandler("play", start);
  session.setActionHandler("pause", pause);
  session.setActionHandler("previoustrack", playPrevious);
  session.setActionHandler("nexttrack", playNext);
  session.setActionHandler("seekto", (details) => seek(details.seekTime ?? 0));
}
