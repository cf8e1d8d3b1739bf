"""Figures that judge a classifier or a regression, each with its interval where it has one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959964  # standard normal quantile of a two-sided 95% interval
CALIBRATION_BINS = 15  # Guo et al. 2017


@dataclass(frozen=True)
class ClassScores:
    """How well one class is told from the others.

    Attributes:
        precision: share of what was given this class that has it; 0 where nothing was.
        recall: share of what has this class that was given it; 0 where nothing has it.
        f1: harmonic mean of the two.
        support: number of samples that have the class.
    """

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class ClassificationReport:
    """How well predicted probabilities fit known labels.

    Attributes:
        n: number of samples.
        accuracy: share of samples whose most probable class is the label.
        accuracy_interval: 95% interval of `accuracy` (Wilson 1927).
        macro_f1: mean of the F1 score over the classes that occur or were predicted.
        ece: expected calibration error, 15 equal-width bins (Guo et al. 2017).
        confusion: counts, rows are true classes, columns predicted ones.
    """

    n: int
    accuracy: float
    accuracy_interval: tuple[float, float]
    macro_f1: float
    ece: float
    confusion: list[list[int]]
    labels: list[str]

    @property
    def per_class(self) -> list[ClassScores]:
        """Precision, recall, F1 and support of each class, in the order of `labels`."""
        counts = np.array(self.confusion)
        hits, true, given = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
        return [
            ClassScores(
                label=label,
                precision=float(hits[index] / max(given[index], 1)),
                recall=float(hits[index] / max(true[index], 1)),
                f1=float(2 * hits[index] / max(true[index] + given[index], 1)),
                support=int(true[index]),
            )
            for index, label in enumerate(self.labels)
        ]

    def as_dict(self) -> dict[str, Any]:
        """The report as `affetto evaluate face --json` prints it."""
        return {
            "n": self.n,
            "accuracy": self.accuracy,
            "accuracy_interval": list(self.accuracy_interval),
            "macro_f1": self.macro_f1,
            "ece": self.ece,
            "confusion": self.confusion,
            "labels": self.labels,
            "per_class": [asdict(scores) for scores in self.per_class],
        }


def classification_report(
    probs: NDArray[np.floating[Any]], labels: NDArray[np.integer[Any]], names: list[str]
) -> ClassificationReport:
    """Judge `probs` [n, classes] by `labels` [n]; n is at least 1."""
    predicted = probs.argmax(axis=1)
    confusion = np.zeros((len(names), len(names)), dtype=int)
    np.add.at(confusion, (labels, predicted), 1)
    hits = confusion.diagonal()
    # A class that neither occurs nor is predicted has no F1; it would pull the mean to zero.
    marginals = confusion.sum(axis=0) + confusion.sum(axis=1)
    f1 = 2 * hits[marginals > 0] / marginals[marginals > 0]
    correct = int(hits.sum())
    return ClassificationReport(
        n=len(labels),
        accuracy=correct / len(labels),
        accuracy_interval=wilson_interval(correct, len(labels)),
        macro_f1=float(f1.mean()),
        ece=expected_calibration_error(probs, labels),
        confusion=confusion.tolist(),
        labels=names,
    )


def wilson_interval(successes: int, n: int) -> tuple[float, float]:
    """95% score interval of a proportion (Wilson 1927)."""
    share, z2 = successes / n, Z95**2
    centre = share + z2 / (2 * n)
    spread = Z95 * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (centre - spread) / (1 + z2 / n), (centre + spread) / (1 + z2 / n)
    return max(0.0, low), min(1.0, high)  # which rounding may have left


@dataclass(frozen=True)
class ReliabilityBin:
    """Samples whose confidence lies in one bin.

    Attributes:
        low, high: bounds of the confidence, in [0, 1].
        n: number of samples.
        confidence: their mean confidence.
        accuracy: share of them that is right.
        accuracy_interval: 95% interval of `accuracy` (Wilson 1927).
    """

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float
    accuracy_interval: tuple[float, float]


def reliability_bins(
    probs: NDArray[np.floating[Any]],
    labels: NDArray[np.integer[Any]],
    bins: int = CALIBRATION_BINS,
) -> list[ReliabilityBin]:
    """Confidence against accuracy in equal-width bins, those that hold no sample left out."""
    confidence = probs.max(axis=1)
    correct = probs.argmax(axis=1) == labels
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    return [
        ReliabilityBin(
            low=number / bins,
            high=(number + 1) / bins,
            n=int(chosen.sum()),
            confidence=float(confidence[chosen].mean()),
            accuracy=float(correct[chosen].mean()),
            accuracy_interval=wilson_interval(int(correct[chosen].sum()), int(chosen.sum())),
        )
        for number in range(bins)
        if (chosen := index == number).any()
    ]


def expected_calibration_error(
    probs: NDArray[np.floating[Any]],
    labels: NDArray[np.integer[Any]],
    bins: int = CALIBRATION_BINS,
) -> float:
    """Mean gap between confidence and accuracy over equal-width confidence bins."""
    return sum(
        abs(each.accuracy - each.confidence) * each.n / len(labels)
        for each in reliability_bins(probs, labels, bins)
    )


@dataclass(frozen=True)
class CoveragePoint:
    """What remains, and how good it is, when doubtful answers are withheld.

    Attributes:
        threshold: the least confidence of an answer, in [0, 1].
        coverage: share of samples that get an answer.
        n: number of them.
        accuracy: share of the answers that is right.
        accuracy_interval: 95% interval of `accuracy` (Wilson 1927).
    """

    threshold: float
    coverage: float
    n: int
    accuracy: float
    accuracy_interval: tuple[float, float]


def coverage_curve(
    probs: NDArray[np.floating[Any]],
    labels: NDArray[np.integer[Any]],
    thresholds: Sequence[float],
) -> list[CoveragePoint]:
    """Coverage and accuracy at each threshold that any sample reaches.

    Selective classification as in Geifman & El-Yaniv 2017, by the largest probability.
    """
    confidence = probs.max(axis=1)
    correct = probs.argmax(axis=1) == labels
    return [
        CoveragePoint(
            threshold=threshold,
            coverage=float(answered.mean()),
            n=int(answered.sum()),
            accuracy=float(correct[answered].mean()),
            accuracy_interval=wilson_interval(int(correct[answered].sum()), int(answered.sum())),
        )
        for threshold in thresholds
        if (answered := confidence >= threshold).any()
    ]


@dataclass(frozen=True)
class PairedComparison:
    """Accuracy on the same samples under two conditions.

    Attributes:
        change: accuracy under the second condition minus that under the first.
        change_interval: its 95% interval (adjusted Wald for paired shares, Bonett & Price 2012).
        p_value: of no change, two-sided (exact test of McNemar 1947).
    """

    change: float
    change_interval: tuple[float, float]
    p_value: float


def compare_paired(before: NDArray[np.bool_], after: NDArray[np.bool_]) -> PairedComparison:
    """Compare hits `before` [n] and `after` [n] on the same n samples."""
    from scipy.stats import binomtest

    n = len(before)
    lost, gained = int((before & ~after).sum()), int((~before & after).sum())
    share_lost, share_gained = (lost + 1) / (n + 2), (gained + 1) / (n + 2)
    centre = share_gained - share_lost
    spread = Z95 * math.sqrt((share_gained + share_lost - centre**2) / (n + 2))
    p_value = float(binomtest(gained, gained + lost).pvalue) if gained + lost else 1.0
    return PairedComparison(
        change=(gained - lost) / n,
        change_interval=(max(centre - spread, -1.0), min(centre + spread, 1.0)),
        p_value=p_value,
    )


def adjust_for_many_tests(p_values: Sequence[float]) -> list[float]:
    """P-values that keep the chance of any false alarm among them below their level (Holm 1979)."""
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(np.argsort(p_values, kind="stable")):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return adjusted


def difference_interval(successes: tuple[int, int], totals: tuple[int, int]) -> tuple[float, float]:
    """95% interval of the first share minus the second, of unlike samples (Newcombe 1998)."""
    first, second = (hits / n for hits, n in zip(successes, totals, strict=True))
    (low_1, high_1), (low_2, high_2) = (
        wilson_interval(hits, n) for hits, n in zip(successes, totals, strict=True)
    )
    difference = first - second
    return (
        difference - math.hypot(first - low_1, high_2 - second),
        difference + math.hypot(high_1 - first, second - low_2),
    )


def pearson_r(a: NDArray[np.floating[Any]], b: NDArray[np.floating[Any]]) -> float:
    """Pearson's correlation of two samples."""
    return float(np.corrcoef(a, b)[0, 1])


def pearson_interval(r: float, n: int) -> tuple[float, float]:
    """95% interval of a correlation of n > 3 pairs, by Fisher's z-transformation."""
    if abs(r) >= 1:  # rounding may carry a perfect correlation past 1
        return math.copysign(1, r), math.copysign(1, r)
    spread = Z95 / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - spread), math.tanh(math.atanh(r) + spread)


def rmse(a: NDArray[np.floating[Any]], b: NDArray[np.floating[Any]]) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((a - b) ** 2)))
