"""Figures that judge a classifier or a regression, each with its interval where it has one."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Z95 = 1.959964  # standard normal quantile of a two-sided 95% interval


@dataclass(frozen=True)
class ClassificationReport:
    """How well predicted probabilities fit known labels.

    Attributes:
        n: number of samples.
        accuracy: share of samples whose most probable class is the label.
        accuracy_interval: 95% interval of `accuracy` (Wilson 1927).
        macro_f1: mean over classes of the F1 score.
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
        }


def classification_report(
    probs: NDArray[np.floating[Any]], labels: NDArray[np.integer[Any]], names: list[str]
) -> ClassificationReport:
    """Judge `probs` [n, classes] by `labels` [n]."""
    predicted = probs.argmax(axis=1)
    confusion = np.zeros((len(names), len(names)), dtype=int)
    np.add.at(confusion, (labels, predicted), 1)
    hits = confusion.diagonal()
    f1 = 2 * hits / np.maximum(confusion.sum(axis=0) + confusion.sum(axis=1), 1)
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
    return (centre - spread) / (1 + z2 / n), (centre + spread) / (1 + z2 / n)


def expected_calibration_error(
    probs: NDArray[np.floating[Any]], labels: NDArray[np.integer[Any]], bins: int = 15
) -> float:
    """Mean gap between confidence and accuracy over equal-width confidence bins."""
    confidence = probs.max(axis=1)
    correct = probs.argmax(axis=1) == labels
    index = np.minimum((confidence * bins).astype(int), bins - 1)
    gap = 0.0
    for bin_index in range(bins):
        chosen = index == bin_index
        if chosen.any():
            gap += abs(correct[chosen].mean() - confidence[chosen].mean()) * chosen.mean()
    return float(gap)


def pearson_r(a: NDArray[np.floating[Any]], b: NDArray[np.floating[Any]]) -> float:
    """Pearson's correlation of two samples."""
    return float(np.corrcoef(a, b)[0, 1])


def pearson_interval(r: float, n: int) -> tuple[float, float]:
    """95% interval of a correlation, by Fisher's z-transformation."""
    spread = Z95 / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - spread), math.tanh(math.atanh(r) + spread)


def rmse(a: NDArray[np.floating[Any]], b: NDArray[np.floating[Any]]) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((a - b) ** 2)))
