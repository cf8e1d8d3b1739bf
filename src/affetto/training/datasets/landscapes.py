"""Photographs of landscapes, sorted by mood as S0 sorted its own.

joy: clear skies, tranquil, few elements; sadness: dark, few elements, desolate; liveliness:
activity, bright colours, clear skies, many elements; melancholy: longing, old elements, sunsets,
buildings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affetto.affect import SceneEmotion
from affetto.training.datasets.class_folders import Vocabulary
from affetto.vision.scene_emotion import LANDSCAPE_SIDE, resize_scene

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SPELLINGS = {
    SceneEmotion.JOY: ("joy", "joyful"),
    SceneEmotion.SADNESS: ("sadness", "sad"),
    SceneEmotion.LIVELINESS: ("liveliness", "lively"),
    SceneEmotion.MELANCHOLY: ("melancholy", "melancholic"),
}
MOODS: Vocabulary = {word: mood for mood, words in SPELLINGS.items() for word in words}


def stretch_landscape(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A whole picture uint8 [h, w, 3] as the networks take it: [128, 128, 3].

    Pictures that are not square are stretched to be, as S0 does; nothing is cut off.
    """
    return resize_scene(rgb, LANDSCAPE_SIDE)
