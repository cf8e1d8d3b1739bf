import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { ask, client, dataOf, request, send } from "@/api/client";
import { Problem } from "@/api/problem";
import type {
  Affect,
  AffectRead,
  KeptMatch,
  Match,
  MatchWish,
  Overlay,
  PictureReading,
} from "@/api/types";
import { toDrawable } from "./drawable";
import { formOf } from "./picture-form";
import type { Picture } from "./wish";

/** A match with its number in the history, which it may lack; its tracks may be forgotten since. */
export type FoundMatch = Omit<KeptMatch, "id" | "at" | "picture_name"> & { id: number | null };
export type FoundTrack = FoundMatch["tracks"][number];

/** Reading and matching are costly and do not change by themselves. */
const ONCE = { staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000 } as const;

/** The queue being full passes: asking again after the time it names is what it wants. */
const WHEN_FULL = {
  retry: (failures: number, error: Error) =>
    error instanceof Problem && error.status === 429 && failures < 2,
  retryDelay: (_failures: number, error: Error) =>
    1000 * ((error instanceof Problem && error.retryAfter) || 1),
} as const;

/** The picture as this browser can draw it. */
export const drawableQuery = (picture: Picture) =>
  queryOptions({
    queryKey: ["drawable", picture.key],
    queryFn: () => toDrawable(picture.file),
    ...ONCE,
    ...WHEN_FULL,
  });

export const readingQuery = (picture: Picture, file: File | undefined) =>
  queryOptions({
    queryKey: ["reading", picture.key],
    queryFn: ({ signal }) =>
      send<PictureReading>("POST", "/affect", { form: formOf(file as File), signal }),
    enabled: file !== undefined,
    ...ONCE,
    ...WHEN_FULL,
  });

/** What several moods are together. */
export const combinedQuery = (affects: readonly AffectRead[] | null) =>
  queryOptions({
    queryKey: ["combined", affects],
    queryFn: ({ signal }) =>
      send<Affect>("POST", "/affect/combined", { json: { affects }, signal }),
    enabled: affects !== null,
    ...ONCE,
  });

export const explanationQuery = (picture: Picture, file: File | undefined, enabled: boolean) =>
  queryOptions({
    queryKey: ["explanation", picture.key],
    queryFn: async ({ signal }) => {
      const form = formOf(file as File);
      const answer = await send<{ overlays: Overlay[] }>("POST", "/explanations", { form, signal });
      return answer.overlays;
    },
    enabled: enabled && file !== undefined,
    ...ONCE,
    ...WHEN_FULL,
  });

async function findMatch(wish: Partial<MatchWish>, signal: AbortSignal): Promise<FoundMatch> {
  const response = await ask(request("POST", "/matches", { json: wish, signal }));
  const match = (await response.json()) as Match;
  const entry = response.headers.get("Content-Location")?.split("/").at(-1);
  return { ...match, id: entry ? Number(entry) : null };
}

const openMatch = (id: number, signal: AbortSignal): Promise<FoundMatch> =>
  dataOf(client.GET("/api/v1/history/{match_id}", { params: { path: { match_id: id } }, signal }));

/** The music for a wish, or of an entry of the history where one is shown. */
export function useMatch(wish: Partial<MatchWish> | null, entry: number | null) {
  return useQuery({
    queryKey: entry === null ? ["match", wish] : ["history", entry],
    queryFn: ({ signal }) =>
      entry === null ? findMatch(wish as Partial<MatchWish>, signal) : openMatch(entry, signal),
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    ...ONCE,
    ...WHEN_FULL,
  });
}

export const historyQuery = (limit: number) =>
  queryOptions({
    queryKey: ["history", "list", limit],
    queryFn: ({ signal }) =>
      dataOf(client.GET("/api/v1/history", { params: { query: { offset: 0, limit } }, signal })),
    staleTime: 0,
  });

export const historyPreferenceQuery = queryOptions({
  queryKey: ["history", "preference"],
  queryFn: ({ signal }) => dataOf(client.GET("/api/v1/history/preference", { signal })),
});

export const playlistsQuery = queryOptions({
  queryKey: ["playlists"],
  queryFn: async ({ signal }) =>
    (await dataOf(client.GET("/api/v1/playlists", { signal }))).playlists,
  staleTime: 0,
});

export const openPlaylist = (id: number) =>
  dataOf(client.GET("/api/v1/playlists/{playlist_id}", { params: { path: { playlist_id: id } } }));

export const EXPORT_FORMATS = ["m3u8", "xspf", "jspf", "csv", "json"] as const;
