"""A Jellyfin server as one person uses it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager

from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    AudioStream,
    ProviderPlaylist,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import BadAnswerError, NotThereError, ProviderError
from affetto.providers.half_written import take_back, take_back_unseen
from affetto.providers.jellyfin.client import JellyfinClient
from affetto.providers.jellyfin.control import PlayerControl
from affetto.providers.jellyfin.parsers import (
    TITLE,
    is_of_music,
    locate,
    normal_id,
    read_items,
    read_playlist,
    read_track,
)
from affetto.providers.reading import Fields, one_line
from affetto.text import fold

# A bearable answer.
_PAGE = 500
# Of a title that many artists have, enough that the one that is meant is among them.
_SAME_TITLE = 50
_SONGS = {"recursive": "true", "includeItemTypes": "Audio"}
_TRACK_FIELDS = {"fields": "Genres,ProviderIds", "enableImages": "false"}
# What is added while the library is gone through comes last, and moves nothing.
_IN_A_LASTING_ORDER = {"sortBy": "DateCreated,SortName", "sortOrder": "Ascending"}


class JellyfinConnection(PlayerControl):
    """See the protocols in `affetto.providers.capabilities` for all methods.

    Args:
        client: asks the server.
    """

    def __init__(self, client: JellyfinClient) -> None:
        super().__init__(client)
        self._client = client

    def describe_account(self) -> str:
        """The person's name."""
        return self._client.check().name

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """Searches titles, those by the artist first; servers know no ISRC to search for."""
        words = query.words.strip() or query.title.strip()
        artist = query.artist.strip()
        if words and artist:
            wanted = fold(artist)
            tracks = self._songs({"searchTerm": words, "limit": _SAME_TITLE})
            tracks.sort(key=lambda track: fold(track.artist) != wanted)
            return tracks[:limit]
        if words:
            return self._songs({"searchTerm": words, "limit": limit})
        return self._songs({"artists": artist, "limit": limit}) if artist else []

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        return locate(address)

    def stream(self, track_id: str, byte_range: str = "") -> AbstractContextManager[AudioStream]:
        """The file as it lies on the server, not converted."""
        return self._client.stream(f"/Items/{_known_id(track_id)}/File", byte_range)

    def list_playlists(self) -> list[ProviderPlaylist]:
        """Playlists of music that the person sees."""
        kind = {"includeItemTypes": "Playlist", "fields": "ChildCount", "enableImages": "false"}
        return [
            read_playlist(item)
            for item in self._pages("/Items", {"recursive": "true", **kind})
            if is_of_music(item)
        ]

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """See `PlaylistWritable`."""
        path = f"/Playlists/{_known_id(playlist_id)}/Items"
        return [read_track(item) for item in self._pages(path, _TRACK_FIELDS)]

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """Writes it in one request, and reads it again to see that nothing is missing.

        Jellyfin keeps a track once in a playlist, where it comes first.
        """
        name = one_line(name)
        ids = [_known_id(track_id) for track_id in track_ids]
        known_ids = {playlist.id for playlist in self.list_playlists()}
        request = {
            "Name": name,
            "Ids": ids,
            "UserId": self._client.who_asks().id,
            "MediaType": "Audio",
            "IsPublic": False,
        }
        try:
            made = Fields(TITLE, self._client.send_for_json("/Playlists", request))
            playlist_id = made.text("Id")
        except ProviderError as error:
            raise take_back_unseen(
                TITLE, name, self.list_playlists, known_ids, self.remove_playlist, error
            ) from error
        try:
            written = [track.id for track in self.playlist_tracks(playlist_id)]
            if written not in (ids, list(dict.fromkeys(ids))):
                raise BadAnswerError(TITLE, "did not keep all of the tracks; are they still there?")
        except ProviderError as error:
            raise take_back(
                TITLE, name, lambda: self.remove_playlist(playlist_id), error
            ) from error
        return ProviderPlaylist(playlist_id, name, track_count=len(written))

    def remove_playlist(self, playlist_id: str) -> None:
        """See `PlaylistWritable`."""
        # The same request would delete the very file of a track.
        path = f"/Items/{_known_id(playlist_id)}"
        item = Fields(TITLE, self._client.get(path, self._whose()))
        if item.text("Type") != "Playlist":
            raise NotThereError(TITLE, "has no such playlist")
        self._client.send("DELETE", path)

    def tracks(self) -> Iterator[ProviderTrack]:
        """See `Browsable`."""
        for item in self._pages("/Items", {**_SONGS, **_TRACK_FIELDS, **_IN_A_LASTING_ORDER}):
            yield read_track(item)

    def rate(self, track_id: str, *, liked: bool) -> None:
        """Makes it a favourite, or no longer."""
        self._client.send(
            "POST" if liked else "DELETE",
            f"/UserFavoriteItems/{_known_id(track_id)}",
            self._whose(),
            is_repeatable=True,
        )

    def _whose(self) -> dict[str, str]:
        return {"userId": self._client.who_asks().id}

    def _songs(self, what: dict[str, str | int]) -> list[ProviderTrack]:
        page = self._client.get("/Items", {**self._whose(), **_SONGS, **_TRACK_FIELDS, **what})
        return [read_track(item) for item in read_items(page)]

    def _pages(self, path: str, params: dict[str, str]) -> Iterator[Fields]:
        """All items of a list that is given in pages."""
        at = 0
        previous: list[str] = []
        while True:
            place = {"startIndex": at, "limit": _PAGE}
            page = read_items(self._client.get(path, {**self._whose(), **params, **place}))
            if not page:
                return
            ids = [item.text("Id") for item in page]
            if ids == previous:
                raise BadAnswerError(TITLE, "gives the same page of its library again and again")
            yield from page
            at, previous = at + len(page), ids


def _known_id(text: str) -> str:
    number = normal_id(text)
    if number is None:
        raise NotThereError(TITLE, "has no such thing")
    return number
