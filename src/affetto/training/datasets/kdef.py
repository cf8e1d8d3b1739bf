"""The Karolinska Directed Emotional Faces (Lundqvist, Flykt & Öhman 1998).

Seventy people, each photographed twice with seven expressions from five sides. What a picture
shows stands in its file's name: AF01ANHL.JPG is session A, female, person 01, angry, half left.

A random split of these pictures, as published figures rest on, tests on people who were also
learned from.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.datasets.labelled_files import LabelledFiles, Skip, list_files

EXPRESSIONS = {
    "AF": FaceEmotion.FEAR,
    "AN": FaceEmotion.ANGRY,
    "DI": FaceEmotion.DISGUST,
    "HA": FaceEmotion.HAPPY,
    "NE": FaceEmotion.NEUTRAL,
    "SA": FaceEmotion.SAD,
    "SU": FaceEmotion.SURPRISE,
}
# Half left, straight and half right. The full profiles (FL, FR) are unlike the faces of other
# sets, and S1 leaves them out.
FRONTAL_ANGLES = ("HL", "S", "HR")

_NAME = re.compile(
    r"(?P<session>[AB])(?P<sex>[FM])(?P<person>\d\d)"
    rf"(?P<expression>{'|'.join(EXPRESSIONS)})(?P<angle>FL|HL|S|HR|FR)",
    re.IGNORECASE,
)


def holds_kdef(folder: Path) -> bool:
    """Whether a folder has a picture named as in KDEF, at any depth."""
    return any(_NAME.fullmatch(path.stem) for path in folder.rglob("*"))


def list_kdef(
    folder: Path,
    angles: Collection[str] = FRONTAL_ANGLES,
    on_skip: Skip = lambda _error: None,
) -> LabelledFiles:
    """The pictures of KDEF below a folder, at any depth.

    Args:
        angles: the sides to keep, as in the files' names.
        on_skip: told of each file whose name does not follow the scheme; a few of the set
            itself do not.

    Raises:
        InputError: no picture was taken from one of these sides.
    """
    order = list(FaceEmotion)
    paths: list[Path] = []
    labels: list[int] = []
    for path in list_files(folder):
        named = _NAME.fullmatch(path.stem)
        if named is None:
            on_skip(InputError(path, "is not named as in KDEF (AF01ANHL.JPG); left out"))
        elif named["angle"].upper() in angles:
            paths.append(path)
            labels.append(order.index(EXPRESSIONS[named["expression"].upper()]))
    if not paths:
        raise InputError(folder, f"has no pictures of KDEF from these sides: {', '.join(angles)}")
    return LabelledFiles(paths, np.array(labels, np.int64))
