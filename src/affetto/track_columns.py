"""Many tracks at once, as columns: what is known of them without an object for each.

A column takes some bytes a track where a `Track` takes thousands. The library fills columns, the
recommender reads them; neither knows the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import count
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from affetto.music import CatalogueFeatures, Track

A = TypeVar("A", bound=NDArray[Any])

UNKNOWN = -1
UNKNOWN_YEAR = 0
LAST_YEAR = int(np.iinfo(np.int16).max)  # what the column holds

STATED_FEATURES = tuple(field.name for field in fields(CatalogueFeatures))
# Those of `AudioFeatures` that tracks are chosen by; the others say how sure these are, or where
# in a recording something is.
HEARD_FEATURES = (
    "tempo_bpm",
    "key",
    "mode",
    "loudness_lufs",
    "energy",
    "dynamic_range_lu",
    "brightness_hz",
    "onset_density_hz",
    "articulation",
    "danceability",
    "instrumentalness",
)

# What taggers write for "no artist": such tracks are not all by one person.
_NO_ARTIST = frozenset({"", "unknown", "unknown artist", "various", "various artists", "va"})
_NO_ALBUM = frozenset({"", "unknown", "unknown album"})

# Whose addresses these are. An address of anybody else is a page of the web.
_SERVICE_OF_HOST = {
    "spotify.com": "spotify",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "jamendo.com": "jamendo",
    "freemusicarchive.org": "fma",
    "soundcloud.com": "soundcloud",
    "bandcamp.com": "bandcamp",
    "deezer.com": "deezer",
    "archive.org": "archive",
}
_HOST = re.compile(r"https?://(?:[^/@]*@)?([^/:?#]*)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
WEB_SERVICE = "web"


@dataclass(frozen=True, eq=False)
class WordColumn:
    """A word for each track, every different one kept once.

    Attributes:
        codes: [n] places in `words`.
        words: the different words.
    """

    codes: NDArray[np.int32]
    words: tuple[str, ...]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordColumn:
        """The column of a word for each track, in their order."""
        numbers: dict[str, int] = _numbers()
        codes = np.fromiter(map(numbers.__getitem__, words), np.int32)
        return cls(frozen(codes), tuple(numbers))

    def where(self, wanted: Sequence[bool] | NDArray[np.bool_]) -> NDArray[np.bool_]:
        """[n], true where a track's word is wanted; `wanted` has an entry for each of `words`."""
        return np.asarray(wanted, dtype=np.bool_)[self.codes]


@dataclass(frozen=True, eq=False)
class LabelColumn:
    """Any number of labels for each track: compressed sparse rows.

    Attributes:
        starts: [n + 1]; the labels of track i are `codes[starts[i] : starts[i + 1]]`.
        codes: [m] places in `labels`, in the order in which a track has them.
        labels: the different labels.
    """

    starts: NDArray[np.int32]
    codes: NDArray[np.int16] | NDArray[np.int32]
    labels: tuple[str, ...]

    @classmethod
    def of(
        cls,
        rows: NDArray[np.integer[Any]],
        codes: NDArray[np.int32],
        labels: tuple[str, ...],
        n: int,
    ) -> LabelColumn:
        """The column of pairs of a track and a label.

        Args:
            rows: [m] which of the `n` tracks each label belongs to, in any order.
            codes: [m] places in `labels`, those of one track in their order.
            labels: the different labels.
            n: how many tracks there are.
        """
        if len(rows) and (np.diff(rows) < 0).any():
            codes = codes[np.argsort(rows, kind="stable")]
        starts = np.zeros(n + 1, np.int32)
        np.cumsum(np.bincount(rows, minlength=n), out=starts[1:])
        # Sorting numbers of 16 bits takes a tenth of the time.
        is_short = len(labels) <= np.iinfo(np.int16).max
        kept = codes.astype(np.int16) if is_short else codes.astype(np.int32)
        return cls(frozen(starts), frozen(kept), labels)

    def of_track(self, row: int) -> tuple[str, ...]:
        """The labels of one track."""
        return tuple(
            self.labels[code] for code in self.codes[self.starts[row] : self.starts[row + 1]]
        )

    def having(self, wanted: Sequence[bool]) -> NDArray[np.bool_]:
        """[n], true for tracks with any wanted label; `wanted` has an entry for each label."""
        rows, starts = self._tracks_by_label
        has = np.zeros(len(self.starts) - 1, np.bool_)
        for code in np.flatnonzero(wanted):
            has[rows[starts[code] : starts[code + 1]]] = True
        return has

    @cached_property
    def _tracks_by_label(self) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """The tracks of every label, those of one side by side, and where each begins."""
        tracks = np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))
        counts = np.bincount(self.codes, minlength=len(self.labels))
        starts = np.concatenate(([0], np.cumsum(counts)))
        return frozen(tracks[np.argsort(self.codes, kind="stable")]), starts


@dataclass(frozen=True, eq=False)
class TrackColumns:
    """What is asked of every track, by ascending id; every column has an entry for each.

    Attributes:
        ids: int64 [n], the library's numbers.
        valence, arousal: float32 [n] in [-1, 1], NaN where the track has no mood.
        mood_uncertainty: float32 [n], standard deviation of either, NaN where unknown.
        year: int16 [n], `UNKNOWN_YEAR` where none is known.
        artist, album: int32 [n], numbers of them, `UNKNOWN` where none is known; an album is one
            artist's.
        duration_s: float32 [n], NaN where unknown.
        popularity: float32 [n], 0 (nobody plays it) to 100, NaN where unknown.
        explicit: int8 [n], 1 for marked as unfit for children, 0 for not, `UNKNOWN`.
    """

    ids: NDArray[np.int64]
    valence: NDArray[np.float32]
    arousal: NDArray[np.float32]
    mood_uncertainty: NDArray[np.float32]
    year: NDArray[np.int16]
    artist: NDArray[np.int32]
    album: NDArray[np.int32]
    duration_s: NDArray[np.float32]
    popularity: NDArray[np.float32]
    explicit: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)


class TrackSource(Protocol):
    """Where columns come from, and what else is known of the same tracks.

    Most questions need few of the further columns, so each is read when it is asked for. Their
    rows are those of `columns`, which never change.
    """

    @property
    def columns(self) -> TrackColumns:
        """What is asked of every track."""
        ...

    def read_stated(self) -> NDArray[np.float32]:
        """[n, 11] what catalogues state: `STATED_FEATURES`, NaN where nothing is stated."""
        ...

    def read_heard(self) -> NDArray[np.float32]:
        """[n, 11] what an analyser heard: `HEARD_FEATURES`, NaN where nothing was heard."""
        ...

    def read_licences(self) -> WordColumn:
        """Licences as their sources write them, "" where none is known."""
        ...

    def read_languages(self) -> WordColumn:
        """Languages as their sources write them, "" where none is known."""
        ...

    def read_genres(self) -> LabelColumn:
        """Genres in words, folded: `affetto.text.words_key` without its margins."""
        ...

    def read_services(self) -> LabelColumn:
        """What can play each track: "file", "spotify", …, "web" for any other address."""
        ...

    def find_tracks(self, ids: Sequence[int]) -> list[Track]:
        """Whole tracks by their ids, in the order of these.

        Raises:
            LibraryError: one of them is no longer there.
        """
        ...


def frozen(array: A) -> A:
    """The array itself, which can no longer be changed through this name."""
    array.flags.writeable = False
    return array


def number_artists(names: Iterable[str]) -> NDArray[np.int32]:
    """[n] a number for each artist, the same however the name is written; `UNKNOWN` for nobody."""
    column = WordColumn.of(names)
    return frozen(_number_keys(map(_name_key, column.words), _NO_ARTIST)[column.codes])


def number_albums(artists: NDArray[np.int32], titles: Iterable[str]) -> NDArray[np.int32]:
    """[n] a number for each album of an artist; `UNKNOWN` where the track is of none.

    Args:
        artists: [n] from `number_artists`: half of the world's artists have "Greatest Hits".
        titles: [n] of the albums.
    """
    column = WordColumn.of(titles)
    title = _number_keys(map(_name_key, column.words), _NO_ALBUM)[column.codes]
    pairs = title.astype(np.int64) * (int(artists.max(initial=0)) + 2) + artists
    _, numbers = np.unique(pairs, return_inverse=True)
    return frozen(np.where(title == UNKNOWN, UNKNOWN, numbers).astype(np.int32))


def service_of(uri: str) -> str:
    """Which service can play what is at an address; "" for what is no address.

    >>> service_of("file:///music/a.mp3"), service_of("spotify:track:1")
    ('file', 'spotify')
    >>> service_of("https://music.youtube.com/watch?v=1"), service_of("https://example.org/a.mp3")
    ('youtube', 'web')
    """
    if host := _HOST.match(uri):
        name = host[1].casefold()
        while name:
            if name in _SERVICE_OF_HOST:
                return _SERVICE_OF_HOST[name]
            name = name.partition(".")[2]
        return WEB_SERVICE
    scheme = _SCHEME.match(uri)
    return scheme[0].casefold() if scheme else ""


def _number_keys(keys: Iterable[str], unknown: frozenset[str]) -> NDArray[np.int32]:
    numbers: dict[str, int] = _numbers()
    return np.fromiter((UNKNOWN if key in unknown else numbers[key] for key in keys), np.int32)


def _name_key(name: str) -> str:
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    return " ".join(name.casefold().split()).strip("[]<>()")


def _numbers() -> dict[str, int]:
    """Numbers words from 0 on, in the order in which they are first asked for."""
    return defaultdict(count().__next__)
