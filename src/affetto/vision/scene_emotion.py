"""The mood of a scene: valence, arousal, the four landscape moods, and what is to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.affect import Point, SceneEmotion, leading_emotion
from affetto.inference.session import InferenceSession
from affetto.scene_context import NAMED_FROM, RELIABLE_TAGS, ContextTag
from affetto.vision.distributions import name_probabilities

SCENE_SIDE = 260  # the resolution EfficientNet-Lite2 was trained at
LANDSCAPE_SIDE = 128  # what the published landscape networks take


@dataclass(frozen=True)
class SceneReading:
    """What a scene feels like.

    Attributes:
        emotions: probability per landscape mood, summing to 1.
        point: place in the valence-arousal plane.
        context: probability of each of `RELIABLE_TAGS`; several may hold at once. Empty if the
            network does not say.
    """

    emotions: dict[str, float]
    point: Point
    context: Mapping[ContextTag, float] = field(default_factory=dict)

    @property
    def emotion(self) -> str:
        """The most probable landscape mood."""
        return leading_emotion(self.emotions)

    @property
    def tags(self) -> list[ContextTag]:
        """What is surely to be seen, the surest first."""
        named = [tag for tag, share in self.context.items() if share >= NAMED_FROM]
        return sorted(named, key=self.context.__getitem__, reverse=True)


def resize_scene(rgb: NDArray[np.uint8], side: int = SCENE_SIDE) -> NDArray[np.uint8]:
    """The whole picture [h, w, 3], squeezed to the square [side, side, 3] of a network."""
    picture = Image.fromarray(rgb)
    # Box-shrinking first spares the antialiasing filter the width of a large photograph.
    resized = picture.resize((side, side), Image.Resampling.BICUBIC, reducing_gap=3.0)
    return np.asarray(resized)


class SceneClassifier:
    """Reads the mood of scenes.

    Args:
        session: takes `pictures` uint8 [n, 260, 260, 3], gives `affect` [n, 2],
            `emotions` [n, 4] and, if it knows, `context` [n, 18].
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
            context=_name_context(outputs["context"][0]) if "context" in outputs else {},
        )


def _name_context(probs: NDArray[np.floating[Any]]) -> dict[ContextTag, float]:
    """Probabilities [18] of the reliable tags."""
    shares = dict(zip(ContextTag, probs.tolist(), strict=True))
    return {tag: shares[tag] for tag in RELIABLE_TAGS}
