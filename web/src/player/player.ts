/** What plays: a queue, one audio element, and what the listener's hearing says of a track. */

import { client, PREFIX } from "@/api/client";
import type { RowTrack } from "@/components/track-row";
import { showMood } from "@/lib/mood";
import { createStore, useStore } from "@/lib/store";

export interface PlayerTrack extends RowTrack {
  /** The match it was chosen in: reactions are learned with its mood. */
  match?: number | null;
}

/** Where the music plays, where that is not this page. */
export interface Output {
  /** Name of the service, for programs. */
  service: string;
  device: { id: string; name: string };
  /** Whether it lets its volume be set. */
  hasVolume: boolean;
  /** What plays there that does not stand in the queue. */
  other: { title: string; artist: string } | null;
}

/** What plays the queue in the place of this page's own audio; it keeps the state as it goes. */
export interface Remote {
  /** Plays the queue from a place on. */
  play(index: number): void;
  resume(): void;
  pause(): void;
  next(): void;
  previous(): void;
  /** seconds */
  seek(position: number): void;
  /** 0 to 1 */
  setVolume(volume: number): void;
  enqueue(track: PlayerTrack): void;
  /** What is to come has changed. */
  noteChange(): void;
  /** Steers no longer; what plays there plays on. */
  leave(): void;
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
  /** Null for this page. */
  output: Output | null;
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
  output: null,
});

export const usePlayer = <Part>(select: (state: PlayerState) => Part): Part =>
  useStore(player, select);

const current = (state: PlayerState): PlayerTrack | null => state.queue[state.index] ?? null;
export const useCurrentTrack = () => usePlayer(current);

const audio = new Audio();
audio.preload = "auto";
audio.volume = player.get().volume;

let remote: Remote | null = null;
// What unmuting goes back to on a device that knows no muting.
let loudBefore = 0.5;

export const audioAddress = (id: number): string => `${PREFIX}/tracks/${id}/audio`;

/** Tells the service that learns what became of a track. */
export function react(reaction: "play" | "skip", track: PlayerTrack): void {
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
  showMoodOf(track);
  if (remote) {
    remote.play(index);
    return;
  }
  audio.src = audioAddress(track.id);
  describe(track);
  start();
}

export function showMoodOf({ valence, arousal }: PlayerTrack): void {
  if (valence != null && arousal != null) showMood({ valence, arousal });
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
  remote?.noteChange();
}

export function enqueue(track: PlayerTrack): void {
  player.set(({ queue }) => ({ queue: [...queue, track] }));
  if (player.get().index < 0) load(0);
  else remote?.enqueue(track);
}

/** Takes a track out of what is still to come. */
export function removeFromQueue(place: number): void {
  const { queue, index } = player.get();
  if (place === index) return;
  player.set({
    queue: queue.filter((_, at) => at !== place),
    index: place < index ? index - 1 : index,
  });
  remote?.noteChange();
}

export function togglePlaying(): void {
  const { index, playing } = player.get();
  if (index < 0) return;
  if (remote) {
    if (playing) remote.pause();
    else remote.resume();
  } else if (audio.paused) start();
  else audio.pause();
}

export function pause(): void {
  if (remote) {
    if (player.get().playing) remote.pause();
  } else audio.pause();
}

function noteSkip(): void {
  const state = player.get();
  const track = current(state);
  const isOver = !remote && audio.ended;
  if (!track || isOver || state.failed === track.id || state.duration <= 0) return;
  const heard = state.position / state.duration;
  if (state.position > 0 && heard < SKIPPED_BEFORE) react("skip", track);
}

export function playNext(): void {
  const { index, queue } = player.get();
  if (index + 1 >= queue.length) return;
  noteSkip();
  if (remote) remote.next();
  else load(index + 1);
}

export function playPrevious(): void {
  const { index, position } = player.get();
  if (position > RESTART_AFTER_S || index <= 0) seek(0);
  else if (remote) remote.previous();
  else load(index - 1);
}

/** Jumps to `position` seconds. */
export function seek(position: number): void {
  if (player.get().index < 0) return;
  player.set({ position });
  if (remote) remote.seek(position);
  else audio.currentTime = position;
}

export function setVolume(volume: number): void {
  if (remote) {
    player.set({ volume });
    remote.setVolume(volume);
    return;
  }
  audio.volume = volume;
  audio.muted = false;
  localStorage.setItem(VOLUME_KEY, String(volume));
  player.set({ volume, muted: false });
}

export function toggleMuted(): void {
  if (remote) {
    const { volume, output } = player.get();
    if (!output?.hasVolume) return;
    if (volume > 0) loudBefore = volume;
    setVolume(volume > 0 ? 0 : loudBefore);
    return;
  }
  audio.muted = !audio.muted;
  player.set({ muted: audio.muted });
}

/** From now on the queue plays elsewhere; this page falls silent. */
export function handOver(to: Remote, state: Partial<PlayerState>): void {
  remote?.leave();
  remote = to;
  audio.pause();
  player.set({ waiting: false, muted: false, failed: null, ...state });
}

/** Goes on in this page where the music is, or stays silent there until it is told to play. */
export function takeBack(plays: boolean): void {
  if (!remote) return;
  remote.leave();
  remote = null;
  const { position } = player.get();
  const track = current(player.get());
  player.set({ output: null, volume: audio.volume, muted: audio.muted, playing: false });
  if (!track) return;
  audio.src = audioAddress(track.id);
  audio.currentTime = position;
  describe(track);
  if (plays) start();
}

/** Falls silent and forgets the queue, as when the user signs out. */
export function stop(): void {
  if (remote) takeBack(false);
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
  player.set({ queue: [], index: -1, playing: false, waiting: false, position: 0, duration: 0 });
}

/** What the audio tells counts only while it is what plays. */
function onAudio(event: string, act: () => void): void {
  audio.addEventListener(event, () => {
    if (!remote) act();
  });
}

onAudio("playing", () => player.set({ playing: true, waiting: false }));
onAudio("pause", () => player.set({ playing: false }));
onAudio("waiting", () => player.set({ waiting: true }));
onAudio("timeupdate", () => player.set({ position: audio.currentTime }));
onAudio("durationchange", () => {
  if (Number.isFinite(audio.duration)) player.set({ duration: audio.duration });
});
onAudio("ended", () => {
  const state = player.get();
  const track = current(state);
  if (track) react("play", track);
  if (state.index + 1 < state.queue.length) load(state.index + 1);
  else player.set({ playing: false });
});
onAudio("error", () => {
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
  session.setActionHandler("play", () => (remote ? remote.resume() : start()));
  session.setActionHandler("pause", pause);
  session.setActionHandler("previoustrack", playPrevious);
  session.setActionHandler("nexttrack", playNext);
  session.setActionHandler("seekto", (details) => seek(details.seekTime ?? 0));
}
