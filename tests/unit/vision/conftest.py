from __future__ import annotations

import numpy as np
import pytest
import skimage.data
from numpy.typing import NDArray
from sklearn.datasets import load_sample_images

from affetto.inference.registry import open_session
from affetto.vision.face_detection import FaceDetector


@pytest.fixture(scope="session")
def detector() -> FaceDetector:
    return FaceDetector(open_session("centerface", threads=1))


@pytest.fixture(scope="session")
def astronaut() -> NDArray[np.uint8]:
    """A smiling face, uint8 [512, 512, 3]."""
    return skimage.data.astronaut()


@pytest.fixture(scope="session")
def faceless() -> dict[str, NDArray[np.uint8]]:
    """Real pictures without a person."""
    china, flower = load_sample_images().images
    return {
        "china": china,
        "flower": flower,
        "coffee": skimage.data.coffee(),
        "rocket": skimage.data.rocket(),
        "cat": skimage.data.chelsea(),
        "bricks": np.repeat(skimage.data.brick()[:, :, None], 3, axis=2),
        "coins": np.repeat(skimage.data.coins()[:, :, None], 3, axis=2),
    }
