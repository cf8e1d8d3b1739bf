"""Ranking by closeness in the valence-arousal plane: Affetto's own."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from affetto.music import Recommendation
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.reasons import Answer, explain
from affetto.recommend.reranking import spread_artists
from affetto.recommend.wishes import Wish, wishes_for

# The distance at which the fit falls to half. That likeness decays exponentially with distance
# is Shepard 1987 ("Toward a universal law of generalization for psychological science", Science
# 237); the unit is our own choice: half way from the middle of the plane to its edge.
HALF_FIT_DISTANCE = 0.5
# Exponent of the distance. Shepard adds the axes up (1) where people tell them apart and takes the
# straight line (2) where they blend. Valence and arousal of music do some of both, so our own
# choice lies between: what is far off on one axis can be made up for on the other.
MINKOWSKI_EXPONENT = 1.5


class AffectStrategy:
    """Ranks by the expected fit over all that the picture may feel.

    The fit of a track to one emotion is 2^(-d / `HALF_FIT_DISTANCE`), where d is the weighted
    distance between the track, as heard within its library, and the music that expresses the
    emotion. The score is the mean of the fits, each weighted by the probability of its emotion,
    so that a face that is either happy or surprised is not matched with what lies between. Tracks
    whose mood is not known are left out.
    """

    name = "affect"

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The tracks that fit the picture best; see `Strategy.rank`."""
        wishes = wishes_for(query.affect)
        candidates = np.flatnonzero(catalogue.has_mood & catalogue.passing(query.filters))
        distances = _distances(wishes, catalogue, candidates)
        fits = np.exp2(-distances / HALF_FIT_DISTANCE)
        shares = np.array([wish.share for wish in wishes])
        expected = np.minimum((shares / shares.sum()) @ fits, 1.0)
        # The emotion that earned a track the most of its score is the one it is explained by.
        answered = np.argmax(shares[:, np.newaxis] * fits, axis=0)

        def reason(index: int) -> str:
            column = int(np.searchsorted(candidates, index))
            wish = int(answered[column])
            answer = Answer(
                wish=wishes[wish],
                valence=float(catalogue.perceived_valence[index]),
                arousal=float(catalogue.perceived_arousal[index]),
                distance=float(distances[wish, column]),
            )
            return explain(catalogue.tracks[index], answer, query.affect)

        ranked = spread_artists(candidates, expected, catalogue.artist[candidates], k)
        return [
            Recommendation(rank, catalogue.tracks[place.index], place.score, (reason(place.index),))
            for rank, place in enumerate(ranked, start=1)
        ]


def _distances(
    wishes: tuple[Wish, ...], catalogue: Catalogue, candidates: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Distance of every candidate from every wish, [wishes, candidates]."""
    valence = catalogue.perceived_valence[candidates]
    arousal = catalogue.perceived_arousal[candidates]
    wanted_valence = np.array([[wish.point.valence] for wish in wishes])
    wanted_arousal = np.array([[wish.point.arousal] for wish in wishes])
    weight = np.array([[wish.valence_weight] for wish in wishes])
    p = MINKOWSKI_EXPONENT
    distances: NDArray[np.float64] = (
        weight * np.abs(valence - wanted_valence) ** p
        + (1 - weight) * np.abs(arousal - wanted_arousal) ** p
    ) ** (1 / p)
    return distances


STRATEGY = AffectStrategy()
