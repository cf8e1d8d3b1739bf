/** The tracks of the library: their shapes, how they are asked for, and how they are corrected. */

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { send } from "@/api/client";
import type { components } from "@/api/schema";
import type { Timeline } from "@/api/types";
import type { MoodPoint } from "@/lib/mood";
import type { PlayerTrack } from "@/player/player";
import { type Filters, toMapQuery, toQuery } from "./filters";

type Schemas = components["schemas"];

export type Track = Schemas["TrackOut"];
export type TrackPage = Schemas["TrackPageOut"];
export type TrackDetails = Schemas["TrackDetailsOut"];
/** What can be corrected of a track; null takes a correction back. */
export type TrackEdit = Schemas["TrackEditIn"];
/** A mood as a person says it: one of the two ways that the service takes. */
export type EditedMood = { word: string } | MoodPoint;
export type Features = NonNullable<TrackDetails["features"]>;
export type LibraryStats = Schemas["LibraryOut"];
export type LibraryMap = Schemas["MoodMapOut"];

/** Tracks in one request. */
export const PAGE = 100;

export const tracksQuery = (filters: Filters, page: number) =>
  queryOptions({
    queryKey: ["library", "tracks", toQuery(filters), page],
    queryFn: ({ signal }) =>
      send<TrackPage>("GET", `/tracks?${toQuery(filters)}&offset=${page * PAGE}&limit=${PAGE}`, {
        signal,
      }),
  });

export const trackQuery = (id: number) =>
  queryOptions({
    queryKey: ["library", "track", id],
    queryFn: ({ signal }) => send<TrackDetails>("GET", `/tracks/${id}`, { signal }),
  });

/** Under the key that the player uses, so that neither asks twice. */
export const timelineQuery = (id: number) =>
  queryOptions({
    queryKey: ["timeline", id],
    queryFn: ({ signal }) => send<Timeline>("GET", `/tracks/${id}/timeline`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export const statsQuery = queryOptions({
  queryKey: ["library", "stats"],
  queryFn: ({ signal }) => send<LibraryStats>("GET", "/library", { signal }),
});

/** Where the tracks lie that pass the filters; all of the plane, for an area is drawn upon it. */
export const mapQuery = (filters: Filters) => {
  const query = toMapQuery(filters);
  return queryOptions({
    queryKey: ["library", "map", query],
    queryFn: ({ signal }) => send<LibraryMap>("GET", `/library/map?${query}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
};

export function toPlayerTrack(track: Track): PlayerTrack {
  const { id, title, artist, valence, arousal, duration_s, has_cover } = track;
  return { id, title, artist, valence, arousal, duration_s, has_cover };
}

/** Everything that lists, counts or draws tracks is asked for anew. */
export function useRefreshLibrary(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ["library"] });
    void client.invalidateQueries({ queryKey: ["options"] });
  };
}

export function useEditTrack(id: number) {
  const client = useQueryClient();
  const refresh = useRefreshLibrary();
  return useMutation({
    mutationFn: (edit: TrackEdit) => send<TrackDetails>("PATCH", `/tracks/${id}`, { json: edit }),
    onSuccess: (details) => {
      client.setQueryData(trackQuery(id).queryKey, details);
      refresh();
    },
  });
}

export function useForgetTrack(id: number) {
  const refresh = useRefreshLibrary();
  return useMutation({
    mutationFn: () => send("DELETE", `/tracks/${id}`),
    onSuccess: refresh,
  });
}
