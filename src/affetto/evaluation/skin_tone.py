"""How light the skin of a photographed face appears, as its individual typology angle.

ITA = arctan((L* - 50) / b*) of the skin's colour in CIE Lab (Chardon, Cretois & Hourseau 1991,
"Skin colour typology and suntanning pathways"); the usual measure where fairness across skin
tones is to be told from pictures alone (Merler et al. 2019, "Diversity in Faces"). It speaks of
light as much as of skin: the same person differs between two photographs. It is used here to
compare how well groups of pictures are read, never to say anything about a person.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from affetto.vision.faces import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Groups from light to dark with the angle above which each begins, in degrees (Chardon et al.
# 1991; the split of the lightest at 55 and the names as in Del Bino & Bernerd 2013).
ITA_GROUPS = (
    ("very light", 55.0),
    ("light", 41.0),
    ("intermediate", 28.0),
    ("tan", 10.0),
    ("brown", -30.0),
    ("dark", -90.0),
)

# Forehead and both cheeks as left, top, right, bottom in shares of a face's box from forehead to
# chin: where skin is least covered by hair, eyes, lips and beard. Our choice.
_SKIN_PATCHES = ((0.32, 0.10, 0.68, 0.24), (0.18, 0.50, 0.38, 0.68), (0.62, 0.50, 0.82, 0.68))

# Skin of every tone is reddish yellow; what lies outside these bounds is hair, a glove, painted
# or lit in colour. Lab hue in degrees and least chroma; wide of what is measured on skin (hue 40
# to 75 in Xiao et al. 2017), for photographs are seldom colour-balanced.
_SKIN_HUES_DEG = (15.0, 88.0)
_LEAST_CHROMA = 6.0
_LEAST_SKIN_SHARE = 0.3
_LEAST_PIXELS = 20

# Highlights and shadows at the ends of the brightness are left out, as in Merler et al. 2019.
_KEPT_LIGHTNESS_PERCENT = (20, 80)

# sRGB primaries to CIE XYZ and the white point D65 (IEC 61966-2-1).
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE_D65 = np.array([0.95047, 1.0, 1.08883])


def convert_to_lab(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """CIE Lab (D65) [..., 3] of sRGB pixels uint8 [..., 3]."""
    encoded = rgb / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    relative = linear @ _RGB_TO_XYZ.T / _WHITE_D65
    cut = (6 / 29) ** 3
    bent = np.where(
        relative > cut, np.cbrt(np.maximum(relative, cut)), relative * (29 / 6) ** 2 / 3 + 4 / 29
    )
    x, y, z = bent[..., 0], bent[..., 1], bent[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def measure_ita(rgb: NDArray[np.uint8], face: Box) -> float | None:
    """The individual typology angle of a face's skin, in degrees from -90 to 90.

    Args:
        rgb: the upright picture, uint8 [height, width, 3].
        face: from forehead to chin, in its pixels.

    Returns:
        None where no skin can be told: a grey or toned picture, coloured light, a covered face.
    """
    lab = convert_to_lab(_take_patches(rgb, face))
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    is_skin = (hue > _SKIN_HUES_DEG[0]) & (hue < _SKIN_HUES_DEG[1]) & (chroma > _LEAST_CHROMA)
    if is_skin.sum() < max(_LEAST_PIXELS, _LEAST_SKIN_SHARE * len(lab)):
        return None
    skin = lab[is_skin]
    low, high = np.percentile(skin[:, 0], _KEPT_LIGHTNESS_PERCENT)
    lightness, _, yellow = np.median(skin[(skin[:, 0] >= low) & (skin[:, 0] <= high)], axis=0)
    return math.degrees(math.atan2(lightness - 50, yellow))


def name_ita_group(ita_deg: float) -> str:
    """The group of `ITA_GROUPS` that an angle belongs to."""
    return next((name for name, above in ITA_GROUPS if ita_deg > above), ITA_GROUPS[-1][0])


def _take_patches(rgb: NDArray[np.uint8], face: Box) -> NDArray[np.uint8]:
    """Pixels [n, 3] of forehead and cheeks, as far as they lie in the picture."""
    patches = []
    for left, top, right, bottom in _SKIN_PATCHES:
        rows = slice(
            max(0, round(face.y + top * face.height)),
            max(0, round(face.y + bottom * face.height)),
        )
        columns = slice(
            max(0, round(face.x + left * face.width)),
            max(0, round(face.x + right * face.width)),
        )
        patches.append(rgb[rows, columns].reshape(-1, 3))
    return np.concatenate(patches)
