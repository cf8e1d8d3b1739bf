"""Writes a playlist in as many requests as Spotify wants, all of it or nothing.

An answer may be lost after Spotify did what it was asked. So nothing is added again, nor given up,
before Spotify was asked how much of the playlist it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import quote

from affetto.providers.capabilities import ProviderPlaylist
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    ProviderError,
    SignInNeededError,
)
from affetto.providers.half_written import take_back, take_back_unseen
from affetto.providers.http import Answer
from affetto.providers.spotify.client import SpotifyClient
from affetto.providers.spotify.parsers import read_playlist, read_playlist_items, read_snapshot
from affetto.providers.spotify.refusals import SERVICE

# The most that one request may add.
MAX_ITEMS = 100
_TRIES = 2
# Where one of these is the answer, another try gets the same.
_REFUSALS = (SignInNeededError, NotAllowedError, BusyError)


def write_playlist(
    client: SpotifyClient,
    name: str,
    track_ids: Sequence[str],
    list_playlists: Callable[[], list[ProviderPlaylist]],
) -> ProviderPlaylist:
    """Keeps a new playlist, which the owner's profile does not show.

    Args:
        client: asks in the name of the account.
        name: what it is called.
        track_ids: any number of them.
        list_playlists: the playlists of the account.

    Raises:
        PlaylistNotWrittenError: see `PlaylistWritable.write_playlist`.
        ProviderError: nothing came of it.
    """
    playlist = _create(client, name, list_playlists)
    uris = [track_uri(track_id) for track_id in track_ids]
    for start in range(0, len(uris), MAX_ITEMS):
        try:
            _add(client, playlist.id, uris[start : start + MAX_ITEMS], start)
        except ProviderError as error:

            def remove() -> None:
                _remove_for_sure(client, playlist.id, list_playlists)

            raise take_back(SERVICE, name, remove, error) from error
    return ProviderPlaylist(playlist.id, playlist.name, playlist.url, len(uris))


def remove_playlist(client: SpotifyClient, playlist_id: str) -> Answer:
    """Takes a playlist out of the account's library; one that nobody follows any more is gone."""
    return client.order("DELETE", "/me/library", params={"uris": f"spotify:playlist:{playlist_id}"})


def track_uri(track_id: str) -> str:
    """By which orders and playlists name a track."""
    return f"spotify:track:{track_id}"


def items_path(playlist_id: str) -> str:
    """Where a playlist's contents are."""
    return f"/playlists/{quote(playlist_id, safe='')}/items"


def _create(
    client: SpotifyClient, name: str, list_playlists: Callable[[], list[ProviderPlaylist]]
) -> ProviderPlaylist:
    known_ids = {playlist.id for playlist in list_playlists()}
    try:
        return read_playlist(client.post("/me/playlists", {"name": name, "public": False}))
    except ProviderError as error:

        def remove(playlist_id: str) -> None:
            _remove_for_sure(client, playlist_id, list_playlists)

        told = take_back_unseen(SERVICE, name, list_playlists, known_ids, remove, error)
        if told is error:
            raise
        raise told from error


def _remove_for_sure(
    client: SpotifyClient, playlist_id: str, list_playlists: Callable[[], list[ProviderPlaylist]]
) -> None:
    """Removes a playlist, and does not take anybody's word for Spotify's.

    Raises:
        ProviderError: it is still there, or may be.
    """
    answer = remove_playlist(client, playlist_id)
    # Spotify says nothing to this. Only words call for a second look, as its lists lag behind.
    if answer.body and any(kept.id == playlist_id for kept in list_playlists()):
        raise BadAnswerError(SERVICE, "did not remove it")


def _add(client: SpotifyClient, playlist_id: str, uris: Sequence[str], position: int) -> None:
    content = {"uris": list(uris), "position": position}
    for attempt in range(_TRIES):
        try:
            read_snapshot(client.post(items_path(playlist_id), content))
        except ProviderError as error:
            count = _count(client, playlist_id, error)
            if count == position + len(uris):
                return
            is_last = attempt == _TRIES - 1
            if is_last or count != position or isinstance(error, _REFUSALS):
                raise
        else:
            return


def _count(client: SpotifyClient, playlist_id: str, error: ProviderError) -> int:
    """How many tracks a playlist has; the error that led to the question where nobody says."""
    try:
        return read_playlist_items(client.get(items_path(playlist_id), {"limit": 1})).total
    except ProviderError:
        raise error from None
