"""Spotify as one person uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from affetto.listening import Listen
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Device,
    Playback,
    PlaybackToken,
    ProviderPlaylist,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import NotAllowedError
from affetto.providers.spotify import playlist_writing
from affetto.providers.spotify.client import SpotifyClient
from affetto.providers.spotify.parsers import (
    Page,
    read_devices,
    read_playback,
    read_playlist_items,
    read_playlists,
    read_plays,
    read_profile_name,
    read_search,
    read_top_artists,
    read_top_tracks,
)
from affetto.providers.spotify.playlist_writing import items_path, track_uri
from affetto.providers.spotify.queries import searches_for
from affetto.providers.spotify.refusals import SERVICE, NoActiveDeviceError, RestrictedError
from affetto.providers.spotify.scopes import PLAYBACK_SCOPES
from affetto.providers.spotify.tokens import Leave, TokenEndpoint

# The most that a page of a list may have.
MAX_PAGE = 50
# About four weeks, half a year and a year: the ranges of which Spotify tells what was played most.
_RANGES = ("short_term", "medium_term", "long_term")
_PAGES = "https://open.spotify.com"
_TRACK_ADDRESS = re.compile(
    r"(?:spotify:track:|https://open\.spotify\.com/(?:intl-[a-z]+/)?track/)"
    r"(?P<id>[0-9A-Za-z]{22})(?:\?.*)?"
)

Item = TypeVar("Item")


class SpotifyConnection:
    """Searches, keeps playlists, plays on devices, and knows what was heard.

    Args:
        leave: the account's tokens.
        endpoint: where they are renewed; closed with the connection.
        client: asks in their name; closed with the connection.
        sdk: address of the Web Playback SDK.
    """

    def __init__(
        self, leave: Leave, endpoint: TokenEndpoint, client: SpotifyClient, sdk: str
    ) -> None:
        self._leave = leave
        self._endpoint = endpoint
        self._client = client
        self._sdk = sdk

    def describe_account(self) -> str:
        """See `Connection.describe_account`."""
        return read_profile_name(self._client.get("/me"))

    def close(self) -> None:
        """See `Connection.close`."""
        self._client.close()
        self._endpoint.close()

    def playback_token(self) -> PlaybackToken:
        """See `PagePlayable.playback_token`; good for an hour at most.

        It is the one secret that may go to a browser, for Spotify's Web Playback SDK. Spotify
        gives none with fewer rights than the account's own, so it is handed out only where what
        the SDK asks for was agreed to.

        Raises:
            NotAllowedError: it was not.
            ProviderError: the token had to be renewed, and the service fails.
        """
        tokens = self._leave.tokens()
        if not tokens.scopes >= PLAYBACK_SCOPES:
            raise NotAllowedError(
                SERVICE, "was not given leave to play in the page; sign in again, and agree to it"
            )
        expires_at = datetime.fromtimestamp(tokens.expires_at, UTC)
        return PlaybackToken(tokens.access, expires_at, self._sdk)

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable.search`."""
        for text in searches_for(query):
            params = {"q": text, "type": "track", "limit": min(limit, MAX_SEARCH_RESULTS)}
            if found := read_search(self._client.get("/search", params)):
                return found
        return []

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating.locate`."""
        found = _TRACK_ADDRESS.fullmatch(address)
        if found is None:
            return None
        uri = track_uri(found["id"])
        return ProviderTrack(found["id"], uri, title="", url=f"{_PAGES}/track/{found['id']}")

    def list_playlists(self) -> list[ProviderPlaylist]:
        """See `PlaylistWritable.list_playlists`."""
        pages = self._pages("/me/playlists", {}, read_playlists)
        return [playlist for page in pages for playlist in page.items]

    def playlist_tracks(self, playlist_id: str) -> list[ProviderTrack]:
        """See `PlaylistWritable.playlist_tracks`; Spotify shows only what people own or share."""
        pages = self._pages(items_path(playlist_id), {}, read_playlist_items)
        return [track for page in pages for track in page.items]

    def write_playlist(self, name: str, track_ids: Sequence[str]) -> ProviderPlaylist:
        """See `PlaylistWritable.write_playlist`."""
        return playlist_writing.write_playlist(self._client, name, track_ids, self.list_playlists)

    def remove_playlist(self, playlist_id: str) -> None:
        """See `PlaylistWritable.remove_playlist`."""
        playlist_writing.remove_playlist(self._client, playlist_id)

    def devices(self) -> list[Device]:
        """See `Controllable.devices`."""
        return read_devices(self._client.get("/me/player/devices"))

    def playback(self) -> Playback:
        """See `Controllable.playback`."""
        return read_playback(self._client.get("/me/player"))

    def play(self, track_ids: Sequence[str], device_id: str = "") -> None:
        """See `Controllable.play`."""
        uris = [track_uri(track_id) for track_id in track_ids]
        device = {"device_id": device_id} if device_id else None
        self._client.order("PUT", "/me/player/play", device, {"uris": uris})

    def resume(self) -> None:
        """See `Controllable.resume`."""
        try:
            self._client.order("PUT", "/me/player/play")
        except RestrictedError:
            # So Spotify answers where it plays already, and where there is nothing to go on with.
            if not self.playback().is_playing:
                raise

    def pause(self) -> None:
        """See `Controllable.pause`."""
        try:
            self._client.order("PUT", "/me/player/pause")
        except NoActiveDeviceError:
            return
        except RestrictedError:
            if self.playback().is_playing:
                raise

    def next(self) -> None:
        """See `Controllable.next`."""
        self._client.order("POST", "/me/player/next")

    def previous(self) -> None:
        """See `Controllable.previous`."""
        self._client.order("POST", "/me/player/previous")

    def seek(self, position_s: float) -> None:
        """See `Controllable.seek`."""
        self._client.order("PUT", "/me/player/seek", {"position_ms": round(position_s * 1000)})

    def enqueue(self, track_id: str) -> None:
        """See `Controllable.enqueue`."""
        self._client.order("POST", "/me/player/queue", {"uri": track_uri(track_id)})

    def set_volume(self, volume: int) -> None:
        """See `Controllable.set_volume`."""
        self._client.order("PUT", "/me/player/volume", {"volume_percent": volume})

    def transfer(self, device_id: str) -> None:
        """See `Controllable.transfer`."""
        self._client.order("PUT", "/me/player", json={"device_ids": [device_id]})

    def listens(self, since: datetime | None = None) -> Iterator[Listen]:
        """See `HistoryReadable.listens`.

        Spotify tells of the last fifty plays or so, and of the tracks and artists that were played
        most in three ranges of time, each of which comes once.
        """
        yield from self._recent_plays(since)
        yield from self._favourites("/me/top/tracks", read_top_tracks)
        yield from self._favourites("/me/top/artists", read_top_artists)

    def rate(self, track_id: str, *, liked: bool) -> None:
        """See `Rateable.rate`; what is liked is among the account's Liked Songs."""
        method = "PUT" if liked else "DELETE"
        self._client.order(method, "/me/library", {"uris": track_uri(track_id)})

    def _recent_plays(self, since: datetime | None) -> Iterator[Listen]:
        place: dict[str, str] = {}
        while True:
            params = {"limit": MAX_PAGE, **place}
            plays = read_plays(self._client.get("/me/player/recently-played", params))
            for listen in plays.listens:
                if since is not None and listen.at is not None and listen.at <= since:
                    return
                yield listen
            if not plays.listens or not plays.before or plays.before == place.get("before"):
                return
            place = {"before": plays.before}

    def _favourites(self, path: str, read: Callable[[Any], Page[Listen]]) -> Iterator[Listen]:
        seen: set[Listen] = set()
        for time_range in _RANGES:
            for page in self._pages(path, {"time_range": time_range}, read):
                for listen in page.items:
                    if listen not in seen:
                        seen.add(listen)
                        yield listen

    def _pages(
        self, path: str, params: Mapping[str, Any], read: Callable[[Any], Page[Item]]
    ) -> Iterator[Page[Item]]:
        """All pages of a list, by their place: an address in an answer is not followed."""
        offset = 0
        while True:
            content = self._client.get(path, {**params, "limit": MAX_PAGE, "offset": offset})
            page = read(content)
            yield page
            if page.is_last:
                return
            offset += page.length
