import { useEffect, useRef, useState } from "react";
import { pause as pausePlayer } from "@/player/player";
import type { HeardTrack, Side } from "./participation";

export interface Place {
  side: Side;
  rank: number;
}

export interface Listening {
  /** What is loaded; null before anything was heard. */
  place: Place | null;
  playing: boolean;
  /** Share of the excerpt that was heard, 0 to 1. */
  progress: number;
  failed: Place | null;
  /** Plays a track, or pauses it; what follows it in its list plays on. */
  toggle: (place: Place) => void;
  heard: ReadonlySet<string>;
}

export const keyOf = ({ side, rank }: Place): string => `${side}${rank}`;

/** Plays the tracks of two lists: of each its most representative part. */
export function useListening(lists: Record<Side, readonly HeardTrack[]>): Listening {
  const [audio] = useState(() => new Audio());
  const [place, setPlace] = useState<Place | null>(null);
  const [playing, setPlaying] = useState(false);
  const [progress, setProgress] = useState(0);
  const [failed, setFailed] = useState<Place | null>(null);
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set());
  const now = useRef<{ place: Place; track: HeardTrack } | null>(null);

  const load = (wanted: Place) => {
    const track = lists[wanted.side].find(({ rank }) => rank === wanted.rank);
    if (!track) return;
    pausePlayer();
    now.current = { place: wanted, track };
    setPlace(wanted);
    setProgress(0);
    setFailed(null);
    setHeard((before) => new Set(before).add(keyOf(wanted)));
    audio.src = track.audio;
    if (track.excerpt) audio.currentTime = track.excerpt[0];
    // Refused by the browser, or another one was chosen meanwhile: its events tell.
    audio.play().catch(() => undefined);
  };
  const next = useRef(load);
  next.current = load;

  useEffect(() => {
    const goOn = () => {
      const current = now.current?.place;
      if (current) next.current({ ...current, rank: current.rank + 1 });
    };
    const onTime = () => {
      const track = now.current?.track;
      if (!track) return;
      const [from, to] = track.excerpt ?? [0, audio.duration || track.duration_s || 1];
      setProgress(Math.min(1, Math.max(0, (audio.currentTime - from) / Math.max(1, to - from))));
      if (audio.currentTime < to) return;
      audio.pause();
      goOn();
    };
    const listeners: [string, () => void][] = [
      ["playing", () => setPlaying(true)],
      ["pause", () => setPlaying(false)],
      ["timeupdate", onTime],
      ["ended", goOn],
      ["error", () => setFailed(now.current?.place ?? null)],
    ];
    for (const [event, listener] of listeners) audio.addEventListener(event, listener);
    return () => {
      for (const [event, listener] of listeners) audio.removeEventListener(event, listener);
      audio.pause();
    };
  }, [audio]);

  return {
    place,
    playing,
    progress,
    failed,
    heard,
    toggle: (wanted) => {
      const isLoaded = place?.side === wanted.side && place.rank === wanted.rank;
      if (!isLoaded || failed) load(wanted);
      else if (audio.paused) audio.play().catch(() => undefined);
      else audio.pause();
    },
  };
}
