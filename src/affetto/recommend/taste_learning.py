"""What reactions to tracks tell of somebody's taste."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from affetto.listening import Reaction, TrackReaction
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.personal import NOISE_SD, TasteModel, centre_fit, taste_log_odds
from affetto.recommend.taste_features import TasteFeatures, spread_rows

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
# Who only plays music, or says nothing but what they like, does not tell what they do not like.
# What they did not choose stands for it, neither liked nor disliked (Hu, Koren & Volinsky 2008): so
# many tracks, evenly spread over the catalogue, together weigh as much as all that was chosen.
_BACKGROUND_TRACKS = 100
_CHOOSING = frozenset({Reaction.PLAY, Reaction.FAVOURITE})
# Where likes alone lie is where something was offered as well as where something is liked, so they
# weigh no more than this many judgements. Our own choice, by simulated people other than those the
# model is measured by.
_MOST_LIKES_ALONE = 6.0

# How far from neither the usual reward of music that was not offered may be. It is from -1 to 1.
_USUAL_SD = 1.0
# How far a track may lie from what its features promise: as far as a strong taste moves it by one
# feature. Our own choice.
OWN_SD = 0.3


@dataclass(frozen=True, eq=False)
class Taste:
    """What is known of somebody's taste.

    Attributes:
        model: of the features of music.
        own_rewards: by track id, what the reactions to a track say of it beyond its features.
    """

    model: TasteModel
    own_rewards: Mapping[int, float]


@dataclass(frozen=True, eq=False)
class _Told:
    """m reactions to tracks that are there.

    Attributes:
        rows: [m] places in the catalogue.
        fits: [m] to what was asked for, from 0 to 1; NaN where the track was not offered.
        rewards: [m] in [-1, 1].
        weights: [m] how much each counts.
        chosen: [m] whether it only tells what was chosen, not what it was chosen from.
        sought: [m] whether it was chosen from everything, not from what was offered.
    """

    rows: NDArray[np.intp]
    fits: NDArray[np.float64]
    rewards: NDArray[np.float64]
    weights: NDArray[np.float64]
    chosen: NDArray[np.bool_]
    sought: NDArray[np.bool_]

    @classmethod
    def of(cls, catalogue: Catalogue, reactions: Iterable[TrackReaction]) -> _Told:
        told = [
            reaction
            for reaction in sorted(reactions, key=_order)
            if (row := int(np.searchsorted(catalogue.ids, reaction.track_id))) < len(catalogue)
            and int(catalogue.ids[row]) == reaction.track_id
        ]
        rewards = np.array([REWARDS[each.reaction][0] for each in told])
        fits = np.array([math.nan if each.fit is None else each.fit for each in told])
        choosing = np.array([each.reaction in _CHOOSING for each in told], np.bool_)
        return cls(
            rows=np.searchsorted(catalogue.ids, [each.track_id for each in told]),
            fits=fits,
            rewards=rewards,
            weights=np.array(
                [REWARDS[each.reaction][1] * math.log2(1 + each.count) for each in told]
            ),
            chosen=choosing | (rewards > 0).all(),
            sought=choosing & np.isnan(fits),
        )


def learn_taste(features: TasteFeatures, reactions: Iterable[TrackReaction]) -> Taste:
    """What reactions tell of somebody's taste; those to tracks that are not there tell nothing."""
    told = _Told.of(features.catalogue, reactions)
    prior = TasteModel.prior(features.taste_scales)
    if not len(told.rows):
        return Taste(prior, {})
    fits, unasked = centre_fit(told.fits), np.isnan(told.fits)
    offered = ~told.chosen & ~unasked
    hints = told.chosen & ~told.sought
    most = max(float(told.weights[hints].sum()), _MOST_LIKES_ALONE)
    counted = told.weights * np.where(hints, _MOST_LIKES_ALONE / most, 1)
    usual = _usual_reward(
        told.rewards[~offered], counted[~offered], unchosen=float(counted[told.chosen].sum())
    )
    table = features.rows(told.rows, np.where(offered, fits, 0))
    rewards = told.rewards - usual * ~offered

    def taught(model: TasteModel, some: NDArray[np.bool_]) -> TasteModel:
        """The model after some of the reactions, and what those who chose did not choose."""
        unchosen = float(counted[some & told.chosen].sum())
        others = spread_rows(len(features.catalogue), _BACKGROUND_TRACKS)
        n = len(others)
        return model.updated(table[some], rewards[some], counted[some]).updated(
            features.rows(others, np.zeros(n)), np.full(n, -usual), np.full(n, unchosen / n)
        )

    # Whether a judgement of what was offered needs a taste to be explained, its fit tells; of other
    # music, the features. Who seeks music of all kinds may well have a taste.
    model = (
        taught(prior, np.ones(len(table), np.bool_))
        .convinced(taste_log_odds(told.fits[offered], told.rewards[offered], counted[offered]))
        .convinced(taught(prior, ~told.chosen & unasked).feature_log_odds)
        .convinced(max(0.0, taught(prior, told.sought).feature_log_odds))
    )
    # Nobody wants to see what they disliked, however much else they dislike.
    promised = features.rows(told.rows, np.nan_to_num(fits)) @ model.mean + max(usual, 0) * unasked
    unexpected = told.weights * (told.rewards - np.clip(promised, -1, 1))
    ids = features.catalogue.ids[told.rows]
    return Taste(model, _own_rewards(ids, unexpected, told.weights))


def _usual_reward(
    rewards: NDArray[np.float64], weights: NDArray[np.float64], *, unchosen: float
) -> float:
    """What somebody says on the whole of music that was not offered, shrunk towards nothing.

    Only what differs from it tells of features: who likes all that they come across says nothing of
    what music that is. What was not chosen weighs `unchosen`, and counts as neither liked nor not.
    """
    total = weights.sum() + unchosen + (NOISE_SD / _USUAL_SD) ** 2
    return float(weights @ rewards / total)


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
