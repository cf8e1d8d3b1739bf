from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from affetto.inference.registry import open_session
from affetto.training.datasets.fer2013 import load_fer2013
from affetto.vision.face_crops import FER2013_LANDMARKS_PX, crop_face
from affetto.vision.face_detection import FaceDetector
from affetto.vision.faces import Box, DetectedFace

Rgb = NDArray[np.uint8]


def face_at(landmarks: NDArray[np.float64]) -> DetectedFace:
    return DetectedFace(Box(0, 0, 1, 1), 1.0, landmarks.astype(np.float32))


def correlation(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


@pytest.fixture(scope="module")
def target() -> NDArray[np.uint8]:
    """A smooth grey pattern without symmetry, uint8 [48, 48]."""
    y, x = np.mgrid[:48, :48] + 0.5
    waves = np.sin(x / 4) * np.cos(y / 6) + x / 48 + (y / 48) ** 2
    return np.rint((waves - waves.min()) / np.ptp(waves) * 255).astype(np.uint8)


@pytest.mark.parametrize("scale", [1, 2, 3, 5, 8, 20])
def test_cuts_exactly_what_lies_between_the_landmarks(
    scale: int, target: NDArray[np.uint8]
) -> None:
    grey = np.full((48 * scale + 40, 48 * scale + 60), 7, np.uint8)
    grey[11 : 11 + 48 * scale, 23 : 23 + 48 * scale] = np.kron(target, np.ones((scale, scale)))
    rgb = np.repeat(grey[:, :, None], 3, axis=2)
    crop = crop_face(rgb, face_at(FER2013_LANDMARKS_PX * scale + [23, 11]))
    assert crop.shape == (48, 48)
    assert crop.dtype == np.uint8
    inner = np.abs(crop.astype(int) - target)[2:-2, 2:-2]
    assert inner.mean() < 2
    assert inner.max() < 12


@pytest.mark.parametrize("angle_deg", [-90, -40, 15, 120])
def test_sets_a_turned_face_upright(angle_deg: float, target: NDArray[np.uint8]) -> None:
    scale = 4
    picture = np.full((400, 400), 90, np.uint8)
    picture[104:296, 104:296] = np.kron(target, np.ones((scale, scale)))
    turned = np.asarray(Image.fromarray(picture).rotate(angle_deg, Image.Resampling.BICUBIC))
    # Pillow turns counter-clockwise about the centre; y points down.
    angle = np.radians(angle_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    landmarks = (FER2013_LANDMARKS_PX * scale + 104 - 200) @ turn.T + 200
    crop = crop_face(np.repeat(turned[:, :, None], 3, axis=2), face_at(landmarks))
    assert correlation(crop[2:-2, 2:-2], target[2:-2, 2:-2]) > 0.99


def test_turns_colour_into_grey_by_luma() -> None:
    rgb = np.zeros((60, 60, 3), np.uint8)
    rgb[:] = (200, 100, 50)
    crop = crop_face(rgb, face_at(FER2013_LANDMARKS_PX))
    # ITU-R BT.601: .299 R + .587 G + .114 B
    assert np.unique(crop) == pytest.approx([124], abs=1)


def test_repeats_the_border_where_the_face_leaves_the_picture() -> None:
    rgb = np.zeros((48, 24, 3), np.uint8)
    rgb[:, -1] = 255
    crop = crop_face(rgb, face_at(FER2013_LANDMARKS_PX))
    assert (crop[:, 26:] == 255).all()
    assert (crop[:, :22] == 0).all()


@pytest.mark.parametrize(
    "landmarks",
    [
        np.full((5, 2), 12.0),
        np.full((5, 2), -4000.0) + FER2013_LANDMARKS_PX,
        FER2013_LANDMARKS_PX * [0.02, 1],
    ],
    ids=["all in one point", "far outside", "seen from the side"],
)
def test_strange_landmarks_still_give_a_crop(landmarks: NDArray[np.float64]) -> None:
    crop = crop_face(np.full((40, 50, 3), 33, np.uint8), face_at(landmarks))
    assert crop.shape == (48, 48)
    assert (crop == 33).all()


@pytest.mark.parametrize("angle_deg", [-20, -10, 10, 20])
def test_a_turned_photograph_gives_nearly_the_same_crop(
    angle_deg: float, detector: FaceDetector, astronaut: Rgb
) -> None:
    turned = np.asarray(Image.fromarray(astronaut).rotate(angle_deg, Image.Resampling.BICUBIC))
    crop = crop_face(astronaut, detector.detect(astronaut)[0])
    turned_crop = crop_face(turned, detector.detect(turned)[0])
    assert correlation(crop, turned_crop) > 0.8


@pytest.mark.parametrize("scale", [0.3, 0.5, 2, 4])
def test_the_resolution_of_a_photograph_does_not_move_the_crop(
    scale: float, detector: FaceDetector, astronaut: Rgb
) -> None:
    side = round(512 * scale)
    resized = np.asarray(Image.fromarray(astronaut).resize((side, side), Image.Resampling.LANCZOS))
    crop = crop_face(astronaut, detector.detect(astronaut)[0])
    assert correlation(crop, crop_face(resized, detector.detect(resized)[0])) > 0.95


def test_faces_of_fer2013_found_again_keep_their_framing(shared_data: Path) -> None:
    # PublicTest; the template was measured on Training.
    faces = load_fer2013(shared_data / "fer2013.npz").split("public").images[:120]
    detector = FaceDetector(open_session("centerface", threads=1), long_sides_px=(160, 320))
    originals, crops, moves = [], [], []
    for grey in faces:
        canvas = np.full((320, 320), grey.mean(), np.uint8)
        canvas[64:256, 64:256] = np.kron(grey, np.ones((4, 4)))
        rgb = np.repeat(canvas[:, :, None], 3, axis=2)
        found = [face for face in detector.detect(rgb) if face.box.width > 60]
        if found:
            originals.append(grey)
            crops.append(crop_face(rgb, found[0]))
            moves.append((found[0].landmarks - 64) / 4 - FER2013_LANDMARKS_PX)
    assert len(crops) > 0.9 * len(faces)
    assert np.abs(np.median(moves, axis=0)).max() < 1
    mean_face, mean_crop = np.mean(originals, axis=0), np.mean(crops, axis=0)
    assert (
        correlation(mean_face[6:42, 6:42], mean_crop[6:42, 6:42]) > 0.93
    )  # 2 pixels off give 0.85
