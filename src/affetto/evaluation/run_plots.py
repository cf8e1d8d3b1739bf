"""Plots of finished runs as PNG files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from affetto.evaluation.canvas import (
    BLUE,
    CATEGORY_COLOURS,
    GREY,
    ORANGE,
    encode_png,
    interval_spans,
    new_axes,
)
from affetto.evaluation.threshold_curves import macro_roc

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from affetto.evaluation.threshold_curves import ThresholdCurves
    from affetto.training.metrics import ClassificationReport
    from affetto.training.run_folder import Epoch

# Two fit side by side on a desktop's page, and one is still legible on a phone's.
_HALF_WIDTH_IN = 4.15
_GRID = "#dddddd"
_LINES = ("-", "--", "-.", ":")
# Above so many epochs, points hide the line.
_MOST_MARKED_EPOCHS = 30
_LEAST_PIE_SHARE = 0.03  # whose share in percent has room in the slice


def draw_class_counts(before: Mapping[str, int], after: Mapping[str, int]) -> bytes:
    """How many training samples each class has, before balancing and after, as bars."""
    changed = dict(before) != dict(after)
    figure, axes = new_axes(5.6, 1.4 + (0.5 if changed else 0.36) * len(before))
    rows = np.arange(len(before))
    height = 0.38 if changed else 0.62
    series = [("before balancing", before, BLUE, -height / 2), ("after", after, ORANGE, height / 2)]
    for name, counts, colour, offset in series if changed else [("", before, BLUE, 0.0)]:
        bars = axes.barh(
            rows + offset, [counts[label] for label in before], height, color=colour, label=name
        )
        axes.bar_label(bars, fmt="{:,.0f}", padding=3, fontsize=8)
    axes.set_yticks(rows, list(before))
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set(xlabel="training samples", title="Samples of each class")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    if changed:
        # Below the plot: no place inside is free of bars whatever the counts.
        figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return encode_png(figure)


def draw_class_shares(counts: Mapping[str, int], title: str) -> bytes:
    """The shares of the classes among samples, as a pie."""
    figure, axes = new_axes(_HALF_WIDTH_IN, 4.4)
    wedges, *_ = axes.pie(
        list(counts.values()),
        colors=_colours(len(counts)),
        startangle=90,
        counterclock=False,
        autopct=lambda percent: f"{percent:.0f}%" if percent >= 100 * _LEAST_PIE_SHARE else "",
        pctdistance=0.75,
        textprops={"fontsize": 9, "color": "white", "weight": "bold"},
        wedgeprops={"edgecolor": "white", "linewidth": 1},
    )
    axes.set_title(f"{title}, n = {sum(counts.values()):,}")
    figure.legend(wedges, list(counts), loc="outside lower center", ncols=3, frameon=False)
    return encode_png(figure)


def draw_history(history: Sequence[Epoch], what: str, best_epoch: int | None) -> bytes:
    """What each epoch gave on training and validation.

    Args:
        what: `accuracy`, `loss`, or `learning_rate`.
        best_epoch: the one whose weights were kept; None for the last.
    """
    is_rate = what == "learning_rate"
    figure, axes = new_axes(_HALF_WIDTH_IN, 2.2 if is_rate else 3.9)
    epochs = [epoch.epoch for epoch in history]
    marker = _epoch_marker(epochs)
    axes.plot(
        epochs, _values(history, what), color=BLUE, label="training", marker=marker, markersize=3
    )
    if not is_rate:
        validation = _values(history, f"val_{what}")
        axes.plot(
            epochs,
            validation,
            "--",
            color=ORANGE,
            label="validation",
            marker=marker,
            markersize=3,
        )
    if best_epoch is not None:
        axes.axvline(best_epoch, color=GREY, linestyle=":", label="weights kept")
    if is_rate:
        axes.set(xlabel="epoch", ylabel="learning rate", yscale="log")
    else:
        axes.set(xlabel="epoch", title=what.capitalize())
        _scale_from_zero(axes, what)
        figure.legend(loc="outside lower center", ncols=3, frameon=False)
    _count_epochs(axes)
    return encode_png(figure)


def draw_class_scores(judged: ClassificationReport) -> bytes:
    """Precision, recall and F1 of each class as bars."""
    figure, axes = new_axes(5.2, 1.4 + 0.62 * len(judged.labels))
    rows = np.arange(len(judged.labels))
    for offset, colour, name in ((-1, BLUE, "precision"), (0, ORANGE, "recall"), (1, GREY, "F1")):
        values = [getattr(scores, name.lower()) for scores in judged.per_class]
        bars = axes.barh(rows + 0.27 * offset, values, 0.25, color=colour, label=name)
        axes.bar_label(bars, fmt="%.2f", padding=3, fontsize=7.5)
    axes.set_yticks(
        rows, [f"{scores.label}\nn = {scores.support:,}" for scores in judged.per_class]
    )
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.06), title="Precision, recall and F1")
    axes.xaxis.grid(visible=True, color=_GRID)
    axes.set_axisbelow(True)
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return encode_png(figure)


def draw_roc(curves: Sequence[ThresholdCurves]) -> bytes:
    """The ROC curve of each class against the others, and their mean."""
    figure, axes = new_axes(_HALF_WIDTH_IN, 5.2)
    axes.plot([0, 1], [0, 1], color=GREY, linestyle=":", linewidth=1)
    for each, colour, line in _styled(curves):
        axes.plot(each.fpr, each.tpr, line, color=colour, label=f"{each.label}  {each.auc:.3f}")
    mean = np.mean([each.auc for each in curves])
    axes.plot(*macro_roc(curves), color="black", linewidth=2.4, label=f"mean  {mean:.3f}")
    axes.set(
        xlim=(0, 1),
        ylim=(0, 1.01),
        xlabel="false-positive rate",
        ylabel="true-positive rate",
        title="ROC",
    )
    axes.set_aspect("equal")
    _list_below(figure, "area under the curve")
    return encode_png(figure)


def draw_precision_recall(curves: Sequence[ThresholdCurves]) -> bytes:
    """The precision–recall curve of each class against the others."""
    figure, axes = new_axes(_HALF_WIDTH_IN, 5.2)
    for each, colour, line in _styled(curves):
        axes.step(
            each.recall,
            each.precision,
            line,
            where="pre",
            color=colour,
            label=f"{each.label}  {each.average_precision:.3f}",
        )
    axes.set(
        xlim=(0, 1),
        ylim=(0, 1.01),
        xlabel="recall",
        ylabel="precision",
        title="Precision and recall",
    )
    axes.set_aspect("equal")
    _list_below(figure, "average precision")
    return encode_png(figure)


def draw_accuracies(
    names: Sequence[str], judged: Sequence[ClassificationReport], theirs: Sequence[float | None]
) -> bytes:
    """Accuracy of several runs with 95% intervals, and what the authors report."""
    figure, axes = new_axes(5.2, 1.6 + 0.45 * len(names))
    rows = np.arange(len(names))
    axes.errorbar(
        [each.accuracy for each in judged],
        rows,
        xerr=interval_spans([(each.accuracy, each.accuracy_interval) for each in judged]),
        linestyle="",
        marker="o",
        color=BLUE,
        capsize=3,
        label="this run, 95% interval",
    )
    said = [(share, row) for share, row in zip(theirs, rows, strict=True) if share is not None]
    if said:
        axes.plot(*zip(*said, strict=True), "D", color=ORANGE, fillstyle="none", label="published")
    named = [f"{name}\nn = {each.n:,}" for name, each in zip(names, judged, strict=True)]
    axes.set_yticks(rows, named, fontsize=9)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set(xlim=(0, 1), xlabel="accuracy on its own test part", title="Accuracy")
    axes.xaxis.grid(visible=True, color=_GRID)
    axes.set_axisbelow(True)
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return encode_png(figure)


def draw_histories(histories: Mapping[str, Sequence[Epoch]], what: str) -> bytes:
    """What each epoch of several runs gave on validation, and paler on training.

    Args:
        what: `accuracy` or `loss`.
    """
    figure, axes = new_axes(_HALF_WIDTH_IN, 3.7 + 0.24 * len(histories))
    for (name, history), colour in zip(histories.items(), _colours(len(histories)), strict=True):
        epochs = [epoch.epoch for epoch in history]
        axes.plot(epochs, _values(history, what), color=colour, alpha=0.35)
        axes.plot(
            epochs,
            _values(history, f"val_{what}"),
            color=colour,
            marker=_epoch_marker(epochs),
            markersize=3,
            label=name,
        )
    axes.set(xlabel="epoch", title=f"{what.capitalize()}: validation, training pale")
    _scale_from_zero(axes, what)
    _count_epochs(axes)
    figure.legend(loc="outside lower center", frameon=False)
    return encode_png(figure)


def _values(history: Sequence[Epoch], name: str) -> list[float]:
    return [getattr(epoch, name) for epoch in history]


def _epoch_marker(epochs: Sequence[int]) -> str:
    return "o" if len(epochs) <= _MOST_MARKED_EPOCHS else ""


def _count_epochs(axes: Axes) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))


def _scale_from_zero(axes: Axes, what: str) -> None:
    axes.set_ylim(0, 1 if what == "accuracy" else 1.05 * axes.dataLim.y1)


def _list_below(figure: Figure, title: str) -> None:
    figure.legend(loc="outside lower center", ncols=2, frameon=False, fontsize=9, title=title)


def _colours(n: int) -> list[str]:
    return [CATEGORY_COLOURS[index % len(CATEGORY_COLOURS)] for index in range(n)]


def _styled(
    curves: Sequence[ThresholdCurves],
) -> list[tuple[ThresholdCurves, str, str]]:
    """Each curve with a colour and a kind of line that no other has."""
    return [
        (each, colour, _LINES[index // len(CATEGORY_COLOURS) % len(_LINES)])
        for index, (each, colour) in enumerate(zip(curves, _colours(len(curves)), strict=True))
    ]
