"""Playlists that people save, change and take with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from affetto.affect import Affect
from affetto.errors import AffettoError, InputError
from affetto.library.history_repository import HistoryRepository
from affetto.library.playlist_repository import (
    PlaylistRepository,
    PlaylistSummary,
    SavedPlaylist,
    SavedTrack,
)
from affetto.music import Playlist, Recommendation

if TYPE_CHECKING:
    from affetto.library.music_library import Library

_MAX_NAME_LENGTH = 200
# What a playlist that was put together by hand is said to be for.
_BY_HAND_INTENT = "match"


class NameTakenError(AffettoError):
    """The user has another playlist of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is a playlist {name!r} already; choose another name")


def save_match(library: Library, user: str, name: str, match_id: int) -> int | None:
    """Saves a match of somebody's history as a playlist; its number, or None without such a match.

    Raises:
        InputError: the name cannot be used.
        NameTakenError: there is a playlist of that name.
        LibraryError: the library cannot be written.
    """
    name = check_playlist_name(name)
    with library.changing() as session:
        match = HistoryRepository(session).find(user, match_id)
        if match is None:
            return None
        offered = match.playlist
        playlists = PlaylistRepository(session)
        _check_free(playlists, user, name)
        return playlists.add(
            user,
            name,
            [
                SavedTrack(entry.track, entry.score, entry.reasons)
                for entry in offered.recommendations
            ],
            datetime.now(UTC),
            affect=offered.affect,
            intent=offered.intent,
            strategy=offered.strategy,
        )


def save_tracks(library: Library, user: str, name: str, track_ids: Sequence[int]) -> int:
    """Saves tracks of the library, in their order, as a playlist; its number.

    Raises:
        InputError: the name cannot be used, or there is no such track.
        NameTakenError: there is a playlist of that name.
        LibraryError: the library cannot be written.
    """
    name = check_playlist_name(name)
    with library.changing() as session:
        playlists = PlaylistRepository(session)
        _check_free(playlists, user, name)
        tracks = pick_tracks(playlists, track_ids)
        return playlists.add(user, name, tracks, datetime.now(UTC))


def list_playlists(library: Library, user: str) -> list[PlaylistSummary]:
    """Somebody's playlists, by name.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return PlaylistRepository(session).list_all(user)


def find_playlist(library: Library, user: str, playlist_id: int) -> SavedPlaylist | None:
    """One playlist of somebody; None where they have none of that number.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return PlaylistRepository(session).find(user, playlist_id)


def change_playlist(
    library: Library,
    user: str,
    playlist_id: int,
    *,
    name: str | None = None,
    track_ids: Sequence[int] | None = None,
) -> bool:
    """Gives a playlist another name, or other tracks, or both; whether there is such a playlist.

    Tracks that were in it before keep their scores and reasons.

    Raises:
        InputError: the name cannot be used, or there is no such track.
        NameTakenError: there is another playlist of that name.
        LibraryError: the library cannot be written.
    """
    if name is not None:
        name = check_playlist_name(name)
    with library.changing() as session:
        playlists = PlaylistRepository(session)
        playlist = playlists.find(user, playlist_id)
        if playlist is None:
            return False
        if name is not None:
            _check_free(playlists, user, name, but=playlist_id)
        tracks = None
        if track_ids is not None:
            tracks = pick_tracks(playlists, track_ids, playlist.tracks)
        playlists.change(user, playlist_id, datetime.now(UTC), name=name, tracks=tracks)
    return True


def forget_playlist(library: Library, user: str, playlist_id: int) -> bool:
    """Forgets a playlist; whether there was one.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        return PlaylistRepository(session).forget(user, playlist_id)


def pick_tracks(
    playlists: PlaylistRepository, track_ids: Sequence[int], before: Sequence[SavedTrack] = ()
) -> list[SavedTrack]:
    """Tracks by number, in the order that they are named in.

    Args:
        playlists: of the library that they are of.
        track_ids: the library's numbers.
        before: tracks that may be named though the library lost them.

    Raises:
        InputError: there is no such track.
    """
    known = playlists.tracks_of_library(track_ids) | {entry.track.id: entry for entry in before}
    for track_id in track_ids:
        if track_id not in known:
            raise InputError("tracks", f"there is no track {track_id} in the library")
    return [known[track_id] for track_id in track_ids]


def as_playlist(saved: SavedPlaylist) -> Playlist:
    """A saved playlist as what can be exported.

    One that was put together by hand is for the mean mood of its tracks; a track without a score
    fits by being there.
    """
    return Playlist(
        name=saved.name,
        affect=saved.affect or _mean_mood(saved),
        intent=saved.intent or _BY_HAND_INTENT,
        strategy=saved.strategy,
        recommendations=tuple(
            Recommendation(
                rank, entry.track, 1.0 if entry.score is None else entry.score, entry.reasons
            )
            for rank, entry in enumerate(saved.tracks, start=1)
        ),
    )


def check_playlist_name(name: str) -> str:
    """A name as it is kept.

    Raises:
        InputError: it is empty, too long, or cannot be shown.
    """
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise InputError("name", "is empty, or holds characters that cannot be shown")
    if len(name) > _MAX_NAME_LENGTH:
        raise InputError("name", f"takes at most {_MAX_NAME_LENGTH} characters")
    return name


def _check_free(
    playlists: PlaylistRepository, user: str, name: str, but: int | None = None
) -> None:
    if playlists.find_by_name(user, name) not in (None, but):
        raise NameTakenError(name)


def _mean_mood(saved: SavedPlaylist) -> Affect:
    moods = [entry.track.mood for entry in saved.tracks if entry.track.mood is not None]
    n = max(len(moods), 1)
    return Affect.at(
        sum(mood.valence for mood in moods) / n, sum(mood.arousal for mood in moods) / n
    )
