"""Heat laid over pictures in colours that everybody can tell apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

# Colours of matplotlib's viridis (CC0) at equal steps from 0 to 1. Its lightness rises evenly,
# so that equal steps of heat look equal, in grey print and to the colour-blind too (Smith & van
# der Walt 2015, "A better default colormap for matplotlib").
_VIRIDIS = np.array(
    [
        *[(68, 1, 84), (72, 24, 106), (71, 45, 123), (66, 64, 134), (59, 82, 139), (51, 99, 141)],
        *[(44, 114, 142), (38, 130, 142), (33, 145, 140), (31, 160, 136), (40, 174, 128)],
        *[(63, 188, 115), (94, 201, 98), (132, 212, 75), (173, 220, 48), (216, 226, 25)],
        (253, 231, 37),
    ],
    np.float64,
)

# Under heat a picture is shown in these greys, so that neither a white sky nor a black coat
# swallows the colours. Our choice, by eye.
_DARKEST, _BRIGHTEST = 40, 190
# A picture taken in the dark is lifted first; the darkest and brightest of its pixels, which may be
# a lamp, do not count.
_OUTLIERS_PERCENT = 1
# Opacity of the colour without heat and at full heat. Our choice, by eye.
_LEAST_OPACITY, _MOST_OPACITY = 0.15, 0.7


def colour_heat(heat: NDArray[np.floating]) -> NDArray[np.uint8]:
    """The colour of each value.

    Args:
        heat: values in [0, 1], of any shape; what lies outside gets the colour of the nearer end.

    Returns:
        uint8 [..., 3], sRGB: dark violet at 0, blue and green, bright yellow at 1.
    """
    steps = np.linspace(0, 1, len(_VIRIDIS))
    channels = [np.interp(heat, steps, _VIRIDIS[:, channel]) for channel in range(3)]
    return np.asarray(np.rint(np.stack(channels, axis=-1)), np.uint8)


def dim(picture: Image.Image) -> Image.Image:
    """The picture in middle greys (RGB), on which colours and text stand out."""
    span = (_BRIGHTEST - _DARKEST) / 255
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=_OUTLIERS_PERCENT)
    return grey.point(lambda level: _DARKEST + span * level).convert("RGB")


def lay_heat(
    picture: Image.Image, heat: NDArray[np.floating], where: NDArray[np.floating] | None = None
) -> Image.Image:
    """The picture in middle greys under the colours of heat; the hotter, the less transparent.

    Args:
        picture: RGB or grey.
        heat: [height, width] of the picture, in [0, 1].
        where: share in [0, 1] to which each pixel is covered; None covers them all.
    """
    opacity = _LEAST_OPACITY + (_MOST_OPACITY - _LEAST_OPACITY) * heat
    if where is not None:
        opacity = opacity * where
    mask = Image.fromarray(np.rint(opacity * 255).astype(np.uint8))
    return Image.composite(Image.fromarray(colour_heat(heat)), dim(picture), mask)


def layer_heat(heat: NDArray[np.floating]) -> Image.Image:
    """The colours of heat (RGBA), to be laid over a picture elsewhere; without heat, transparent.

    Args:
        heat: [height, width], in [0, 1].
    """
    opacity = np.rint(_MOST_OPACITY * heat * 255).astype(np.uint8)
    return Image.fromarray(np.dstack([colour_heat(heat), opacity]))


def enlarge_heat(heat: NDArray[np.floating], width: int, height: int) -> NDArray[np.float32]:
    """Heat [rows, columns] at another size, smooth between its values, within [0, 1]."""
    resized = Image.fromarray(heat.astype(np.float32)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    return np.asarray(np.clip(np.asarray(resized), 0, 1))
