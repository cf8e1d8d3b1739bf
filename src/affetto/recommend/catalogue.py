"""The library as columns: what ranking reads of many tracks at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from affetto.licences import LicenceUse, allows
from affetto.music import Track
from affetto.recommend.perception import perceived_arousal, perceived_valence
from affetto.recommend.query import Filters
from affetto.text import words_key

UNKNOWN_ARTIST = -1
UNKNOWN_YEAR = 0
# What taggers write for "no artist": such tracks are not all by one person.
_NO_ARTIST = frozenset({"", "unknown", "unknown artist", "various", "various artists", "va"})


@dataclass(frozen=True, eq=False)
class Catalogue:
    """An immutable view of tracks, ordered by id; every array has one entry a track.

    Attributes:
        tracks: the tracks, by ascending id.
        valence: [n] in [-1, 1], NaN where the track has no mood.
        arousal: [n] in [-1, 1], NaN where the track has no mood.
        year: [n], `UNKNOWN_YEAR` where none is known.
        artist: [n] number of the artist, `UNKNOWN_ARTIST` where none is known.
    """

    tracks: tuple[Track, ...]
    valence: NDArray[np.float64]
    arousal: NDArray[np.float64]
    year: NDArray[np.int32]
    artist: NDArray[np.int32]

    @classmethod
    def of(cls, tracks: Iterable[Track]) -> Catalogue:
        """The catalogue of `tracks`, whose order does not matter.

        Raises:
            ValueError: two tracks have the same id.
        """
        ordered = tuple(sorted(tracks, key=lambda track: track.id))
        for before, after in pairwise(ordered):
            if before.id == after.id:
                raise ValueError(f"two tracks have the id {after.id}")
        moods = [track.mood for track in ordered]
        return cls(
            tracks=ordered,
            valence=_column([np.nan if mood is None else mood.valence for mood in moods]),
            arousal=_column([np.nan if mood is None else mood.arousal for mood in moods]),
            year=_int_column([track.tags.year or UNKNOWN_YEAR for track in ordered]),
            artist=_int_column(_number_artists(ordered)),
        )

    def __len__(self) -> int:
        return len(self.tracks)

    @property
    def has_mood(self) -> NDArray[np.bool_]:
        """[n], true where the place in the valence-arousal plane is known."""
        return ~np.isnan(self.valence)

    @cached_property
    def perceived_valence(self) -> NDArray[np.float64]:
        """[n] valence on the scale of listeners' ratings, as heard within this library."""
        return perceived_valence(self.valence)

    @cached_property
    def perceived_arousal(self) -> NDArray[np.float64]:
        """[n] arousal on the scale of listeners' ratings, as heard within this library."""
        return perceived_arousal(self.arousal)

    def passing(self, filters: Filters) -> NDArray[np.bool_]:
        """[n], true for the tracks that pass `filters`."""
        passing = np.ones(len(self), dtype=np.bool_)
        if filters.decades:
            passing &= np.isin(self.year - self.year % 10, filters.decades)
            passing &= self.year != UNKNOWN_YEAR
        if filters.licence is not LicenceUse.ANY:
            passing &= np.array(
                [allows(t.tags.licence, t.uri, filters.licence) for t in self.tracks], np.bool_
            )
        if filters.genres:
            wanted = [words_key(genre) for genre in filters.genres]
            passing &= np.array([_has_genre(t, wanted) for t in self.tracks], np.bool_)
        return passing


def _column(values: Sequence[float]) -> NDArray[np.float64]:
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def _int_column(values: Sequence[int]) -> NDArray[np.int32]:
    array = np.array(values, dtype=np.int32)
    array.flags.writeable = False
    return array


def _number_artists(tracks: Sequence[Track]) -> list[int]:
    numbers: dict[str, int] = {}
    return [
        UNKNOWN_ARTIST if name in _NO_ARTIST else numbers.setdefault(name, len(numbers))
        for name in (_artist_key(track.tags.artist) for track in tracks)
    ]


def _artist_key(artist: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", artist).casefold().split()).strip("[]<>()")


def _has_genre(track: Track, wanted: Sequence[str]) -> bool:
    keys = [words_key(genre) for genre in track.tags.genres]
    return any(key in genre for key in wanted for genre in keys)
