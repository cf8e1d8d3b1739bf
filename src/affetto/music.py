"""Music as the rest of Affetto sees it: frozen, without file formats, SQL or HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from affetto.affect import Affect, Point
from affetto.errors import InputError
from affetto.text import words_key

KEY_NAMES = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


def check_genres_to_look_for(genres: Iterable[str]) -> None:
    """Refuse names of genres that could be found nowhere.

    Raises:
        InputError: a name has no letter or digit.
    """
    for genre in genres:
        if not words_key(genre):
            raise InputError("genre", f"{genre!r} has no letter or digit to look for")


class Mode(IntEnum):
    """Mode of a key, numbered as in most feature sets."""

    MINOR = 0
    MAJOR = 1


@dataclass(frozen=True)
class AudioFeatures:
    """What an analyser heard in one recording. None means: could not be told.

    Attributes:
        duration_s: length of the whole recording, seconds.
        tempo_bpm: beats per minute, 40-240.
        tempo_confidence: in [0, 1].
        key: tonic pitch class, 0 = C ... 11 = B.
        mode: major or minor.
        key_confidence: in [0, 1].
        loudness_lufs: integrated loudness, ITU-R BS.1770-4, LUFS.
        dynamic_range_lu: loudness range between the 10th and 95th percentile of short-term
            loudness (EBU Tech 3342), LU.
        energy: perceived intensity in [0, 1].
        brightness_hz: mean spectral centroid, Hz.
        register_hz: centre of the pitched energy on a logarithmic frequency axis, Hz.
        onset_density_hz: note onsets per second.
        articulation: 0 = legato ... 1 = staccato.
    """

    duration_s: float
    tempo_bpm: float | None = None
    tempo_confidence: float | None = None
    key: int | None = None
    mode: Mode | None = None
    key_confidence: float | None = None
    loudness_lufs: float | None = None
    dynamic_range_lu: float | None = None
    energy: float | None = None
    brightness_hz: float | None = None
    register_hz: float | None = None
    onset_density_hz: float | None = None
    articulation: float | None = None

    @property
    def key_name(self) -> str | None:
        """Tonic and mode as musicians write them, such as "F# minor"."""
        if self.key is None or self.mode is None:
            return None
        return f"{KEY_NAMES[self.key]} {self.mode.name.lower()}"


@dataclass(frozen=True)
class TrackTags:
    """What a file, or a catalogue, says about a recording in words."""

    title: str
    artist: str = ""
    album: str = ""
    genres: tuple[str, ...] = ()
    year: int | None = None
    isrc: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Track:
    """One recording of the library.

    Attributes:
        id: the library's own number.
        uri: where it can be played: a file:// address or a provider's.
        mood: its place in the valence-arousal plane; None while nothing is known of it.
        features: what was heard in it; None for a recording that was not analysed.
        links: addresses by service name.
    """

    id: int
    tags: TrackTags
    uri: str
    duration_s: float | None = None
    mood: Point | None = None
    features: AudioFeatures | None = None
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recommendation:
    """A track, how well it fits, and why.

    Attributes:
        rank: 1 for the best.
        score: fit in [0, 1].
        reasons: sentences for people, the weightiest first.
    """

    rank: int
    track: Track
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Playlist:
    """A named list of recommendations and the affect they answer."""

    name: str
    affect: Affect
    intent: str
    strategy: str
    recommendations: tuple[Recommendation, ...]
