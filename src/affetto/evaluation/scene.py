"""Judging a scene network on pictures rated in valence and arousal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.errors import InputError, PictureError
from affetto.training.datasets.oasis import RatedPictures, load_oasis
from affetto.training.metrics import pearson_interval, pearson_r, rmse
from affetto.vision.frames import load_picture
from affetto.vision.scene_emotion import SceneClassifier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.inference.session import InferenceSession

AXES = ("valence", "arousal")
# Fisher's interval of a correlation divides by n - 3.
LEAST_PICTURES = 4

# The network that ships has learned from OASIS, and nothing tells other norms from those.
NOT_A_TEST = (
    "the scene network that ships was fitted on OASIS: on OASIS's own pictures these figures are "
    "no test result; its model card has cross-validated ones"
)


@dataclass(frozen=True)
class Agreement:
    """How closely read places in the plane follow the rated ones, on the [-1, 1] scale.

    Attributes:
        n: number of pictures, at least `LEAST_PICTURES`.
        r: Pearson's correlation per axis of `AXES`, with its 95% interval (Fisher).
        rmse: root mean square error per axis.
    """

    n: int
    r: tuple[float, float]
    r_interval: tuple[tuple[float, float], tuple[float, float]]
    rmse: tuple[float, float]

    def as_dict(self) -> dict[str, Any]:
        """As `affetto evaluate scene --json` prints it."""
        figures: dict[str, Any] = {"n": self.n}
        figures |= {f"{axis}_r": r for axis, r in zip(AXES, self.r, strict=True)}
        figures |= {f"{axis}_rmse": error for axis, error in zip(AXES, self.rmse, strict=True)}
        figures |= {
            f"{axis}_r_interval": list(interval)
            for axis, interval in zip(AXES, self.r_interval, strict=True)
        }
        return figures


@dataclass(frozen=True, eq=False)
class SceneEvaluation:
    """A network's answers to rated pictures, and how good they are.

    Attributes:
        pictures: those that could be read.
        affect: the answers [n, 2], valence and arousal.
        overall: agreement over all of them.
        by_category: agreement in each category of enough pictures.
        skipped: files that could not be read.
    """

    pictures: RatedPictures
    affect: NDArray[np.float64]
    overall: Agreement
    by_category: dict[str, Agreement]
    skipped: list[Path]

    def as_dict(self) -> dict[str, Any]:
        """What `affetto evaluate scene --json` prints, but for the network's name."""
        return {
            **self.overall.as_dict(),
            "by_category": {name: each.as_dict() for name, each in self.by_category.items()},
            "skipped": len(self.skipped),
        }


def evaluate_scenes(
    folder: Path,
    session: InferenceSession,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
    on_skip: Callable[[PictureError], object] = lambda _error: None,
) -> SceneEvaluation:
    """Read the pictures of a folder with `norms.csv` and `images/` and judge by the norms.

    Args:
        on_progress: told how many of how many pictures are read.
        on_skip: told of each file that is no picture.

    Raises:
        InputError: the folder is not of that form, or too few pictures can be read or have
            ratings that differ.
    """
    pictures = load_oasis(folder)
    classifier = SceneClassifier(session)
    places: list[tuple[float, float]] = []
    kept = np.zeros(len(pictures), bool)
    skipped: list[Path] = []
    for row, path in enumerate(pictures.paths):
        try:
            point = classifier.read(load_picture(path).rgb).point
        except PictureError as error:
            skipped.append(path)
            on_skip(error)
        else:
            places.append((point.valence, point.arousal))
            kept[row] = True
        on_progress(row + 1, len(pictures))
    read = pictures.select(kept)
    if len(read) < LEAST_PICTURES or not read.affect.std(axis=0).all():
        raise InputError(
            folder, f"needs at least {LEAST_PICTURES} readable pictures with ratings that differ"
        )
    affect = np.array(places)
    rows = {str(name): read.categories == name for name in np.unique(read.categories)}
    return SceneEvaluation(
        pictures=read,
        affect=affect,
        overall=measure_agreement(affect, read.affect),
        by_category={
            name: measure_agreement(affect[chosen], read.affect[chosen])
            for name, chosen in rows.items()
            if chosen.sum() >= LEAST_PICTURES and read.affect[chosen].std(axis=0).all()
        },
        skipped=skipped,
    )


def measure_agreement(affect: NDArray[np.float64], rated: NDArray[np.float64]) -> Agreement:
    """Agreement of places [n, 2] with rated ones [n, 2]."""
    n = len(rated)
    valence_r, arousal_r = (pearson_r(affect[:, axis], rated[:, axis]) for axis in (0, 1))
    return Agreement(
        n=n,
        r=(valence_r, arousal_r),
        r_interval=(pearson_interval(valence_r, n), pearson_interval(arousal_r, n)),
        rmse=(rmse(affect[:, 0], rated[:, 0]), rmse(affect[:, 1], rated[:, 1])),
    )
