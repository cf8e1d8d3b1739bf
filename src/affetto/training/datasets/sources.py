"""From the paths a user gives to the samples a recipe takes.

Faces come from `fer2013.csv` (FER+ votes beside it), the `.npz` pack, a KDEF folder, AffectNet
folders or any class folders; landscapes from class folders; music from tables of tracks. Several
paths are merged into one set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.text import fold
from affetto.training.datasets.affectnet import is_annotated, list_annotated, name_class_folders
from affetto.training.datasets.class_folders import EXPRESSIONS, list_class_folders, list_parts
from affetto.training.datasets.fer2013 import (
    FERPLUS_LABELS,
    USAGES,
    FaceSet,
    load_fer2013,
)
from affetto.training.datasets.kdef import holds_kdef, list_kdef
from affetto.training.datasets.labelled_files import (
    LabelledFiles,
    Progress,
    Skip,
    list_folders,
    read_pictures,
)
from affetto.training.datasets.landscapes import MOODS, stretch_landscape
from affetto.training.datasets.samples import Part, Samples
from affetto.training.datasets.tracks import SUFFIXES, is_table, load_tracks
from affetto.training.recipe import FeatureInput, Subject
from affetto.vision.face_crops import shrink_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.training.recipe import Recipe

_FER2013_SUFFIXES = (".csv", ".npz")


def load_samples(
    recipe: Recipe,
    data: Sequence[Path],
    on_progress: Progress = lambda _done, _total: None,
    on_skip: Skip = lambda _error: None,
) -> Samples:
    """Read and merge labelled data in the form and with the classes of a recipe.

    Samples of other classes are left out. Of a single source, the publisher's parts are kept;
    merged sources have none, since their parts mean different things.

    Args:
        recipe: whose input, labels and kind of labels decide what is read and how.
        data: one or more files or folders.
        on_progress: told how much of how much of the path in reading is done.
        on_skip: told of each file among many that cannot be used, which is left out.

    Raises:
        InputError: a path is not of a form the recipe can learn from, a row of it is damaged, or
            a class of the recipe has no samples.
    """
    sources = [_choose_classes(_load(recipe, path, on_progress, on_skip), recipe) for path in data]
    if not sources:
        raise InputError("--data", f"{recipe.name} needs data to learn from")
    samples = sources[0] if len(sources) == 1 else _merge(sources)
    source = ", ".join(map(str, data))
    _require_all_classes(samples, source)
    _require_training(samples, source)
    return samples


def _load(recipe: Recipe, path: Path, on_progress: Progress, on_skip: Skip) -> Samples:
    if not path.exists():
        raise InputError(path, "no such file or folder")
    match recipe.subject:
        case Subject.MUSIC:
            return _load_tracks(recipe, path)
        case Subject.LANDSCAPE:
            return _load_landscapes(path, on_progress, on_skip)
        case Subject.FACE if recipe.soft_labels:
            return _load_voted_faces(recipe, path, on_progress)
        case Subject.FACE:
            return _load_faces(recipe, path, on_progress, on_skip)


def _load_tracks(recipe: Recipe, path: Path) -> Samples:
    if not isinstance(recipe.input, FeatureInput):
        raise TypeError(f"{recipe.name} reads music, but takes no features")
    if not (path.is_file() and is_table(path)):
        raise InputError(path, f"is no table of tracks; give a {' or '.join(SUFFIXES)} file")
    return load_tracks(path, recipe.input.columns)


def _load_landscapes(path: Path, on_progress: Progress, on_skip: Skip) -> Samples:
    if not path.is_dir():
        raise InputError(path, "is no folder; give one with a folder of pictures per mood")
    listed = list_parts(path, partial(list_class_folders, vocabulary=MOODS))
    return read_pictures(path, listed, stretch_landscape, on_progress, on_skip)


def _load_faces(recipe: Recipe, path: Path, on_progress: Progress, on_skip: Skip) -> Samples:
    if not path.is_dir():
        return _label_by_publisher(_load_fer2013(path, on_progress), path)
    listed = list_parts(path, partial(_list_faces, on_progress=on_progress, on_skip=on_skip))
    # Before the pictures are read, for that takes the time.
    chosen = [files.choose(recipe.labels) for files in listed]
    return read_pictures(path, chosen, shrink_whole, on_progress, on_skip)


def _list_faces(folder: Path, on_progress: Progress, on_skip: Skip) -> LabelledFiles:
    if is_annotated(folder):
        return list_annotated(folder, on_progress)
    names_classes = any(fold(child.name) in EXPRESSIONS for child in list_folders(folder))
    if not names_classes and holds_kdef(folder):
        return list_kdef(folder, on_skip=on_skip)
    return list_class_folders(folder, name_class_folders(folder))


def _load_fer2013(path: Path, on_progress: Progress) -> FaceSet:
    if path.suffix.lower() not in _FER2013_SUFFIXES:
        raise InputError(
            path, "is no set of faces; give fer2013.csv, the .npz pack or a folder of class folders"
        )
    on_progress(0, 1)
    faces = load_fer2013(path)
    on_progress(1, 1)
    return faces


def _label_by_publisher(faces: FaceSet, path: Path) -> Samples:
    return Samples(
        inputs=faces.images,
        labels=faces.labels,
        names=tuple(map(str, FaceEmotion)),
        origins=_name_rows(faces, path),
        parts=_parts_of(faces),
    )


def _load_voted_faces(recipe: Recipe, path: Path, on_progress: Progress) -> Samples:
    """Faces with the votes of FER+'s taggers; their label is the majority's (Barsoum et al. 2016).

    Faces on which no majority agreed, or in which it saw none of the eight classes, are left out.
    """
    faces = None if path.is_dir() else _load_fer2013(path, on_progress)
    if faces is None or not faces.votes.any():
        raise InputError(
            path,
            f"has no votes, from which {recipe.name} learns; give the .npz pack, or fer2013.csv "
            "with FER+'s fer2013new.csv beside it",
        )
    samples = Samples(
        inputs=faces.images,
        labels=faces.majorities,
        names=FERPLUS_LABELS,
        origins=_name_rows(faces, path),
        parts=_parts_of(faces),
        votes=faces.votes,
    )
    return samples.take(np.flatnonzero(faces.majorities >= 0))


def _name_rows(faces: FaceSet, path: Path) -> list[str]:
    if path.suffix.lower() == ".csv":
        return [f"{path.name} line {row + 2}" for row in range(len(faces))]
    return [f"{path.name} face {row}" for row in range(len(faces))]


def _parts_of(faces: FaceSet) -> NDArray[np.int64]:
    """FER2013's parts: PublicTest is for choosing where PrivateTest is there to judge by."""
    has_private = (faces.usage == USAGES.index("PrivateTest")).any()
    public = Part.VALIDATION if has_private else Part.TEST
    return np.array([Part.TRAIN, public, Part.TEST])[faces.usage]  # in the order of USAGES


def _choose_classes(samples: Samples, recipe: Recipe) -> Samples:
    """The samples of a recipe's classes, labelled in its order."""
    names = tuple(map(str, recipe.labels))  # plain, as messages quote them
    columns = [samples.names.index(name) for name in names]
    positions = np.full(len(samples.names), -1)
    positions[columns] = np.arange(len(columns))
    labels = positions[samples.labels]
    chosen = replace(samples, labels=labels, names=names)
    if samples.votes is not None:
        shares = samples.votes[:, columns]
        total = shares.sum(axis=1, keepdims=True)
        normalized = np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
        chosen = replace(chosen, votes=normalized)
    return chosen.take(np.flatnonzero(labels >= 0))


def _merge(sources: Sequence[Samples]) -> Samples:
    votes = [each.votes for each in sources if each.votes is not None]
    return Samples(
        inputs=np.concatenate([each.inputs for each in sources]),
        labels=np.concatenate([each.labels for each in sources]),
        names=sources[0].names,
        origins=[origin for each in sources for origin in each.origins],
        parts=np.full(sum(map(len, sources)), Part.UNSAID),
        votes=np.concatenate(votes) if votes else None,
    )


def _require_all_classes(samples: Samples, source: str) -> None:
    counts = samples.counts()
    present = [name for name in samples.names if counts[name]]
    missing = [name for name in samples.names if not counts[name]]
    if len(present) == 1:
        raise InputError(
            source, f"has one class only, {present[0]!r}; {', '.join(missing)} are needed too"
        )
    if missing:
        raise InputError(source, f"has no samples of {', '.join(missing)}")


def _require_training(samples: Samples, source: str) -> None:
    is_said = (samples.parts != Part.UNSAID).all()
    if is_said and not (samples.parts == Part.TRAIN).any():
        raise InputError(source, "has no training part, only such as to judge by")
