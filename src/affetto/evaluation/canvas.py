"""What all plots share: paper, colours, and the way into a PNG file.

Plots need matplotlib, which the `train` extra brings.
"""

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

# Okabe & Ito 2008, told apart with every kind of colour vision. In place of their yellow and black,
# hard to see on white and kept for means, stands Tol's wine (2021).
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#777777"
CATEGORY_COLOURS = (BLUE, ORANGE, "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255")
# Dots of an image per pixel of a page: sharp on dense screens and in print.
PIXEL_RATIO = 2
_DPI = 110 * PIXEL_RATIO


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


def new_figure(width_in: float, height_in: float) -> Figure:
    """An empty figure, in inches."""
    from matplotlib.figure import Figure

    # Without pyplot nothing is kept and no window system is asked for.
    return Figure(figsize=(width_in, height_in), dpi=_DPI, layout="constrained")


def new_axes(width_in: float, height_in: float) -> tuple[Figure, Axes]:
    """A figure, in inches, with one pair of axes."""
    figure = new_figure(width_in, height_in)
    return figure, figure.subplots()


def interval_spans(
    values: Sequence[tuple[float, tuple[float, float]]],
) -> NDArray[np.floating[Any]]:
    """Distances [2, n] from values to the ends of their intervals."""
    return np.array(
        [[max(v - low, 0) for v, (low, _) in values], [max(high - v, 0) for v, (_, high) in values]]
    )


def encode_png(figure: Figure) -> bytes:
    """The figure as a PNG file, without the lines above and to the right of its axes."""
    from PIL import Image

    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    drawn, file = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="rgba")
    image = Image.frombytes("RGBA", figure.canvas.get_width_height(), drawn.getvalue())
    # A palette makes the file a third as large; a plot has few colours.
    image.convert("RGB").quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()
