"""How well found faces agree with marked ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from affetto.training.datasets.oasis_faces import SMALLEST_PX, MarkedFace, Visibility
from affetto.vision.faces import Box, DetectedFace

# Share of the union from which two boxes are the same face. Half is usual for photographs of
# WIDER FACE's size; here faces have 32 pixels, and their chins lie behind masks.
SAME_FACE = 0.4


@dataclass(frozen=True)
class Judgement:
    """What a detector said of one picture.

    Attributes:
        found: for each marked face, whether it was found.
        false: what was found and is no face.
    """

    found: list[bool]
    false: list[DetectedFace]


def judge(
    faces: Sequence[DetectedFace],
    marked: Sequence[MarkedFace],
    size: tuple[int, int],
    smallest_px: float = SMALLEST_PX,
) -> Judgement:
    """Compare what was found in a picture with what is marked in it.

    Args:
        faces: what was found.
        marked: what a person saw; a face found where one is unclear is neither right nor false.
        size: width and height of the picture, px; marked boxes are cut at its borders.
        smallest_px: faces whose longer side is less count nowhere, since small ones are not
            marked.
    """
    left = list(faces)
    found = []
    boxes = [clip(face.box, size) for face in marked]
    for box in boxes:
        best = max(left, key=lambda face: shared_areas(box, face.box)[0], default=None)
        is_found = best is not None and shared_areas(box, best.box)[0] > SAME_FACE
        if best is not None and is_found:
            left.remove(best)
        found.append(is_found)
    doubtful = [
        box
        for box, face in zip(boxes, marked, strict=True)
        if face.visibility is Visibility.UNCLEAR
    ]
    false = [
        face
        for face in left
        if max(face.box.width, face.box.height) >= smallest_px
        and not any(shared_areas(face.box, box)[1] > SAME_FACE for box in doubtful)
    ]
    return Judgement(found, false)


def clip(box: Box, size: tuple[int, int]) -> Box:
    """The part of a box that lies in a picture of `size`, width and height in px."""
    left, right = (min(max(x, 0), size[0]) for x in (box.x, box.x + box.width))
    top, bottom = (min(max(y, 0), size[1]) for y in (box.y, box.y + box.height))
    return Box(left, top, right - left, bottom - top)


def shared_areas(one: Box, other: Box) -> tuple[float, float]:
    """Shared area as a share of the union, and of the first box."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(width, 0.0) * max(height, 0.0)
    if shared == 0:
        return 0.0, 0.0
    return shared / (one.area + other.area - shared), shared / one.area
