"""The features nearest to written targets: the recommender of system S1.

S1 (Warsaw) writes down, for each emotion of a face, target values of up to six audio features, and
had Spotify's recommendations find tracks near to them, tuned by popularity, genres, and how much
the listener's most played tracks count.

Where it departs from S1: Spotify has closed that service to new applications, and never said how it
compared. Here features are compared by the share of their range that they differ by, each known one
counting the same; a popularity that is asked for is one more target, as there. Genres filter, as
they do for every strategy. The most played tracks that S1 gave Spotify as seeds are compared with
feature by feature, and count as much as the targets. S1 knows the seven emotions of faces; a
landscape, or a place in the plane, is given the word of the seven that lies nearest to it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from affetto.affect import FaceEmotion
from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature
from affetto.recommend.listing import best_first, recommend
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import Ranked
from affetto.recommend.words import word_for

# Table 3.1 of the thesis to the letter: also the loudness of angry music, though -40 dB is all but
# silent.
TARGETS: Mapping[FaceEmotion, Mapping[str, float]] = {
    FaceEmotion.ANGRY: {
        "tempo_bpm": 140, "key": 9, "mode": 0, "loudness_db": -40, "valence": 0.8, "energy": 0.8,
    },
    FaceEmotion.DISGUST: {"tempo_bpm": 60, "mode": 0, "valence": 0.15, "energy": 0.65},
    FaceEmotion.FEAR: {
        "tempo_bpm": 140, "key": 9, "loudness_db": -7, "valence": 0.2, "energy": 0.7,
    },
    FaceEmotion.HAPPY: {"tempo_bpm": 120, "key": 3, "mode": 1, "valence": 0.95, "energy": 0.8},
    FaceEmotion.NEUTRAL: {
        "tempo_bpm": 65, "key": 4, "loudness_db": -3, "valence": 0.5, "energy": 0.25,
    },
    FaceEmotion.SAD: {
        "tempo_bpm": 70, "key": 2, "mode": 0, "loudness_db": -5, "valence": 0, "energy": 0.3,
    },
    FaceEmotion.SURPRISE: {"tempo_bpm": 130, "key": 8, "valence": 0.2, "energy": 0.6},
}  # fmt: skip

# From the least value of a feature to the greatest that music commonly has. Keys are the seven
# steps of a circle apart at most, so half of it is their range.
_RANGES: Mapping[str, float] = {
    "tempo_bpm": 200,
    "key": 6,
    "mode": 1,
    "loudness_db": 60,
    "valence": 1,
    "energy": 1,
}
_PITCH_CLASSES = 12
_POPULARITY_RANGE = 100
# Spotify took no more seeds.
_SEEDS = 5
_NAMES: Mapping[str, str] = {
    "tempo_bpm": "tempo",
    "key": "key",
    "mode": "mode",
    "loudness_db": "loudness",
    "valence": "valence",
    "energy": "energy",
    "popularity": "popularity",
}


class TargetsStrategy:
    """Ranks by the mean share of the features' ranges by which a track misses the targets.

    Valence and energy that nothing states are those of the track's mood. Tracks of which no target
    feature is known are left out.
    """

    name = "targets"
    ranked = Ranked.TRACKS
    takes_taste = False  # it weighs what is played by itself, as S1 does

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The tracks nearest to the targets; see `Strategy.rank`."""
        emotion = FaceEmotion(word_for(query.affect, tuple(TARGETS)))
        passing = np.flatnonzero(catalogue.passing(query.filters))
        misses = _misses(catalogue, passing, TARGETS[emotion])
        if query.filters.popularity is not None:
            wanted = query.filters.popularity.target
            popularity = catalogue.popularity[passing].astype(np.float64)
            misses["popularity"] = np.abs(popularity - wanted) / _POPULARITY_RANGE
        closeness = 1 - _known_mean(misses)
        seeds = _draw_seeds(query, catalogue)
        if len(seeds):
            closeness = (closeness + _likeness(catalogue, passing, seeds)) / 2
        known = ~np.isnan(closeness)
        candidates = passing[known]
        rows, scores = best_first(candidates, np.clip(closeness[known], 0, 1), k)

        def reason(place: int, _track: Track) -> str:
            column = int(np.searchsorted(passing, rows[place]))
            hits = sorted(
                (name for name in misses if not np.isnan(misses[name][column])),
                key=lambda name: misses[name][column],
            )
            nearest = " and ".join(_NAMES[name] for name in hits[:2])
            return f"nearest to the targets for {emotion} in {nearest or 'what you play most'}"

        return recommend(catalogue, rows, scores, reason)


def _misses(
    catalogue: Catalogue, rows: NDArray[np.intp], targets: Mapping[str, float]
) -> dict[str, NDArray[np.float64]]:
    """By feature, the share of its range by which each of some tracks misses; NaN where unknown."""
    return {
        name: _difference(name, known_feature(catalogue, name, rows), target)
        for name, target in targets.items()
    }


def _difference(name: str, values: NDArray[np.float64], target: float) -> NDArray[np.float64]:
    apart = np.abs(values - target)
    if name == "key":
        apart = np.minimum(apart, _PITCH_CLASSES - apart)
    difference: NDArray[np.float64] = np.minimum(apart / _RANGES[name], 1)
    return difference


def _known_mean(misses: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The mean of what is known for each track; NaN where nothing is."""
    table = np.stack(list(misses.values()))
    known = ~np.isnan(table)
    n = known.sum(axis=0)
    total = np.where(known, table, 0).sum(axis=0)
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)


def _draw_seeds(query: Query, catalogue: Catalogue) -> NDArray[np.intp]:
    """Places of most-played tracks: of the upper half for High, of the lower half for Medium."""
    played = np.array(query.most_played, np.int64)
    played = played[np.isin(played, catalogue.ids)].tolist()
    half = (len(played) + 1) // 2
    chosen = {
        Personalization.LOW: [],
        Personalization.MEDIUM: played[half:] or played,
        Personalization.HIGH: played[:half],
    }[query.personalization]
    drawn = np.random.default_rng(query.seed).permutation(np.array(chosen, np.int64))[:_SEEDS]
    return np.searchsorted(catalogue.ids, drawn)


def _likeness(
    catalogue: Catalogue, rows: NDArray[np.intp], seeds: NDArray[np.intp]
) -> NDArray[np.float64]:
    """[m] how like each of some tracks is to the seed that is most like it, in [0, 1].

    A track by the artist of a seed is as like as can be, for artists were seeds as well.
    """
    values = {name: known_feature(catalogue, name, seeds) for name in _RANGES}
    likeness = np.zeros(len(rows))
    for place, seed in enumerate(seeds):
        targets = {name: each[place] for name, each in values.items() if not np.isnan(each[place])}
        if targets:
            near = 1 - _known_mean(_misses(catalogue, rows, targets))
            likeness = np.maximum(likeness, np.nan_to_num(near))
        artist = catalogue.artist[seed]
        likeness[(catalogue.artist[rows] == artist) & (artist >= 0)] = 1
    return likeness


STRATEGY = TargetsStrategy()
