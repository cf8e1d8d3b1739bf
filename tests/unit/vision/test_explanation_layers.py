from dataclasses import replace

import numpy as np
import pytest

from affetto.affect import Affect, FaceEmotion, Point, SceneEmotion
from affetto.vision.explanation import Evidence, FaceExplanation, PictureExplanation
from affetto.vision.explanation_layers import layer_explanation
from affetto.vision.face_crops import FER2013_LANDMARKS_PX, SIDE_PX
from affetto.vision.face_emotion import FaceReading
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.picture_reader import PictureReading
from affetto.vision.scene_emotion import SceneReading

HAPPY = {emotion: float(emotion is FaceEmotion.HAPPY) for emotion in FaceEmotion}
JOY = {emotion: float(emotion is SceneEmotion.JOY) for emotion in SceneEmotion}


def face_at(x: float, y: float, side: float) -> FaceReading:
    """An upright face whose crop is a square of the picture."""
    landmarks = (FER2013_LANDMARKS_PX * side / SIDE_PX + [x, y]).astype(np.float32)
    return FaceReading(DetectedFace(Box(x, y, side, side), 0.9, landmarks), HAPPY, Point(0.8, 0.5))


def explain(heat: np.ndarray, *faces: FaceReading, scene_heat=None) -> PictureExplanation:
    scene_heat = np.zeros((260, 260)) if scene_heat is None else scene_heat
    scene = SceneReading(emotions=JOY, point=Point(0.7, 0.0), context={})
    reading = PictureReading(Affect.said("happy"), list(faces), scene)
    crop = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    explained = [FaceExplanation(face, crop, Evidence(heat, 0.9, 0.1)) for face in faces]
    return PictureExplanation(reading, tuple(explained), Evidence(scene_heat, 0.9, 0.1))


@pytest.fixture
def hot_corner() -> np.ndarray:
    """Heat in the upper left quarter of a crop."""
    heat = np.zeros((SIDE_PX, SIDE_PX))
    heat[: SIDE_PX // 2, : SIDE_PX // 2] = 1
    return heat


def test_a_layer_lies_where_the_network_looked(hot_corner) -> None:
    face, scene = layer_explanation(explain(hot_corner, face_at(100, 40, 96)), 400, 300)
    assert face.face == 0
    assert face.emotion == "happy"
    assert [face.box.x, face.box.y] == pytest.approx([100, 40], abs=0.01)
    assert [face.box.width, face.box.height] == pytest.approx([96, 96], abs=0.01)
    assert scene.face is None
    assert scene.box == Box(0, 0, 400, 300)


def test_heat_is_seen_where_it_is_and_nowhere_else(hot_corner) -> None:
    face, _ = layer_explanation(explain(hot_corner, face_at(100, 40, 96)), 400, 300)
    alpha = np.asarray(face.image)[..., 3]
    height, width = alpha.shape
    assert alpha[: height // 2 - 8, : width // 2 - 8].min() > 150
    assert alpha[height // 2 + 8 :].max() == 0
    assert alpha[:, width // 2 + 8 :].max() == 0


def test_of_a_face_at_the_border_the_layer_covers_what_is_in_the_picture(hot_corner) -> None:
    face, _ = layer_explanation(explain(hot_corner, face_at(-48, -48, 96)), 400, 300)
    assert face.box.x == face.box.y == 0
    assert [face.box.width, face.box.height] == pytest.approx([48, 48], abs=0.01)
    # Its hot quarter lies outside.
    assert np.asarray(face.image)[8:, 8:, 3].max() == 0


def test_layers_come_in_the_order_of_the_reading(hot_corner) -> None:
    small, large = face_at(10, 10, 30), face_at(100, 40, 96)
    explanation = explain(hot_corner, small, large)
    by_prominence = replace(explanation, faces=explanation.faces[::-1])
    layers = layer_explanation(by_prominence, 400, 300)
    assert [layer.face for layer in layers] == [0, 1, None]
    assert layers[0].box.width < layers[1].box.width


def test_a_scene_in_which_nothing_decides_is_left_as_it_is(hot_corner) -> None:
    (scene,) = layer_explanation(explain(hot_corner), 400, 300)
    assert np.asarray(scene.image)[..., 3].max() == 0


def test_the_hottest_part_of_a_scene_is_full(hot_corner) -> None:
    heat = np.zeros((260, 260))
    heat[88:132, 88:132] = 1
    (scene,) = layer_explanation(explain(hot_corner, scene_heat=heat), 520, 260)
    alpha = np.asarray(scene.image)[..., 3]
    assert alpha.max() == pytest.approx(0.7 * 255, abs=2)
    row, column = np.unravel_index(np.argmax(alpha), alpha.shape)
    assert row / alpha.shape[0] == pytest.approx(110 / 260, abs=0.02)
    assert column / alpha.shape[1] == pytest.approx(110 / 260, abs=0.02)
