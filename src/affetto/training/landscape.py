"""The written rule from what can be measured in a landscape to its mood.

The four moods are those by which the City St George's thesis labelled its photographs: joy is
tranquil, with clear skies and few elements; sadness is dark and desolate; liveliness has
activity, bright colours and many elements; melancholy is longing: old elements, sunsets,
neither pleasant nor unpleasant, and quiet. No labelled set of landscapes is at hand, so the
rule is written after those words. One constant, how much a visible element weighs, was looked up
on half of the themes of `EXPECTED_MOODS`; the other half was held back.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import torch
from torch import Tensor

from affetto.affect import SceneEmotion
from affetto.scene_context import ContextTag

JOY, SADNESS, LIVELINESS, MELANCHOLY = SceneEmotion

# Weights of standardized valence, arousal, darkness, colourfulness and amount of edges (for
# the number of elements).
RULE = {
    JOY: (1.2, -0.8, -0.2, 0.0, -0.3),
    SADNESS: (-1.3, 0.2, 0.4, -0.2, 0.0),
    LIVELINESS: (0.7, 1.2, 0.0, 0.3, 0.3),
    MELANCHOLY: (-0.3, -0.8, 0.3, -0.2, 0.0),
}
RULE_SHARPNESS = 1.5

# Visible elements that the words above name, and the mood each speaks for (1) or against (-1),
# in the order joy, sadness, liveliness, melancholy: open nature is the tranquil, simple landscape;
# something going on is liveliness by definition; ruins, waste, graves and bars are desolate.
NAMED_ELEMENTS: dict[ContextTag, tuple[int, int, int, int]] = {
    ContextTag.NATURE: (1, 0, -1, 0),
    ContextTag.ACTIVITY: (-1, -1, 1, -1),
    ContextTag.DESOLATE: (-1, 1, -1, 1),
}
# What an element that is surely there weighs, in the unit of the scores: as much as one and a half
# standard deviations of a measure. Of 0.5 to 3 the smallest within three pictures of the best on
# the themes that are not held back.
ELEMENT_WEIGHT = 1.5

# What the rule should say of OASIS's scenery themes, written before any result was seen. Themes
# that none of the four moods describes (explosion, tornado, lightning, war) are left out.
_THEMES: tuple[tuple[tuple[SceneEmotion, ...], tuple[str, ...]], ...] = (
    ((JOY,), ("Beach", "Lake", "Grass", "Nature", "Rainbow", "Sky", "Woods")),
    ((JOY, LIVELINESS), ("Waterfall", "Sailing", "Wedding")),
    ((JOY, MELANCHOLY), ("Sunset",)),
    (
        (LIVELINESS,),
        (
            *("Fireworks", "Celebration", "Performance", "Rollercoaster", "Car race"),
            *("Parasailing", "Skydiving", "Skijump", "Parachuting", "Birthday"),
        ),
    ),
    ((LIVELINESS, MELANCHOLY), ("Skyscraper", "Street", "Traffic", "Crosswalk")),
    (
        (SADNESS, MELANCHOLY),
        (
            *("Cemetery", "Graveyard", "Memorial", "Garbage dump", "Destruction", "Pollution"),
            *("Flood", "Jail", "Prison", "Car crash", "Plane crash", "Railroad", "Hallway"),
            *("Power lines", "Dirt"),
        ),
    ),
)
EXPECTED_MOODS = {theme: moods for moods, themes in _THEMES for theme in themes}


def is_held_back(theme: str) -> bool:
    """Whether a theme of the list served the judgement alone and no choice."""
    return hashlib.sha256(theme.encode()).digest()[-1] % 2 == 1


@dataclass(frozen=True)
class RuleStatistics:
    """Mean and spread of the rule's five measures over OASIS, and the regression's error."""

    centre: list[float]
    spread: list[float]
    affect_error: list[float]


def measure_appearance(pictures: Tensor) -> Tensor:
    """Darkness, colourfulness and amount of edges of pictures uint8 [n, side, side, 3].

    Colourfulness is Hasler & Süsstrunk's (2003) without its final weighting by the mean.
    """
    rgb = pictures.float() / 255
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    luma = 0.299 * red + 0.587 * green + 0.114 * blue  # ITU-R BT.601
    red_green, yellow_blue = red - green, (red + green) / 2 - blue
    spread = _variance(red_green) + _variance(yellow_blue)
    edges = (luma[:, 1:, :] - luma[:, :-1, :]).abs().mean(dim=(1, 2)) + (
        luma[:, :, 1:] - luma[:, :, :-1]
    ).abs().mean(dim=(1, 2))
    return torch.stack([1 - luma.mean(dim=(1, 2)), spread.sqrt(), edges], dim=1)


def _variance(channel: Tensor) -> Tensor:
    return ((channel - channel.mean(dim=(1, 2), keepdim=True)) ** 2).mean(dim=(1, 2))
