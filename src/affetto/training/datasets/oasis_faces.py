"""Faces marked in OASIS, and the part of its pictures on which detectors are judged.

A csv with a row for each face: theme, box in pixels of the 320 x 256 picture, and what it is;
a picture without faces has one row that says `none`. Smaller faces than `SMALLEST_PX` are not
marked in pictures of people.
"""

from __future__ import annotations

import csv
import re
import zlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from affetto.errors import InputError
from affetto.vision.faces import Box

SMALLEST_PX = 32


class Visibility(StrEnum):
    """How much of a face there is to see."""

    VISIBLE = "visible"
    """Both eyes, or one eye and the mouth, also through glasses; no surgical mask."""
    HIDDEN = "hidden"
    """Surely a face, but less of it to see."""
    UNCLEAR = "unclear"
    """People would not agree whether a face is to be found here."""


@dataclass(frozen=True)
class MarkedFace:
    """A face that a person saw.

    Attributes:
        box: from forehead to chin, also where it is covered or lies beyond the picture.
        visibility: how much of it there is to see.
    """

    box: Box
    visibility: Visibility


def read_marked_faces(path: Path) -> Mapping[str, list[MarkedFace]]:
    """The marked faces of each picture, by theme.

    Raises:
        InputError: the file cannot be read, or a row is not of its form.
    """
    faces: dict[str, list[MarkedFace]] = defaultdict(list)
    try:
        with path.open(newline="", encoding="utf-8") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                try:
                    marked = faces[row["theme"]]
                    if row["label"] != "none":
                        sides = (float(row[side]) for side in ("x", "y", "width", "height"))
                        marked.append(MarkedFace(Box(*sides), Visibility(row["label"])))
                except (KeyError, ValueError, TypeError) as error:
                    raise InputError(path, f"line {line}: not a marked face ({error})") from error
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})") from error
    return faces


class Part(StrEnum):
    """What a picture is used for."""

    TRAINING = "training"
    VALIDATION = "validation"
    TEST = "test"


def part_of(theme: str) -> Part:
    """What a picture is used for: half of them, by theme, are kept for the test.

    The test is set apart by the theme without its number, since pictures of one theme may show
    the same person. Validation is drawn by picture: some themes, such as dogs, have dozens.
    """
    group = re.sub(r" \d+$", "", theme)
    if zlib.crc32(group.encode()) % 2 == 0:
        return Part.TEST
    return Part.VALIDATION if zlib.crc32(theme.encode()) % 5 == 0 else Part.TRAINING
