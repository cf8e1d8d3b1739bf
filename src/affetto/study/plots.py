"""Plots of the results of a study, as PNG files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from affetto.evaluation.canvas import BLUE, GREY, ORANGE, encode_png, new_axes
from affetto.evaluation.number_formats import percent
from affetto.text import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from affetto.study.analysis import FitComparison, PictureFigures, Preference
    from affetto.study.design import StudyDesign

_TIE = "#bbbbbb"
_GRID = "#dddddd"
_ROW_IN = 0.34
# Counts are written into bars that have room for them.
_LEAST_LABELLED_SHARE = 0.06
_LONGEST_NAME = 28


def draw_choices(
    preference: Preference, pictures: Sequence[PictureFigures], strategies: tuple[str, str]
) -> bytes:
    """How often either list was chosen, of all pictures together and of each."""
    rows = [(f"all ({preference.judgements})", preference.chosen, preference.ties)]
    rows += [(_name(picture), picture.chosen, picture.ties) for picture in pictures]
    figure, axes = new_axes(7.2, 1.3 + _ROW_IN * len(rows))
    series = [
        (strategies[0], [chosen[0] for _, chosen, _ in rows], BLUE),
        ("no difference", [ties for _, _, ties in rows], _TIE),
        (strategies[1], [chosen[1] for _, chosen, _ in rows], ORANGE),
    ]
    totals = np.maximum(np.sum([counts for _, counts, _ in series], axis=0), 1)
    left = np.zeros(len(rows))
    for name, counts, colour in series:
        shares = np.array(counts) / totals
        labels = [
            str(count) if share >= _LEAST_LABELLED_SHARE else ""
            for count, share in zip(counts, shares, strict=True)
        ]
        bars = axes.barh(range(len(rows)), shares, 0.72, left=left, color=colour, label=name)
        dark = colour != _TIE
        axes.bar_label(
            bars, labels, label_type="center", fontsize=8, color="white" if dark else "black"
        )
        left += shares
    axes.axvline(0.5, color=GREY, linestyle=":", linewidth=1)
    axes.set_yticks(range(len(rows)), [name for name, _, _ in rows])
    axes.get_yticklabels()[0].set_fontweight("bold")
    axes.invert_yaxis()
    axes.set(xlim=(0, 1), xlabel="share of judgements", title="Which list fits better")
    axes.xaxis.set_major_formatter(lambda share, _place: percent(share).replace(".0%", "%"))
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    return encode_png(figure)


def draw_fit_differences(fit: FitComparison, strategies: tuple[str, str]) -> bytes:
    """Each participant's mean difference of fit, and the mean of all with its interval."""
    figure, axes = new_axes(7.2, 2.8)
    differences = np.array(fit.by_person)
    axes.axvline(0, color=GREY, linestyle=":", linewidth=1)
    axes.scatter(
        differences, _stack(differences), s=22, color=BLUE, linewidths=0, label="a participant"
    )
    if fit.difference is not None and fit.interval is not None:
        low, high = fit.interval
        axes.errorbar(
            [fit.difference],
            [-1.2],
            xerr=[[fit.difference - low], [high - fit.difference]],
            color=ORANGE,
            marker="D",
            capsize=4,
            label="mean, 95% interval",
        )
    reach = max(1.0, 1.15 * float(np.abs(differences).max(initial=0)))
    axes.set(
        xlim=(-reach, reach),
        xlabel=f"fit of {strategies[0]} minus {strategies[1]}, mean of each participant",
        title=f"Difference of fit, {fit.people} participants",
    )
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.margins(y=0.25)
    return encode_png(figure)


def draw_words(design: StudyDesign, pictures: Sequence[PictureFigures]) -> bytes:
    """Which words were said of each picture, shaded by their share."""
    counts = np.array(
        [[picture.words.get(word, 0) for word in design.answers] for picture in pictures]
    )
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure, axes = new_axes(7.2, 1.7 + _ROW_IN * len(pictures))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(design.answers)), design.answers, rotation=40, ha="right")
    axes.set_yticks(range(len(pictures)), [_name(picture) for picture in pictures])
    axes.set(title="What people see")
    for row, column in zip(*np.nonzero(counts), strict=True):
        colour = "white" if shares[row, column] > 0.5 else "black"
        axes.text(
            column, row, counts[row, column], ha="center", va="center", fontsize=8, color=colour
        )
    return encode_png(figure)


def draw_plane(pictures: Sequence[PictureFigures]) -> bytes:
    """Where people point, on average, and where Affetto read each picture."""
    figure, axes = new_axes(4.9, 4.9)
    _draw_axes_of_plane(axes)
    for picture in pictures:
        read, pointed = picture.read_at, picture.pointed_at
        if pointed is None:
            continue
        axes.plot(
            [read.valence, pointed.valence],
            [read.arousal, pointed.arousal],
            color=_GRID,
            linewidth=1.2,
            zorder=1,
        )
        axes.scatter(read.valence, read.arousal, s=26, marker="s", color=ORANGE, zorder=2)
        axes.scatter(pointed.valence, pointed.arousal, s=26, color=BLUE, zorder=3)
        axes.annotate(
            str(picture.number),
            (pointed.valence, pointed.arousal),
            textcoords="offset points",
            xytext=(4, 4),
            fontsize=8,
        )
    axes.scatter([], [], color=BLUE, label="people, mean")
    axes.scatter([], [], marker="s", color=ORANGE, label="read by Affetto")
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    return encode_png(figure)


def _draw_axes_of_plane(axes: Axes) -> None:
    axes.axhline(0, color=_GRID, linewidth=0.8, zorder=0)
    axes.axvline(0, color=_GRID, linewidth=0.8, zorder=0)
    axes.set(
        xlim=(-1, 1),
        ylim=(-1, 1),
        aspect="equal",
        xlabel="valence: unpleasant to pleasant",
        ylabel="arousal: calm to excited",
        title="Where the pictures lie",
    )


def _stack(values: np.ndarray) -> list[int]:
    """Heights at which dots of nearly equal values stand above one another."""
    heights: list[int] = []
    bins = np.round(values, 1).tolist()
    for place, each in enumerate(bins):
        heights.append(bins[:place].count(each))
    return heights


def _name(picture: PictureFigures) -> str:
    name = printable(picture.name)
    short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
    return f"{picture.number} {short}"
