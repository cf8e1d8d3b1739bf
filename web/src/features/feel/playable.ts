import type { PlayerTrack } from "@/player/player";
import type { FoundMatch, FoundTrack } from "./queries";

type KnownTrack = FoundTrack & { id: number };

/** Music that lies as a file on the service's machine can be played by the page. */
export function isPlayable(track: FoundTrack): track is KnownTrack {
  return track.id !== null && track.uri.startsWith("file:");
}

/** The tracks of a list that can be played here, as the player takes them. */
export function playableOf(tracks: readonly FoundTrack[], match: number | null): PlayerTrack[] {
  return tracks.filter(isPlayable).map((track) => asPlayerTrack(track, match));
}

/** All tracks of a match that the library has: services may have what this page cannot play. */
export function queueOf({ tracks, id }: FoundMatch): PlayerTrack[] {
  return tracks
    .filter((track): track is KnownTrack => track.id !== null)
    .map((track) => asPlayerTrack(track, id));
}

function asPlayerTrack(track: KnownTrack, match: number | null): PlayerTrack {
  const { id, title, artist, valence, arousal, duration_s } = track;
  return { id, title, artist, valence, arousal, duration_s, match };
}
