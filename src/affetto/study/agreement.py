"""Krippendorff's alpha: how far people agree beyond what chance would give.

Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": alpha = 1 - D_o / D_e, the
disagreement within units over the one between all values, whoever gave them to whatever unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Fewer are too few to tell how alpha varies from picture to picture. Our choice.
MIN_CLUSTERS = 10
_RESAMPLES = 1000
# Below this, differences are those of rounding.
_NO_VARIATION = 1e-12
_BOUNDS = (2.5, 97.5)  # percentiles of a 95% interval


@dataclass(frozen=True)
class Agreement:
    """How far people agree.

    Attributes:
        alpha: 1 where they always do, 0 where as often as by chance, below 0 where less; None
            where nothing can be compared, or all values are the same.
        interval: 95% interval of it, as far as pictures like these would be other ones; None with
            fewer than `MIN_CLUSTERS` clusters of units, or where all agree alike.
        raters: people who gave a value that another's can be compared with.
        units: what was rated by at least two.
        values: how many values that makes.
    """

    alpha: float | None
    interval: tuple[float, float] | None
    raters: int
    units: int
    values: int

    def as_dict(self) -> dict[str, Any]:
        """As `affetto study results --json` prints it."""
        return {
            "alpha": self.alpha,
            "interval": None if self.interval is None else list(self.interval),
            "raters": self.raters,
            "units": self.units,
            "values": self.values,
        }


def agree_on_words(
    words: Sequence[Sequence[str | None]], clusters: Sequence[int] | None = None
) -> Agreement:
    """Agreement on nominal values: equal, or not.

    Args:
        words: by rater and unit; None where there is no answer.
        clusters: see `agree_on_numbers`.
    """
    known = sorted({word for row in words for word in row if word is not None})
    if not known:
        return Agreement(None, None, 0, 0, 0)
    # The nominal metric is half of the squared distance between indicator vectors, and alpha does
    # not depend on the scale of its metric.
    indicator = np.eye(len(known))
    missing = np.full(len(known), np.nan)
    codes = {word: indicator[place] for place, word in enumerate(known)}
    vectors = [[missing if word is None else codes[word] for word in row] for row in words]
    return _agree(np.array(vectors, np.float64), clusters)


def agree_on_numbers(
    numbers: NDArray[np.floating[Any]], clusters: Sequence[int] | None = None
) -> Agreement:
    """Agreement on values of the interval metric: squared differences.

    Args:
        numbers: [raters, units], NaN where there is no answer.
        clusters: [units] which units belong together, as the two ratings of one picture do; None
            where each stands for itself.
    """
    return _agree(np.asarray(numbers, np.float64)[..., None], clusters)


def _agree(vectors: NDArray[np.float64], clusters: Sequence[int] | None) -> Agreement:
    """Agreement on vectors [raters, units, k] by their squared distances."""
    given = ~np.isnan(vectors).any(axis=2)
    pairable = given & (given.sum(axis=0) >= 2)
    units = pairable.any(axis=0)
    raters, values = int(pairable.any(axis=1).sum()), int(pairable.sum())
    if not units.any():
        return Agreement(None, None, raters, 0, values)
    named = np.arange(vectors.shape[1]) if clusters is None else np.asarray(clusters)
    sums = _ClusterSums.of(vectors[:, units], pairable[:, units], named[units])
    alpha = float(_alpha(*sums.drawn(np.ones((1, len(sums.counts)))))[0])
    return Agreement(
        alpha=None if np.isnan(alpha) else alpha,
        interval=None if np.isnan(alpha) else _interval(sums, alpha),
        raters=raters,
        units=int(units.sum()),
        values=values,
    )


# Numbers of values, disagreement within units, squares and vectors, each summed.
_Sums = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]


def _alpha(
    counts: NDArray[np.float64],
    within: NDArray[np.float64],
    squares: NDArray[np.float64],
    totals: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Alpha of sums over all units; NaN where nothing varies."""
    # Over all pairs of n vectors the squared distances add up to n S - |T|^2, where S is the sum
    # of squares and T the sum of vectors.
    overall = counts * squares - (totals**2).sum(axis=-1)
    expected = overall / np.maximum(counts * (counts - 1), 1)
    varied = expected > _NO_VARIATION
    observed = within / np.maximum(counts, 1)
    return np.where(varied, 1 - observed / np.where(varied, expected, 1), np.nan)


@dataclass(frozen=True, eq=False)
class _ClusterSums:
    """All that alpha needs to know of each cluster, so that clusters can be drawn again cheaply.

    Attributes:
        counts: [clusters] values.
        within: [clusters] disagreement within their units.
        squares: [clusters] sums of the squared lengths of the vectors.
        totals: [clusters, k] sums of the vectors.
    """

    counts: NDArray[np.float64]
    within: NDArray[np.float64]
    squares: NDArray[np.float64]
    totals: NDArray[np.float64]

    @classmethod
    def of(
        cls,
        vectors: NDArray[np.float64],
        pairable: NDArray[np.bool_],
        clusters: NDArray[np.integer[Any]],
    ) -> _ClusterSums:
        there = pairable[..., None]
        # Distances do not change, and large values with small differences lose no digits.
        centred = np.where(there, vectors - vectors[pairable].mean(axis=0), 0)
        counts = pairable.sum(axis=0).astype(np.float64)
        squares, totals = (centred**2).sum(axis=(0, 2)), centred.sum(axis=0)
        within = (counts * squares - (totals**2).sum(axis=1)) / (counts - 1)
        names, places = np.unique(clusters, return_inverse=True)
        member = (places == np.arange(len(names))[:, None]).astype(np.float64)
        return cls(member @ counts, member @ within, member @ squares, member @ totals)

    def drawn(self, times: NDArray[np.float64]) -> _Sums:
        """[b] sums where each cluster is there as often as `times` [b, clusters] says."""
        return (
            times @ self.counts,
            times @ self.within,
            times @ self.squares,
            times @ self.totals,
        )

    def standard_errors(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """[b] jackknife standard errors of alpha: each cluster that is there is left out once."""
        counts, within, squares, totals = self.drawn(times)
        without = _alpha(
            counts[:, None] - self.counts,
            within[:, None] - self.within,
            squares[:, None] - self.squares,
            totals[:, None, :] - self.totals,
        )
        n = times.sum(axis=1)
        values = np.where(times > 0, without, 0)
        apart = values - ((times * values).sum(axis=1) / n)[:, None]
        errors: NDArray[np.float64] = np.sqrt((n - 1) / n * (times * apart**2).sum(axis=1))
        return errors


def _interval(sums: _ClusterSums, alpha: float) -> tuple[float, float] | None:
    """Studentized bootstrap over clusters.

    DiCiccio & Efron 1996, "Bootstrap Confidence Intervals". With as few pictures as a study has,
    the plain percentiles of resamples are too narrow: docs/decisions/0025-user-study.md. Resamples
    in which nothing varies have no alpha and are left out.
    """
    n = len(sums.counts)
    if n < MIN_CLUSTERS:
        return None
    rng = np.random.default_rng(0)
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=_RESAMPLES).astype(np.float64)
    errors = sums.standard_errors(drawn)
    error = float(sums.standard_errors(np.ones((1, n)))[0])
    usable = errors > _NO_VARIATION
    if not usable.any() or not error > _NO_VARIATION:
        return None
    far = (_alpha(*sums.drawn(drawn))[usable] - alpha) / errors[usable]
    low, high = np.percentile(far, _BOUNDS)
    return float(max(-1, alpha - high * error)), float(min(1, alpha - low * error))
