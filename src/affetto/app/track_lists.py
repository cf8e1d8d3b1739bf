"""Lists of tracks, however they are named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from affetto.app.history import find_match
from affetto.app.playlists import find_playlist, pick_tracks
from affetto.errors import LibraryError
from affetto.library.playlist_repository import PlaylistRepository

if TYPE_CHECKING:
    from affetto.library.music_library import Library
    from affetto.music import Track


class NoSuchListError(LibraryError):
    """Somebody has no match or playlist of a number."""


def tracks_of_match(library: Library, user: str, match_id: int) -> list[Track]:
    """The tracks that a match of somebody's history offered.

    Raises:
        NoSuchListError: there is no such match.
        LibraryError: the library cannot be read.
    """
    match = find_match(library, user, match_id)
    if match is None:
        raise NoSuchListError(f"your history has no match {match_id}")
    return [entry.track for entry in match.playlist.recommendations]


def tracks_of_playlist(library: Library, user: str, playlist_id: int) -> list[Track]:
    """The tracks of a playlist that somebody saved.

    Raises:
        NoSuchListError: there is no such playlist.
        LibraryError: the library cannot be read.
    """
    playlist = find_playlist(library, user, playlist_id)
    if playlist is None:
        raise NoSuchListError(f"you have no playlist {playlist_id}")
    return [entry.track for entry in playlist.tracks]


def tracks_by_number(library: Library, track_ids: Sequence[int]) -> list[Track]:
    """Tracks of the library, in the order of their numbers.

    Raises:
        InputError: there is no such track.
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        picked = pick_tracks(PlaylistRepository(session), track_ids)
    return [entry.track for entry in picked]
