from __future__ import annotations

import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray

from affetto.app.pictures import open_vision_sessions
from affetto.evaluation.networks import JudgedNetwork, open_face_network
from affetto.vision.face_detection import FaceDetector


@pytest.fixture(scope="session")
def detector() -> FaceDetector:
    return FaceDetector(open_vision_sessions().face_detector)


@pytest.fixture(scope="session")
def face_network() -> JudgedNetwork:
    return open_face_network()


@pytest.fixture(scope="session")
def astronaut() -> NDArray[np.uint8]:
    """A smiling face, uint8 [512, 512, 3]."""
    return skimage.data.astronaut()


@pytest.fixture(scope="session")
def tight_face(astronaut) -> NDArray[np.uint8]:
    """The same face filling the picture, as face sets publish it."""
    return astronaut[50:210, 145:305]
