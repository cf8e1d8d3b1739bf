"""AffectNet (Mollahosseini, Hasani & Mahoor 2017), in the forms in which it is passed on.

    train_set/images/12.jpg, train_set/annotations/12_exp.npy    as its authors publish it
    train/0/12.jpg … train/7/12.jpg                              sorted into numbered classes
    train/happy/12.jpg …                                         sorted into named classes

Contempt, which the recipes do not know, is left out.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.text import fold
from affetto.training.datasets.class_folders import EXPRESSIONS, Vocabulary
from affetto.training.datasets.fer2013 import CONTEMPT
from affetto.training.datasets.labelled_files import (
    LabelledFiles,
    Progress,
    list_files,
    list_folders,
)

# What the numbers of `expression` mean; 8 to 10 (none, uncertain, no face) are no classes.
NUMBERED_EXPRESSIONS: tuple[str, ...] = (
    FaceEmotion.NEUTRAL,
    FaceEmotion.HAPPY,
    FaceEmotion.SAD,
    FaceEmotion.SURPRISE,
    FaceEmotion.FEAR,
    FaceEmotion.DISGUST,
    FaceEmotion.ANGRY,
    CONTEMPT,
)
_ORDER: list[str] = list(FaceEmotion)

_IMAGES, _ANNOTATIONS, _EXPRESSION_SUFFIX = "images", "annotations", "_exp.npy"


def is_annotated(folder: Path) -> bool:
    """Whether a folder has AffectNet's own form, pictures beside their annotations."""
    return (folder / _IMAGES).is_dir() and (folder / _ANNOTATIONS).is_dir()


def list_annotated(
    folder: Path, on_progress: Progress = lambda _done, _total: None
) -> LabelledFiles:
    """The pictures of a part as the authors publish it.

    Args:
        on_progress: told how many of how many annotations are read.

    Raises:
        InputError: an annotation is missing or damaged, or there are no pictures.
    """
    paths: list[Path] = []
    labels: list[int] = []
    files = list_files(folder / _IMAGES)
    for done, path in enumerate(files, start=1):
        number = _read_expression(folder / _ANNOTATIONS / f"{path.stem}{_EXPRESSION_SUFFIX}")
        name = NUMBERED_EXPRESSIONS[number] if number < len(NUMBERED_EXPRESSIONS) else None
        if name in _ORDER:
            paths.append(path)
            labels.append(_ORDER.index(name))
        on_progress(done, len(files))
    if not paths:
        raise InputError(folder, "has no pictures of the seven expressions")
    return LabelledFiles(paths, np.array(labels, np.int64))


def _read_expression(file: Path) -> int:
    try:
        number = int(np.load(file, allow_pickle=False))
    except FileNotFoundError as error:
        raise InputError(file, "no such annotation, but its picture is there") from error
    except (OSError, ValueError, TypeError, EOFError) as error:
        raise InputError(file, f"is no annotated expression ({error})") from error
    if not 0 <= number <= 10:
        raise InputError(file, f"the expression {number} is not in 0..10")
    return number


def name_class_folders(folder: Path) -> Vocabulary:
    """What the class folders of a set of faces may be called: expressions, or numbers.

    Raises:
        InputError: they are numbers whose meaning is not known.
    """
    vocabulary: dict[str, str | None] = {**EXPRESSIONS, CONTEMPT: None}
    folders = [child.name for child in list_folders(folder)]
    if not folders or not all(name.isdecimal() for name in folders):
        return vocabulary
    numbers = {int(name) for name in folders}
    if not _are_affectnet(folder, numbers):
        raise InputError(
            folder,
            f"its class folders are numbers ({', '.join(folders)}), which mean different "
            "expressions in different sets; they are read as AffectNet's where all of 0 to 7 are "
            "there or the folder is called affectnet. Name them by their expressions otherwise",
        )
    names = {str(n): name for n, name in enumerate(NUMBERED_EXPRESSIONS)}
    seven = {n: None if name == CONTEMPT else name for n, name in names.items()}
    return {**vocabulary, **seven}


def _are_affectnet(folder: Path, numbers: set[int]) -> bool:
    """FER2013 numbers its classes 0 to 6 and RAF-DB 1 to 7, each in another order."""
    eight = set(range(len(NUMBERED_EXPRESSIONS)))
    called = any("affectnet" in fold(part) for part in folder.resolve().parts[-2:])
    return numbers == eight or (called and numbers <= eight)
