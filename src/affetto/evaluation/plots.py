"""Plots of how well classifiers and regressions do, as PNG files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from affetto.evaluation.canvas import (
    BLUE,
    GREY,
    ORANGE,
    encode_png,
    interval_spans,
    new_axes,
    new_figure,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.evaluation.fairness import ToneComparison
    from affetto.evaluation.robustness import ConditionResult
    from affetto.training.metrics import ClassificationReport, CoveragePoint, ReliabilityBin


def draw_confusion(report: ClassificationReport) -> bytes:
    """The confusion matrix: counts, shaded by the share of each true class."""
    counts = np.array(report.confusion)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = new_axes(5.6, 4.9)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    ticks = range(len(report.labels))
    axes.set_xticks(ticks, report.labels, rotation=40, ha="right")
    axes.set_yticks(ticks, report.labels)
    axes.set(xlabel="read as", ylabel="labelled", title=f"Confusion, n = {report.n:,}")
    for row, column in np.ndindex(counts.shape):
        share = shares[row, column]
        axes.text(
            column,
            row,
            f"{counts[row, column]}\n{share:.0%}",
            ha="center",
            va="center",
            fontsize=7.5,
            color="white" if share > 0.5 else "black",
        )
    return encode_png(figure)


def draw_calibration(bins: Sequence[ReliabilityBin], ece: float) -> bytes:
    """Accuracy over stated confidence, with 95% intervals and the number of samples."""
    figure = new_figure(4.8, 4.9)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    confidence = [each.confidence for each in bins]
    upper.plot([0, 1], [0, 1], color=GREY, linestyle="--", label="as stated")
    upper.errorbar(
        confidence,
        [each.accuracy for each in bins],
        yerr=interval_spans([(each.accuracy, each.accuracy_interval) for each in bins]),
        color=BLUE,
        marker="o",
        capsize=3,
        label="measured, 95% interval",
    )
    upper.set(xlim=(0, 1), ylim=(0, 1), ylabel="accuracy", title=f"Calibration, ECE {ece:.3f}")
    upper.legend(loc="upper left", frameon=False)
    lower.bar(
        [each.low for each in bins],
        [each.n for each in bins],
        width=[each.high - each.low for each in bins],
        align="edge",
        color=BLUE,
        alpha=0.6,
    )
    lower.set(xlabel="confidence", ylabel="n")
    return encode_png(figure)


def draw_coverage(points: Sequence[CoveragePoint], sure_from: float) -> bytes:
    """Accuracy of the answers, and how many remain, as the least confidence rises."""
    figure, axes = new_axes(4.8, 3.8)
    thresholds = [point.threshold for point in points]
    low, high = np.array([point.accuracy_interval for point in points]).T
    axes.plot(thresholds, [point.accuracy for point in points], color=BLUE, label="accuracy")
    axes.fill_between(thresholds, low, high, color=BLUE, alpha=0.2)
    axes.plot(
        thresholds,
        [point.coverage for point in points],
        color=ORANGE,
        linestyle="-.",
        label="share answered",
    )
    axes.axvline(sure_from, color=GREY, linestyle=":", label=f"“not sure” below {sure_from:g}")
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="least confidence", title="Answers withheld")
    axes.legend(loc="lower left", frameon=False)
    return encode_png(figure)


def draw_robustness(results: Sequence[ConditionResult], untouched: float) -> bytes:
    """Accuracy under each condition, from mild to strong, beside that of untouched faces."""
    names = list(dict.fromkeys(result.condition for result in results))
    figure, axes = new_axes(6.8, 0.9 + 0.42 * len(names))
    for rank, shade in enumerate((0.45, 0.7, 1.0)):
        chosen = [[r for r in results if r.condition == name][rank] for name in names]
        axes.errorbar(
            [result.accuracy for result in chosen],
            np.arange(len(names)) + 0.22 * (rank - 1),
            xerr=interval_spans([(result.accuracy, result.accuracy_interval) for result in chosen]),
            linestyle="",
            marker="os^"[rank],
            color=BLUE,
            alpha=shade,
            capsize=2,
            label=("mild", "medium", "strong")[rank],
        )
    axes.axvline(untouched, color=GREY, linestyle="--", label="untouched")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="accuracy, 95% interval", title="Under worse conditions")
    axes.legend(loc="lower left", frameon=False, fontsize=8)
    return encode_png(figure)


def draw_tones(comparison: ToneComparison, what: str) -> bytes:
    """Shares by group of apparent skin tone, with 95% intervals."""
    groups = comparison.groups
    figure, axes = new_axes(5.6, 1.4 + 0.5 * len(groups))
    axes.errorbar(
        [group.share for group in groups],
        range(len(groups)),
        xerr=interval_spans([(group.share, group.share_interval) for group in groups]),
        linestyle="",
        marker="o",
        color=BLUE,
        capsize=3,
    )
    axes.set_yticks(range(len(groups)), [f"{group.name}\nn = {group.n}" for group in groups])
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set(xlim=(0, 1), xlabel=f"{what}, 95% interval", title="By apparent skin tone (ITA)")
    return encode_png(figure)


def draw_agreement(
    read: NDArray[np.float64], rated: NDArray[np.float64], names: Sequence[str]
) -> bytes:
    """Read over rated values, one panel per axis of the plane."""
    figure = new_figure(7.2, 3.8)
    for axis, axes in enumerate(figure.subplots(1, len(names))):
        axes.plot([-1, 1], [-1, 1], color=GREY, linestyle="--")
        axes.scatter(rated[:, axis], read[:, axis], s=9, alpha=0.5, color=BLUE)
        axes.set(xlim=(-1, 1), ylim=(-1, 1), xlabel="rated", ylabel="read", title=names[axis])
        axes.set_aspect("equal")
    return encode_png(figure)
