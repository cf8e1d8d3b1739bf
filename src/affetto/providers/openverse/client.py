"""Openverse, as everybody may use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from affetto.affect import Point
from affetto.licences import LicenceUse
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    ProviderTrack,
    TrackQuery,
)
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.open_music import (
    MOOD_TAGS,
    HearableTrack,
    OpenMusicFiles,
    nearest_mood_words,
    usable,
)
from affetto.providers.openverse import parsers
from affetto.providers.openverse.parsers import SERVICE

_PATH = "/v1/audio/"
# What nobody in particular may ask for at once; more is answered with 401.
_MOST_ROWS = 20
_LONGEST_QUERY = 200
# Its own groups of licences ("commercial", "modification") let share-alike pass, which cannot be
# cut to every picture; these are the ones that can.
_FILM_LICENCES = "by,cc0,pdm"
# Signs of its query language (AND, OR, NOT, groups, phrases), which are no part of names.
_SIGNS = str.maketrans(dict.fromkeys('+|-"*()~\\', " "))


class OpenverseConnection(OpenMusicFiles):
    """See `Connection`; also searches, by words and by moods (`OpenMusic`), and plays.

    Args:
        address: of the interface.
        patience: how long to wait and how often to try.
    """

    def __init__(self, address: str, patience: Patience) -> None:
        super().__init__(ServiceClient(SERVICE, address, patience=patience), address)

    def close(self) -> None:
        """See `Connection`."""
        self._http.close()

    def describe_account(self) -> str:
        """See `Connection`; there are no accounts."""
        parsers.check_stats(self._http.get_json(f"{_PATH}stats/"))
        return ""

    def search(self, query: TrackQuery, limit: int = MAX_SEARCH_RESULTS) -> list[ProviderTrack]:
        """See `Searchable`."""
        words = _plain(query.words or f"{query.artist} {query.title}")
        if not words:
            return []
        return self._search({"q": words, "page_size": limit})

    def mood_words(self, point: Point) -> tuple[str, ...]:
        """See `OpenMusic`."""
        return nearest_mood_words(point, MOOD_TAGS)

    def search_mood(
        self,
        words: Sequence[str],
        use: LicenceUse = LicenceUse.ANY,
        limit: int = MAX_SEARCH_RESULTS,
    ) -> list[ProviderTrack]:
        """See `OpenMusic`; only what its collections call music."""
        params: dict[str, Any] = {"category": "music", "page_size": _MOST_ROWS}
        if any_of := "|".join(filter(None, map(_plain, words))):
            params["q"] = any_of
        if use is LicenceUse.FILM:
            params["license"] = _FILM_LICENCES
        return usable(self._search(params), use)[:limit]

    def locate(self, address: str) -> ProviderTrack | None:
        """See `Locating`."""
        identifier = parsers.track_id_in(address)
        return parsers.track_of(identifier) if identifier else None

    def find(self, track_id: str) -> HearableTrack:
        """See `OpenMusicFiles`."""
        answer = self._http.get_json(f"{_PATH}{quote(track_id, safe='')}/")
        return parsers.parse_track(answer)

    def _search(self, params: Mapping[str, Any]) -> list[ProviderTrack]:
        found = parsers.parse_search(self._http.get_json(_PATH, params))
        return [self.note(each) for each in found]


def _plain(words: str) -> str:
    """Words without signs of the query language, as many as it takes."""
    return " ".join(words.translate(_SIGNS).split())[:_LONGEST_QUERY]
