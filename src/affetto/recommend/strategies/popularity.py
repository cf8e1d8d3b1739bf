"""What most people play: the baseline that knows nothing of the picture."""

from __future__ import annotations

import numpy as np

from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.listing import best_first, recommend
from affetto.recommend.query import Query
from affetto.recommend.strategies import Ranked

_MOST = 100


class PopularityStrategy:
    """Ranks by popularity, whatever the mood; tracks of unknown popularity come last."""

    name = "popularity"
    ranked = Ranked.TRACKS
    takes_taste = False

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The most popular tracks; see `Strategy.rank`."""
        candidates = np.flatnonzero(catalogue.passing(query.filters))
        popularity = catalogue.popularity[candidates].astype(np.float64)
        scores = np.clip(np.nan_to_num(popularity) / _MOST, 0, 1)
        return recommend(catalogue, *best_first(candidates, scores, k), _reason)


def _reason(_place: int, track: Track) -> str:
    popularity = track.tags.popularity
    if popularity is None:
        return "nothing is known of its popularity"
    return f"popularity {popularity} of {_MOST}"


STRATEGY = PopularityStrategy()
