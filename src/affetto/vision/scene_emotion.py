"""The mood of a scene: valence, arousal and the four landscape moods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.affect import Point, SceneEmotion, leading_emotion
from affetto.inference.session import InferenceSession
from affetto.vision.distributions import name_probabilities

SCENE_SIDE = 260  # the resolution EfficientNet-Lite2 was trained at


@dataclass(frozen=True)
class SceneReading:
    """What a scene feels like.

    Attributes:
        emotions: probability per landscape mood, summing to 1.
        point: place in the valence-arousal plane.
    """

    emotions: dict[str, float]
    point: Point

    @property
    def emotion(self) -> str:
        """The most probable landscape mood."""
        return leading_emotion(self.emotions)


def resize_scene(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The whole picture [h, w, 3], squeezed to the square that the network takes."""
    picture = Image.fromarray(rgb)
    # Box-shrinking first spares the antialiasing filter the width of a large photograph.
    resized = picture.resize((SCENE_SIDE, SCENE_SIDE), Image.Resampling.BICUBIC, reducing_gap=3.0)
    return np.asarray(resized)


class SceneClassifier:
    """Reads the mood of scenes.

    Args:
        session: takes `pictures` uint8 [n, 260, 260, 3], gives `affect` [n, 2] and
            `emotions` [n, 4].
    """

    def __init__(self, session: InferenceSession) -> None:
        self._session = session

    def read(self, rgb: NDArray[np.uint8]) -> SceneReading:
        """The mood of one picture uint8 [h, w, 3]."""
        outputs = self._session.run({"pictures": resize_scene(rgb)[None]})
        valence, arousal = (float(value) for value in outputs["affect"][0])
        return SceneReading(
            emotions=name_probabilities(SceneEmotion, outputs["emotions"][0]),
            point=Point(valence, arousal),
        )
