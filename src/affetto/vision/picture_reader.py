"""Reading a whole picture: its faces, its scene, and the two together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Affect
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier, FaceReading
from affetto.vision.fusion import fuse
from affetto.vision.scene_emotion import SceneClassifier, SceneReading


@dataclass(frozen=True)
class PictureReading:
    """What a picture feels like, as a whole and in its parts."""

    overall: Affect
    faces: list[FaceReading]
    scene: SceneReading


class PictureReader:
    """Reads the affect of pictures; its networks load at the first picture."""

    def __init__(
        self,
        detector: FaceDetector,
        face_classifier: FaceEmotionClassifier,
        scene_classifier: SceneClassifier,
    ) -> None:
        self._detector = detector
        self._face_classifier = face_classifier
        self._scene_classifier = scene_classifier

    def read(self, rgb: NDArray[np.uint8]) -> PictureReading:
        """What the picture uint8 [h, w, 3] feels like."""
        faces = self._face_classifier.read(rgb, self._detector.detect(rgb))
        scene = self._scene_classifier.read(rgb)
        height, width = rgb.shape[:2]
        return PictureReading(fuse(faces, scene, height * width), faces, scene)
