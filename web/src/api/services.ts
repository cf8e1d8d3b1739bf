/** The services where people listen, as every part of the page asks for them. */

import { queryOptions, useQuery } from "@tanstack/react-query";
import { send } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type MusicService = Schemas["ProvidersOut"]["providers"][number];
export type ServiceField = Schemas["ProviderFieldOut"];
export type ServiceTrack = Schemas["FoundTrackOut"];
export type ServiceDevice = Schemas["DeviceOut"];
export type Playback = Schemas["PlaybackOut"];
export type SentPlaylist = Schemas["SentPlaylistOut"];
/** Which tracks are meant: those of a match, of a saved playlist, or some by number. */
export type TrackList = { match: number } | { playlist: number } | { tracks: number[] };

export const servicesQuery = queryOptions({
  queryKey: ["services"],
  queryFn: async ({ signal }) =>
    (await send<Schemas["ProvidersOut"]>("GET", "/providers", { signal })).providers,
});

/** The services that somebody has connected and that can do something. */
export function useConnectedServices(
  capability: MusicService["capabilities"][number],
  enabled = true,
) {
  return useQuery({
    ...servicesQuery,
    enabled,
    select: (services) =>
      services.filter(
        ({ account, capabilities }) => account !== null && capabilities.includes(capability),
      ),
  });
}

/** The path of a service below the API's own. */
export const pathOf = (service: string): string => `/providers/${encodeURIComponent(service)}`;
