"""Tracks of one mood across the decades: the recommender of system S4.

S4 (NYU) names the mood of each track by written rules over audio features, and answers the emotion
of a face with ten songs of that mood drawn from different decades, each with a link to YouTube, and
says how many are from each decade.

Where it departs from S4: its rules need features that a service stated; where none are stated, what
was heard takes their place, and the track's own valence and arousal. S4's links were scraped; here
they lead to a search on YouTube where no address is known (`affetto.playlists` adds them to every
list). S4 knows five moods; what a picture feels beyond them is given the one that lies nearest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from affetto.affect import FaceEmotion
from affetto.mood_rules import COLUMNS, MOODS, RULES, label_by_rules, mood_scores
from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature
from affetto.recommend.listing import recommend
from affetto.recommend.query import Query
from affetto.recommend.strategies import Ranked
from affetto.recommend.words import word_for
from affetto.track_columns import UNKNOWN_YEAR

# The rules name features as Spotify does.
_FEATURES: Mapping[str, str] = {"loudness": "loudness_db", "tempo": "tempo_bpm"}


class MoodStrategy:
    """Draws tracks of the mood from one decade after the other, then those that come close.

    Tracks to which the rules give the mood come first, those of which more of its conditions hold
    before others; within each such group the decades take turns, and lots decide between the tracks
    of one decade by the query's seed. Tracks of which nothing is known are left out.
    """

    name = "mood"
    ranked = Ranked.TRACKS
    takes_taste = False

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """Tracks of the mood, spread over the decades; see `Strategy.rank`."""
        mood = FaceEmotion(word_for(query.affect, MOODS))
        passing = np.flatnonzero(catalogue.passing(query.filters))
        features = np.stack(
            [known_feature(catalogue, _FEATURES.get(name, name), passing) for name in COLUMNS], 1
        )
        known = ~np.isnan(features).all(axis=1)
        rows, features = passing[known], features[known]
        held = mood_scores(features, COLUMNS)[:, MOODS.index(mood)].astype(np.float64)
        is_mood = label_by_rules(features, COLUMNS) == MOODS.index(mood)
        # All tracks of the mood before all others: one half of the score each.
        scores = (is_mood + held) / 2
        decades = catalogue.year[rows] // 10 * 10
        order = _in_turns(scores, decades, np.random.default_rng(query.seed))[:k]
        counts = _count_so_far(decades[order])
        conditions = len(RULES[mood])

        def reason(place: int, _track: Track) -> str:
            met = f"{round(held[order[place]] * conditions)} of {conditions} signs of {mood} music"
            decade = int(decades[order[place]])
            if decade == UNKNOWN_YEAR:
                return f"{met}; number {counts[place]} of no known decade"
            return f"{met}; number {counts[place]} from the {decade}s"

        return recommend(catalogue, rows[order], scores[order], reason)


def _in_turns(
    scores: NDArray[np.float64], decades: NDArray[np.int16], rng: np.random.Generator
) -> NDArray[np.intp]:
    """Places of tracks, the better scores first; of equal ones each decade gives one in turn."""
    lots = rng.permutation(len(scores))
    by_group = np.lexsort((lots, decades, -scores))
    starts_group = np.ones(len(scores), np.bool_)
    for values in (scores, decades):
        ordered = values[by_group]
        starts_group[1:] &= ordered[1:] == ordered[:-1]
    starts_group[1:] = ~starts_group[1:]
    places = np.arange(len(scores))
    turns = np.empty(len(scores), np.intp)
    turns[by_group] = places - np.maximum.accumulate(np.where(starts_group, places, 0))
    return np.lexsort((decades, turns, -scores))


def _count_so_far(decades: NDArray[np.int16]) -> list[int]:
    """For each place, how many of its decade there are up to it."""
    seen: Counter[int] = Counter()
    counts = []
    for decade in decades.tolist():
        seen[decade] += 1
        counts.append(seen[decade])
    return counts


STRATEGY = MoodStrategy()
