"""An explanation as one picture: faces boxed, heat where the networks looked, a caption."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from affetto.affect import describe_emotion
from affetto.text import printable
from affetto.vision.explanation import Evidence, FaceExplanation, PictureExplanation
from affetto.vision.face_crops import SIDE_PX, fit_crop
from affetto.vision.heatmap import enlarge_heat, lay_heat

_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# Sizes in pixels, by eye: a page that fits a screen, and text that can be read on it.
_PANEL_PX = 640  # longest side of the picture in a panel
_LEAST_WIDTH_PX = 480
_TILE_PX = 192
_TILE_TEXT_LINES = 3
_MARGIN_PX = 20
_TEXT_PX, _TITLE_PX = 15, 20
_LEGEND_HEIGHT_PX = 14
_BACKGROUND, _INK, _FAINT_INK = (22, 24, 29), (238, 238, 238), (170, 174, 182)
_BOX_LINE_PX = 2

_ABOUT_HEAT = (
    "The brighter a part, the more the answer rests on it: with that part hidden, the network "
    "finds the named emotion less probable. Each picture has its own scale."
)
# Whoever is shown an emotion must know that a machine inferred it (EU AI Act, art. 50(3)).
_INFERRED = "Inferred by a machine from what the picture shows; if it is wrong, say the mood."


def draw_explanation(
    name: str, rgb: NDArray[np.uint8], explanation: PictureExplanation
) -> Image.Image:
    """The page that shows what was read, and from what.

    Faces stand boxed and numbered in the picture, with heat over what was cut out for the
    network, and once more enlarged as the network saw them. The scene has a panel of its own.

    Args:
        name: what the user calls the picture.
        rgb: the picture, uint8 [height, width, 3], upright.
        explanation: what is known of it.

    Returns:
        RGB, at most some 1,400 pixels wide and 2,500 high however large the picture is.
    """
    picture = _fit(Image.fromarray(rgb), _PANEL_PX)
    scale = max(picture.size) / max(rgb.shape[:2])
    panels = []
    if explanation.reading.faces:
        panels.append(_draw_face_panel(picture, scale, explanation))
    panels.append(_draw_scene_panel(picture, explanation))
    # Two wide pictures stand better one above the other.
    join = _stack if picture.width > 1.2 * picture.height else _line_up
    body = join(panels)
    tiles = [_draw_tile(number, face) for number, face in enumerate(explanation.faces, start=1)]
    width = max(body.width, _LEAST_WIDTH_PX)
    rows = [
        _write(printable(name), width, size=_TITLE_PX, lines=1),
        _write(_say_overall(explanation), width),
        body,
        *_wrap_tiles(tiles, width),
        _draw_legend(width),
        _write(_ABOUT_HEAT, width, ink=_FAINT_INK),
        _write(_INFERRED, width, ink=_FAINT_INK),
    ]
    return _frame(_stack(rows))


def _say_overall(explanation: PictureExplanation) -> str:
    overall = explanation.reading.overall
    return f"{describe_emotion(overall.emotions)}   {overall.point}"


def _say_evidence(evidence: Evidence) -> str:
    if evidence.probability_without >= evidence.probability:
        return "no part decides alone"
    return (
        f"without the brightest fifth {evidence.probability_without:.0%} "
        f"instead of {evidence.probability:.0%}"
    )


def _draw_face_panel(
    picture: Image.Image, scale: float, explanation: PictureExplanation
) -> Image.Image:
    heat = np.zeros((picture.height, picture.width), np.float32)
    where = np.zeros_like(heat)
    for face in explanation.faces:
        heat = np.maximum(heat, map_back(face.evidence.heat, face, scale, picture.size))
        where = np.maximum(where, map_back(np.ones((SIDE_PX, SIDE_PX)), face, scale, picture.size))
    shown = lay_heat(picture, heat, where)
    draw = ImageDraw.Draw(shown)
    for reading in explanation.reading.faces:
        box = reading.face.box
        corners = (box.x, box.y, box.x + box.width, box.y + box.height)
        draw.rectangle([scale * value for value in corners], outline=_INK, width=_BOX_LINE_PX)
    for number, face in enumerate(explanation.faces, start=1):
        box = face.reading.face.box
        _write_number(draw, number, scale * box.x, scale * box.y)
    others = len(explanation.reading.faces) - len(explanation.faces)
    title = "faces, enlarged below"
    if others:
        title += f"; {others} less prominent not examined"
    return _entitle(title, shown)


def map_back(
    heat: NDArray[np.floating],
    face: FaceExplanation,
    scale: float,
    size: tuple[int, int],
    corner: complex = 0,
) -> NDArray[np.float32]:
    """Heat of a face's crop where the crop lies in the picture of `size`, 0 elsewhere.

    Args:
        heat: [48, 48].
        face: says how its crop was cut out.
        scale: pixels of the picture drawn per pixel of the picture that was read.
        size: width and height of the picture drawn.
        corner: x + iy of its upper left corner in the picture that was read.
    """
    turn, shift = fit_crop(face.reading.face)
    # From a point drawn to that of the crop: (point / scale + corner - shift) / turn.
    step, origin = 1 / (scale * turn), (corner - shift) / turn
    mapped = Image.fromarray(heat.astype(np.float32)).transform(
        size,
        Image.Transform.AFFINE,
        (step.real, -step.imag, origin.real, step.imag, step.real, origin.imag),
        Image.Resampling.BILINEAR,
    )
    return np.asarray(mapped)


def _write_number(draw: ImageDraw.ImageDraw, number: int, x: float, y: float) -> None:
    """A face's number at the upper left corner of its box, on a ground of its own."""
    font = ImageFont.load_default(_TEXT_PX)
    place = (max(x, 0.0) + _BOX_LINE_PX + 2, max(y, 0.0) + _BOX_LINE_PX)
    left, top, right, bottom = draw.textbbox(place, str(number), font=font)
    draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), fill=_BACKGROUND)
    draw.text(place, str(number), font=font, fill=_INK)


def _draw_scene_panel(picture: Image.Image, explanation: PictureExplanation) -> Image.Image:
    scene = explanation.reading.scene
    heat = enlarge_heat(explanation.scene.heat, picture.width, picture.height)
    title = f"scene: {describe_emotion(scene.emotions)}; {_say_evidence(explanation.scene)}"
    return _entitle(title, lay_heat(picture, heat))


def _draw_tile(number: int, face: FaceExplanation) -> Image.Image:
    """A face as the network saw it, enlarged, with its heat and what was read."""
    crop = Image.fromarray(face.crop).resize((_TILE_PX, _TILE_PX), Image.Resampling.BICUBIC)
    shown = lay_heat(crop, enlarge_heat(face.evidence.heat, _TILE_PX, _TILE_PX))
    words = f"{number}  {describe_emotion(face.reading.emotions)}; {_say_evidence(face.evidence)}"
    return _stack([shown, _write(words, _TILE_PX, lines=_TILE_TEXT_LINES)], gap=6)


def _draw_legend(width: int) -> Image.Image:
    """The colours from "nothing" to "most"; over middle grey, as they look on the picture."""
    heat = np.tile(np.linspace(0, 1, width), (_LEGEND_HEIGHT_PX, 1))
    ground = Image.new("L", (width, _LEGEND_HEIGHT_PX), 128)
    bar = lay_heat(ground, heat)
    words = Image.new("RGB", (width, _TEXT_PX + 6), _BACKGROUND)
    draw = ImageDraw.Draw(words)
    font = ImageFont.load_default(_TEXT_PX)
    draw.text((0, 2), "does not matter", font=font, fill=_INK)
    draw.text((width, 2), "matters most", font=font, fill=_INK, anchor="ra")
    return _stack([bar, words], gap=2)


def _fit(picture: Image.Image, longest_px: int) -> Image.Image:
    """The picture enlarged or shrunk to a longest side; no side vanishes."""
    scale = longest_px / max(picture.size)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)


def _entitle(title: str, picture: Image.Image) -> Image.Image:
    return _stack([_write(title, max(picture.width, _LEAST_WIDTH_PX)), picture], gap=6)


def _write(
    words: str,
    width: int,
    *,
    size: int = _TEXT_PX,
    ink: tuple[int, int, int] = _INK,
    lines: int = 6,
) -> Image.Image:
    """Words broken into lines of a width; what does not fit into the lines is cut."""
    font = ImageFont.load_default(size)
    broken = _break_lines(words, width, font)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], _cut(" ".join(broken[lines - 1 :]), width, font)]
    line_height = round(size * 1.35)
    image = Image.new("RGB", (width, line_height * len(broken)), _BACKGROUND)
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(broken):
        draw.text((0, row * line_height), _cut(line, width, font), font=font, fill=ink)
    return image


def _break_lines(words: str, width: int, font: _Font) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _cut(line: str, width: int, font: _Font) -> str:
    if font.getlength(line) <= width:
        return line
    # The longest start that fits; a path may have thousands of letters to leave out.
    too_long = bisect_right(
        range(len(line)), width, key=lambda length: ceil(font.getlength(f"{line[:length]}…"))
    )
    return f"{line[: max(0, too_long - 1)]}…"


def _wrap_tiles(tiles: Sequence[Image.Image], width: int) -> list[Image.Image]:
    per_row = max(1, (width + _MARGIN_PX) // (_TILE_PX + _MARGIN_PX))
    return [_line_up(tiles[start : start + per_row]) for start in range(0, len(tiles), per_row)]


def _stack(images: Sequence[Image.Image], gap: int = _MARGIN_PX // 2) -> Image.Image:
    """The images one below the other."""
    size = (max(i.width for i in images), sum(i.height for i in images) + gap * (len(images) - 1))
    stacked = Image.new("RGB", size, _BACKGROUND)
    top = 0
    for image in images:
        stacked.paste(image, (0, top))
        top += image.height + gap
    return stacked


def _line_up(images: Sequence[Image.Image], gap: int = _MARGIN_PX) -> Image.Image:
    """The images side by side."""
    size = (sum(i.width for i in images) + gap * (len(images) - 1), max(i.height for i in images))
    row = Image.new("RGB", size, _BACKGROUND)
    left = 0
    for image in images:
        row.paste(image, (left, 0))
        left += image.width + gap
    return row


def _frame(image: Image.Image) -> Image.Image:
    size = (image.width + 2 * _MARGIN_PX, image.height + 2 * _MARGIN_PX)
    framed = Image.new("RGB", size, _BACKGROUND)
    framed.paste(image, (_MARGIN_PX, _MARGIN_PX))
    return framed
