"""The playlist that is kept for the emotion: system S0.

S0 (City St George's) answers a picture with the address of the playlist that a dictionary holds for
its most probable label. Here the user's dictionary of addresses is the catalogue: each playlist is
an entry that lies where its label lies in the plane (`affetto.playlists.emotion_playlists` reads
it). The most probable label then finds its own playlist first and those of related labels after it.
Over tracks instead of playlists the same is the plain distance to the word, which is what
`affetto evaluate recommender` shows for it.

Where it departs from S0: S0's playlists were its author's, on Spotify. Here they are whatever the
user writes down, and a search for a playlist where nothing is written.
"""

from __future__ import annotations

import numpy as np

from affetto.affect import EMOTION_POINTS
from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.listing import best_first, recommend
from affetto.recommend.query import Query
from affetto.recommend.strategies import Ranked

# The distance at which the fit falls to half; see `strategies.affect`.
_HALF_FIT_DISTANCE = 0.5
# Of coordinates in single precision that stand for the same word.
_SAME_PLACE = 1e-5


class PlaylistStrategy:
    """Ranks by the plain distance between the most probable word and each entry."""

    name = "playlist"
    ranked = Ranked.PLAYLISTS
    takes_taste = False

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The entries nearest to the word; see `Strategy.rank`."""
        emotion = query.affect.emotion
        point = query.affect.point if emotion is None else EMOTION_POINTS[emotion]
        candidates = np.flatnonzero(catalogue.has_mood & catalogue.passing(query.filters))
        distances = np.hypot(
            catalogue.valence[candidates].astype(np.float64) - point.valence,
            catalogue.arousal[candidates].astype(np.float64) - point.arousal,
        )
        word = "the place in the plane" if emotion is None else emotion
        rows, scores = best_first(candidates, np.exp2(-distances / _HALF_FIT_DISTANCE), k)
        exact = scores > np.exp2(-_SAME_PLACE / _HALF_FIT_DISTANCE)

        def reason(place: int, _track: Track) -> str:
            return f"kept for {word}" if exact[place] else f"the next nearest to {word}"

        return recommend(catalogue, rows, scores, reason)


STRATEGY = PlaylistStrategy()
