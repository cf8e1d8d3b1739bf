"""Real faces and small recipes for tests of data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from skimage import data

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.mood_rules import MOODS
from affetto.training.datasets.samples import Part, Samples
from affetto.training.recipe import (
    FeatureInput,
    PictureInput,
    Recipe,
    Rules,
    Schedule,
    Shares,
    Subject,
    System,
)

SEVEN = tuple(map(str, FaceEmotion))
COLUMNS = ("valence", "danceability", "mode", "energy", "loudness", "tempo")

_INPUTS = {
    Subject.FACE: (tuple(FaceEmotion), PictureInput(48, 1)),
    Subject.LANDSCAPE: (tuple(SceneEmotion), PictureInput(128, 3)),
    Subject.MUSIC: (MOODS, FeatureInput(COLUMNS)),
}


def make_recipe(subject: Subject = Subject.FACE, **changes: Any) -> Recipe:
    """A recipe of which only the data matters."""
    labels, form = _INPUTS[subject]
    fields = {
        "name": f"some-{subject}-recipe",
        "system": System.S1,
        "summary": "For tests of data.",
        "subject": subject,
        "labels": labels,
        "input": form,
        "method": Rules(_build_nothing),
        "parameters": 0,
        "trainable": 0,
        "schedule": Schedule(epochs=1),
        "shares": Shares(validation=0.15, test=0.1),
    }
    return Recipe(**{**fields, **changes})


def _build_nothing() -> Any:
    raise AssertionError("tests of data build no model")


def real_faces(n: int) -> NDArray[np.uint8]:
    """Up to 100 different photographed faces, uint8 [n, 48, 48]."""
    small = (data.lfw_subset()[:n] * 255).astype(np.uint8)
    return np.stack([np.asarray(Image.fromarray(face).resize((48, 48))) for face in small])


def save_faces(faces: NDArray[np.uint8], *paths: Path) -> None:
    """Write one face to each path, in the order given, making the folders."""
    for face, path in zip(faces, paths, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(face).save(path)


def write_fer2013(
    path: Path, faces: NDArray[np.uint8], labels: list[int], usages: list[str]
) -> Path:
    """Write faces as the official csv."""
    rows = [
        f"{label},{' '.join(map(str, face.ravel()))},{usage}"
        for face, label, usage in zip(faces, labels, usages, strict=True)
    ]
    path.write_text("\n".join(["emotion,pixels,Usage", *rows]) + "\n")
    return path


def write_ferplus(path: Path, votes: list[list[int]]) -> Path:
    """Write votes as Microsoft's `fer2013new.csv`."""
    rows = [f"Training,fer{n}.png,{','.join(map(str, row))}" for n, row in enumerate(votes)]
    path.write_text("\n".join(["Usage,Image name,…", *rows]) + "\n")
    return path


def make_samples(
    labels: list[int],
    contents: list[int] | None = None,
    parts: list[Part] | None = None,
    names: tuple[str, ...] = ("angry", "happy"),
) -> Samples:
    """Tiny pictures; equal `contents` make equal pictures."""
    contents = list(range(len(labels))) if contents is None else contents
    parts = [Part.UNSAID] * len(labels) if parts is None else parts
    return Samples(
        inputs=np.array(contents, np.int32).reshape(-1, 1).view(np.uint8).reshape(-1, 2, 2),
        labels=np.array(labels, np.int64),
        names=names,
        origins=[f"sample {n}" for n in range(len(labels))],
        parts=np.array(parts, np.int64),
    )
