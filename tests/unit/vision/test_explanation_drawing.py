from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from affetto.affect import FaceEmotion, Point, SceneEmotion
from affetto.vision.explanation import Evidence, FaceExplanation, PictureExplanation
from affetto.vision.explanation_drawing import draw_explanation, map_back
from affetto.vision.face_crops import FER2013_LANDMARKS_PX, crop_face
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceReading
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.fusion import fuse
from affetto.vision.picture_reader import PictureReading
from affetto.vision.scene_emotion import SceneReading

HAPPY = {str(word): 0.7 if word == "happy" else 0.05 for word in FaceEmotion}
MOUTH = np.s_[34:40, 16:33]
MOST_WIDTH, MOST_HEIGHT = 1400, 2500


def scene_of(*shares: float) -> SceneReading:
    return SceneReading(dict(zip(map(str, SceneEmotion), shares, strict=True)), Point(0.2, 0.1))


def explain(
    rgb: NDArray[np.uint8],
    faces: list[DetectedFace],
    scene: SceneReading | None = None,
    scene_without: float = 0.4,
) -> PictureExplanation:
    """An explanation of faces that rest on their mouth, in a scene that rests on its left half."""
    scene = scene or scene_of(0.6, 0.2, 0.1, 0.1)
    readings = [FaceReading(face, HAPPY, Point(0.5, 0.3)) for face in faces]
    mouth = np.zeros((48, 48))
    mouth[MOUTH] = 1
    left = np.zeros((260, 260))
    left[:, :130] = 1
    return PictureExplanation(
        PictureReading(fuse(readings, scene, rgb.shape[0] * rgb.shape[1]), readings, scene),
        tuple(
            FaceExplanation(reading, crop_face(rgb, reading.face), Evidence(mouth, 0.7, 0.3))
            for reading in readings
        ),
        Evidence(left, 0.6, scene_without),
    )


def face_at(x: float, y: float, scale: float) -> DetectedFace:
    landmarks = (FER2013_LANDMARKS_PX * scale + [x, y]).astype(np.float32)
    return DetectedFace(Box(x, y, 48 * scale, 48 * scale), 0.9, landmarks)


def colourfulness(page: Image.Image) -> NDArray[np.int_]:
    return np.ptp(np.asarray(page).astype(int), axis=2)


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_the_heat_of_a_mouth_lies_on_the_mouth_however_the_picture_is_turned(
    turns: int, astronaut: NDArray[np.uint8], detector: FaceDetector
) -> None:
    rgb = np.ascontiguousarray(np.rot90(astronaut, turns))
    face = detector.detect(rgb)[0]
    (explained,) = explain(rgb, [face]).faces
    heat = map_back(explained.evidence.heat, explained, 1.25, (640, 640))
    rows, columns = np.nonzero(heat > 0.5)
    mouth = face.landmarks[3:].mean(axis=0) * 1.25
    size = np.sqrt(face.box.area) * 1.25
    assert np.hypot(columns.mean() - mouth[0], rows.mean() - mouth[1]) < 0.1 * size


def test_a_page_with_faces_shows_the_heat_in_the_picture_and_enlarged() -> None:
    rgb = np.full((400, 640, 3), 120, np.uint8)
    with_one = draw_explanation("one.png", rgb, explain(rgb, [face_at(100, 100, 3)]))
    with_two = draw_explanation(
        "two.png", rgb, explain(rgb, [face_at(100, 100, 3), face_at(400, 120, 3)])
    )
    without = draw_explanation("none.png", rgb, explain(rgb, []))
    assert without.height < with_one.height <= with_two.height
    yellow = [(colourfulness(page) > 100).sum() for page in (without, with_one, with_two)]
    assert yellow[0] < yellow[1] < yellow[2]


def test_what_the_scene_rests_on_is_coloured_and_the_rest_is_not() -> None:
    rgb = np.full((480, 640, 3), 200, np.uint8)
    page = draw_explanation("scene.png", rgb, explain(rgb, []))
    rows = np.s_[200:400]
    assert colourfulness(page)[rows, 60:280].mean() > 80
    assert colourfulness(page)[rows, 400:600].mean() < 40


@pytest.mark.parametrize("level", [0, 255])
def test_black_and_white_pictures_show_their_heat(level: int) -> None:
    rgb = np.full((480, 640, 3), level, np.uint8)
    page = colourfulness(draw_explanation("level.png", rgb, explain(rgb, [])))
    assert page[200:400, 60:280].mean() > page[200:400, 400:600].mean() + 40


@pytest.mark.parametrize(
    ("height", "width"), [(1, 1), (20, 20), (12, 5000), (5000, 12), (3000, 4000)]
)
def test_the_page_has_a_sensible_size_for_every_picture(height: int, width: int) -> None:
    rgb = np.full((height, width, 3), 120, np.uint8)
    faces = [face_at(0, 0, min(height, width) / 48)] * 8
    page = draw_explanation("a.png", rgb, explain(rgb, faces))
    assert 480 <= page.width <= MOST_WIDTH
    assert 200 <= page.height <= MOST_HEIGHT


@pytest.mark.parametrize("name", ["x" * 4000, "bell\a and\nline \ud8ff.png", "絵.png", ""])
def test_any_name_can_be_written_on_the_page(name: str) -> None:
    rgb = np.full((100, 100, 3), 120, np.uint8)
    assert draw_explanation(name, rgb, explain(rgb, [])).width <= MOST_WIDTH


def test_a_doubtful_reading_and_heat_that_does_not_hold_are_told() -> None:
    rgb = np.full((480, 640, 3), 120, np.uint8)
    sure = explain(rgb, [])
    unsure = explain(rgb, [], scene=scene_of(0.4, 0.3, 0.2, 0.1))
    idle = explain(rgb, [], scene_without=0.6)
    pages = [np.asarray(draw_explanation("a.png", rgb, e)) for e in (sure, unsure, idle)]
    head = np.s_[:100]
    assert not np.array_equal(pages[0][head], pages[1][head])
    assert not np.array_equal(pages[0][head], pages[2][head])
