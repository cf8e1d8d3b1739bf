from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skimage.data
import skimage.feature
from benchmarks.face_detection import load_test_pictures
from numpy.typing import NDArray
from PIL import Image

from affetto.inference.registry import open_session
from affetto.inference.session import InferenceSession
from affetto.training.datasets.oasis_faces import Visibility
from affetto.training.detection import judge, shared_areas
from affetto.vision.face_detection import FaceDetector
from affetto.vision.faces import Box

Rgb = NDArray[np.uint8]


def resize(rgb: Rgb, scale: float) -> Rgb:
    size = (round(rgb.shape[1] * scale), round(rgb.shape[0] * scale))
    return np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.LANCZOS))


def test_finds_the_one_face_where_another_detector_finds_it(
    detector: FaceDetector, astronaut: Rgb
) -> None:
    cascade = skimage.feature.Cascade(skimage.data.lbp_frontal_face_cascade_filename())
    (expected,) = cascade.detect_multi_scale(
        img=astronaut, scale_factor=1.2, step_ratio=1, min_size=(60, 60), max_size=(200, 200)
    )
    (face,) = detector.detect(astronaut)
    assert face.score > 0.85
    square = Box(expected["c"], expected["r"], expected["width"], expected["height"])
    assert shared_areas(face.box, square)[0] > 0.5


def test_landmarks_stand_in_their_order_within_the_face(
    detector: FaceDetector, astronaut: Rgb
) -> None:
    (face,) = detector.detect(astronaut)
    eye_left, eye_right, nose, mouth_left, mouth_right = face.landmarks
    assert eye_left[0] < nose[0] < eye_right[0]
    assert mouth_left[0] < nose[0] < mouth_right[0]
    assert max(eye_left[1], eye_right[1]) < nose[1] < min(mouth_left[1], mouth_right[1])
    # The eyes are the only dark spots in a bright face: the pupil is darker than the cheek.
    grey = np.asarray(Image.fromarray(astronaut).convert("L"), dtype=float)
    for eye in (eye_left, eye_right):
        x, y = eye.round().astype(int)
        cheek = grey[y + 18 : y + 24, x - 3 : x + 4].mean()
        assert grey[y - 4 : y + 5, x - 4 : x + 5].min() < cheek - 60


@pytest.mark.parametrize("name", ["china", "flower", "coffee", "rocket", "cat", "bricks", "coins"])
def test_finds_no_face_where_there_is_none(
    name: str, detector: FaceDetector, faceless: dict[str, Rgb]
) -> None:
    assert detector.detect(faceless[name]) == []


@pytest.mark.parametrize("level", [0, 127, 255])
def test_returns_no_face_for_a_blank_wall(level: int, detector: FaceDetector) -> None:
    assert detector.detect(np.full((480, 640, 3), level, np.uint8)) == []


def test_returns_no_face_for_noise(detector: FaceDetector) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    assert detector.detect(noise) == []


@pytest.mark.parametrize("shape", [(1, 1, 3), (20, 5000, 3), (5000, 20, 3), (33, 31, 3)])
def test_takes_pictures_of_any_shape(shape: tuple[int, int, int], detector: FaceDetector) -> None:
    assert detector.detect(np.full(shape, 90, np.uint8)) == []


@pytest.mark.parametrize("scale", [0.2, 0.5, 3, 5])
def test_finds_small_and_large_faces_in_the_same_place(
    scale: float, detector: FaceDetector, astronaut: Rgb
) -> None:
    (original,) = detector.detect(astronaut)
    (face,) = detector.detect(resize(astronaut, scale))
    expected = original.box
    found = Box(*(side / scale for side in vars(face.box).values()))
    assert shared_areas(found, expected)[0] > 0.6


def test_finds_a_face_that_fills_the_picture(detector: FaceDetector, astronaut: Rgb) -> None:
    (face,) = detector.detect(astronaut[60:180, 175:275])
    assert face.box.height > 90


def test_box_of_a_cut_off_face_stays_within_the_picture(
    detector: FaceDetector, astronaut: Rgb
) -> None:
    half = astronaut[:, 225:]
    (face,) = detector.detect(half)
    assert face.box.x >= 0
    assert face.box.y >= 0
    assert face.box.x + face.box.width <= half.shape[1]


class SquaresSession:
    """A network that sees square faces of given sides at given centres, pixels of its picture."""

    def __init__(
        self, *faces: tuple[float, float, float], scores: Sequence[float] = (0.9, 0.8)
    ) -> None:
        self._faces = faces
        self._scores = scores
        self.asked = 0

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        self.asked += 1
        rows, columns = (side // 4 for side in inputs["picture"].shape[2:])
        maps = {
            name: np.zeros((1, depth, rows, columns), np.float32)
            for name, depth in {"heatmap": 1, "log_size": 2, "offset": 2, "landmarks": 10}.items()
        }
        for (x, y, side), score in zip(self._faces, self._scores, strict=False):
            row, column = int(y // 4), int(x // 4)
            maps["heatmap"][0, 0, row, column] = score
            maps["log_size"][0, :, row, column] = np.log(side / 4)
            maps["offset"][0, :, row, column] = y / 4 - row - 0.5, x / 4 - column - 0.5
            maps["landmarks"][0, :, row, column] = 0.5
        return maps


# A picture of 40 x 20 pixels is padded to 64 x 32 for the network.
@pytest.mark.parametrize(
    "face", [(62, 10, 4), (20, 28, 8), (62, 30, 4), (44, 10, 8)],
    ids=["right of it", "below it", "beyond its corner", "touching its border"],
)  # fmt: skip
def test_leaves_out_a_face_that_lies_wholly_in_the_padding(
    face: tuple[float, float, float],
) -> None:
    detector = FaceDetector(SquaresSession((10, 10, 8), face), long_sides_px=(40,))
    (kept,) = detector.detect(np.full((20, 40, 3), 90, np.uint8))
    assert list(vars(kept.box).values()) == pytest.approx([6, 6, 8, 8])


def test_a_face_in_the_padding_does_not_replace_one_within_the_picture() -> None:
    outside, cut_off = (48, 10, 15), (40, 10, 15)
    detector = FaceDetector(SquaresSession(outside, cut_off), long_sides_px=(40,))
    (kept,) = detector.detect(np.full((20, 40, 3), 90, np.uint8))
    assert list(vars(kept.box).values()) == pytest.approx([32.5, 2.5, 7.5, 15])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_leaves_out_a_face_of_infinite_size() -> None:
    detector = FaceDetector(SquaresSession((10, 10, np.inf)), long_sides_px=(40,))
    assert detector.detect(np.full((20, 40, 3), 90, np.uint8)) == []


# Each size shows these squares to the network at the same pixels, so in another place.
ALONE, APART, BESIDE = (30, 30, 20), (90, 60, 20), (34, 30, 20)


@pytest.mark.parametrize(
    ("faces", "scores", "sizes"),
    [
        ([ALONE], [0.9], 1),
        ([ALONE, APART], [0.9, 0.7], 1),
        ([ALONE, APART], [0.9, 0.05], 1),
        ([ALONE, BESIDE], [0.9, 0.3], 1),
        ([ALONE, APART], [0.9, 0.3], 3),
        ([ALONE], [0.5], 4),
        ([], [], 4),
    ],
    ids=[
        "a face",
        "two faces",
        "a face and next to nothing",
        "a face seen twice",
        "a face and what may be one",
        "what may be one",
        "nothing",
    ],
)
def test_looks_at_further_sizes_where_it_is_not_sure(
    faces: list[tuple[float, float, float]], scores: list[float], sizes: int
) -> None:
    session = SquaresSession(*faces, scores=scores)
    FaceDetector(session).detect(np.full((480, 640, 3), 90, np.uint8))
    assert session.asked == sizes


def test_looks_at_all_sizes_where_it_is_to(astronaut: Rgb) -> None:
    session = SquaresSession(ALONE)
    FaceDetector(session, doubtful_score=None).detect(astronaut)
    assert session.asked == 3


def test_reads_a_portrait_in_one_look(astronaut: Rgb) -> None:
    session = RecordingSession(open_session("centerface", threads=1))
    assert len(FaceDetector(session).detect(astronaut)) == 1
    assert session.shapes == [(1, 3, 224, 224)]


class RecordingSession:
    """A network, and the shapes of the pictures that it was shown."""

    def __init__(self, session: InferenceSession) -> None:
        self._session = session
        self.shapes: list[tuple[int, ...]] = []

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        self.shapes.append(inputs["picture"].shape)
        return self._session.run(inputs)


def test_finds_every_face_of_a_group_once(detector: FaceDetector, astronaut: Rgb) -> None:
    group = np.full((512, 1100, 3), 200, np.uint8)
    group[:, :512] = astronaut
    group[:256, 520:776] = resize(astronaut, 0.5)
    group[200:354, 900:1054] = resize(astronaut, 0.3)
    faces = detector.detect(group)
    assert len(faces) == 3
    assert [face.score for face in faces] == sorted((face.score for face in faces), reverse=True)
    centres = sorted(face.box.x + face.box.width / 2 for face in faces)
    assert centres == pytest.approx([225, 520 + 112, 900 + 67], abs=15)


def test_follows_a_picture_that_is_mirrored(detector: FaceDetector, astronaut: Rgb) -> None:
    (face,) = detector.detect(astronaut)
    (mirrored,) = detector.detect(np.ascontiguousarray(astronaut[:, ::-1]))
    box = mirrored.box
    back = Box(astronaut.shape[1] - box.x - box.width, box.y, box.width, box.height)
    assert shared_areas(back, face.box)[0] > 0.7


def test_sees_that_a_face_is_upside_down(detector: FaceDetector, astronaut: Rgb) -> None:
    (face,) = detector.detect(np.ascontiguousarray(astronaut[::-1]))
    assert face.landmarks[:2, 1].min() > face.landmarks[3:, 1].max()


def test_finds_the_more_the_lower_the_score_that_is_asked_for(
    astronaut: Rgb, faceless: dict[str, Rgb]
) -> None:
    session = open_session("centerface")
    assert FaceDetector(session, min_score=0.99).detect(astronaut) == []
    assert FaceDetector(session, min_score=0.1).detect(faceless["china"]) != []


def test_looks_closer_where_it_finds_nothing(detector: FaceDetector, astronaut: Rgb) -> None:
    frame = np.full((480, 640, 3), 120, np.uint8)
    frame[200:292, 300:392] = resize(astronaut, 0.18)  # a face of 21 pixels
    hasty = FaceDetector(open_session("centerface", threads=1), closer_look_px=None)
    assert hasty.detect(frame) == []
    (face,) = detector.detect(frame)
    assert face.box.x + face.box.width / 2 == pytest.approx(300 + 225 * 0.18, abs=4)


def test_finds_the_visible_faces_of_the_test_and_few_others(
    detector: FaceDetector, shared_data: Path
) -> None:
    pictures = [
        picture
        for picture in load_test_pictures(shared_data / "oasis")
        if picture.category == "Person"
    ]
    judgements = [
        judge(detector.detect(picture.rgb), picture.faces, picture.rgb.shape[1::-1])
        for picture in pictures
    ]
    outcomes = [
        (face.visibility, found)
        for picture, judgement in zip(pictures, judgements, strict=True)
        for face, found in zip(picture.faces, judgement.found, strict=True)
    ]
    visible = [found for visibility, found in outcomes if visibility is Visibility.VISIBLE]
    right = sum(found for visibility, found in outcomes if visibility is not Visibility.UNCLEAR)
    false = sum(len(judgement.false) for judgement in judgements)
    assert len(visible) >= 60
    assert sum(visible) / len(visible) >= 0.95
    assert right / (right + false) >= 0.95
