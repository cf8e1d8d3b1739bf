"""What somebody likes in music, learned from little: a small Bayesian linear model.

The expected reward of a track, from -1 (disliked) to 1 (liked), is linear in its features. How
strong the taste of a person is differs, so several spreads of the prior are held at once, and the
reactions themselves say which of them is likely (MacKay 1992, "Bayesian interpolation", Neural
Computation 4(3)). That is what keeps the model from imagining a taste where there is none.
Choosing by a sample of the posterior instead of its mean explores what is not known yet (Thompson
1933; Chapelle & Li 2011, "An empirical evaluation of Thompson sampling", who also find that less
than the whole spread serves better).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

# The first two features: 1 for every track, and how well it fits what was asked for, `centre_fit`.
INTERCEPT, FIT = 0, 1
CONTEXT_FEATURES = 2

# Spread of a reaction around what is expected. Between -1 and 1, where six of seven reactions are
# of the more frequent kind, it is .7, and never more than 1. Our own choice.
NOISE_SD = 0.7
# Before anything is known, a perfect fit is expected to be liked and none at all to be disliked,
# so that tracks are ranked by their fit. Our own choice of how sure that is, and of the spread of
# the general readiness to like.
FIT_MEAN, FIT_SD = 2.0, 0.5
INTERCEPT_SD = 0.3
# How far one standard deviation of a feature may move the reward (hardly, somewhat, much), and how
# likely each is before anything is known. The first is the person without a particular taste, to
# whom an imagined one does harm, while a real one soon shows. Our own choice, by simulated people
# other than those the model is measured by.
TASTE_SPREADS: Mapping[float, float] = MappingProxyType({0.02: 0.75, 0.1: 0.125, 0.3: 0.125})
# The share of the posterior's spread that a sample explores. Our own choice, in the same way: more
# costs rewards that fifty reactions do not bring back.
EXPLORATION = 0.05


def centre_fit(fit: float) -> float:
    """The feature `FIT` of a fit in [0, 1]."""
    return fit - 0.5


@dataclass(frozen=True, eq=False)
class TasteModel:
    """Normal distributions over the weights of d features, one for each spread of the prior.

    It is told by sums over the reactions, so their order makes no difference.

    Attributes:
        prior_sds: [s, d] the prior's standard deviations, one row for each spread.
        prior_probabilities: [s] how likely each spread is before anything is known.
        prior_mean: [d] the prior's means.
        gram: [d, d] sum of w x x' over reactions with features x and weight w.
        moment: [d] sum of w r x, r being the reward.
        evidence: sum of the weights.
    """

    prior_sds: NDArray[np.float64]
    prior_probabilities: NDArray[np.float64]
    prior_mean: NDArray[np.float64]
    gram: NDArray[np.float64]
    moment: NDArray[np.float64]
    evidence: float

    @classmethod
    def prior(cls, d: int, spreads: Mapping[float, float] = TASTE_SPREADS) -> TasteModel:
        """What is believed of somebody of whom nothing is known.

        Args:
            d: how many features there are, the two of the context included.
            spreads: standard deviations of the weights of a taste that are held for possible, and
                the probability of each.
        """
        if d < CONTEXT_FEATURES or not spreads:
            raise ValueError("a model has two features at least, and one spread")
        sds = np.repeat(np.array([*spreads], np.float64)[:, np.newaxis], d, axis=1)
        sds[:, INTERCEPT], sds[:, FIT] = INTERCEPT_SD, FIT_SD
        mean = np.zeros(d)
        mean[FIT] = FIT_MEAN
        return cls(
            prior_sds=sds,
            prior_probabilities=np.array([*spreads.values()], np.float64),
            prior_mean=mean,
            gram=np.zeros((d, d)),
            moment=np.zeros(d),
            evidence=0.0,
        )

    @property
    def is_prior(self) -> bool:
        """Whether nothing was learned yet."""
        return self.evidence == 0

    def updated(
        self,
        features: NDArray[np.float64],
        rewards: NDArray[np.float64],
        weights: NDArray[np.float64],
    ) -> TasteModel:
        """The model after some more reactions.

        Args:
            features: [m, d] of the tracks that were reacted to, none of them NaN.
            rewards: [m] in [-1, 1].
            weights: [m] how much each counts, from 0; 1 for a judgement.
        """
        weighted = features * weights[:, np.newaxis]
        return replace(
            self,
            gram=self.gram + weighted.T @ features,
            moment=self.moment + weighted.T @ rewards,
            evidence=self.evidence + float(weights.sum()),
        )

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """[s] how likely each spread of the prior is."""
        evidence = np.array([posterior.log_evidence for posterior in self._posteriors])
        likely = self.prior_probabilities * np.exp(evidence - evidence.max())
        shares: NDArray[np.float64] = likely / likely.sum()
        return shares

    @property
    def mean(self) -> NDArray[np.float64]:
        """[d] the expected weights."""
        expected: NDArray[np.float64] = self.probabilities @ self._means
        return expected

    @property
    def sd(self) -> NDArray[np.float64]:
        """[d] how far the weights may be from `mean`, standard deviations."""
        variances = np.array([np.diag(posterior.covariance) for posterior in self._posteriors])
        squares = self.probabilities @ (variances + self._means**2)
        return np.sqrt(np.maximum(squares - self.mean**2, 0))

    def sample(
        self, rng: np.random.Generator, exploration: float = EXPLORATION
    ) -> NDArray[np.float64]:
        """[d] weights as they may be, drawn from the posterior and pulled towards its mean.

        Args:
            rng: draws.
            exploration: the share that is left of the way from the mean: 1 draws from the
                posterior itself, 0 gives the mean.
        """
        drawn = self._posteriors[rng.choice(len(self.prior_sds), p=self.probabilities)]
        deviation = np.linalg.cholesky(drawn.covariance) @ rng.standard_normal(len(drawn.mean))
        mean = self.mean
        sampled: NDArray[np.float64] = mean + exploration * (drawn.mean + deviation - mean)
        return sampled

    @property
    def _means(self) -> NDArray[np.float64]:
        return np.array([posterior.mean for posterior in self._posteriors])

    @cached_property
    def _posteriors(self) -> list[_Posterior]:
        return [self._posterior_of(sds) for sds in self.prior_sds]

    def _posterior_of(self, prior_sds: NDArray[np.float64]) -> _Posterior:
        """The textbook's update (Bishop 2006, Pattern Recognition and Machine Learning, 3.3)."""
        prior_precision = 1 / prior_sds**2
        precision = np.diag(prior_precision) + self.gram / NOISE_SD**2
        covariance = np.linalg.inv(precision).astype(np.float64)
        towards = prior_precision * self.prior_mean + self.moment / NOISE_SD**2
        mean: NDArray[np.float64] = covariance @ towards
        # Less what is the same for all spreads: the rewards' own terms.
        log_evidence = 0.5 * (
            np.log(prior_precision).sum()
            - np.linalg.slogdet(precision)[1]
            + mean @ precision @ mean
            - prior_precision @ self.prior_mean**2
        )
        return _Posterior(mean, covariance, float(log_evidence))


@dataclass(frozen=True, eq=False)
class _Posterior:
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    log_evidence: float
