/** What a form says of a track, as the service takes it, and how to take that back. */

import type { EditedMood, TrackDetails, TrackEdit } from "./tracks";

/** What stands in the form, all of it text, but the mood. */
export interface Draft {
  title: string;
  artist: string;
  album: string;
  genres: string;
  year: string;
  licence: string;
  /** undefined: nothing was said of it here. */
  mood: EditedMood | undefined;
}

export type DraftField = Exclude<keyof Draft, "mood">;
export const TEXT_FIELDS = ["title", "artist", "album", "genres", "year", "licence"] as const;

export function draftOf(track: TrackDetails): Draft {
  return {
    title: track.title,
    artist: track.artist,
    album: track.album,
    genres: track.genres.join(", "),
    year: track.year == null ? "" : String(track.year),
    licence: track.licence,
    mood: undefined,
  };
}

/** Only what was changed: what is left out stays what files and catalogues say. */
export function editOf(draft: Draft, track: TrackDetails): TrackEdit {
  const before = draftOf(track);
  const edit: TrackEdit = {};
  if (draft.title.trim() !== before.title) edit.title = draft.title.trim();
  if (draft.artist.trim() !== before.artist) edit.artist = draft.artist.trim();
  if (draft.album.trim() !== before.album) edit.album = draft.album.trim();
  if (draft.licence.trim() !== before.licence) edit.licence = draft.licence.trim();
  if (draft.genres.trim() !== before.genres) edit.genres = splitGenres(draft.genres);
  // An empty year says that mine was wrong: what the file says returns.
  if (draft.year.trim() !== before.year) edit.year = draft.year.trim() ? Number(draft.year) : null;
  if (draft.mood) edit.mood = draft.mood;
  return edit;
}

/** What brings back the state before `edit`: an earlier edit, or what files and catalogues say. */
export function undoOf(edit: TrackEdit, before: TrackEdit): TrackEdit {
  return Object.fromEntries(
    Object.keys(edit).map((field) => [field, before[field as keyof TrackEdit] ?? null]),
  );
}

function splitGenres(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((genre) => genre.trim())
    .filter(Boolean);
}
