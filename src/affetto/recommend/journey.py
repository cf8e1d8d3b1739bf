"""Playlists that start where somebody is and move step by step to where they want to be.

This is the iso principle of music therapy: music first meets a mood, then leads it elsewhere
(Altshuler 1948, "A psychiatrist's experience with music as a therapeutic agent", in Schullian &
Schoen (eds.), Music and Medicine; Heiderscheit & Madson 2015, "Use of the iso principle as a
central method in mood management", Music Therapy Perspectives 33(1)).

What moves step by step is the music, so steps are evenly spaced where music lies in the plane. On a
straight line between two feelings they would not be: the music that expresses what lies between
sadness and joy would first turn back, then leap (see `affetto.recommend.wishes`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from affetto.affect import Affect, Point
from affetto.music import Recommendation
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.intents import default_destination, name_feeling, towards
from affetto.recommend.query import Query
from affetto.recommend.strategies import Strategy
from affetto.recommend.wishes import musical_point
from affetto.track_columns import UNKNOWN

# What each further track by an artist leaves of its score. Our own choice, as in lists that do
# not travel (`affetto.recommend.reranking`).
_REPEAT_FACTOR = 0.85
# Nearer to what is looked for than any estimate of a track's mood.
_NEAR_ENOUGH = 0.01
# Points between any two of the named emotions take fewer than ten rounds.
_MOST_ROUNDS = 50


@dataclass(frozen=True)
class Journey:
    """A playlist with the path it follows.

    Attributes:
        way_points: where the music should lie, evenly spaced from what expresses the start to
            what expresses the end, one for each track.
        recommendations: the tracks in the order in which they are to be heard; ranks count the
            steps, and a score says how well a track fits its way point.
    """

    way_points: tuple[Point, ...]
    recommendations: tuple[Recommendation, ...]


def plan_journey(strategy: Strategy, query: Query, catalogue: Catalogue, k: int) -> Journey:
    """The best `k` tracks along the way from the query's affect to its destination.

    Each track stands once, and the sum of the scores is the greatest there is, less what the
    repetition of artists costs. Where fewer tracks can be chosen, there are fewer steps, of the
    same whole way. A single step is its end.

    Args:
        strategy: says how well tracks fit a way point.
        query: `destination` is where to go, None for where `default_destination` leads.
        catalogue: where to look.
        k: how many are wanted, at least 0.
    """
    destination = query.destination or towards(
        default_destination(query.affect.point), query.affect.confidence
    )
    n = len(strategy.rank(query, catalogue, k))
    way_points = evenly_spaced(
        musical_point(query.affect.point), musical_point(destination.point), n
    )
    stops = _stops(query.affect, destination, way_points)
    # Of each stop no more than the n best can be needed: with n - 1 of them taken, one is left.
    lists = [strategy.rank(replace(query, affect=stop), catalogue, n) for stop in stops]
    chosen = _assign(lists, catalogue)
    return Journey(
        way_points=way_points,
        recommendations=tuple(
            replace(entry, rank=step, reasons=(_name_step(step, stops), *entry.reasons))
            for step, entry in enumerate(chosen, start=1)
        ),
    )


def evenly_spaced(start: Point, end: Point, n: int) -> tuple[Point, ...]:
    """`n` points on the straight line from `start` to `end`, both included; of one, the end."""
    if n == 1:
        return (end,)
    valences = np.linspace(start.valence, end.valence, n).tolist()
    arousals = np.linspace(start.arousal, end.arousal, n).tolist()
    return tuple(map(Point, valences, arousals))


def expressed_feeling(music: Point) -> Point:
    """A feeling that music at a point expresses: `musical_point` turned around.

    Several feelings may share their music; it is the first one found from the music's own place
    on, by going half of what is missing again and again. Where no feeling leads to the very
    point, it is the one that leads nearest.
    """
    felt = nearest = music
    least = math.inf
    for _ in range(_MOST_ROUNDS):
        found = musical_point(felt)
        missing = music.valence - found.valence, music.arousal - found.arousal
        if math.hypot(*missing) < least:
            nearest, least = felt, math.hypot(*missing)
        if least < _NEAR_ENOUGH:
            break
        felt = Point(
            min(1.0, max(-1.0, felt.valence + missing[0] / 2)),
            min(1.0, max(-1.0, felt.arousal + missing[1] / 2)),
        )
    return nearest


def _stops(start: Affect, end: Affect, way_points: Sequence[Point]) -> list[Affect]:
    """The way points as affects, the two ends with all that is known of them."""
    between = [towards(expressed_feeling(point), start.confidence) for point in way_points[1:-1]]
    return [start, *between, end][-len(way_points) :] if way_points else []


def _assign(
    lists: Sequence[Sequence[Recommendation]], catalogue: Catalogue
) -> list[Recommendation]:
    """One track for each list, none twice, by the greatest sum of scores.

    The sum is found exactly (Crouse 2016, the algorithm of SciPy). That artists should not repeat
    is no sum, so tracks of repeated artists are made dearer until none of them pays any longer,
    and the best of what came up is kept.
    """
    ids = sorted({entry.track.id for entries in lists for entry in entries})
    columns = {track_id: column for column, track_id in enumerate(ids)}
    scores = np.full((len(lists), len(ids)), -1.0)
    for row, entries in enumerate(lists):
        for entry in entries:
            scores[row, columns[entry.track.id]] = entry.score
    artists = catalogue.artist[np.searchsorted(catalogue.ids, ids)]
    best = _best_columns(scores, artists)
    by_id = [{entry.track.id: entry for entry in entries} for entries in lists]
    return [by_id[row][ids[column]] for row, column in enumerate(best)]


def _best_columns(scores: NDArray[np.float64], artists: NDArray[np.int32]) -> NDArray[np.intp]:
    dearer = np.ones(scores.shape[1])
    best, best_sum = np.zeros(0, np.intp), -np.inf
    for _ in range(max(1, len(scores))):
        _, columns = linear_sum_assignment(
            np.where(scores < 0, scores, scores * dearer), maximize=True
        )
        fits = scores[np.arange(len(scores)), columns]
        factors = _repeat_factors(fits, artists[columns])
        if (total := float(fits @ factors)) > best_sum:
            best, best_sum = columns, total
        if (factors == 1).all():
            break
        dearer[columns] = np.minimum(dearer[columns], 1) * np.where(factors < 1, _REPEAT_FACTOR, 1)
    return best


def _repeat_factors(fits: NDArray[np.float64], artists: NDArray[np.int32]) -> NDArray[np.float64]:
    """[n] what is left of the score of each track, the best-fitting one of an artist first."""
    heard: defaultdict[int, int] = defaultdict(int)
    factors = np.ones(len(fits))
    for place in np.argsort(-fits, kind="stable"):
        artist = int(artists[place])
        if artist != UNKNOWN:
            factors[place] = _REPEAT_FACTOR ** heard[artist]
            heard[artist] += 1
    return factors


def _name_step(step: int, stops: Sequence[Affect]) -> str:
    start, end = name_feeling(stops[0]), name_feeling(stops[-1])
    if len(stops) == 1:
        return f"the only step, to {end}"
    return f"step {step} of {len(stops)} on the way from {start} to {end}"
