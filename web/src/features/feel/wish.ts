/** What is asked for on the page: the mood, and what the music is to be. */

import type { Affect, MatchWish, PictureReading } from "@/api/types";
import { emotionPoint, rankEmotions } from "@/lib/emotions";
import type { MoodPoint } from "@/lib/mood";
import { createStore, useStore } from "@/lib/store";

export interface Picture {
  /** Tells pictures apart, also two of the same name. */
  key: number;
  file: File;
  name: string;
  /** Whom to thank for it. */
  credit?: { text: string; href: string };
}

/** What the user says instead of the picture. */
export type Said =
  | { kind: "word"; word: string }
  | { kind: "point"; point: MoodPoint }
  | { kind: "affect"; affect: Affect };

export const INTENTS = ["match", "lift", "calm", "journey"] as const;
export type Intent = (typeof INTENTS)[number];
export const POPULARITIES = ["low", "medium", "mainstream"] as const;
export type Popularity = (typeof POPULARITIES)[number];
export const PERSONALIZATIONS = ["low", "medium", "high"] as const;
export type Personalization = (typeof PERSONALIZATIONS)[number];
export const LICENCES = ["any", "personal", "film"] as const;
export type Licence = (typeof LICENCES)[number];
export const MOST_GENRES = 3;

export interface Parameters {
  intent: Intent;
  /** Word where a journey leads; null for where the service thinks best. */
  to: string | null;
  n: number;
  genres: string[];
  decades: number[];
  popularity: Popularity | null;
  licence: Licence;
  personalization: Personalization;
  instrumental: boolean;
  clean: boolean;
  strategy: string;
}

export const USUAL: Parameters = {
  intent: "match",
  to: null,
  n: 10,
  genres: [],
  decades: [],
  popularity: null,
  licence: "any",
  personalization: "medium",
  instrumental: false,
  clean: false,
  strategy: "affect",
};

interface FeelState {
  picture: Picture | null;
  /** Which of its faces counts: its place in the reading, or all of them with the scene. */
  face: number | "all";
  said: Said | null;
  parameters: Parameters;
  /** Tracks that were offered before and are not to be offered again. */
  exclude: number[];
  /** Entry of the history that is shown as it was; null for a new match. */
  entry: number | null;
}

// Outside of the component tree: whoever visits another page, or must sign in again, finds the
// picture and its music as they were.
export const feel = createStore<FeelState>({
  picture: null,
  face: "all",
  said: null,
  parameters: USUAL,
  exclude: [],
  entry: null,
});

export const useFeel = <Part>(select: (state: FeelState) => Part): Part => useStore(feel, select);

let nextKey = 1;

export function showPicture(file: File, credit?: Picture["credit"]): void {
  const picture: Picture = { key: nextKey++, file, name: file.name, ...(credit ? { credit } : {}) };
  feel.set({ picture, face: "all", said: null, exclude: [], entry: null });
}

export function clearPicture(): void {
  feel.set({ picture: null, face: "all", said: null, exclude: [], entry: null });
}

export function chooseFace(face: number | "all"): void {
  feel.set({ face, said: null, exclude: [], entry: null });
}

/** The user knows better; null goes back to what was read. */
export function sayMood(said: Said | null): void {
  feel.set({ said, exclude: [], entry: null });
}

export function changeParameters(change: Partial<Parameters>): void {
  feel.set(({ parameters }) => ({
    parameters: { ...parameters, ...change },
    exclude: [],
    entry: null,
  }));
}

/** What is not said in the head of the playlist, back to what it usually is. */
export function clearFilters(): void {
  const { intent, to, n, strategy } = feel.get().parameters;
  changeParameters({ ...USUAL, intent, to, n, strategy });
}

/** How many filters are set: what can empty a list. */
export function countFilters(parameters: Parameters): number {
  return [
    parameters.genres.length > 0,
    parameters.decades.length > 0,
    parameters.popularity !== null,
    parameters.licence !== "any",
    parameters.instrumental,
    parameters.clean,
  ].filter(Boolean).length;
}

/** Another list: none of the tracks that were offered. */
export function askAnother(offered: readonly number[]): void {
  feel.set(({ exclude }) => ({ exclude: [...exclude, ...offered], entry: null }));
}

/** All tracks may be offered again. */
export function forgetOffered(): void {
  feel.set({ exclude: [] });
}

/** A match of the past, as it was. */
export function openEntry(entry: number, affect: Affect): void {
  feel.set({ picture: null, face: "all", said: { kind: "affect", affect }, exclude: [], entry });
}

/** What the music is to fit: read from the picture, or said. */
export interface Mood extends MoodPoint {
  /** Null where only a point is known. */
  word: string | null;
  emotions: Record<string, number>;
  confidence: number;
  source: Affect["source"];
}

/** The mood that counts now; null while there is none. */
export function moodOf(
  said: Said | null,
  face: number | "all",
  reading: PictureReading | undefined,
): Mood | null {
  if (said?.kind === "word") {
    const point = emotionPoint(said.word);
    return { ...point, word: said.word, emotions: {}, confidence: 1, source: "user" };
  }
  if (said?.kind === "point") {
    return { ...said.point, word: null, emotions: {}, confidence: 1, source: "user" };
  }
  if (said?.kind === "affect") return fromAffect(said.affect);
  if (!reading) return null;
  const chosen = face === "all" ? undefined : reading.faces[face];
  if (!chosen) return fromAffect(reading.overall);
  const [leading] = rankEmotions(chosen.emotions);
  return {
    valence: chosen.valence,
    arousal: chosen.arousal,
    word: chosen.emotion,
    emotions: chosen.emotions,
    confidence: leading?.[1] ?? 0,
    source: "faces",
  };
}

function fromAffect({ emotion, ...affect }: Affect): Mood {
  return { ...affect, word: emotion };
}

/** Nearest word to a place that was pointed at, for want of a better name. */
export function nearestWord(point: MoodPoint, words: readonly string[]): string | null {
  if (Math.hypot(point.valence, point.arousal) < Math.hypot(0.15, 0.15)) return "neutral";
  let nearest: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const place = emotionPoint(word);
    const away = Math.hypot(place.valence - point.valence, place.arousal - point.arousal);
    if (away < least) {
      least = away;
      nearest = word;
    }
  }
  return nearest;
}

/** The body of `POST /matches`: only what differs from what is usual. */
export function toWish(
  mood: Mood,
  said: Said | null,
  parameters: Parameters,
  exclude: readonly number[],
  pictureName: string | null,
): Partial<MatchWish> {
  const { intent, to, n, genres, decades, popularity, licence, strategy } = parameters;
  return {
    ...howMoodIsSaid(mood, said),
    ...(pictureName ? { picture_name: pictureName.slice(0, 200) } : {}),
    intent,
    ...(intent === "journey" && to ? { to: { emotion: to, valence: null, arousal: null } } : {}),
    strategy,
    n,
    genres,
    decades,
    popularity,
    licence,
    personalization: parameters.personalization,
    instrumental: parameters.instrumental,
    clean: parameters.clean,
    exclude: [...exclude],
  };
}

function howMoodIsSaid(mood: Mood, said: Said | null): Partial<MatchWish> {
  if (said?.kind === "word") return { emotion: said.word };
  if (said?.kind === "point") return { valence: said.point.valence, arousal: said.point.arousal };
  const { emotions, valence, arousal, confidence, source } = mood;
  return { affect: { emotions, valence, arousal, confidence, source } };
}
