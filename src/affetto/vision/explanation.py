"""What the networks looked at: how much their answer rests on each part of a picture.

The picture is shown to the network many times, each time with other parts hidden; what is hidden
whenever the answer becomes less probable is what the answer rests on. Small faces are hidden in
random patches (RISE: Petsiuk, Das & Saenko 2018, arXiv:1806.07421), scenes square by square
(Zeiler & Fergus 2014, arXiv:1311.2901, section 4.2). Both need nothing of a network but its
answers, so they hold for whatever network is served.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from affetto.inference.session import InferenceSession
from affetto.vision.face_crops import crop_face
from affetto.vision.face_emotion import FaceReading
from affetto.vision.picture_reader import PictureReading
from affetto.vision.scene_emotion import resize_scene

# Probabilities [n, classes] of pictures uint8 [n, height, width] or [n, height, width, 3].
Classify = Callable[[NDArray[np.uint8]], NDArray[np.floating[Any]]]


class Masks(Protocol):
    """A way to hide parts of pictures."""

    def draw(self, height: int, width: int) -> NDArray[np.float32]:
        """Masks [n, height, width]: 1 where the picture is shown, 0 where it is hidden."""
        ...


@dataclass(frozen=True)
class RandomPatches:
    """Half of the picture hidden at random, again and again, and always in the same ways.

    Attributes:
        cells: cells along each side of the grid that is shown or hidden.
        n_masks: how many masks.
        seed: of the random numbers.
    """

    cells: int
    n_masks: int
    seed: int = 20261

    def draw(self, height: int, width: int) -> NDArray[np.float32]:
        """Masks [n, height, width]: 1 where the picture is shown, 0 where it is hidden.

        Each cell is shown or hidden with equal chance; the grid is enlarged smoothly and shifted
        by less than a cell, so that no place of the picture is always at an edge.
        """
        rng = np.random.default_rng(self.seed)
        cell_height, cell_width = -(-height // self.cells), -(-width // self.cells)
        size = ((self.cells + 1) * cell_width, (self.cells + 1) * cell_height)
        masks = np.empty((self.n_masks, height, width), np.float32)
        for mask in masks:
            grid = rng.integers(0, 2, (self.cells + 1, self.cells + 1)).astype(np.float32)
            enlarged = np.asarray(Image.fromarray(grid).resize(size, Image.Resampling.BILINEAR))
            top, left = rng.integers(0, cell_height), rng.integers(0, cell_width)
            mask[:] = enlarged[top : top + height, left : left + width]
        return masks


@dataclass(frozen=True)
class SlidingSquare:
    """One square hidden after the other, each overlapping its neighbours.

    Attributes:
        side_px: side of the square.
        stride_px: from the middle of one square to the next.
    """

    side_px: int
    stride_px: int

    def draw(self, height: int, width: int) -> NDArray[np.float32]:
        """Masks [n, height, width]: 1 where the picture is shown, 0 where it is hidden."""
        half, stride = self.side_px // 2, self.stride_px
        rows, columns = range(stride // 2, height, stride), range(stride // 2, width, stride)
        middles = list(product(rows, columns))
        masks = np.ones((len(middles), height, width), np.float32)
        for mask, (row, column) in zip(masks, middles, strict=True):
            mask[max(0, row - half) : row + half, max(0, column - half) : column + half] = 0
        return masks


@dataclass(frozen=True)
class Masking:
    """How parts of a picture are hidden.

    Attributes:
        masks: which parts.
        blur_px: radius of the Gaussian blur that stands in for what is hidden. A blur takes the
            detail away and leaves the light: unlike a grey patch it shows the network no edge
            that would mean something of its own (Fong & Vedaldi 2017, arXiv:1704.03296).
        batch: pictures the network takes at once, which bounds the memory.
    """

    masks: Masks
    blur_px: float
    batch: int


# Chosen among other grids, sides and ways to hide on FER2013's validation faces and on pictures:
# docs/decisions/0010-explanation-by-masking.md.
FACE_MASKING = Masking(RandomPatches(cells=8, n_masks=200), blur_px=6, batch=25)
SCENE_MASKING = Masking(SlidingSquare(side_px=88, stride_px=44), blur_px=30, batch=4)

# The hottest part that is hidden to see whether the heat is true; also what tests hide.
HOTTEST_SHARE = 0.2

# Where no mask changes the probability by more, there is nothing to explain but the noise of the
# arithmetic, which heat would blow up.
_LEAST_CHANGE = 0.005

# A crowd is explained by its most prominent faces, so that the wait and the page stay bounded.
MAX_FACES = 8


@dataclass(frozen=True, eq=False)
class Evidence:
    """How much an answer rests on each part of what the network saw.

    Attributes:
        heat: float64 [height, width] in [0, 1], of the network's input: 1 where the answer rests
            on it most, 0 where it does not or where the part speaks against the answer. 0
            everywhere if no part that was hidden made the answer less probable.
        probability: of the answer, in [0, 1].
        probability_without: of the same answer with the hottest `HOTTEST_SHARE` hidden.
    """

    heat: NDArray[np.float64]
    probability: float
    probability_without: float


@dataclass(frozen=True, eq=False)
class FaceExplanation:
    """What the expression of one face was read from.

    Attributes:
        reading: what was read.
        crop: uint8 [48, 48], what the network saw.
        evidence: heat [48, 48] over the crop.
    """

    reading: FaceReading
    crop: NDArray[np.uint8]
    evidence: Evidence


@dataclass(frozen=True, eq=False)
class PictureExplanation:
    """What a reading of a picture rests on.

    Attributes:
        reading: what was read.
        faces: at most `MAX_FACES` of its faces, the most prominent first.
        scene: heat over the whole picture, squeezed to the square that the network saw.
    """

    reading: PictureReading
    faces: tuple[FaceExplanation, ...]
    scene: Evidence


class PictureExplainer:
    """Finds what readings of pictures rest on.

    Args:
        face_session: the session that read the faces (model `face-emotion`).
        scene_session: the session that read the scene (model `scene-emotion`).
        face_masking: how parts of faces are hidden; fewer masks are quicker and less exact.
        scene_masking: how parts of scenes are hidden.
    """

    def __init__(
        self,
        face_session: InferenceSession,
        scene_session: InferenceSession,
        face_masking: Masking = FACE_MASKING,
        scene_masking: Masking = SCENE_MASKING,
    ) -> None:
        self._face_session = face_session
        self._scene_session = scene_session
        self._face_masking = face_masking
        self._scene_masking = scene_masking

    def explain(
        self,
        rgb: NDArray[np.uint8],
        reading: PictureReading,
        on_progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> PictureExplanation:
        """What the reading of a picture rests on; the same picture gives the same answer.

        Args:
            rgb: the picture that was read, uint8 [height, width, 3].
            reading: what was read in it.
            on_progress: told how many of all parts (faces and the scene) are done.
        """
        chosen = _most_prominent(reading.faces)
        total = len(chosen) + 1
        on_progress(0, total)
        faces = []
        for face in chosen:
            faces.append(self._explain_face(rgb, face))
            on_progress(len(faces), total)
        scene = find_evidence(resize_scene(rgb), self._classify_scenes, self._scene_masking)
        on_progress(total, total)
        return PictureExplanation(reading, tuple(faces), scene)

    def _explain_face(self, rgb: NDArray[np.uint8], reading: FaceReading) -> FaceExplanation:
        crop = crop_face(rgb, reading.face)
        evidence = find_evidence(crop, self._classify_faces, self._face_masking)
        return FaceExplanation(reading, crop, evidence)

    def _classify_faces(self, crops: NDArray[np.uint8]) -> NDArray[np.floating[Any]]:
        return self._face_session.run({"faces": crops})["probs"]

    def _classify_scenes(self, pictures: NDArray[np.uint8]) -> NDArray[np.floating[Any]]:
        return self._scene_session.run({"pictures": pictures})["emotions"]


def _most_prominent(faces: Sequence[FaceReading]) -> list[FaceReading]:
    """The faces that weigh most in the reading (`vision/fusion.py`), at most `MAX_FACES`."""
    return sorted(faces, key=lambda reading: -reading.face.box.area * reading.face.score)[
        :MAX_FACES
    ]


def find_evidence(picture: NDArray[np.uint8], classify: Classify, masking: Masking) -> Evidence:
    """How much the leading answer of a classifier rests on each part of a picture.

    Args:
        picture: uint8 [height, width] or [height, width, 3].
        classify: answers with probabilities.
        masking: how parts are hidden.
    """
    original = classify(picture[None])[0]
    answer = int(np.argmax(original))
    blurred = blur(picture, masking.blur_px)
    masks = masking.masks.draw(picture.shape[0], picture.shape[1])
    probs = np.concatenate(
        [
            classify(hide(picture, blurred, masks[start : start + masking.batch]))[:, answer]
            for start in range(0, len(masks), masking.batch)
        ]
    )
    if np.ptp(probs) < _LEAST_CHANGE:
        heat = np.zeros(picture.shape[:2])
    else:
        heat = _scale(_attribute(masks, probs.astype(np.float64)))
    rest = hide(picture, blurred, ~hottest(heat, HOTTEST_SHARE)[None])
    without = float(classify(rest)[0, answer])
    return Evidence(heat, float(original[answer]), without)


def blur(picture: NDArray[np.uint8], radius_px: float) -> NDArray[np.uint8]:
    """The picture without the detail that is finer than `radius_px`."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.GaussianBlur(radius_px)))


def hide(
    picture: NDArray[np.uint8],
    blurred: NDArray[np.uint8],
    shown: NDArray[np.floating[Any]] | NDArray[np.bool_],
) -> NDArray[np.uint8]:
    """Copies [n, ...] of a picture, each shown to the share of a mask and blurred elsewhere.

    Args:
        picture: [height, width] or [height, width, 3].
        blurred: the same, blurred.
        shown: [n, height, width], in [0, 1].
    """
    share = shown.astype(np.float32)
    if picture.ndim == 3:
        share = share[..., None]
    return np.rint(blurred + share * (picture.astype(np.float32) - blurred)).astype(np.uint8)


def hottest(heat: NDArray[np.floating[Any]], share: float) -> NDArray[np.bool_]:
    """Where the hottest `share` of the pixels lies; of equals the first."""
    chosen = np.zeros(heat.size, np.bool_)
    chosen[np.argsort(-heat.ravel(), kind="stable")[: round(share * heat.size)]] = True
    return chosen.reshape(heat.shape)


def _attribute(masks: NDArray[np.float32], probs: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much more probable the answer is where each pixel is shown: [height, width], signed.

    The slope of probability on mask, pixel by pixel: its mean where the pixel is shown less its
    mean where it is hidden. RISE's sum of masks weighted by their probabilities (equation 6)
    ranks pixels alike but for how often chance has shown each of them.
    """
    deviations = masks.astype(np.float64) - masks.mean(axis=0)
    covariance = np.tensordot(probs - probs.mean(), deviations, axes=1)
    return np.asarray(covariance / (deviations**2).sum(axis=0))


def _scale(attributed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Signed contributions as heat in [0, 1]."""
    most = float(attributed.max())
    # Where all parts speak against the answer, as in a picture that is clearer when blurred, no
    # part is what it rests on.
    return np.clip(attributed / most, 0, 1) if most > 0 else np.zeros_like(attributed)
