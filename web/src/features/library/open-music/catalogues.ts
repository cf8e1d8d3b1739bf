/** Catalogues of open music: which there are, and what they offer. */

import { queryOptions, useQuery } from "@tanstack/react-query";
import { send } from "@/api/client";
import type { components } from "@/api/schema";
import { type MusicService, pathOf, servicesQuery } from "@/api/services";
import type { MoodPoint } from "@/lib/mood";
import type { LicenceUse } from "../filters";

export type OpenTrack = components["schemas"]["ProviderTrackOut"];

/** What is looked for: words, or a place in the plane; and what it is to be used for. */
export interface Wish {
  wanted: { query: string } | MoodPoint;
  use: LicenceUse;
}

export const searchQuery = (catalogue: string, { wanted, use }: Wish) =>
  queryOptions({
    queryKey: ["open-music", catalogue, wanted, use],
    queryFn: async ({ signal }) => {
      const query = { ...wanted, licence: use };
      const path = `${pathOf(catalogue)}/open-music`;
      const found = send<components["schemas"]["ProviderTracksOut"]>("GET", path, {
        query,
        signal,
      });
      return (await found).tracks;
    },
    // Catalogues count their searches; what they have does not change from minute to minute.
    staleTime: 10 * 60_000,
    retry: false,
  });

/** The catalogues that may be asked now, and those that somebody could connect. */
export function useCatalogues() {
  return useQuery({
    ...servicesQuery,
    select: (services) => {
      const catalogues = services.filter(isCatalogue);
      return {
        ready: catalogues.filter(isUsable),
        others: catalogues.filter((service) => !isUsable(service)),
      };
    },
  });
}

/** One's own servers are gone through as well; a catalogue is only searched and heard. */
function isCatalogue({ capabilities, is_for_listening_only }: MusicService): boolean {
  return (
    capabilities.includes("search") &&
    capabilities.includes("stream") &&
    !capabilities.includes("browse") &&
    !is_for_listening_only
  );
}

function isUsable({ sign_in, account }: MusicService): boolean {
  return sign_in === "none" || (account !== null && !account.needs_sign_in);
}
