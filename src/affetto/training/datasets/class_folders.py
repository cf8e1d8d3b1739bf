"""Pictures sorted into one folder per expression, as many face sets are published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.text import fold

# How sets of faces spell the seven expressions, in lower case (FER2013, FER+, AffectNet, RAF-DB,
# CK+, JAFFE, KDEF among them).
SPELLINGS = {
    FaceEmotion.ANGRY: ("angry", "anger"),
    FaceEmotion.DISGUST: ("disgust", "disgusted"),
    FaceEmotion.FEAR: ("fear", "fearful", "afraid", "scared"),
    FaceEmotion.HAPPY: ("happy", "happiness", "joy"),
    FaceEmotion.SAD: ("sad", "sadness"),
    FaceEmotion.SURPRISE: ("surprise", "surprised"),
    FaceEmotion.NEUTRAL: ("neutral", "neutrality"),
}
_BY_SPELLING = {word: emotion for emotion, words in SPELLINGS.items() for word in words}

# What file managers leave behind in folders of pictures.
_NO_PICTURES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class LabelledFiles:
    """Files of pictures with the expression they show.

    Attributes:
        paths: n files, sorted within each class.
        labels: int64 [n], positions in `FaceEmotion` order.
    """

    paths: list[Path]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.paths)


def list_class_folders(folder: Path) -> LabelledFiles:
    """Files in the class folders of `folder`, at any depth; hidden ones are passed over.

    A class folder is called as in `SPELLINGS`, in upper or lower case.

    Raises:
        InputError: there is no such folder, it has no class folder, one that names no
            expression, or no files in them.
    """
    if not folder.is_dir():
        raise InputError(folder, "no such folder")
    classes = sorted(
        child for child in folder.iterdir() if child.is_dir() and not _is_hidden(child)
    )
    if not classes:
        raise InputError(folder, f"has no class folders; they are called {_name_classes()}")
    unknown = [child.name for child in classes if fold(child.name) not in _BY_SPELLING]
    if unknown:
        raise InputError(folder, _explain_unknown(folder, unknown))
    order = list(FaceEmotion)
    paths: list[Path] = []
    labels: list[int] = []
    for child in classes:
        files = sorted(path for path in child.rglob("*") if _is_candidate(path, child))
        paths += files
        labels += [order.index(_BY_SPELLING[fold(child.name)])] * len(files)
    if not paths:
        raise InputError(folder, "its class folders are empty")
    return LabelledFiles(paths, np.array(labels, np.int64))


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "__MACOSX"))


def _is_candidate(path: Path, below: Path) -> bool:
    parts = path.relative_to(below).parts
    hidden = any(_is_hidden(Path(part)) for part in parts)
    return not hidden and path.name.lower() not in _NO_PICTURES and path.is_file()


def _name_classes() -> str:
    return ", ".join(FaceEmotion)


def _explain_unknown(folder: Path, unknown: list[str]) -> str:
    parts = [name for name in unknown if _holds_classes(folder / name)]
    if parts:
        return f"holds parts, not classes; give one of them: {', '.join(parts)}"
    return (
        f"the folder {unknown[0]!r} names none of the seven expressions "
        f"({_name_classes()}); take it out or rename it"
    )


def _holds_classes(folder: Path) -> bool:
    return any(child.is_dir() and fold(child.name) in _BY_SPELLING for child in folder.iterdir())
