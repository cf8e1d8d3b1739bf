"""Figures of a report as PNG files; needs matplotlib, which the `train` extra brings."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.errors import AffettoError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from affetto.evaluation.fairness import ToneComparison
    from affetto.evaluation.robustness import ConditionResult
    from affetto.training.metrics import ClassificationReport, CoveragePoint, ReliabilityBin

_DPI = 110
# Okabe & Ito 2008, told apart with every kind of colour vision.
_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#777777"


def require_matplotlib() -> None:
    """Check that plots can be drawn, before long work that would end in them.

    Raises:
        AffettoError: matplotlib is not installed.
    """
    if importlib.util.find_spec("matplotlib") is None:
        raise AffettoError(
            "a report with plots needs matplotlib: install Affetto with its train extra, "
            "`pip install 'affetto[train]'`"
        )


def draw_confusion(report: ClassificationReport) -> bytes:
    """The confusion matrix: counts, shaded by the share of each true class."""
    counts = np.array(report.confusion)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = _start(5.6, 4.9)
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
    return _finish(figure)


def draw_calibration(bins: Sequence[ReliabilityBin], ece: float) -> bytes:
    """Accuracy over stated confidence, with 95% intervals and the number of samples."""
    figure = _new_figure(4.8, 4.9)
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    confidence = [each.confidence for each in bins]
    upper.plot([0, 1], [0, 1], color=_GREY, linestyle="--", label="as stated")
    upper.errorbar(
        confidence,
        [each.accuracy for each in bins],
        yerr=_spans([(each.accuracy, each.accuracy_interval) for each in bins]),
        color=_BLUE,
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
        color=_BLUE,
        alpha=0.6,
    )
    lower.set(xlabel="confidence", ylabel="faces")
    return _finish(figure)


def draw_coverage(points: Sequence[CoveragePoint], sure_from: float) -> bytes:
    """Accuracy of the answers, and how many remain, as the least confidence rises."""
    figure, axes = _start(4.8, 3.8)
    thresholds = [point.threshold for point in points]
    low, high = np.array([point.accuracy_interval for point in points]).T
    axes.plot(thresholds, [point.accuracy for point in points], color=_BLUE, label="accuracy")
    axes.fill_between(thresholds, low, high, color=_BLUE, alpha=0.2)
    axes.plot(
        thresholds,
        [point.coverage for point in points],
        color=_ORANGE,
        linestyle="-.",
        label="share answered",
    )
    axes.axvline(sure_from, color=_GREY, linestyle=":", label=f"“not sure” below {sure_from:g}")
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="least confidence", title="Answers withheld")
    axes.legend(loc="lower left", frameon=False)
    return _finish(figure)


def draw_robustness(results: Sequence[ConditionResult], untouched: float) -> bytes:
    """Accuracy under each condition, from mild to strong, beside that of untouched faces."""
    names = list(dict.fromkeys(result.condition for result in results))
    figure, axes = _start(6.8, 0.9 + 0.42 * len(names))
    for rank, shade in enumerate((0.45, 0.7, 1.0)):
        chosen = [[r for r in results if r.condition == name][rank] for name in names]
        axes.errorbar(
            [result.accuracy for result in chosen],
            np.arange(len(names)) + 0.22 * (rank - 1),
            xerr=_spans([(result.accuracy, result.accuracy_interval) for result in chosen]),
            linestyle="",
            marker="os^"[rank],
            color=_BLUE,
            alpha=shade,
            capsize=2,
            label=("mild", "medium", "strong")[rank],
        )
    axes.axvline(untouched, color=_GREY, linestyle="--", label="untouched")
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="accuracy, 95% interval", title="Under worse conditions")
    axes.legend(loc="lower left", frameon=False, fontsize=8)
    return _finish(figure)


def draw_tones(comparison: ToneComparison, what: str) -> bytes:
    """Shares by group of apparent skin tone, with 95% intervals."""
    groups = comparison.groups
    figure, axes = _start(5.6, 1.4 + 0.5 * len(groups))
    axes.errorbar(
        [group.share for group in groups],
        range(len(groups)),
        xerr=_spans([(group.share, group.share_interval) for group in groups]),
        linestyle="",
        marker="o",
        color=_BLUE,
        capsize=3,
    )
    axes.set_yticks(range(len(groups)), [f"{group.name}\nn = {group.n}" for group in groups])
    axes.set_ylim(len(groups) - 0.5, -0.5)
    axes.set(xlim=(0, 1), xlabel=f"{what}, 95% interval", title="By apparent skin tone (ITA)")
    return _finish(figure)


def draw_agreement(
    read: NDArray[np.float64], rated: NDArray[np.float64], names: Sequence[str]
) -> bytes:
    """Read over rated values, one panel per axis of the plane."""
    figure = _new_figure(7.2, 3.8)
    for axis, axes in enumerate(figure.subplots(1, len(names))):
        axes.plot([-1, 1], [-1, 1], color=_GREY, linestyle="--")
        axes.scatter(rated[:, axis], read[:, axis], s=9, alpha=0.5, color=_BLUE)
        axes.set(xlim=(-1, 1), ylim=(-1, 1), xlabel="rated", ylabel="read", title=names[axis])
        axes.set_aspect("equal")
    return _finish(figure)


def _new_figure(width_in: float, height_in: float) -> Figure:
    from matplotlib.figure import Figure

    # Without pyplot nothing is kept and no window system is asked for.
    return Figure(figsize=(width_in, height_in), dpi=_DPI, layout="constrained")


def _start(width_in: float, height_in: float) -> tuple[Figure, Axes]:
    figure = _new_figure(width_in, height_in)
    return figure, figure.subplots()


def _spans(values: Sequence[tuple[float, tuple[float, float]]]) -> NDArray[np.floating[Any]]:
    """Distances [2, n] from values to the ends of their intervals."""
    return np.array(
        [[max(v - low, 0) for v, (low, _) in values], [max(high - v, 0) for v, (_, high) in values]]
    )


def _finish(figure: Figure) -> bytes:
    from PIL import Image

    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    drawn, small = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None})
    # A palette makes the file a third as large; a plot has few colours.
    with Image.open(drawn) as image:
        image.convert("RGB").quantize(64).save(small, "PNG", optimize=True)
    return small.getvalue()
