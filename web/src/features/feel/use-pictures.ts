import { useQueries, useQuery } from "@tanstack/react-query";
import type { PictureReading } from "@/api/types";
import { combinedQuery, drawableQuery, readingQuery } from "./queries";
import {
  affectOf,
  combineContexts,
  type FaceChoice,
  fromAffect,
  type Mood,
  type Picture,
  readMood,
} from "./wish";

/** A picture with all that is known of it by now. */
export interface SeenPicture {
  picture: Picture;
  /** As the browser can draw it, once it can. */
  file: File | undefined;
  /** It cannot be drawn at all. */
  broken: boolean;
  reading: PictureReading | undefined;
  face: FaceChoice;
  mood: Mood | null;
  error: Error | null;
  retry: () => void;
}

/** The pictures, drawn and read, each for itself: one that fails leaves the others be. */
export function useSeenPictures(
  pictures: readonly Picture[],
  faces: Readonly<Record<number, FaceChoice>>,
): SeenPicture[] {
  const drawables = useQueries({ queries: pictures.map(drawableQuery) });
  const readings = useQueries({
    queries: pictures.map((picture, index) => ({
      ...readingQuery(picture, drawables[index]?.data),
      // What is selected stays the same object as long as it says the same.
      select: (reading: PictureReading) => ({
        reading,
        mood: readMood(reading, faces[picture.key] ?? "all"),
      }),
    })),
  });
  return pictures.map((picture, index) => {
    const drawable = drawables[index];
    const read = readings[index];
    return {
      picture,
      file: drawable?.data,
      broken: Boolean(drawable?.error),
      reading: read?.data?.reading,
      face: faces[picture.key] ?? "all",
      mood: read?.data?.mood ?? null,
      error: drawable?.error ?? read?.error ?? null,
      retry: () => void (drawable?.error ? drawable.refetch() : read?.refetch()),
    };
  });
}

interface Read {
  mood: Mood | null;
  error: Error | null;
  retry: () => void;
}

/** What is read from the picture that counts, or from all of them together. */
export function useReadMood(seen: readonly SeenPicture[], shown: number | "all"): Read {
  const readable = seen.filter(({ error }) => error === null);
  const moods = readable.flatMap(({ mood }) => mood ?? []);
  const isWhole = shown === "all" && moods.length > 0 && moods.length === readable.length;
  const combined = useQuery({
    ...combinedQuery(isWhole ? moods.map(affectOf) : null),
    select: (affect): Mood => ({
      ...fromAffect(affect),
      context: combineContexts(moods.map(({ context }) => context ?? {})),
    }),
  });
  const one = seen.find(({ picture }) => picture.key === shown);
  if (one) return { mood: one.mood, error: one.error, retry: one.retry };
  return {
    mood: combined.data ?? null,
    error: readable.length === 0 ? (seen[0]?.error ?? null) : combined.error,
    retry: () => {
      if (combined.error) void combined.refetch();
      for (const { error, retry } of seen) if (error) retry();
    },
  };
}
