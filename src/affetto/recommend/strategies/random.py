"""Drawing lots: the baseline that every other strategy must beat."""

from __future__ import annotations

import numpy as np

from affetto.music import Recommendation
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.listing import recommend
from affetto.recommend.query import Query
from affetto.recommend.strategies import Ranked

# It knows nothing of fit, so no track is better than even.
_EVEN_SCORE = 0.5


class RandomStrategy:
    """Draws tracks without looking at their mood; the query's seed settles the draw."""

    name = "random"
    ranked = Ranked.TRACKS
    takes_taste = False

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """Tracks in an order drawn by lot; see `Strategy.rank`."""
        candidates = np.flatnonzero(catalogue.passing(query.filters))
        drawn = np.random.default_rng(query.seed).permutation(candidates)[:k]
        scores = np.full(len(drawn), _EVEN_SCORE)
        return recommend(catalogue, drawn, scores, lambda _place, _track: "drawn by lot")


STRATEGY = RandomStrategy()
