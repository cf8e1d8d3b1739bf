"""What somebody likes in music, learned from little: a small Bayesian linear model.

The expected reward of a track, from -1 (disliked) to 1 (liked), is linear in its features. A taste
rests on few of them, which nobody knows beforehand: each weight has a prior of Student's t, narrow
with long tails, which holds weights at nothing until reactions ask for more and then lets them go
far (Tipping 2001, "Sparse Bayesian learning and the relevance vector machine", Journal of Machine
Learning Research 1). Whether there is a taste at all is asked beside it, of the same reactions, and
what is learned counts as far as that is likely (MacKay 1992, "Bayesian interpolation", Neural
Computation 4(3)): that keeps the model from imagining a taste where there is none. Choosing by a
sample of what is believed instead of its mean explores what is not known yet (Thompson 1933;
Chapelle & Li 2011, "An empirical evaluation of Thompson sampling", who also find that less than the
whole spread serves better).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

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
# Degrees of freedom of Student's t: between the normal distribution, which finds too little in
# tastes of three features, and Cauchy's, which finds too little in tastes of many. Our own choice,
# by simulated people other than those the model is measured by.
DEGREES_OF_FREEDOM = 3.0
# How often the widths of the prior are fitted anew to the weights; more changes nothing that
# counts.
_ROUNDS = 3
# The share of the posterior's spread that a sample explores. Our own choice, in the same way: more
# costs rewards that fifty reactions do not bring back.
EXPLORATION = 0.05

# How likely it is before anything is known that somebody minds more than the fit. Our own choice,
# by the simulated people: at .05 those who only ever like are hardly understood, and above .2 those
# without a taste lose by what is imagined of them.
_TASTE_PRIOR = 0.2
# Shares of what fits that somebody with a taste may like, none of them likelier than another.
_SHARES = (np.arange(20) + 0.5) / 20
# A taste is spoken of when it is likelier than none.
_LIKELY = 0.5
# No fit makes a reaction certain, or impossible.
_SUREST = 0.98


def centre_fit(fits: NDArray[np.float64]) -> NDArray[np.float64]:
    """[m] the feature `FIT` of fits in [0, 1]."""
    return fits - 0.5


def taste_log_odds(
    fits: NDArray[np.float64], rewards: NDArray[np.float64], weights: NDArray[np.float64]
) -> float:
    """How judgements of what was offered speak for a taste, in natural logarithms of odds.

    Who minds the fit only likes a track with the probability of its fit. Who has a taste likes only
    a share of what fits, and any share may be theirs: the first dislikes speak for a taste, and
    what is liked throughout speaks against it.

    Args:
        fits: [m] of the tracks that were judged, from 0 to 1.
        rewards: [m] in [-1, 1].
        weights: [m] how much each judgement counts, from 0.
    """
    expected = np.clip(fits, 1 - _SUREST, _SUREST)
    liked = (1 + rewards) / 2

    def log_likelihoods(shares: NDArray[np.float64]) -> NDArray[np.float64]:
        chances = shares[:, np.newaxis] * expected
        told: NDArray[np.float64] = liked * np.log(chances) + (1 - liked) * np.log(1 - chances)
        return told @ weights

    of_shares = np.logaddexp.reduce(log_likelihoods(_SHARES)) - math.log(len(_SHARES))
    return float(of_shares - log_likelihoods(np.ones(1))[0])


@dataclass(frozen=True, eq=False)
class Posterior:
    """What the weights are after the reactions, given that there is a taste.

    Attributes:
        mean: [d].
        covariance: [d, d].
    """

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]

    @property
    def sd(self) -> NDArray[np.float64]:
        """[d] standard deviations."""
        sds: NDArray[np.float64] = np.sqrt(np.diag(self.covariance))
        return sds


@dataclass(frozen=True, eq=False)
class TasteModel:
    """A normal distribution over the weights of d features.

    It is told by sums over the reactions, so their order makes no difference.

    Attributes:
        prior_sds: [d] widths of the prior: standard deviations of the two features of the context,
            scales of Student's t of the others.
        prior_mean: [d] the prior's means.
        gram: [d, d] sum of w x x' over reactions with features x and weight w.
        moment: [d] sum of w r x, r being the reward.
        evidence: sum of the weights.
        log_odds: of having a taste, in natural logarithms.
    """

    prior_sds: NDArray[np.float64]
    prior_mean: NDArray[np.float64]
    gram: NDArray[np.float64]
    moment: NDArray[np.float64]
    evidence: float
    log_odds: float

    @classmethod
    def prior(cls, taste_scales: NDArray[np.float64]) -> TasteModel:
        """What is believed of somebody of whom nothing is known.

        Args:
            taste_scales: [d - 2] how far one standard deviation of a feature commonly moves the
                reward, for each after the two of the context.
        """
        d = CONTEXT_FEATURES + len(taste_scales)
        mean = np.zeros(d)
        mean[FIT] = FIT_MEAN
        return cls(
            prior_sds=np.concatenate([[INTERCEPT_SD, FIT_SD], taste_scales]),
            prior_mean=mean,
            gram=np.zeros((d, d)),
            moment=np.zeros(d),
            evidence=0.0,
            log_odds=math.log(_TASTE_PRIOR / (1 - _TASTE_PRIOR)),
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

    def convinced(self, log_odds: float) -> TasteModel:
        """The model after something that speaks for a taste, or against it where negative."""
        return replace(self, log_odds=self.log_odds + log_odds)

    @property
    def feature_log_odds(self) -> float:
        """How much better features explain the rewards than the context alone, as log odds.

        Under normal distributions of the prior's widths, whose evidence has a closed form.
        """
        context = slice(CONTEXT_FEATURES)
        return self._log_evidence(slice(None)) - self._log_evidence(context)

    @property
    def probability(self) -> float:
        """How likely a taste is, from 0 to 1."""
        return float(1 / (1 + np.exp(-np.clip(self.log_odds, -500, 500))))

    @property
    def known(self) -> NDArray[np.bool_]:
        """[d] which weights are likelier on one side of nothing than on the other.

        None is, as long as no taste is likelier than one.
        """
        is_likely = self.probability > _LIKELY
        return is_likely & (np.abs(self.posterior.mean) > self.posterior.sd)

    @property
    def mean(self) -> NDArray[np.float64]:
        """[d] the expected weights."""
        learned = self.posterior.mean - self.prior_mean
        expected: NDArray[np.float64] = self.prior_mean + self.probability * learned
        return expected

    def sample(
        self, rng: np.random.Generator, exploration: float = EXPLORATION
    ) -> NDArray[np.float64]:
        """[d] weights as they may be, drawn from what is believed and pulled towards its mean.

        Args:
            rng: draws.
            exploration: the share that is left of the way from the mean: 1 draws from what is
                believed itself, 0 gives the mean.
        """
        drawn = self.prior_mean
        if rng.random() < self.probability:
            drawn = self.posterior.mean + self._root @ rng.standard_normal(len(self.prior_mean))
        sampled: NDArray[np.float64] = self.mean + exploration * (drawn - self.mean)
        return sampled

    @cached_property
    def _root(self) -> NDArray[np.float64]:
        return np.linalg.cholesky(self.posterior.covariance).astype(np.float64)

    @cached_property
    def posterior(self) -> Posterior:
        """The variational posterior under Student's t (Bishop 2006, PRML, 10.3, as 7.2 for 3.3).

        Student's t is a normal distribution whose precision is not known. The weights and these
        precisions are fitted in turn, each given what is expected of the other.
        """
        precision = 1 / self.prior_sds**2
        posterior = self._posterior_under(precision)
        nu = DEGREES_OF_FREEDOM
        tastes = np.arange(len(precision)) >= CONTEXT_FEATURES
        for _ in range(_ROUNDS):
            squares = posterior.mean**2 + np.diag(posterior.covariance)
            refitted = (nu + 1) / (nu * self.prior_sds**2 + squares)
            precision = np.where(tastes, refitted, precision)
            posterior = self._posterior_under(precision)
        return posterior

    def _log_evidence(self, features: slice) -> float:
        """Of some features alone, less what is the same for all choices of them."""
        prior_precision = (1 / self.prior_sds**2)[features]
        towards = prior_precision * self.prior_mean[features] + self.moment[features] / NOISE_SD**2
        precision = np.diag(prior_precision) + self.gram[features, features] / NOISE_SD**2
        explained = towards @ np.linalg.solve(precision, towards)
        expected = prior_precision @ self.prior_mean[features] ** 2
        occam = np.log(prior_precision).sum() - np.linalg.slogdet(precision)[1]
        return float(0.5 * (occam + explained - expected))

    def _posterior_under(self, prior_precision: NDArray[np.float64]) -> Posterior:
        """The textbook's update (Bishop 2006, Pattern Recognition and Machine Learning, 3.3)."""
        precision = np.diag(prior_precision) + self.gram / NOISE_SD**2
        covariance = np.linalg.inv(precision).astype(np.float64)
        towards = prior_precision * self.prior_mean + self.moment / NOISE_SD**2
        return Posterior(covariance @ towards, covariance)
