"""From scores to a list that is pleasant to hear through."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from affetto.track_columns import UNKNOWN, TrackColumns

# What each earlier track by an artist leaves of the score of the next. Our own choice: it costs
# as much as a distance of about an eighth in the plane, so others of similar fit come first, and an
# artist who alone fits still fills the list.
ARTIST_FACTOR = 0.85
# The same for each earlier track of the same album, besides: two songs of one record are more
# alike than two of one artist. Our own choice.
ALBUM_FACTOR = 0.95
# Tracks that are looked at for each that is wanted, at first.
_POOL_FACTOR = 8


@dataclass(frozen=True)
class RankedTrack:
    """A place in the list: index in the catalogue and score in [0, 1]."""

    index: int
    score: float


@dataclass(frozen=True, eq=False)
class Repetitions:
    """Which tracks of a catalogue repeat one another, and what was heard before the list begins.

    Attributes:
        artists, albums: [n] numbers of them; `UNKNOWN` is never a repetition.
        artists_heard, albums_heard: how many tracks of each were just played.
    """

    artists: NDArray[np.int32]
    albums: NDArray[np.int32]
    artists_heard: Counter[int] = field(default_factory=Counter)
    albums_heard: Counter[int] = field(default_factory=Counter)

    @classmethod
    def after(cls, played: Sequence[int], columns: TrackColumns) -> Repetitions:
        """The repetitions among tracks after some, by their ids, were played."""
        rows = np.flatnonzero(np.isin(columns.ids, played)) if played else np.zeros(0, np.intp)
        return cls(
            columns.artist,
            columns.album,
            Counter(columns.artist[rows].tolist()),
            Counter(columns.album[rows].tolist()),
        )


def best_spread(
    find_best: Callable[[int], tuple[NDArray[np.intp], NDArray[np.float64]]],
    repetitions: Repetitions,
    k: int,
) -> list[RankedTrack]:
    """The best `k` of a whole catalogue, later tracks of an artist or album counting less.

    Only as many tracks are looked at as can have a place in the list: repetition lowers scores
    and never raises them, so what scores less than the last in the list belongs behind it.

    Args:
        find_best: gives the best tracks, as many as it is told to, and their scores, best first.
        repetitions: among all tracks of the catalogue.
        k: how many are wanted, at least 0.
    """
    pool = _POOL_FACTOR * k
    while True:
        found, scores = find_best(pool)
        by_index = np.argsort(found)
        ranked = spread_repetitions(found[by_index], scores[by_index], repetitions, k)
        if len(found) < pool or not k or _is_final(ranked, dict(zip(found, scores, strict=True))):
            return ranked
        pool *= _POOL_FACTOR


def _is_final(ranked: list[RankedTrack], scores: Mapping[int, float]) -> bool:
    """Whether nothing that was not looked at comes before the last of a list.

    Args:
        ranked: the list.
        scores: of what was looked at, before repetitions, the least last. What was left out and
            has this least score comes later in the catalogue than whatever was looked at and has
            it.
    """
    *_, least = scores.values()
    return all(place.score > least or scores[place.index] == least for place in ranked)


def spread_repetitions(
    candidates: NDArray[np.intp],
    scores: NDArray[np.float64],
    repetitions: Repetitions,
    k: int,
) -> list[RankedTrack]:
    """The best `k` candidates, later tracks of an artist or album counting less than the first.

    Args:
        candidates: [m] indices in the catalogue, ascending.
        scores: [m] their scores in [0, 1].
        repetitions: among all tracks of the catalogue.
        k: how many are wanted, at least 0.

    Returns:
        At most `k`, best first; equal scores in the order of the candidates.
    """
    order = np.argsort(-scores, kind="stable")
    artists, albums = repetitions.artists[candidates], repetitions.albums[candidates]
    artists_heard = Counter(repetitions.artists_heard)
    albums_heard = Counter(repetitions.albums_heard)
    waiting: list[tuple[float, int]] = []
    ranked: list[RankedTrack] = []
    upcoming = 0

    def score_now(position: int) -> float:
        return (
            float(scores[position])
            * ARTIST_FACTOR ** _times(artists_heard, int(artists[position]))
            * ALBUM_FACTOR ** _times(albums_heard, int(albums[position]))
        )

    while len(ranked) < k:
        while upcoming < len(order) and (
            not waiting or -waiting[0][0] <= float(scores[order[upcoming]])
        ):
            position = int(order[upcoming])
            heapq.heappush(waiting, (-score_now(position), position))
            upcoming += 1
        if not waiting:
            break
        before, position = heapq.heappop(waiting)
        score = score_now(position)
        if score < -before:
            # Its artist or album was heard since it was put here.
            heapq.heappush(waiting, (-score, position))
            continue
        artists_heard[int(artists[position])] += 1
        albums_heard[int(albums[position])] += 1
        ranked.append(RankedTrack(int(candidates[position]), score))
    return ranked


def _times(heard: Counter[int], number: int) -> int:
    return 0 if number == UNKNOWN else heard[number]
