"""People who use the demonstration, and what is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from affetto.providers.spotify.demo.catalogue import RECORDINGS, Recording, make_id
from affetto.providers.spotify.demo.player import Player

# As many as Spotify tells of.
_MAX_PLAYS = 50
_MINUTE_S = 60.0
# How many plays there were before anybody came.
_EARLIER_PLAYS = 6


@dataclass
class DemoPlaylist:
    """A playlist.

    Attributes:
        owner: who made it; only they see what is in it.
        version: how often it was changed.
    """

    id: str
    name: str
    owner: str
    is_public: bool
    description: str = ""
    recordings: list[Recording] = field(default_factory=list)
    version: int = 1

    @property
    def uri(self) -> str:
        """By which the library knows it."""
        return f"spotify:playlist:{self.id}"

    @property
    def snapshot_id(self) -> str:
        """Of this version."""
        return make_id(f"{self.id} {self.version}")

    def as_object(self, address: str, viewer: str) -> dict[str, Any]:
        """The simplified playlist object; without a count where it is another's."""
        shown = {
            "collaborative": False,
            "description": self.description,
            "external_urls": {"spotify": f"{address}/playlist/{self.id}"},
            "href": f"{address}/v1/playlists/{self.id}",
            "id": self.id,
            "images": None,
            "name": self.name,
            "owner": {"id": self.owner, "display_name": self.owner, "type": "user"},
            "public": self.is_public,
            "snapshot_id": self.snapshot_id,
            "type": "playlist",
            "uri": self.uri,
        }
        if viewer == self.owner:
            contents = f"{address}/v1/playlists/{self.id}/items"
            shown["items"] = {"href": contents, "total": len(self.recordings)}
        return shown


@dataclass(frozen=True)
class HeardRecording:
    """A play, and when it was over, seconds since 1970."""

    recording: Recording
    at: float


class Listener:
    """Somebody.

    Attributes:
        name: of the account.
        has_premium: whether they pay; without, no order to a player is taken.
        playlists: theirs and those they follow, the newest first.
        saved: URIs of tracks that they like.
        plays: the last ones, the newest first.

    Args:
        name: see above.
        has_premium: see above.
        clock: seconds since 1970.
    """

    def __init__(self, name: str, clock: Callable[[], float], *, has_premium: bool) -> None:
        self.name = name
        self.has_premium = has_premium
        self.player = Player(name, clock, self._hear)
        self.playlists: list[DemoPlaylist] = []
        self.saved: set[str] = set()
        self._numbers = count(1)
        now = clock()
        self.plays = [
            HeardRecording(recording, now - number * 4 * _MINUTE_S)
            for number, recording in enumerate(RECORDINGS[:_EARLIER_PLAYS], start=1)
        ]

    @property
    def id(self) -> str:
        """Of the account."""
        return self.name.casefold()

    def make_playlist(self, name: str, *, is_public: bool) -> DemoPlaylist:
        """A new playlist of theirs, without anything in it."""
        playlist_id = make_id(f"playlist {next(self._numbers)} of {self.id}")
        playlist = DemoPlaylist(playlist_id, name, self.id, is_public)
        self.playlists.insert(0, playlist)
        return playlist

    def find_playlist(self, playlist_id: str) -> DemoPlaylist | None:
        """One of theirs by its identifier."""
        return next((each for each in self.playlists if each.id == playlist_id), None)

    def _hear(self, recording: Recording, at: float) -> None:
        self.plays.insert(0, HeardRecording(recording, at))
        del self.plays[_MAX_PLAYS:]
