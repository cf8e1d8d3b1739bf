"""A small catalogue of invented recordings.

Its first part are namesakes of Affetto's starter music, as long as those, so that a library which
holds that music finds all of it here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from affetto.text import words_key

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 22
_FILTER = re.compile(r'(?P<field>isrc|track|artist):(?:"(?P<phrase>[^"]*)"|(?P<word>\S+))')


@dataclass(frozen=True)
class Recording:
    """One of them.

    Attributes:
        isrc: of no country, so that it is nobody's.
        is_playable: whether it may be played where the listeners live.
    """

    title: str
    artist: str
    album: str
    duration_s: float
    isrc: str
    year: int
    is_playable: bool = True

    @property
    def id(self) -> str:
        """22 digits to the base of 62, as all of Spotify's identifiers have."""
        return make_id(f"track {self.isrc}")

    @property
    def uri(self) -> str:
        """By which it is ordered."""
        return f"spotify:track:{self.id}"

    def as_object(self, address: str) -> dict[str, Any]:
        """The track object, without the fields that were removed in February 2026.

        Args:
            address: of the demonstration.
        """
        artist = {
            "id": make_id(f"artist {self.artist}"),
            "name": self.artist,
            "type": "artist",
            "uri": f"spotify:artist:{make_id(f'artist {self.artist}')}",
        }
        return {
            "album": {
                "album_type": "album",
                "artists": [artist],
                "id": make_id(f"album {self.album}"),
                "images": [],
                "name": self.album,
                "release_date": str(self.year),
                "release_date_precision": "year",
                "type": "album",
            },
            "artists": [artist],
            "disc_number": 1,
            "duration_ms": round(self.duration_s * 1000),
            "explicit": False,
            "external_ids": {"isrc": self.isrc},
            "external_urls": {"spotify": f"{address}/track/{self.id}"},
            "href": f"{address}/v1/tracks/{self.id}",
            "id": self.id,
            "is_local": False,
            "is_playable": self.is_playable,
            "name": self.title,
            "type": "track",
            "uri": self.uri,
        }


def make_id(seed: str) -> str:
    """An identifier, always the same for the same words."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest())
    digits = []
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[digit])
    return "".join(digits)


# Titles of the starter tracks, and their lengths in seconds.
_NAMESAKES: Mapping[str, float] = {
    "calm acoustic 1": 32.3,
    "calm acoustic s411": 31.9,
    "calm acoustic s522": 29.6,
    "calm electronic s411": 30.9,
    "calm electronic s522": 32.2,
    "energetic acoustic 1": 30.6,
    "energetic acoustic 2": 31.6,
    "energetic acoustic s522": 31.6,
    "energetic electronic 2": 31.7,
    "energetic electronic s411": 32.0,
    "happy acoustic 1": 32.6,
    "happy acoustic 2": 29.4,
    "happy acoustic s411": 31.7,
    "happy electronic 1": 31.4,
    "happy electronic 2": 32.6,
    "happy electronic s411": 31.6,
    "nostalgic acoustic 1": 32.6,
    "nostalgic acoustic s411": 30.9,
    "nostalgic acoustic s522": 32.7,
    "nostalgic electronic 2": 31.1,
    "nostalgic electronic s411": 31.4,
    "nostalgic electronic s522": 32.1,
    "tender acoustic 1": 32.0,
    "tender acoustic 2": 32.0,
    "tender acoustic s411": 32.0,
    "tender electronic 1": 30.1,
    "tender electronic 2": 30.8,
    "tender electronic s411": 29.5,
}
_OTHERS: Sequence[tuple[str, str, str, float, int, bool]] = (
    ("Harbour Before Dawn", "Mira Voss", "Tidal Rooms", 214.2, 2021, True),
    ("Harbour Before Dawn (Live)", "Mira Voss", "Tidal Rooms, On Stage", 251.0, 2023, True),
    ("Lantern Street", "The Paper Kites of Łódź", "Small Weather", 187.5, 2019, True),
    ("Élan", "Ondine & Bjørk Lund", "Élan", 243.9, 2024, True),
    ("Not Sold Where You Live", "The Borders", "Territories", 200.0, 2018, False),
)


def _make_recordings() -> tuple[Recording, ...]:
    named = [
        (title, "Starter Music", "Made to Be Matched", duration_s, 2025, True)
        for title, duration_s in _NAMESAKES.items()
    ]
    return tuple(
        Recording(title, artist, album, duration_s, f"ZZAFF26{number:05}", year, is_playable)
        for number, (title, artist, album, duration_s, year, is_playable) in enumerate(
            (*named, *_OTHERS), start=1
        )
    )


RECORDINGS = _make_recordings()
BY_URI: Mapping[str, Recording] = MappingProxyType(
    {recording.uri: recording for recording in RECORDINGS}
)


def search(text: str) -> list[Recording]:
    """Recordings for a query with or without the filters isrc, track and artist."""
    filters = list(_FILTER.finditer(text))
    bare = words_key(_FILTER.sub(" ", text)).split()
    return [
        recording
        for recording in RECORDINGS
        if all(_passes(recording, each) for each in filters)
        and set(bare) <= set(_words_of(recording).split())
    ]


def _passes(recording: Recording, condition: re.Match[str]) -> bool:
    value = condition["phrase"] if condition["phrase"] is not None else condition["word"]
    match condition["field"]:
        case "isrc":
            return recording.isrc == value.upper()
        case "track":
            return words_key(value) in words_key(recording.title)
        case _:
            return words_key(value) in words_key(recording.artist)


def _words_of(recording: Recording) -> str:
    return words_key(f"{recording.title} {recording.artist} {recording.album}")
