"""How well faces are still read when light, sharpness, angle or view are bad.

Each condition is laid on the network's own input, grey faces of 48 pixels, at three strengths,
in the spirit of Hendrycks & Dietterich 2019 ("Benchmarking neural network robustness to common
corruptions"). The finding of faces is not part of it. Everything random is seeded, so that all
networks see the same pictures.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from affetto.training.metrics import (
    adjust_for_many_tests,
    compare_paired,
    expected_calibration_error,
    wilson_interval,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Faces = NDArray[np.uint8]
    Predict = Callable[[Faces], NDArray[np.floating[Any]]]

SEED = 20261

# Rows of FER2013's eyes: a third of the way down (vision/face_crops.py measures 19 of 48).
_EYES_AT = 0.4
# What covers a face: a light mask, dark glasses, a middle grey.
_MASK_GREY, _GLASSES_GREY, _COVER_GREY = 200, 20, 128


@dataclass(frozen=True)
class Condition:
    """One way in which a picture of a face is worse than it could be.

    Attributes:
        name: what a report calls it.
        strengths: three, from mild to strong.
        describe: one strength in words, with its unit.
        apply: the faces uint8 [n, side, side] under the condition at one strength; draws what
            is random from the generator.
    """

    name: str
    strengths: tuple[float, float, float]
    describe: str
    apply: Callable[[Faces, float, np.random.Generator], Faces]


@dataclass(frozen=True)
class ConditionResult:
    """Accuracy under one condition at one strength, beside the same faces untouched.

    Attributes:
        condition, strength: name, and strength in words.
        n: number of faces.
        accuracy: share read right, with its 95% interval (Wilson 1927).
        change: accuracy minus that of the untouched faces, with its 95% interval (Bonett &
            Price 2012).
        p_value: of no change (McNemar, exact), corrected for the number of conditions (Holm).
        mean_confidence: what the network says; should fall with the accuracy.
        ece: expected calibration error under the condition.
    """

    condition: str
    strength: str
    n: int
    accuracy: float
    accuracy_interval: tuple[float, float]
    change: float
    change_interval: tuple[float, float]
    p_value: float
    mean_confidence: float
    ece: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def measure_robustness(
    faces: Faces,
    labels: NDArray[np.int64],
    predict: Predict,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> list[ConditionResult]:
    """Read faces uint8 [n, 48, 48] under every condition of `CONDITIONS`.

    Args:
        labels: their expressions [n].
        predict: probabilities [n, classes] of faces.
        on_progress: told how many of how many readings of the whole set are done.
    """
    total = 1 + 3 * len(CONDITIONS)
    untouched = predict(faces).argmax(axis=1) == labels
    on_progress(1, total)
    measured = []
    for done, (condition, strength, worsened) in enumerate(worsen(faces), start=2):
        probs = predict(worsened)
        right = probs.argmax(axis=1) == labels
        measured.append((condition, strength, probs, right, compare_paired(untouched, right)))
        on_progress(done, total)
    p_values = adjust_for_many_tests([compared.p_value for *_, compared in measured])
    return [
        ConditionResult(
            condition=condition.name,
            strength=condition.describe.format(strength),
            n=len(labels),
            accuracy=float(right.mean()),
            accuracy_interval=wilson_interval(int(right.sum()), len(labels)),
            change=compared.change,
            change_interval=compared.change_interval,
            p_value=p_value,
            mean_confidence=float(probs.max(axis=1).mean()),
            ece=expected_calibration_error(probs, labels),
        )
        for (condition, strength, probs, right, compared), p_value in zip(
            measured, p_values, strict=True
        )
    ]


def worsen(faces: Faces) -> Iterator[tuple[Condition, float, Faces]]:
    """The faces under every condition, at every strength."""
    for condition in CONDITIONS:
        for strength in condition.strengths:
            yield condition, strength, condition.apply(faces, strength, np.random.default_rng(SEED))


def _to_grey(values: NDArray[Any]) -> Faces:
    grey: Faces = np.rint(values).clip(0, 255).astype(np.uint8)
    return grey


def _scale_light(faces: Faces, factor: float, _rng: np.random.Generator) -> Faces:
    return _to_grey(faces * np.float32(factor))


def _lower_contrast(faces: Faces, factor: float, _rng: np.random.Generator) -> Faces:
    centre = faces.mean(axis=(1, 2), keepdims=True, dtype=np.float32)
    return _to_grey((faces - centre) * np.float32(factor) + centre)


def _light_from_side(faces: Faces, depth: float, rng: np.random.Generator) -> Faces:
    ramp = np.linspace(1, 1 - depth, faces.shape[2], dtype=np.float32)
    from_left = rng.random(len(faces)) < 0.5
    ramps = np.where(from_left[:, None], ramp, ramp[::-1])
    return _to_grey(faces * ramps[:, None, :])


def _blur(faces: Faces, sigma_px: float, _rng: np.random.Generator) -> Faces:
    from scipy.ndimage import gaussian_filter

    return _to_grey(gaussian_filter(faces.astype(np.float32), (0, sigma_px, sigma_px)))


def _add_noise(faces: Faces, spread: float, rng: np.random.Generator) -> Faces:
    noise = rng.standard_normal(faces.shape, dtype=np.float32)
    return _to_grey(faces + np.float32(spread) * noise)


def _compress(faces: Faces, quality: float, _rng: np.random.Generator) -> Faces:
    worsened = np.empty_like(faces)
    for index, face in enumerate(faces):
        file = io.BytesIO()
        Image.fromarray(face).save(file, "JPEG", quality=int(quality))
        with Image.open(file) as image:
            worsened[index] = np.asarray(image)
    return worsened


def _rotate(faces: Faces, angle_deg: float, rng: np.random.Generator) -> Faces:
    from scipy.ndimage import rotate

    to_left = rng.random(len(faces)) < 0.5
    worsened = np.empty_like(faces)
    for sign, rows in ((1, to_left), (-1, ~to_left)):
        turned = rotate(
            faces[rows].astype(np.float32),
            sign * angle_deg,
            axes=(2, 1),
            reshape=False,
            order=1,
            mode="nearest",
        )
        worsened[rows] = _to_grey(turned)
    return worsened


def _cover_lower_face(faces: Faces, share: float, _rng: np.random.Generator) -> Faces:
    return _cover(faces, slice(round((1 - share) * faces.shape[1]), None), slice(None), _MASK_GREY)


def _cover_eyes(faces: Faces, share: float, _rng: np.random.Generator) -> Faces:
    side = faces.shape[1]
    top = round((_EYES_AT - share / 2) * side)
    return _cover(faces, slice(top, top + round(share * side)), slice(None), _GLASSES_GREY)


def _cover_left(faces: Faces, share: float, _rng: np.random.Generator) -> Faces:
    return _cover(faces, slice(None), slice(0, round(share * faces.shape[2])), _COVER_GREY)


def _cover(faces: Faces, rows: slice, columns: slice, grey: int) -> Faces:
    worsened = faces.copy()
    worsened[:, rows, columns] = grey
    return worsened


def _shrink(faces: Faces, side_px: float, _rng: np.random.Generator) -> Faces:
    worsened = np.empty_like(faces)
    small = (int(side_px), int(side_px))
    for index, face in enumerate(faces):
        image = Image.fromarray(face)
        tiny = image.resize(small, Image.Resampling.BOX)
        worsened[index] = np.asarray(tiny.resize(image.size, Image.Resampling.BICUBIC))
    return worsened


CONDITIONS = (
    Condition("darker", (0.6, 0.4, 0.2), "light × {:g}", _scale_light),
    Condition("brighter", (1.4, 1.8, 2.4), "light × {:g}, clipped", _scale_light),
    Condition("low contrast", (0.6, 0.35, 0.15), "contrast × {:g}", _lower_contrast),
    Condition("side light", (0.4, 0.6, 0.8), "far side darker by {:.0%}", _light_from_side),
    Condition("blur", (0.75, 1.25, 2.0), "Gaussian, sigma {:g} px", _blur),
    Condition("noise", (8, 16, 32), "Gaussian, sigma {:g} of 255", _add_noise),
    Condition("JPEG", (50, 20, 8), "quality {:g}", _compress),
    Condition("rotation", (10, 20, 40), "{:g}° to either side", _rotate),
    Condition(
        "lower face covered", (0.25, 0.35, 0.45), "lower {:.0%}, as by a mask", _cover_lower_face
    ),
    Condition(
        "eyes covered", (0.15, 0.22, 0.3), "a band of {:.0%}, as by dark glasses", _cover_eyes
    ),
    Condition("left side covered", (0.25, 0.375, 0.5), "left {:.0%}", _cover_left),
    Condition("small", (36, 28, 20), "shrunk to {:g} px and back", _shrink),
)
