import type { PlayerTrack } from "@/player/player";
import type { FoundTrack } from "./queries";

/** Music that lies as a file on the service's machine can be played by the page. */
export function isPlayable(track: FoundTrack): track is FoundTrack & { id: number } {
  return track.id !== null && track.uri.startsWith("file:");
}

/** The tracks of a list that can be played here, as the player takes them. */
export function playableOf(tracks: readonly FoundTrack[], match: number | null): PlayerTrack[] {
  return tracks.filter(isPlayable).map(({ id, title, artist, valence, arousal, duration_s }) => ({
    id,
    title,
    artist,
    valence,
    arousal,
    duration_s,
    match,
  }));
}
