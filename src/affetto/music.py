"""Music as the rest of Affetto sees it: frozen, without file formats, SQL or HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from affetto.affect import Affect, Point
from affetto.errors import InputError
from affetto.text import words_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Number of a track that a list still tells of, though the library no longer has it.
NO_TRACK_ID = 0

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
        dissonance: sensory dissonance of sounds that sound together, 0 = consonant ... 1 = rough.
        danceability: how well the beat carries a dance, in [0, 1].
        instrumentalness: how likely it is that nobody sings or speaks, in [0, 1].
        speechiness: how likely it is that there is speech rather than music, in [0, 1].
        excerpt_start_s: where the most representative section begins, seconds.
        excerpt_end_s: where it ends; at most 30 s later.
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
    dissonance: float | None = None
    danceability: float | None = None
    instrumentalness: float | None = None
    speechiness: float | None = None
    excerpt_start_s: float | None = None
    excerpt_end_s: float | None = None

    @property
    def key_name(self) -> str | None:
        """Tonic and mode as musicians write them, such as "F# minor"."""
        if self.key is None or self.mode is None:
            return None
        return f"{KEY_NAMES[self.key]} {self.mode.name.lower()}"


@dataclass(frozen=True, eq=False)
class Timeline:
    """How one recording goes on from second to second.

    Attributes:
        beats_s: float32 [b], times of the beats, ascending, seconds from the beginning.
        downbeats_s: float32 [d], those of them that begin a bar.
        moods: float32 [s, 2], valence and arousal in [-1, 1] around each second; NaN where the
            recording is silent or was not listened to.
        peaks: uint8 [p], the loudest sample of each of p equal parts of the recording, 255 for
            full scale, 0 where it was not listened to: its waveform as players draw it.
    """

    beats_s: NDArray[np.float32]
    downbeats_s: NDArray[np.float32]
    moods: NDArray[np.float32]
    peaks: NDArray[np.uint8]


@dataclass(frozen=True)
class CoverArt:
    """The picture on the cover, small enough to be kept in a database.

    Attributes:
        media_type: such as "image/jpeg".
        data: the picture's file.
    """

    media_type: str
    data: bytes


@dataclass(frozen=True)
class CatalogueFeatures:
    """What a catalogue states of a recording's sound, named and scaled as Spotify did.

    Attributes:
        danceability, energy, speechiness, acousticness, instrumentalness, liveness, valence: in
            [0, 1]; valence from sad to happy.
        key: tonic pitch class, 0 = C ... 11 = B.
        loudness_db: mean level relative to full scale, dB; mostly -60 to 0.
        tempo_bpm: beats per minute.
    """

    danceability: float | None = None
    energy: float | None = None
    key: int | None = None
    loudness_db: float | None = None
    mode: Mode | None = None
    speechiness: float | None = None
    acousticness: float | None = None
    instrumentalness: float | None = None
    liveness: float | None = None
    valence: float | None = None
    tempo_bpm: float | None = None


@dataclass(frozen=True)
class TrackTags:
    """What a file, or a catalogue, says about a recording in words.

    Attributes:
        isrc: International Standard Recording Code (ISO 3901), "" where unknown.
        mbid: MusicBrainz's identifier of the recording, "" where unknown.
        licence: as its source writes it; see `affetto.licences`.
        language: of the words sung, ISO 639; "" where unknown.
        is_explicit: whether the words are marked as unfit for children; None where unknown.
        popularity: 0 (nobody plays it) to 100; None where unknown.
    """

    title: str
    artist: str = ""
    album: str = ""
    genres: tuple[str, ...] = ()
    year: int | None = None
    isrc: str = ""
    licence: str = ""
    mbid: str = ""
    language: str = ""
    is_explicit: bool | None = None
    popularity: int | None = None


@dataclass(frozen=True)
class Track:
    """One recording of the library.

    Attributes:
        id: the library's own number, from 1; `NO_TRACK_ID` or below where it is none of its tracks.
        uri: where it can be played: a file:// address or a provider's.
        mood: its place in the valence-arousal plane; None while nothing is known of it.
        features: what was heard in it; None for a recording that was not analysed.
        catalogue: what a catalogue states of its sound; None where none does.
        mood_uncertainty: standard deviation of either coordinate of the mood.
        links: addresses by service name.
    """

    id: int
    tags: TrackTags
    uri: str
    duration_s: float | None = None
    mood: Point | None = None
    features: AudioFeatures | None = None
    catalogue: CatalogueFeatures | None = None
    mood_uncertainty: float | None = None
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Recommendation:
    """A track, how well it fits, and why.

    Attributes:
        rank: 1 for the best.
        score: what it is ranked by, in [0, 1]: how well it fits, and how far it will be liked where
            a taste is known.
        reasons: sentences for people, the weightiest first.
        fit: how well it fits whatever the taste, in [0, 1]; None where that is the score.
    """

    rank: int
    track: Track
    score: float
    reasons: tuple[str, ...]
    fit: float | None = None


@dataclass(frozen=True)
class Playlist:
    """A named list of recommendations and the affect they answer.

    Attributes:
        path: of a journey, where the music should lie, one point for each track; else empty.
    """

    name: str
    affect: Affect
    intent: str
    strategy: str
    recommendations: tuple[Recommendation, ...]
    path: tuple[Point, ...] = ()
