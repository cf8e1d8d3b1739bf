"""Ranking by the expected fit in the valence-arousal plane: Affetto's own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from affetto.music import Recommendation, Track
from affetto.recommend.affinities import SceneAffinities
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.fit import distances, fits, greatest_fits, shares_of
from affetto.recommend.listing import recommend
from affetto.recommend.plane_index import Boxes
from affetto.recommend.query import Query
from affetto.recommend.reasons import Answer, explain, explain_affinity
from affetto.recommend.reranking import Repetitions, best_spread
from affetto.recommend.strategies import Ranked
from affetto.recommend.wishes import wishes_for

# What is left of the score of a track that was just played. Our own choice: it costs as much as
# half of the plane, so such a track returns only where nothing else fits.
REPLAY_FACTOR = 0.5


class AffectStrategy:
    """Ranks by the expected fit over all that the picture may feel, and all that a track may be.

    `affetto.recommend.fit` says how well a track fits the music that expresses one emotion. The
    score is the mean of the fits, each weighted by the probability of its emotion, so that a face
    that is either happy or surprised is not matched with what lies between. Of tracks that fit
    alike, those whose sound goes with what is to be seen come first
    (`affetto.recommend.affinities`). What was just played counts less, and so does the next track
    of an artist or album. Tracks whose mood is not known are left out.
    """

    name = "affect"
    ranked = Ranked.TRACKS
    takes_taste = True

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The tracks that fit the picture best; see `Strategy.rank`."""
        wishes = wishes_for(query.affect)
        shares = shares_of(wishes)
        scene = SceneAffinities.of(query.context, catalogue)

        def score(rows: NDArray[np.intp]) -> NDArray[np.float64]:
            expected = np.minimum(shares @ fits(wishes, catalogue, rows), 1.0)
            expected *= 1 - scene.losses(rows).sum(axis=0)
            just_played = np.isin(catalogue.ids[rows], query.recent)
            return np.where(just_played, REPLAY_FACTOR, 1.0) * expected

        # Whatever only lowers scores leaves this a bound: the scene, and what was just played.
        def bound(boxes: Boxes) -> NDArray[np.float64]:
            return shares @ greatest_fits(wishes, boxes)

        allowed = catalogue.passing(query.filters)
        ranked = best_spread(
            lambda n: catalogue.by_perceived_mood.best(score, bound, n, allowed),
            Repetitions.after(query.recent, catalogue),
            # Whether the scene decided the last place shows in what would come next.
            k + 1 if scene.affinities else k,
        )
        rows = np.array([place.index for place in ranked], np.intp)
        scores = np.array([place.score for place in ranked])
        owed_to_scene = scene.deciding(rows, scores)[:k]
        rows, scores = rows[:k], scores[:k]
        # The emotion that earned a track the most of its score is the one it is explained by.
        answered = np.argmax(shares[:, np.newaxis] * fits(wishes, catalogue, rows), axis=0)
        apart = distances(wishes, catalogue, rows)

        def reason(place: int, track: Track) -> str:
            wish = int(answered[place])
            answer = Answer(
                wish=wishes[wish],
                valence=float(catalogue.perceived_valence[rows[place]]),
                arousal=float(catalogue.perceived_arousal[rows[place]]),
                distance=float(apart[wish, place]),
            )
            return explain(track, answer, query.affect)

        return [
            entry
            if deciding is None
            else replace(entry, reasons=(*entry.reasons, explain_affinity(deciding)))
            for entry, deciding in zip(
                recommend(catalogue, rows, scores, reason), owed_to_scene, strict=True
            )
        ]


STRATEGY = AffectStrategy()
