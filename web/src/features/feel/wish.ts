/** What is asked for on the page: the mood, and what the music is to be. */

import type { Affect, AffectRead, Loosening, MatchWish, PictureReading } from "@/api/types";
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

/** What the music is to do and to be; filters by their names in `POST /matches`. */
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
  min_duration_s: number | null;
  max_duration_s: number | null;
  instrumental: boolean;
  clean: boolean;
  /** By ISO 639. */
  languages: string[];
  /** "file" for one's own, or names of services. */
  providers: string[];
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
  min_duration_s: null,
  max_duration_s: null,
  instrumental: false,
  clean: false,
  languages: [],
  providers: [],
  strategy: "affect",
};

/** Which of a picture's faces counts: its place in the reading, or all of them with the scene. */
export type FaceChoice = number | "all";

interface FeelState {
  pictures: readonly Picture[];
  /** Key of the picture that counts, or all of several together as one mood. */
  shown: number | "all";
  /** The chosen faces by the keys of their pictures; of others all count. */
  faces: Readonly<Record<number, FaceChoice>>;
  said: Said | null;
  parameters: Parameters;
  /** Tracks that were offered before and are not to be offered again. */
  exclude: number[];
  /** Entry of the history that is shown as it was; null for a new match. */
  entry: number | null;
}

// What another mood begins anew.
const ANEW = { said: null, exclude: [], entry: null };
const NO_PICTURES = { pictures: [], shown: "all", faces: {} } as const;

// Outside of the component tree: whoever visits another page, or must sign in again, finds the
// pictures and their music as they were.
export const feel = createStore<FeelState>({ ...NO_PICTURES, ...ANEW, parameters: USUAL });

export const useFeel = <Part>(select: (state: FeelState) => Part): Part => useStore(feel, select);

let nextKey = 1;

const pictureOf = (file: File, credit?: Picture["credit"]): Picture => ({
  key: nextKey++,
  file,
  name: file.name,
  ...(credit ? { credit } : {}),
});

/** One picture in place of what was there. */
export function showPicture(file: File, credit?: Picture["credit"]): void {
  const picture = pictureOf(file, credit);
  feel.set({ ...NO_PICTURES, ...ANEW, pictures: [picture], shown: picture.key });
}

/** Several pictures, which count as one mood until one of them is chosen. */
export function showPictures(files: readonly File[], beside: readonly Picture[] = []): void {
  const pictures = [...beside, ...files.map((file) => pictureOf(file))];
  const [only] = pictures;
  feel.set(({ faces }) => ({
    ...ANEW,
    pictures,
    shown: pictures.length === 1 && only ? only.key : "all",
    faces: beside.length > 0 ? faces : {},
  }));
}

/** Takes a picture away; what is left of several counts together. */
export function removePicture(key: number): void {
  const left = feel.get().pictures.filter((picture) => picture.key !== key);
  showPictures([], left);
}

export function clearPictures(): void {
  feel.set({ ...NO_PICTURES, ...ANEW });
}

/** One of several pictures, or all of them together. */
export function choosePicture(shown: number | "all"): void {
  feel.set({ ...ANEW, shown });
}

export function chooseFace(picture: number, face: FaceChoice): void {
  feel.set(({ faces }) => ({ ...ANEW, faces: { ...faces, [picture]: face } }));
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
  return (
    [
      parameters.genres.length > 0,
      parameters.decades.length > 0,
      parameters.popularity !== null,
      parameters.licence !== "any",
      parameters.min_duration_s !== null || parameters.max_duration_s !== null,
    ].filter(Boolean).length + countRareFilters(parameters)
  );
}

/** How many of those are set that few people need. */
export function countRareFilters(parameters: Parameters): number {
  return [
    parameters.instrumental,
    parameters.clean,
    parameters.languages.length > 0,
    parameters.providers.length > 0,
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

/** Takes a way out of filters that leave nothing, and changes nothing else. */
export function loosen({ exclude, ...filters }: Loosening["change"]): void {
  feel.set((state) => ({
    parameters: { ...state.parameters, ...filters },
    exclude: exclude === undefined ? state.exclude : [],
    entry: null,
  }));
}

/** A match of the past, as it was. */
export function openEntry(entry: number, affect: Affect): void {
  feel.set({ ...NO_PICTURES, said: { kind: "affect", affect }, exclude: [], entry });
}

/** What the music is to fit: read from the picture, or said. */
export interface Mood extends MoodPoint {
  /** Null where only a point is known. */
  word: string | null;
  emotions: Record<string, number>;
  confidence: number;
  source: Affect["source"];
  /** How probably what is to be seen in the picture; missing where no scene counts. */
  context?: Context;
}

type Context = NonNullable<PictureReading["scene"]["context"]>;

/** The mood that the user says; null while nothing is said. */
export function saidMood(said: Said | null): Mood | null {
  switch (said?.kind) {
    case "word": {
      const point = emotionPoint(said.word);
      return { ...point, word: said.word, emotions: {}, confidence: 1, source: "user" };
    }
    case "point":
      return { ...said.point, word: null, emotions: {}, confidence: 1, source: "user" };
    case "affect":
      return fromAffect(said.affect);
    default:
      return null;
  }
}

/** The mood of a picture: as a whole, or of one of its faces. */
export function readMood(reading: PictureReading, face: FaceChoice): Mood {
  const chosen = face === "all" ? undefined : reading.faces[face];
  if (!chosen) return { ...fromAffect(reading.overall), context: reading.scene.context };
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

export function fromAffect({ emotion, ...affect }: Affect): Mood {
  return { ...affect, word: emotion };
}

/** What several pictures show together: the plain mean, as the service has it. */
export function combineContexts(contexts: readonly Context[]): Context {
  const tags = new Set(contexts.flatMap((context) => Object.keys(context)));
  const sum = (tag: string) => contexts.reduce((total, context) => total + (context[tag] ?? 0), 0);
  return Object.fromEntries([...tags].map((tag) => [tag, sum(tag) / contexts.length]));
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
  const { intent, to, ...rest } = parameters;
  return {
    ...howMoodIsSaid(mood, said),
    ...(pictureName ? { picture_name: pictureName.slice(0, 200) } : {}),
    intent,
    ...(intent === "journey" && to ? { to: { emotion: to, valence: null, arousal: null } } : {}),
    ...rest,
    exclude: [...exclude],
  };
}

function howMoodIsSaid(mood: Mood, said: Said | null): Partial<MatchWish> {
  if (said?.kind === "word") return { emotion: said.word };
  if (said?.kind === "point") return { valence: said.point.valence, arousal: said.point.arousal };
  return { affect: affectOf(mood), ...(mood.context && { context: mood.context }) };
}

/** A mood as the service takes it. */
export function affectOf({ emotions, valence, arousal, confidence, source }: Mood): AffectRead {
  return { emotions, valence, arousal, confidence, source };
}
