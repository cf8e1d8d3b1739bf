"""Example as one person uses it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    ProviderPlaylist,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import ProviderError
from affetto.providers.example import parsers
from affetto.providers.example.parsers import SERVICE
from affetto.providers.half_written import take_back_unseen
from affetto.providers.http import Patience, ServiceClient


class ExampleConnection:
    """See `Connection`; also searches, and keeps playlists.

    Args:
        address: of the interface.
        key: somebody's.
        patience: how long to wait and how often to try.
    """

    def __init__(self, address: str, key: str, patience: Patience) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        self._http = ServiceClient(SERVICE, address, headers=headers, patience=patience)

    def close(self) -> None:
        """See `Connection`."""
        self._http.close()

    def describe_account(self) -> str:
        """See `Connection`."""
        return parsers.parse_user_name(self._http.get_json("/me"))

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable`."""
        words = query.words or f"{query.artist} {query.title}".strip()
        answer = self._http.get_json("/search", {"q": words, "limit": limit})
        return parsers.parse_songs(answer)[:limit]

    def list_playlists(self) -> list[ProviderPlaylist]:
        """See `PlaylistWritable`."""
        return parsers.parse_lists(self._http.get_json("/lists"))

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """See `PlaylistWritable`."""
        return parsers.parse_songs(self._http.get_json(_path(playlist_id)))

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """See `PlaylistWritable`."""
        known_ids = {playlist.id for playlist in self.list_playlists()}
        content = {"name": name, "songs": list(track_ids)}
        try:
            answer = self._http.request("POST", "/lists", json=content)
            code = parsers.parse_code(self._http.read_json(answer))
        except ProviderError as error:
            # The list may be there though the answer never came.
            raise take_back_unseen(
                SERVICE, name, self.list_playlists, known_ids, self.remove_playlist, error
            ) from error
        return ProviderPlaylist(code, name, track_count=len(track_ids))

    def remove_playlist(self, playlist_id: str) -> None:
        """See `PlaylistWritable`."""
        self._http.request("DELETE", _path(playlist_id), is_repeatable=False)


def _path(playlist_id: str) -> str:
    return f"/lists/{quote(playlist_id, safe='')}"
