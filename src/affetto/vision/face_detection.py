"""Faces in a picture, found by CenterFace (Xu et al. 2019, arXiv:1911.03599) at several scales."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.inference.session import InferenceSession
from affetto.vision.faces import Box, DetectedFace

# Longest sides to which a picture is resized, and the least score of a face: chosen on OASIS
# without its test part (docs/models/centerface.md). The small size sees faces that fill the
# picture, the large one sees the rest.
LONG_SIDES_PX = (160, 416)
MIN_SCORE = 0.55

# Where nothing was found, this size is searched for faces that were too small. It takes three
# times as long as the others together, so it is left out once there is a face.
CLOSER_LOOK_PX = 640

# Enlarging a tiny picture further shows the network nothing new.
_MAX_ENLARGEMENT = 4

# The network's grid of candidates, and the multiple that its picture's sides must have
# (three of its layers are upsampled and added to ones of twice their size).
_STRIDE_PX = 4
_SIDE_MULTIPLE_PX = 32

# Two candidates are the same face where they share more than this: of their union (0.3 is the
# authors' choice) or of the smaller one, which removes a mouth found as a face of its own.
_MAX_SHARE_OF_UNION = 0.3
_MAX_SHARE_OF_SMALLER = 0.7

# Bounds the work on a picture made to be full of candidates.
_MAX_CANDIDATES = 1000


class FaceDetector:
    """Finds faces with their landmarks.

    Args:
        session: executes CenterFace (the model `centerface`).
        long_sides_px: longest sides to which the picture is resized, each searched in turn.
        min_score: faces of a lower score are left out, in [0, 1].
        closer_look_px: longest side at which a picture is searched again where no face was
            found; None for no second look.
    """

    def __init__(
        self,
        session: InferenceSession,
        long_sides_px: Sequence[int] = LONG_SIDES_PX,
        min_score: float = MIN_SCORE,
        closer_look_px: int | None = CLOSER_LOOK_PX,
    ) -> None:
        self._session = session
        self._long_sides_px = sorted(long_sides_px, reverse=True)
        self._min_score = min_score
        self._closer_look_px = closer_look_px

    def detect(self, rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """Faces in a picture, the most certain first.

        Args:
            rgb: uint8 [height, width, 3], upright.

        Raises:
            ModelError: the network cannot be executed.
        """
        height, width = rgb.shape[:2]
        found = self._search(rgb, self._long_sides_px)
        closer = self._closer_look_px
        if not len(found.scores) and closer and closer <= _MAX_ENLARGEMENT * max(height, width):
            found = self._search(rgb, [closer])
        return [found.face(row, width, height) for row in _select_distinct(found)]

    def _search(self, rgb: NDArray[np.uint8], long_sides_px: Sequence[int]) -> _Candidates:
        height, width = rgb.shape[:2]
        return _join(
            [
                self._find_candidates(resized)
                .scaled(width / resized.width, height / resized.height)
                .within(width, height)
                for resized in _resize(rgb, long_sides_px)
            ]
        )

    def _find_candidates(self, picture: Image.Image) -> _Candidates:
        padded = np.zeros(
            (1, 3, _round_up(picture.height), _round_up(picture.width)), dtype=np.float32
        )
        padded[0, :, : picture.height, : picture.width] = np.asarray(picture).transpose(2, 0, 1)
        maps = self._session.run({"picture": padded})
        return _decode(
            maps["heatmap"][0, 0],
            maps["log_size"][0],
            maps["offset"][0],
            maps["landmarks"][0],
            self._min_score,
        )


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Faces before duplicates are removed: n rows in each array.

    Attributes:
        boxes: [n, 4], left, top, width, height.
        scores: [n].
        landmarks: [n, 5, 2], x and y.
    """

    boxes: NDArray[np.float32]
    scores: NDArray[np.float32]
    landmarks: NDArray[np.float32]

    def scaled(self, x_factor: float, y_factor: float) -> _Candidates:
        factors = np.array([x_factor, y_factor], np.float32)
        return _Candidates(self.boxes * np.tile(factors, 2), self.scores, self.landmarks * factors)

    def within(self, width: int, height: int) -> _Candidates:
        """Those whose box shares an area with a picture of `width` x `height`.

        The others lie in the padding, or come from sizes that are no numbers.
        """
        near, size = self.boxes[:, :2], self.boxes[:, 2:]
        inside = np.minimum(near + size, (width, height)) - np.maximum(near, 0)
        rows = (inside > 0).all(axis=1)
        return _Candidates(self.boxes[rows], self.scores[rows], self.landmarks[rows])

    def face(self, row: int, width: int, height: int) -> DetectedFace:
        """The face in `row`, its box cut at the borders of a picture of `width` x `height`."""
        x, y, box_width, box_height = (float(value) for value in self.boxes[row])
        left, right = np.clip((x, x + box_width), 0, width)
        top, bottom = np.clip((y, y + box_height), 0, height)
        box = Box(float(left), float(top), float(right - left), float(bottom - top))
        return DetectedFace(box, float(self.scores[row]), self.landmarks[row])


def _resize(rgb: NDArray[np.uint8], long_sides_px: Sequence[int]) -> Iterator[Image.Image]:
    """The picture at each size, the largest first; each is made from the last, which is faster."""
    picture = Image.fromarray(rgb)
    longest = max(picture.size)
    for long_side in long_sides_px:
        smallest = long_side == long_sides_px[-1]
        if long_side > _MAX_ENLARGEMENT * longest and not smallest:
            continue
        scale = long_side / longest
        size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
        picture = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
        yield picture


def _round_up(length_px: int) -> int:
    return -(-length_px // _SIDE_MULTIPLE_PX) * _SIDE_MULTIPLE_PX


def _decode(
    heatmap: NDArray[np.float32],
    log_size: NDArray[np.float32],
    offset: NDArray[np.float32],
    landmarks: NDArray[np.float32],
    min_score: float,
) -> _Candidates:
    """Candidates in pixels of the network's picture, from its four output maps.

    Args:
        heatmap: [rows, columns], score of a face centred in each cell.
        log_size: [2, rows, columns], logarithm of height and width in cells.
        offset: [2, rows, columns], from the middle of the cell to the face's centre, down and
            right, in cells.
        landmarks: [10, rows, columns], down and right from the box's corner to each of five
            landmarks, in heights and widths of the box.
        min_score: cells of a lower score are left out.
    """
    rows, columns = np.nonzero(heatmap >= min_score)
    cells = np.stack([columns, rows], axis=1).astype(np.float32)
    centres = (cells + 0.5 + offset[::-1, rows, columns].T) * _STRIDE_PX
    sizes = np.exp(log_size[::-1, rows, columns].T) * _STRIDE_PX
    corners = centres - sizes / 2
    within = landmarks[:, rows, columns].T.reshape(-1, 5, 2)[:, :, ::-1]
    return _Candidates(
        boxes=np.concatenate([corners, sizes], axis=1),
        scores=heatmap[rows, columns],
        landmarks=corners[:, None] + within * sizes[:, None],
    )


def _join(parts: Sequence[_Candidates]) -> _Candidates:
    """All candidates, the most certain first."""
    scores = np.concatenate([part.scores for part in parts])
    order = np.argsort(-scores, kind="stable")[:_MAX_CANDIDATES]
    return _Candidates(
        boxes=np.concatenate([part.boxes for part in parts])[order],
        scores=scores[order],
        landmarks=np.concatenate([part.landmarks for part in parts])[order],
    )


def _select_distinct(candidates: _Candidates) -> list[int]:
    """Rows that are no duplicate of a more certain one (greedy non-maximum suppression)."""
    near, size = candidates.boxes[:, :2], candidates.boxes[:, 2:]
    far = near + size
    shared = np.minimum(far[:, None], far) - np.maximum(near[:, None], near)
    intersection = np.maximum(shared, 0).prod(axis=2)
    area = size.prod(axis=1)
    union = area[:, None] + area - intersection
    smaller = np.minimum(area[:, None], area)
    same = (intersection > _MAX_SHARE_OF_UNION * union) | (
        intersection > _MAX_SHARE_OF_SMALLER * smaller
    )
    distinct: list[int] = []
    for row in range(len(area)):
        if not same[row, distinct].any():
            distinct.append(row)
    return distinct
