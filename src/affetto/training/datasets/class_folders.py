"""Pictures sorted into one folder per class, as many sets are published.

set/happy/0001.png                     classes
set/train/happy/0001.png, set/test/…   classes within parts
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.text import fold
from affetto.training.datasets.labelled_files import LabelledFiles, list_files, list_folders
from affetto.training.datasets.samples import Part

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

# Each spelling's class; of None, the folder is known and left out.
Vocabulary = Mapping[str, str | None]

EXPRESSIONS: Vocabulary = {word: emotion for emotion, words in SPELLINGS.items() for word in words}

# How sets call their parts, in lower case.
_PARTS = {
    **dict.fromkeys(("train", "training", "train_set"), Part.TRAIN),
    **dict.fromkeys(("val", "valid", "validation", "val_set", "dev"), Part.VALIDATION),
    **dict.fromkeys(("test", "testing", "test_set"), Part.TEST),
}


def list_class_folders(folder: Path, vocabulary: Vocabulary = EXPRESSIONS) -> LabelledFiles:
    """Files in the class folders of `folder`, at any depth; hidden ones are passed over.

    A class folder is called as in `vocabulary`, in upper or lower case.

    Raises:
        InputError: there is no such folder, it has no class folder, one that names no class, or
            no files in them.
    """
    names = tuple(dict.fromkeys(name for name in vocabulary.values() if name is not None))
    folders = list_folders(folder)
    if not folders:
        raise InputError(folder, f"has no class folders; they are called {', '.join(names)}")
    unknown = [child.name for child in folders if fold(child.name) not in vocabulary]
    if unknown:
        raise InputError(folder, _explain_unknown(folder, unknown, names, vocabulary))
    paths: list[Path] = []
    labels: list[int] = []
    for child in folders:
        name = vocabulary[fold(child.name)]
        if name is not None:
            files = list_files(child)
            paths += files
            labels += [names.index(name)] * len(files)
    if not paths:
        raise InputError(folder, "its class folders are empty")
    return LabelledFiles(paths, np.array(labels, np.int64), names)


def list_parts(folder: Path, list_one: Callable[[Path], LabelledFiles]) -> list[LabelledFiles]:
    """Files of each part of a set that lies in folders of its parts; of others the files.

    Args:
        list_one: lists the files of one part, or of the whole.

    Raises:
        InputError: there is no such folder, it has other folders beside its parts or none to
            learn from, or what `list_one` raises.
    """
    folders = list_folders(folder)
    parts = {child: _PARTS.get(fold(child.name)) for child in folders}
    if not any(part is not None for part in parts.values()):
        return [list_one(folder)]
    listed = []
    for child, part in parts.items():
        if part is None:
            raise InputError(
                folder,
                f"the folder {child.name!r} is none of its parts (train, validation, test); take "
                "it out or rename it",
            )
        listed.append(replace(list_one(child), part=part))
    return listed


def _explain_unknown(
    folder: Path, unknown: list[str], names: tuple[str, ...], vocabulary: Vocabulary
) -> str:
    parts = [name for name in unknown if _holds_classes(folder / name, vocabulary)]
    if parts:
        return f"holds parts, not classes; give one of them: {', '.join(parts)}"
    return (
        f"the folder {unknown[0]!r} names none of the {len(names)} classes "
        f"({', '.join(names)}); take it out or rename it"
    )


def _holds_classes(folder: Path, vocabulary: Vocabulary) -> bool:
    return any(fold(child.name) in vocabulary for child in list_folders(folder))
