"""How well scores rank one class above the others, at every threshold.

Each class is taken against all others (one versus rest). Where a class has no sample, or no other
class has one, nothing can be ranked, and its figures do not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ThresholdCurves:
    """The ROC and precision–recall curves of one class.

    Attributes:
        label: the class.
        share: of the samples that have it, which is the precision of guessing.
        fpr: false-positive rates [points] of the ROC curve, from 0 to 1.
        tpr: true-positive rates [points] at these.
        auc: area under the ROC curve: the chance that a sample of the class is ranked above one of
            another, ties counting half (Hanley & McNeil 1982).
        recall: recalls [points + 1], from 0 up.
        precision: precisions [points + 1] at these.
        average_precision: precision averaged over the steps of recall, without interpolation
            (Manning, Raghavan & Schütze 2008, section 8.4).
    """

    label: str
    share: float
    fpr: NDArray[np.float64]
    tpr: NDArray[np.float64]
    auc: float
    recall: NDArray[np.float64]
    precision: NDArray[np.float64]
    average_precision: float


def one_vs_rest_curves(
    probs: NDArray[np.floating[Any]], labels: NDArray[np.integer[Any]], names: Sequence[str]
) -> list[ThresholdCurves]:
    """The curves of each class that some, but not all, samples have.

    Args:
        probs: [n, classes].
        labels: [n], positions in `names`.
    """
    return [
        _curves(name, probs[:, index], labels == index)
        for index, name in enumerate(names)
        if 0 < (labels == index).sum() < len(labels)
    ]


def _curves(
    label: str, scores: NDArray[np.floating[Any]], positive: NDArray[np.bool_]
) -> ThresholdCurves:
    order = np.argsort(-scores, kind="stable")
    ranked = positive[order]
    # Samples of equal score pass a threshold together.
    last_of_tie = np.append(np.diff(scores[order]) != 0, True)
    hits = np.cumsum(ranked)[last_of_tie]
    passed = np.flatnonzero(last_of_tie) + 1
    false_alarms = passed - hits
    tpr = np.append(0.0, hits / positive.sum())
    fpr = np.append(0.0, false_alarms / (~positive).sum())
    precision = hits / passed
    return ThresholdCurves(
        label=label,
        share=float(positive.mean()),
        fpr=fpr,
        tpr=tpr,
        auc=float(np.trapezoid(tpr, fpr)),
        recall=tpr,
        precision=np.append(precision[0], precision),
        average_precision=float(np.diff(tpr) @ precision),
    )


def macro_roc(
    curves: Sequence[ThresholdCurves], steps: int = 200
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The mean ROC curve of all classes, averaged at equal false-positive rates.

    Returns:
        False-positive and true-positive rates, both [steps + 2]. The area under this curve is the
        mean of the classes' areas only up to the width of a step.
    """
    grid = np.linspace(0, 1, steps + 1)
    mean = np.mean([np.interp(grid, each.fpr, each.tpr) for each in curves], axis=0)
    # Where a curve rises at once, interpolation gives the upper end; the mean starts at 0, too.
    return np.append(0.0, grid), np.append(0.0, mean)
