"""The emotion that a face expresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from affetto.affect import FaceEmotion, Point, expected_point, leading_emotion
from affetto.inference.session import InferenceSession
from affetto.vision.distributions import name_probabilities
from affetto.vision.face_crops import crop_face

if TYPE_CHECKING:
    from affetto.vision.faces import DetectedFace


@dataclass(frozen=True)
class FaceReading:
    """A face and what it expresses.

    Attributes:
        face: where it is.
        emotions: calibrated probability per emotion, summing to 1.
        point: the mean place of `emotions` in the valence-arousal plane.
    """

    face: DetectedFace
    emotions: dict[str, float]
    point: Point

    @property
    def emotion(self) -> str:
        """The most probable emotion."""
        return leading_emotion(self.emotions)


class FaceEmotionClassifier:
    """Reads the emotions of faces.

    Args:
        session: takes `faces` uint8 [n, 48, 48], grey, framed as FER2013's; gives calibrated
            `probs` [n, 7].
    """

    def __init__(self, session: InferenceSession) -> None:
        self._session = session

    def predict(self, crops: NDArray[np.uint8]) -> NDArray[np.floating[Any]]:
        """Probabilities [n, 7] of crops uint8 [n, 48, 48]."""
        return self._session.run({"faces": crops})["probs"]

    def read(self, rgb: NDArray[np.uint8], faces: list[DetectedFace]) -> list[FaceReading]:
        """What each of `faces` of the picture uint8 [h, w, 3] expresses."""
        if not faces:
            return []
        probs = self.predict(np.stack([crop_face(rgb, face) for face in faces]))
        readings = []
        for face, row in zip(faces, probs, strict=True):
            emotions = name_probabilities(FaceEmotion, row)
            readings.append(FaceReading(face, emotions, expected_point(emotions)))
        return readings
