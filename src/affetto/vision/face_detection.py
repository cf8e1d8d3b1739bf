"""Faces in a picture, found by CenterFace (Xu et al. 2019, arXiv:1911.03599) at several scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.inference.session import InferenceSession
from affetto.vision.faces import Box, DetectedFace

# Longest sides to which a picture is resized, in the order in which they are searched, and the
# least score of a face: chosen on OASIS without its test part (docs/decisions/0009). The first
# sees nearly every face of a portrait, the second those that fill the picture, and the third,
# which takes longer than both, the rest.
LONG_SIDES_PX = (224, 160, 416)
MIN_SCORE = 0.55

# What scores from here on may be a face that is too small to be sure of. Once there are faces and
# nothing of that kind, the other sizes are left out: chosen likewise.
DOUBTFUL_SCORE = 0.15

# Where nothing was found, this size is searched for faces that were too small. It takes two and a
# half times as long as the largest of the others, so it is left out once there is a face.
CLOSER_LOOK_PX = 640

# Enlarging a tiny picture further shows the network nothing new.
_MAX_ENLARGEMENT = 4

# A picture that is larger than its new size by more than this many times is first averaged over
# whole pixels, which is much faster and, with this reserve, looks the same (Pillow's advice).
_REDUCING_GAP = 2.0

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
            found; None for no such look.
        doubtful_score: the search ends with the first size after which there are faces, and
            nothing else that scores this much, in [0, 1]; None to search all sizes always.
    """

    def __init__(
        self,
        session: InferenceSession,
        long_sides_px: Sequence[int] = LONG_SIDES_PX,
        min_score: float = MIN_SCORE,
        closer_look_px: int | None = CLOSER_LOOK_PX,
        doubtful_score: float | None = DOUBTFUL_SCORE,
    ) -> None:
        self._session = session
        self._long_sides_px = tuple(long_sides_px)
        self._min_score = min_score
        self._closer_look_px = closer_look_px
        self._doubtful_score = doubtful_score
        self._least_score = min_score if doubtful_score is None else min(min_score, doubtful_score)

    def detect(self, rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """Faces in a picture, the most certain first.

        Args:
            rgb: uint8 [height, width, 3], upright.

        Raises:
            ModelError: the network cannot be executed.
        """
        height, width = rgb.shape[:2]
        picture = Image.fromarray(rgb)
        found = self._search(picture)
        closer = self._closer_look_px
        if not len(found.scores) and closer and closer <= _MAX_ENLARGEMENT * max(height, width):
            found = _join([self._look(picture, closer, self._min_score)])
        return [found.face(row, width, height) for row in _select_distinct(found)]

    def _search(self, picture: Image.Image) -> _Candidates:
        """Faces at the sizes that the picture needs, duplicates among them."""
        longest = max(picture.size)
        sides = [side for side in self._long_sides_px if side <= _MAX_ENLARGEMENT * longest]
        sides = sides or [min(self._long_sides_px)]
        # All sizes are made from this one, so that a large photograph is gone through only once.
        reduced = _reduce(picture, max(sides))
        zoom = (picture.width / reduced.width, picture.height / reduced.height)
        looks: list[_Candidates] = []
        for side in sides:
            if looks and self._is_settled(_join(looks)):
                break
            looks.append(self._look(reduced, side, self._least_score).scaled(*zoom))
        return _join(looks).above(self._min_score)

    def _look(self, picture: Image.Image, long_side_px: int, least_score: float) -> _Candidates:
        """Candidates in a picture resized to one size, in pixels of the picture as it is."""
        width, height = picture.size
        scale = long_side_px / max(width, height)
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        resized = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=_REDUCING_GAP)
        return (
            self._find_candidates(resized, least_score)
            .scaled(width / resized.width, height / resized.height)
            .within(width, height)
        )

    def _is_settled(self, candidates: _Candidates) -> bool:
        """Whether there are faces, and nothing else that may be one."""
        if self._doubtful_score is None:
            return False
        seen = candidates.above(self._doubtful_score)
        scores = seen.scores[_select_distinct(seen)]
        return len(scores) > 0 and bool(scores.min() >= max(self._min_score, MIN_SCORE))

    def _find_candidates(self, picture: Image.Image, least_score: float) -> _Candidates:
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
            least_score,
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

    def above(self, least_score: float) -> _Candidates:
        """Those of at least this score."""
        return self._rows(self.scores >= least_score)

    def within(self, width: int, height: int) -> _Candidates:
        """Those whose box shares an area with a picture of `width` x `height`.

        The others lie in the padding, or come from sizes that are no numbers.
        """
        near, size = self.boxes[:, :2], self.boxes[:, 2:]
        inside = np.minimum(near + size, (width, height)) - np.maximum(near, 0)
        return self._rows((inside > 0).all(axis=1))

    def face(self, row: int, width: int, height: int) -> DetectedFace:
        """The face in `row`, its box cut at the borders of a picture of `width` x `height`."""
        x, y, box_width, box_height = (float(value) for value in self.boxes[row])
        left, right = np.clip((x, x + box_width), 0, width)
        top, bottom = np.clip((y, y + box_height), 0, height)
        box = Box(float(left), float(top), float(right - left), float(bottom - top))
        return DetectedFace(box, float(self.scores[row]), self.landmarks[row])

    def _rows(self, rows: NDArray[np.bool_]) -> _Candidates:
        return _Candidates(self.boxes[rows], self.scores[rows], self.landmarks[rows])


def _reduce(picture: Image.Image, long_side_px: int) -> Image.Image:
    """The picture averaged over whole pixels, as resizing it to `long_side_px` would begin."""
    factor = int(max(picture.size) / long_side_px / _REDUCING_GAP)
    return picture.reduce(factor) if factor > 1 else picture


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
