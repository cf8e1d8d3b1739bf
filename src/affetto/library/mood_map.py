"""A library in the valence-arousal plane, as a picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter

from affetto.mood_words import mood_of_word

# Sizes in pixels, by eye. Drawn larger and shrunk, which smooths every edge.
_SIDE_PX, _MARGIN_PX, _HEAD_PX = 900, 64, 84
_OVERSAMPLING = 2
# Room around the plane, as a share of the field: dots on its edge are drawn whole.
_ROOM = 0.02
_TITLE_PX, _TEXT_PX = 26, 17

_PAPER, _FIELD, _GRID, _INK, _FAINT_INK = "#ffffff", "#f7f7f5", "#d9d9d6", "#26282c", "#8a8d93"
# Colours of the corners, as arrays [row, column, RGB]: excited above calm, unpleasant to the left
# of pleasant. Told apart by people who see no red or green, for they differ in lightness too.
_CORNERS = np.array(
    [[(190, 42, 62), (238, 158, 20)], [(38, 60, 128), (28, 140, 116)]], dtype=np.float64
)

# Words that show the way, far enough from each other to be read.
_WORDS = ("happy", "energetic", "angry", "scary", "dark", "sad", "tender", "peaceful")

# Up to so many tracks each is a dot of its own; more are drawn as a density.
_MOST_DOTS = 2000
_CELLS = 300
_SMOOTHING_CELLS = 2.0
_FULL_COLOUR_PERCENT = 99.5  # of the places where tracks lie, those below this are not quite full
_GREATEST_DOT_PX, _LEAST_DOT_PX, _DOT_OPACITY = 7.0, 2.5, 0.72


def draw_mood_map(points: NDArray[np.floating[Any]], without_mood: int = 0) -> Image.Image:
    """The picture of where tracks lie.

    A few thousand are dots; more are a density, on whose logarithmic scale single tracks are seen
    as well as the crowd.

    Args:
        points: [n, 2], valence and arousal in [-1, 1].
        without_mood: tracks that lie nowhere, which the caption counts.

    Returns:
        RGB.
    """
    side = _SIDE_PX * _OVERSAMPLING
    field = Image.new("RGB", (side, side), _FIELD)
    _draw_grid(field)
    if len(points) > _MOST_DOTS:
        field.paste(_colours(side), mask=_density_mask(points, side))
    elif len(points):
        field.paste(_colours(side), mask=_dots_mask(points, side))
    field = field.resize((_SIDE_PX, _SIDE_PX), Image.Resampling.BOX)
    _write_words(field)
    return _frame(field, len(points), without_mood)


def _draw_grid(field: Image.Image) -> None:
    draw = ImageDraw.Draw(field)
    for value in (-0.5, 0.0, 0.5):
        ((column, row),) = _places(np.full((1, 2), value), field.width)
        width = _OVERSAMPLING * (1 if value else 2)  # the axes are broader
        draw.line((column, 0, column, field.height), _GRID, width)
        draw.line((0, row, field.width, row), _GRID, width)


def _colours(side: int) -> Image.Image:
    """The colour of each place of the plane, blended from the corners'."""
    right = np.linspace(0, 1, _CELLS)[None, :, None]
    down = np.linspace(0, 1, _CELLS)[:, None, None]
    above = _CORNERS[0, 0] * (1 - right) + _CORNERS[0, 1] * right
    below = _CORNERS[1, 0] * (1 - right) + _CORNERS[1, 1] * right
    blended = (above * (1 - down) + below * down).astype(np.uint8)
    return Image.fromarray(blended).resize((side, side), Image.Resampling.BILINEAR)


def _dots_mask(points: NDArray[np.floating[Any]], side: int) -> Image.Image:
    """How much of the colour shows where, with a dot per track; dots that overlap add up."""
    share = min(1.0, len(points) / _MOST_DOTS) ** 0.5
    radius = _OVERSAMPLING * (_GREATEST_DOT_PX - share * (_GREATEST_DOT_PX - _LEAST_DOT_PX))
    reach = int(np.ceil(radius))
    offsets = np.arange(-reach, reach + 1)
    disc = np.hypot(offsets[:, None], offsets[None, :]) <= radius
    # What shows through: each dot lets a part of it pass.
    through = np.ones((side + 2 * reach, side + 2 * reach), np.float32)
    for column, row in _places(points, side):
        window = through[row : row + 2 * reach + 1, column : column + 2 * reach + 1]
        window[disc] *= 1 - _DOT_OPACITY
    shown = 1 - through[reach : reach + side, reach : reach + side]
    return Image.fromarray((255 * shown).astype(np.uint8))


def _density_mask(points: NDArray[np.floating[Any]], side: int) -> Image.Image:
    """How much of the colour shows where, by the logarithm of how many tracks lie there."""
    counts = np.zeros((_CELLS, _CELLS))
    columns, rows = _places(points, _CELLS).T
    np.add.at(counts, (rows, columns), 1)
    density = gaussian_filter(counts, _SMOOTHING_CELLS)
    # A single track, as high as the smoothing leaves it, is still to be seen; a heap of tracks on
    # one point, where somebody placed them by a word, does not make all else pale.
    single = 1 / (2 * np.pi * _SMOOTHING_CELLS**2)
    full = np.percentile(density[density > single / 10], _FULL_COLOUR_PERCENT)
    shown = np.clip(np.log1p(density / single) / np.log1p(full / single), 0, 1)
    mask = Image.fromarray((255 * shown).astype(np.uint8))
    return mask.resize((side, side), Image.Resampling.BICUBIC)


def _places(points: NDArray[np.floating[Any]], side: int) -> NDArray[np.int64]:
    """Column and row of each point in a square of so many cells, [n, 2]."""
    valence, arousal = np.asarray(points, np.float64).T
    plane = np.stack([(valence + 1) / 2, (1 - arousal) / 2], axis=1)
    return ((_ROOM + (1 - 2 * _ROOM) * plane) * side).astype(np.int64)


def _write_words(field: Image.Image) -> None:
    """Where music lies that people call by some words, with a light edge to be read on colour."""
    draw = ImageDraw.Draw(field)
    font = ImageFont.load_default(_TEXT_PX)
    for word in _WORDS:
        mood = mood_of_word(word)
        if mood is None:
            raise ValueError(f"{word!r} names no mood")
        ((column, row),) = _places(np.array([[mood.point.valence, mood.point.arousal]]), _SIDE_PX)
        # Above its place: tracks that were placed by the word lie right there.
        above = column, row - _GREATEST_DOT_PX - 4
        draw.text(above, word, _INK, font, anchor="mb", stroke_width=3, stroke_fill=_FIELD)


def _frame(field: Image.Image, n_tracks: int, without_mood: int) -> Image.Image:
    """The field on paper, with a title above and the ends of the axes named."""
    page = Image.new("RGB", (_SIDE_PX + 2 * _MARGIN_PX, _SIDE_PX + _HEAD_PX + _MARGIN_PX), _PAPER)
    page.paste(field, (_MARGIN_PX, _HEAD_PX))
    draw = ImageDraw.Draw(page)
    title, text = ImageFont.load_default(_TITLE_PX), ImageFont.load_default(_TEXT_PX)
    draw.text((_MARGIN_PX, 16), "How this music feels", _INK, title)
    draw.text(
        (page.width - _MARGIN_PX, 24), _caption(n_tracks, without_mood), _FAINT_INK, text, "ra"
    )
    left, right = _MARGIN_PX, _MARGIN_PX + _SIDE_PX
    top, bottom = _HEAD_PX, _HEAD_PX + _SIDE_PX
    middle_x, middle_y = (left + right) // 2, (top + bottom) // 2
    draw.text((middle_x, top - 8), "excited", _INK, text, "mb")
    draw.text((middle_x, bottom + 8), "calm", _INK, text, "mt")
    draw.text((left, bottom + 8), "valence -1", _FAINT_INK, text, "lt")
    draw.text((right, bottom + 8), "+1", _FAINT_INK, text, "rt")
    _paste_turned(page, "unpleasant", _INK, left - 10, middle_y, "middle")
    _paste_turned(page, "pleasant", _INK, right + 34, middle_y, "middle")
    _paste_turned(page, "arousal -1", _FAINT_INK, left - 10, bottom, "below")
    _paste_turned(page, "+1", _FAINT_INK, left - 10, top, "above")
    return page


def _paste_turned(page: Image.Image, word: str, ink: str, right: int, y: int, at: str) -> None:
    """A word that is read from below, its right side at `right`, and `y` at its middle or end."""
    font = ImageFont.load_default(_TEXT_PX)
    size = int(np.ceil(font.getlength(word))), _TEXT_PX + 8
    label = Image.new("RGB", size, _PAPER)
    ImageDraw.Draw(label).text((0, 0), word, ink, font)
    label = label.transpose(Image.Transpose.ROTATE_90)
    top = {"above": y, "middle": y - label.height // 2, "below": y - label.height}[at]
    page.paste(label, (right - label.width, top))


def _caption(n_tracks: int, without_mood: int) -> str:
    tracks = "1 track" if n_tracks == 1 else f"{n_tracks:,} tracks"
    return tracks + (f", {without_mood:,} more have no mood yet" if without_mood else "")
