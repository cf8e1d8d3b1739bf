"""Ranking what fits by what somebody likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from affetto.music import Recommendation
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.personal import centre_fit
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import Ranked, Strategy
from affetto.recommend.taste_features import CURVES, FEATURES, SLOPES, WORDS, TasteFeatures
from affetto.recommend.taste_learning import Taste

# How far the taste moves the ranking away from the fit alone.
TASTE_SHARES: Mapping[Personalization, float] = MappingProxyType(
    {Personalization.LOW: 0.0, Personalization.MEDIUM: 0.5, Personalization.HIGH: 1.0}
)
# The taste chooses among the tracks that fit best, so that sad pictures never get party music
# because somebody likes it. Our own choice of how many.
POOL = 200
# A liking that is named in a reason moves the reward by this much at least. Our own choice: it
# decides between tracks whose fits differ by a twentieth.
_WORTH_NAMING = 0.1
# A feature this near to the average of the library, in standard deviations, has no word.
_MIDDLE = 0.5


class PersonalStrategy:
    """A strategy whose best tracks are put into the order of what somebody will probably like.

    Of a query's `POOL` best tracks, the one with the greatest expected reward comes first; scores
    are expected rewards, from 0 to 1. Where nothing is known of the taste, or personalization is
    low, it answers as the strategy itself.

    Args:
        strategy: what finds the tracks that fit; its scores are the fits.
        features: of the catalogue that will be ranked.
        taste: what is known of the taste, from `learn_taste`.
    """

    def __init__(self, strategy: Strategy, features: TasteFeatures, taste: Taste) -> None:
        self._strategy = strategy
        self._features = features
        self._taste = taste

    @property
    def name(self) -> str:
        """What the strategy itself is called."""
        return self._strategy.name

    @property
    def ranked(self) -> Ranked:
        """What the strategy itself ranks."""
        return self._strategy.ranked

    @property
    def takes_taste(self) -> bool:
        """No: it has taken it."""
        return False

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The tracks that fit and will be liked; see `Strategy.rank`."""
        share = TASTE_SHARES[query.personalization]
        model = self._taste.model
        if model.is_prior or share == 0:
            return self._strategy.rank(query, catalogue, k)
        found = self._strategy.rank(query, catalogue, max(k, POOL))
        pool, rest = found[:POOL], found[POOL:]
        rows = np.searchsorted(catalogue.ids, [entry.track.id for entry in pool])
        fits = centre_fit(np.array([entry.score for entry in pool]))
        table = self._features.rows(rows, fits)
        sampled = model.sample(np.random.default_rng(query.seed))
        prior = model.prior_mean
        own = np.array([self._taste.own_rewards.get(entry.track.id, 0.0) for entry in pool])
        rewards = table @ (prior + share * (sampled - prior)) + share * own
        parts = model.mean * model.known * table
        likings = parts[:, SLOPES] + parts[:, CURVES]
        order = np.argsort(-rewards, kind="stable")
        # A line knows no bounds; what promises more than a like would make all scores 1.
        excess = max(0.0, float(rewards.max(initial=0.0)) - 1)
        ranked = [
            replace(
                pool[place],
                score=_as_score(rewards[place] - excess),
                fit=pool[place].score,
                reasons=(*pool[place].reasons, *_name_liking(likings[place], table[place, SLOPES])),
            )
            for place in order[:k].tolist()
        ]
        return _renumber([*ranked, *rest])[:k]


def _as_score(reward: float) -> float:
    """A reward in [-1, 1] as a score; with nothing learned it is the fit itself."""
    return min(1.0, max(0.0, (1 + float(reward)) / 2))


def _renumber(entries: list[Recommendation]) -> list[Recommendation]:
    # What fits worse than the pool stays behind it, whatever its score.
    least = 1.0
    ranked = []
    for rank, entry in enumerate(entries, start=1):
        least = min(least, entry.score)
        fit = entry.score if entry.fit is None else entry.fit
        ranked.append(replace(entry, rank=rank, score=least, fit=fit))
    return ranked


def _name_liking(likings: NDArray[np.float64], features: NDArray[np.float64]) -> list[str]:
    """What most speaks for a track in somebody's taste, in words; nothing where little does."""
    nameable = np.where(np.abs(features) < _MIDDLE, 0, likings)
    strongest = int(np.argmax(nameable))
    if nameable[strongest] < _WORTH_NAMING:
        return []
    low, high = WORDS[FEATURES[strongest]]
    word = high if features[strongest] > 0 else low
    return [f"you tend to like {word} music"]
