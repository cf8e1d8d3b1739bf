"""What is known of a face that was found in a picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Box:
    """An upright rectangle, in pixels of the upright picture.

    Attributes:
        x: left edge, from the picture's left.
        y: top edge, from the picture's top.
        width: distance to the right edge.
        height: distance to the bottom edge.
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def area(self) -> float:
        """Its area in square pixels."""
        return self.width * self.height


@dataclass(frozen=True, eq=False)
class DetectedFace:
    """A face that a detector found.

    Attributes:
        box: the face from forehead to chin, within the picture.
        score: the detector's certainty, in [0, 1].
        landmarks: float32 [5, 2], x and y in pixels of the upright picture: the eye on the
            picture's left, the eye on its right, the tip of the nose, the left and the right
            corner of the mouth. May lie outside the picture where the face is cut off.
    """

    box: Box
    score: float
    landmarks: NDArray[np.float32]
