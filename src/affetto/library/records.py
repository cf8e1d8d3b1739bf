"""What the library knows beyond `affetto.music`: files, analysers, jobs, figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affetto.errors import InputError
from affetto.library.moods import MoodStatement
from affetto.licences import LicenceUse
from affetto.music import Track, check_genres_to_look_for
from affetto.text import printable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class AnalyserId:
    """Which analyser, in which version, a result comes from."""

    name: str
    version: str


@dataclass(frozen=True)
class FileStamp:
    """What tells a file from all others, and from its own earlier self.

    Attributes:
        path: absolute.
        mtime_ns: time of the last change, nanoseconds since 1970.
        content_hash: BLAKE2b of the content, hexadecimal; None where it could not be read.
    """

    path: Path
    size_bytes: int
    mtime_ns: int
    content_hash: str | None = None


@dataclass(frozen=True)
class KnownFile:
    """What the library holds about a file.

    Attributes:
        stamp: the file as it was when it was last looked at.
        analyser: what analysed its track; None where nothing did.
        failure: why it could not be analysed; None where it could.
        failed_by: the analyser that it failed with.
        copies: all files of its track that have the same content.
        sidecar_licence: what a file beside it said of its licence; "" where none did.
    """

    stamp: FileStamp
    analyser: AnalyserId | None
    failure: str | None
    failed_by: AnalyserId | None
    copies: tuple[Path, ...]
    sidecar_licence: str


@dataclass(frozen=True)
class KnownContent:
    """What the library holds about a recording, whatever its files are called.

    Attributes:
        analyser: what analysed its track; None where there is none.
        paths: its files.
        failures: why the content could not be analysed, by analyser.
    """

    analyser: AnalyserId | None
    paths: tuple[Path, ...]
    failures: Mapping[AnalyserId, str]


class Placement(StrEnum):
    """What became of a file that was put into the library.

    A copy is a further file of a recording that has one, perhaps encoded otherwise; found is the
    first file of a recording that was known from a catalogue only.
    """

    ADDED = "added"
    FOUND = "found"
    UPDATED = "updated"
    MOVED = "moved"
    COPY = "copy"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Failure:
    """A file that could not be used, and why."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return printable(f"{self.path}: {self.reason}")


@dataclass(frozen=True)
class MoodArea:
    """A rectangle of the valence-arousal plane, its edges included.

    Raises:
        InputError: nothing lies in it.
    """

    min_valence: float = -1.0
    max_valence: float = 1.0
    min_arousal: float = -1.0
    max_arousal: float = 1.0

    def __post_init__(self) -> None:
        for name, low, high in (
            ("min_valence", self.min_valence, self.max_valence),
            ("min_arousal", self.min_arousal, self.max_arousal),
        ):
            if not low <= high:
                raise InputError(name, f"{low:g} is above the greatest, {high:g}")


@dataclass(frozen=True)
class TrackFilter:
    """Which tracks are meant: those that pass all that is set.

    Attributes:
        text: words that all occur in title, artist, album or path; accents and case are ignored.
        genres: the words of at least one of these stand side by side in a genre of the track;
            accents, case and punctuation are ignored.
        decades: it is from one of these, each told by its first year.
        licence: what it may be used for.
        area: where its mood lies; a track without a mood lies nowhere.
        liked_by: the name of a listener whose latest rating of it is a like.

    Raises:
        InputError: a genre has no letter or digit, or a decade is not the first year of one.
    """

    text: str = ""
    genres: tuple[str, ...] = ()
    decades: tuple[int, ...] = ()
    licence: LicenceUse = LicenceUse.ANY
    area: MoodArea | None = None
    liked_by: str | None = None

    def __post_init__(self) -> None:
        check_genres_to_look_for(self.genres)
        for decade in self.decades:
            if decade % 10:
                raise InputError(
                    "decade", f"{decade} is not the first year of one; say {decade // 10 * 10}"
                )


class TrackOrder(StrEnum):
    """What tracks are sorted by. Those of which it is not known come last, either way round."""

    # By artist, then album, then title; case and accents are ignored.
    ARTIST = "artist"
    TITLE = "title"
    # When they came to the library.
    ADDED = "added"
    VALENCE = "valence"
    AROUSAL = "arousal"
    TEMPO = "tempo"


@dataclass(frozen=True)
class TrackPage:
    """Some of the tracks that pass a filter.

    Attributes:
        total: how many pass.
        tracks: those of this page, in order.
        with_cover: the numbers of those among them that have a picture.
    """

    total: int
    tracks: tuple[Track, ...]
    with_cover: frozenset[int]


@dataclass(frozen=True, eq=False)
class MoodColumns:
    """Where tracks lie, a column for each thing that is known of them.

    Attributes:
        ids: int64 [n], the library's numbers.
        valence, arousal: float64 [n], in [-1, 1]; by ascending valence.
        uncertainty: float64 [n], standard deviation of either coordinate.
        left_out: how many tracks with a mood are not among them.
        without_mood: how many tracks lie nowhere.
    """

    ids: NDArray[np.int64]
    valence: NDArray[np.float64]
    arousal: NDArray[np.float64]
    uncertainty: NDArray[np.float64]
    left_out: int
    without_mood: int


class LicenceOrigin(StrEnum):
    """Who says under which licence a track is, the most trusted first."""

    USER = "user"
    SIDECAR = "sidecar"
    TAGS = "tags"
    CATALOGUE = "catalogue"


@dataclass(frozen=True)
class TrackDetails:
    """A track and how the library came to know it.

    Attributes:
        paths: its files, in the order of their addresses.
        addresses: where else it can be played, such as "spotify:track:…".
        licence_origin: who states its licence; None where nobody does.
        moods: what is said of its mood, by whom.
        edits: what the user typed, by field.
        notes: what the analyser had to say.
        analysed_at: when, in UTC.
    """

    track: Track
    paths: tuple[Path, ...]
    addresses: tuple[str, ...]
    licence_origin: LicenceOrigin | None
    moods: tuple[MoodStatement, ...]
    edits: Mapping[str, Any]
    notes: tuple[str, ...]
    analyser: AnalyserId | None
    analysed_at: datetime | None


class Quadrant(StrEnum):
    """Quarters of the valence-arousal plane; zero counts as pleasant, and as excited."""

    PLEASANT_EXCITED = "pleasant, excited"
    UNPLEASANT_EXCITED = "unpleasant, excited"
    UNPLEASANT_CALM = "unpleasant, calm"
    PLEASANT_CALM = "pleasant, calm"


@dataclass(frozen=True)
class LibraryStats:
    """Figures of a whole library.

    Attributes:
        files: files of its tracks; more than tracks where a recording lies in several places.
        failed_files: files that could not be analysed.
        analysed_tracks: tracks with audio features.
        duration_s: of all tracks together, seconds.
        mean_tempo_bpm: over tracks with a tempo; None where there is none.
        genres: number of tracks by genre, the most frequent first.
        quadrants: number of tracks by quarter of the valence-arousal plane.
        tracks_without_mood: tracks that lie in no quarter.
    """

    tracks: int
    files: int
    failed_files: int
    analysed_tracks: int
    duration_s: float
    mean_tempo_bpm: float | None
    genres: Mapping[str, int]
    quadrants: Mapping[Quadrant, int]
    tracks_without_mood: int


@dataclass(frozen=True)
class Removed:
    """What left the library; the files themselves stay where they are."""

    tracks: int
    files: int


class JobState(StrEnum):
    """How far a job has come."""

    RUNNING = "running"
    DONE = "done"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True)
class JobRecord:
    """A job as others see it.

    Attributes:
        kind: what is done, such as "add music".
        subject: what it is done to.
        done: units of work dealt with, of `total`; that is 0 where nobody knows it yet.
        failed: units among them that could not be used.
        error: what ended it; "" unless it failed.
        started_at: in UTC.
    """

    id: int
    kind: str
    subject: str
    state: JobState
    done: int
    total: int
    failed: int
    error: str
    started_at: datetime
