"""Tracks that are held in memory, as a source of columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from affetto.music import Track
from affetto.text import words_key
from affetto.track_columns import (
    HEARD_FEATURES,
    LAST_YEAR,
    STATED_FEATURES,
    UNKNOWN,
    UNKNOWN_YEAR,
    LabelColumn,
    TrackColumns,
    WordColumn,
    frozen,
    number_albums,
    number_artists,
    service_of,
)


class TracksInMemory:
    """A few tracks; see `affetto.track_columns.TrackSource`.

    Args:
        tracks: in any order.

    Raises:
        ValueError: two tracks have the same id.
    """

    def __init__(self, tracks: Iterable[Track]) -> None:
        self._tracks = sorted(tracks, key=lambda track: track.id)
        for before, after in pairwise(self._tracks):
            if before.id == after.id:
                raise ValueError(f"two tracks have the id {after.id}")

    @cached_property
    def columns(self) -> TrackColumns:
        """What is asked of every track."""
        tags = [track.tags for track in self._tracks]
        moods = [track.mood for track in self._tracks]
        artist = number_artists(tag.artist for tag in tags)
        return TrackColumns(
            ids=frozen(np.array([track.id for track in self._tracks], np.int64)),
            valence=_floats(None if mood is None else mood.valence for mood in moods),
            arousal=_floats(None if mood is None else mood.arousal for mood in moods),
            mood_uncertainty=_floats(track.mood_uncertainty for track in self._tracks),
            year=frozen(np.array([_year(tag.year) for tag in tags], np.int16)),
            artist=artist,
            album=number_albums(artist, (tag.album for tag in tags)),
            duration_s=_floats(track.duration_s for track in self._tracks),
            popularity=_floats(tag.popularity for tag in tags),
            explicit=frozen(np.array([_flag(tag.is_explicit) for tag in tags], np.int8)),
        )

    def read_stated(self) -> NDArray[np.float32]:
        """[n, 11] what catalogues state."""
        return _table((track.catalogue for track in self._tracks), STATED_FEATURES)

    def read_heard(self) -> NDArray[np.float32]:
        """[n, 11] what was heard."""
        return _table((track.features for track in self._tracks), HEARD_FEATURES)

    def read_licences(self) -> WordColumn:
        """Licences as they are written."""
        return WordColumn.of(track.tags.licence for track in self._tracks)

    def read_languages(self) -> WordColumn:
        """Languages as they are written."""
        return WordColumn.of(track.tags.language for track in self._tracks)

    def read_genres(self) -> LabelColumn:
        """Genres in words, folded."""
        return _labels(
            [words_key(genre).strip() for genre in track.tags.genres] for track in self._tracks
        )

    def read_services(self) -> LabelColumn:
        """What can play each track."""
        return _labels(_services(track) for track in self._tracks)

    def find_tracks(self, ids: Sequence[int]) -> list[Track]:
        """Tracks by their ids, in the order of these."""
        by_id = self._by_id
        return [by_id[track_id] for track_id in ids]

    @cached_property
    def _by_id(self) -> dict[int, Track]:
        return {track.id: track for track in self._tracks}


def _floats(values: Iterable[float | None]) -> NDArray[np.float32]:
    return frozen(np.array(list(values), np.float32))  # None becomes NaN


def _table(rows: Iterable[object], names: Sequence[str]) -> NDArray[np.float32]:
    """[n, names] the attributes of each row; NaN for those that are None, or of a missing row."""
    values = [[getattr(row, name, None) for name in names] for row in rows]
    return frozen(np.array(values, np.float32).reshape(-1, len(names)))


def _year(year: int | None) -> int:
    return year if year is not None and 0 < year <= LAST_YEAR else UNKNOWN_YEAR


def _flag(value: bool | None) -> int:  # noqa: FBT001 - it is a value, not an option
    return UNKNOWN if value is None else int(value)


def _services(track: Track) -> list[str]:
    return sorted({*filter(None, [service_of(track.uri)]), *track.links})


def _labels(labels_of_tracks: Iterable[Sequence[str]]) -> LabelColumn:
    labels_of_tracks = list(labels_of_tracks)
    counts = [len(labels) for labels in labels_of_tracks]
    rows = np.repeat(np.arange(len(counts)), counts)
    words = WordColumn.of(chain.from_iterable(labels_of_tracks))
    return LabelColumn.of(rows, words.codes, words.words, len(counts))
