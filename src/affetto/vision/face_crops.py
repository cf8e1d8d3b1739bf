"""Faces cut out upright, at the size and in the framing of FER2013.

The network that reads emotions has learned from FER2013's pictures, so it sees a face best where
its eyes and mouth stand as they do there.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.vision.faces import DetectedFace

SIDE_PX = 48

# Where FER2013's faces have their landmarks, in pixels of the 48 x 48 picture: the median over
# the 3,912 of 4,000 random Training faces in which CenterFace finds a face. Measured with the
# detector that is used here, the figures also cancel its small bias (it sees the left eye half a
# pixel lower than the right one).
FER2013_LANDMARKS_PX = np.array(
    [[15.24, 19.31], [32.85, 18.82], [24.08, 28.68], [17.35, 36.20], [31.46, 35.77]]
)

# The crop is drawn this many times larger and then averaged, against aliasing.
_OVERSAMPLING = 2


def crop_face(rgb: NDArray[np.uint8], face: DetectedFace) -> NDArray[np.uint8]:
    """One face as FER2013 would show it: grey, upright, 48 pixels wide.

    The face is turned, scaled and moved so that its landmarks come closest to FER2013's. Where
    it leaves the picture, the picture's border is repeated.

    Args:
        rgb: the upright picture, uint8 [height, width, 3].
        face: a face found in it.

    Returns:
        uint8 [48, 48], luma after ITU-R BT.601.
    """
    turn, shift = fit_crop(face)
    shrink = max(1, int(abs(turn) / _OVERSAMPLING))
    corners = np.array([0, 1, 1j, 1 + 1j]) * SIDE_PX * turn + shift
    # One (shrunken) pixel of room lets the bilinear filter look across the edge of the crop.
    left, right = _extent(corners.real, shrink)
    top, bottom = _extent(corners.imag, shrink)
    region = _cut_out(rgb, left, top, right, bottom).reduce(shrink)
    step = turn / (_OVERSAMPLING * shrink)
    origin = (shift - complex(left, top)) / shrink
    crop = region.transform(
        (SIDE_PX * _OVERSAMPLING, SIDE_PX * _OVERSAMPLING),
        Image.Transform.AFFINE,
        (step.real, -step.imag, origin.real, step.imag, step.real, origin.imag),
        Image.Resampling.BILINEAR,
    )
    return np.asarray(crop.reduce(_OVERSAMPLING))


def shrink_whole(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture that is a face crop already, at the network's size: its middle square, grey.

    Args:
        rgb: uint8 [height, width, 3].

    Returns:
        uint8 [48, 48], luma after ITU-R BT.601. A grey picture of this size comes back unchanged.
    """
    height, width = rgb.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = Image.fromarray(rgb[top : top + side, left : left + side]).convert("L")
    return np.asarray(square.resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC))


def fit_crop(face: DetectedFace) -> tuple[complex, complex]:
    """Where a face's crop lies in the picture.

    Returns:
        turn, shift: a point x + iy of the 48 x 48 crop lies at turn * (x + iy) + shift in the
        picture, both in pixels.
    """
    return _fit_similarity(FER2013_LANDMARKS_PX, face.landmarks.astype(np.float64))


def _fit_similarity(
    source: NDArray[np.float64], target: NDArray[np.float64]
) -> tuple[complex, complex]:
    """The turn and shift with which turn * source + shift comes closest to target.

    Points [n, 2] are read as complex numbers x + iy, so that one complex factor both turns and
    scales. The angle is the least-squares one; the scale is the ratio of the spreads about the
    means, which treats both sides alike (Horn 1987, "Closed-form solution of absolute
    orientation using unit quaternions"): the least-squares scale would shrink with every error
    in the landmarks.
    """
    from_points = source[:, 0] + 1j * source[:, 1]
    to_points = target[:, 0] + 1j * target[:, 1]
    from_centred = from_points - from_points.mean()
    to_centred = to_points - to_points.mean()
    angle = np.angle(np.vdot(from_centred, to_centred))
    scale = np.linalg.norm(to_centred) / np.linalg.norm(from_centred)
    turn = complex(scale * np.exp(1j * angle))
    return turn, complex(to_points.mean() - turn * from_points.mean())


def _extent(coordinates: NDArray[np.float64], margin: int) -> tuple[int, int]:
    return int(np.floor(coordinates.min())) - margin, int(np.ceil(coordinates.max())) + margin


def _cut_out(rgb: NDArray[np.uint8], left: int, top: int, right: int, bottom: int) -> Image.Image:
    """A grey part of the picture; beyond the borders it shows the border pixels."""
    rows = np.clip(np.arange(top, bottom), 0, rgb.shape[0] - 1)
    columns = np.clip(np.arange(left, right), 0, rgb.shape[1] - 1)
    return Image.fromarray(rgb[rows[:, None], columns]).convert("L")
