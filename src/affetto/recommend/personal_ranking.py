"""Ranking what fits by what somebody likes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from affetto.listening import Reaction, TrackReaction
from affetto.music import Recommendation
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.personal import CONTEXT_FEATURES, NOISE_SD, TasteModel, centre_fit
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import Ranked, Strategy
from affetto.recommend.taste_features import FEATURES, WORDS, TasteFeatures, spread_rows

# Reward and weight of a reaction. That what people do tells less surely what they like than what
# they say, and repetition makes it surer by its logarithm, is Hu, Koren & Volinsky 2008
# ("Collaborative filtering for implicit feedback datasets"); the weights are our own choice.
REWARDS: Mapping[Reaction, tuple[float, float]] = MappingProxyType(
    {
        Reaction.LIKE: (1.0, 1.0),
        Reaction.DISLIKE: (-1.0, 1.0),
        Reaction.FAVOURITE: (1.0, 0.5),
        Reaction.SKIP: (-1.0, 0.5),
        Reaction.PLAY: (1.0, 0.25),
    }
)
# Who only plays music tells nothing of what they do not like. What they did not play stands for it,
# neither liked nor disliked (Hu, Koren & Volinsky 2008): so many tracks, evenly spread over the
# catalogue, together weigh as much as all that was played.
_BACKGROUND_TRACKS = 100
_IMPLICIT = frozenset({Reaction.PLAY, Reaction.FAVOURITE})

# How far a track may lie from what its features promise: as far as a strong taste moves it by two
# features. Our own choice.
OWN_SD = 0.5

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


@dataclass(frozen=True, eq=False)
class Taste:
    """What is known of somebody's taste.

    Attributes:
        model: of the features of music.
        own_rewards: by track id, what the reactions to a track say of it beyond its features.
    """

    model: TasteModel
    own_rewards: Mapping[int, float]


def learn_taste(features: TasteFeatures, reactions: Iterable[TrackReaction]) -> Taste:
    """What reactions tell of somebody's taste; those to tracks that are not there tell nothing."""
    catalogue = features.catalogue
    model = TasteModel.prior(features.d)
    told = [
        reaction
        for reaction in sorted(reactions, key=_order)
        if (row := int(np.searchsorted(catalogue.ids, reaction.track_id))) < len(catalogue)
        and int(catalogue.ids[row]) == reaction.track_id
    ]
    if not told:
        return Taste(model, {})
    rows = np.searchsorted(catalogue.ids, [reaction.track_id for reaction in told])
    fits = np.array([0.0 if each.fit is None else centre_fit(each.fit) for each in told])
    rewards = np.array([REWARDS[reaction.reaction][0] for reaction in told])
    weights = np.array(
        [REWARDS[reaction.reaction][1] * math.log2(1 + reaction.count) for reaction in told]
    )
    table = features.rows(rows, fits)
    model = model.updated(table, rewards, weights)
    played = weights[[reaction.reaction in _IMPLICIT for reaction in told]].sum()
    if played > 0:
        others = spread_rows(len(catalogue), _BACKGROUND_TRACKS)
        n = len(others)
        model = model.updated(
            features.rows(others, np.zeros(n)), np.zeros(n), np.full(n, played / n)
        )
    unexpected = weights * (rewards - np.clip(table @ model.mean, -1, 1))
    return Taste(model, _own_rewards(catalogue.ids[rows], unexpected, weights))


def _order(reaction: TrackReaction) -> tuple[int, str, int, float]:
    # Sums of floating point numbers depend on their order, if only in the last digit.
    fit = -1.0 if reaction.fit is None else reaction.fit
    return reaction.track_id, reaction.reaction, reaction.count, fit


def _own_rewards(
    ids: NDArray[np.int64], unexpected: NDArray[np.float64], weights: NDArray[np.float64]
) -> dict[int, float]:
    """The posterior means of what tracks have of their own, given the model of their features."""
    tracks, places = np.unique(ids, return_inverse=True)
    told = np.bincount(places, weights)
    surprise = np.bincount(places, unexpected)
    own = surprise / (told + (NOISE_SD / OWN_SD) ** 2)
    return dict(zip(tracks.tolist(), own.tolist(), strict=True))


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
        self._model = taste.model
        self._own_rewards = taste.own_rewards

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
        if self._model.is_prior or share == 0:
            return self._strategy.rank(query, catalogue, k)
        found = self._strategy.rank(query, catalogue, max(k, POOL))
        pool, rest = found[:POOL], found[POOL:]
        rows = np.searchsorted(catalogue.ids, [entry.track.id for entry in pool])
        fits = np.array([centre_fit(entry.score) for entry in pool])
        table = self._features.rows(rows, fits)
        sampled = self._model.sample(np.random.default_rng(query.seed))
        prior = self._model.prior_mean
        own = np.array([self._own_rewards.get(entry.track.id, 0.0) for entry in pool])
        rewards = table @ (prior + share * (sampled - prior)) + share * own
        # Only what is more likely one way than the other is said to people.
        sure = np.abs(self._model.mean) > self._model.sd
        likings = (self._model.mean * sure * table)[:, CONTEXT_FEATURES:]
        order = np.argsort(-rewards, kind="stable")
        # A line knows no bounds; what promises more than a like would make all scores 1.
        excess = max(0.0, float(rewards.max(initial=0.0)) - 1)
        ranked = [
            replace(
                pool[place],
                score=_as_score(rewards[place] - excess),
                fit=pool[place].score,
                reasons=(*pool[place].reasons, *_name_liking(likings[place], table[place])),
            )
            for place in order.tolist()
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
    strongest = int(np.argmax(likings))
    if likings[strongest] < _WORTH_NAMING:
        return []
    low, high = WORDS[FEATURES[strongest]]
    word = high if features[CONTEXT_FEATURES + strongest] > 0 else low
    return [f"you tend to like {word} music"]
