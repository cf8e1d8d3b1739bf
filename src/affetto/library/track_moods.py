"""Lets rules and trained models name the moods of tracks of which a catalogue states features."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from affetto.affect import Point, leading_emotion
from affetto.errors import InputError
from affetto.library.mood_repository import CataloguedTrack, MoodRepository
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.mood_words import MoodWord, mood_of_word
from affetto.music import CatalogueFeatures

JOB_KIND = "name moods"

# Tracks per transaction: other programs wait no longer than for these.
_BATCH = 500


class MoodReader(Protocol):
    """Says how probable moods are for tracks whose features a catalogue states."""

    @property
    def name(self) -> str:
        """Who says so; changes whenever the answers do."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The moods that it knows."""

    def read(self, tracks: Sequence[CatalogueFeatures]) -> Sequence[Mapping[str, float] | None]:
        """Probability per mood of each track, summing to 1; None where it cannot tell.

        Raises:
            AffettoError: it cannot answer at all.
        """


@dataclass(frozen=True)
class NamedMoods:
    """What came of naming moods; numbers of tracks.

    Attributes:
        stated: of which something new is said now.
        unchanged: of which the same was said before.
        lacking: of which no catalogue states all that the reader needs; what is said of them
            stays.
        is_interrupted: whether it was stopped by Ctrl-C; the next run does the rest.
    """

    stated: int = 0
    unchanged: int = 0
    lacking: int = 0
    is_interrupted: bool = False

    def plus(self, other: NamedMoods) -> NamedMoods:
        """What came of both."""
        return NamedMoods(
            self.stated + other.stated,
            self.unchanged + other.unchanged,
            self.lacking + other.lacking,
            self.is_interrupted or other.is_interrupted,
        )


def name_moods(
    library: Library,
    reader: MoodReader,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> NamedMoods:
    """Keeps what a reader says of the moods of all tracks that a catalogue describes.

    It takes the place of what another model said of them. Each few hundred tracks are kept as soon
    as they are read; doing it again changes nothing.

    Args:
        library: holds the tracks.
        reader: rules or a model.
        on_progress: told how many of how many tracks are done.

    Raises:
        InputError: the reader knows a mood of which nobody knows where it lies.
        LibraryError: the library cannot be read or written.
    """
    places = _places_of(reader)
    with library.looking() as session:
        total = MoodRepository(session).count_catalogued()
    named = NamedMoods()
    try:
        with library.running_job(JOB_KIND, reader.name, total) as job:
            on_progress(0, total)
            for tracks in _batches(library):
                named = named.plus(_name_batch(library, reader, places, tracks))
                job.done += len(tracks)
                job.show()
                on_progress(job.done, total)
    except KeyboardInterrupt:
        return replace(named, is_interrupted=True)
    return named


def _batches(library: Library) -> Iterator[Sequence[CataloguedTrack]]:
    last_id = 0
    while True:
        with library.looking() as session:
            tracks = MoodRepository(session).catalogued(last_id, _BATCH)
        if not tracks:
            return
        yield tracks
        last_id = tracks[-1].id


def _name_batch(
    library: Library,
    reader: MoodReader,
    places: Mapping[str, MoodWord],
    tracks: Sequence[CataloguedTrack],
) -> NamedMoods:
    answers = reader.read([track.features for track in tracks])
    statements = {
        track.id: state(answer, places, reader.name)
        for track, answer in zip(tracks, answers, strict=True)
        if answer is not None
    }
    with library.changing() as session:
        stated = MoodRepository(session).state(statements, datetime.now(UTC))
    return NamedMoods(stated, len(statements) - stated, len(tracks) - len(statements))


def clear_moods(library: Library) -> int:
    """Forgets what rules and models said of moods; of how many tracks.

    Raises:
        LibraryError: the library cannot be written.
    """
    cleared = 0
    while True:
        with library.changing() as session:
            batch = MoodRepository(session).clear(_BATCH, datetime.now(UTC))
        if not batch:
            return cleared
        cleared += batch


def state(
    probabilities: Mapping[str, float], places: Mapping[str, MoodWord], stated_by: str
) -> MoodStatement:
    """What probabilities of moods say of a track: the place of the most probable word.

    Its variance is the mean square distance, along one axis, of where the track may be if each
    word is right as often as its probability says.

    Args:
        probabilities: per word, summing to 1.
        places: of the words.
        stated_by: whose probabilities they are.
    """
    word = leading_emotion(probabilities)
    here = places[word].point
    variance = sum(
        probability * _mean_square_distance(here, places[other])
        for other, probability in probabilities.items()
    )
    return MoodStatement(MoodOrigin.MODEL, stated_by, here, math.sqrt(variance), (word,))


def _mean_square_distance(here: Point, mood: MoodWord) -> float:
    """Along one axis, of music that is called by a word."""
    there = mood.point
    between = (there.valence - here.valence) ** 2 + (there.arousal - here.arousal) ** 2
    return between / 2 + mood.uncertainty**2


def _places_of(reader: MoodReader) -> Mapping[str, MoodWord]:
    places = {}
    for label in reader.labels:
        place = mood_of_word(label)
        if place is None:
            raise InputError(
                reader.name, f"knows the mood {label!r}, of which no place in the plane is known"
            )
        places[label] = place
    return places
