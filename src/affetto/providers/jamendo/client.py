"""Jamendo as one person uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from affetto.affect import Point
from affetto.licences import LicenceUse
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.errors import NotThereError
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.jamendo import parsers
from affetto.providers.jamendo.parsers import SERVICE, TRACK_ADDRESS
from affetto.providers.open_music import (
    MOOD_TAGS,
    HearableTrack,
    OpenMusicFiles,
    nearest_mood_words,
    usable,
)

_PATH = "/v3.0/tracks/"
# The most that one answer holds.
_MOST_ROWS = 200
# Variable bit rate, "good quality"; the other MP3 it has is of 96 kbit/s.
_SOUND = "mp32"


class JamendoConnection(OpenMusicFiles):
    """See `Connection`; also searches, by words and by moods (`OpenMusic`), and plays.

    Args:
        address: of the interface.
        client_id: of somebody's application.
        patience: how long to wait and how often to try.
    """

    def __init__(self, address: str, client_id: str, patience: Patience) -> None:
        super().__init__(ServiceClient(SERVICE, address, patience=patience), address)
        self._client_id = client_id

    def close(self) -> None:
        """See `Connection`."""
        self._http.close()

    def describe_account(self) -> str:
        """See `Connection`; applications have no name here."""
        self._ask({"limit": 1})
        return ""

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable`."""
        words = query.words or f"{query.artist} {query.title}".strip()
        if not words:
            return []
        return self._ask({"search": words, "limit": limit})

    def mood_words(self, point: Point) -> tuple[str, ...]:
        """See `OpenMusic`."""
        return nearest_mood_words(point, MOOD_TAGS)

    def search_mood(
        self,
        words: Sequence[str],
        use: LicenceUse = LicenceUse.ANY,
        limit: int = MAX_SEARCH_RESULTS,
    ) -> list[ProviderTrack]:
        """See `OpenMusic`; what is most listened to comes first."""
        tagged = {"order": "popularity_total"}
        if words:
            tagged["fuzzytags"] = " ".join(words)
        wanted: dict[str, Any] = {"limit": limit}
        if use is LicenceUse.FILM:
            wanted |= {"ccnc": "false", "ccnd": "false", "ccsa": "false"}
        found = usable(self._ask({**tagged, **wanted}), use)
        if not found and use is not LicenceUse.ANY:
            # With tags its filters may leave nothing where there is something, so that it is
            # asked without them and all is judged here.
            found = usable(self._ask({**tagged, "limit": _MOST_ROWS}), use)
        return found[:limit]

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        identifier = address.removeprefix(TRACK_ADDRESS).partition("/")[0]
        if not (address.startswith(TRACK_ADDRESS) and identifier.isdecimal()):
            return None
        page = TRACK_ADDRESS + identifier
        return ProviderTrack(identifier, page, title="", url=page)

    def find(self, track_id: str) -> HearableTrack:
        """See `OpenMusicFiles`."""
        if not track_id.isdecimal():
            raise NotThereError(SERVICE, "has no such track: its name is no number")
        found = self._get({"id": track_id, "limit": 1})
        if not found:
            raise NotThereError(SERVICE, "has no such track, or has it no longer")
        return found[0]

    def _ask(self, params: Mapping[str, Any]) -> list[ProviderTrack]:
        return [self.note(each) for each in self._get(params)]

    def _get(self, params: Mapping[str, Any]) -> list[HearableTrack]:
        answer = self._http.get_json(
            _PATH,
            {
                "client_id": self._client_id,
                "format": "json",
                "include": "musicinfo licenses",
                "audioformat": _SOUND,
                **params,
            },
        )
        return parsers.parse_tracks(answer)
