from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import (
    EMOTION_POINTS,
    Affect,
    AffectSource,
    FaceEmotion,
    Point,
    SceneEmotion,
    expected_point,
)
from affetto.vision.face_emotion import FaceReading
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.fusion import SCENE_ERROR, fuse, mean_emotions
from affetto.vision.scene_emotion import SceneReading

PICTURE_AREA = 1000.0 * 1000.0


def face_of(emotions: dict[str, float], side_px: float = 100, score: float = 0.9) -> FaceReading:
    face = DetectedFace(Box(0, 0, side_px, side_px), score, np.zeros((5, 2), np.float32))
    return FaceReading(face, emotions, expected_point(emotions))


def sure(emotion: FaceEmotion) -> dict[str, float]:
    """A face's distribution that leaves little doubt."""
    rest = (1 - 0.94) / (len(FaceEmotion) - 1)
    return {str(word): 0.94 if word == emotion else rest for word in FaceEmotion}


UNSURE = {str(word): 1 / len(FaceEmotion) for word in FaceEmotion}

SAD_SCENE = SceneReading(
    {
        str(SceneEmotion.JOY): 0.1,
        str(SceneEmotion.SADNESS): 0.7,
        str(SceneEmotion.LIVELINESS): 0.05,
        str(SceneEmotion.MELANCHOLY): 0.15,
    },
    Point(-0.6, -0.4),
)


def share_of_faces(affect: Affect, faces: Point, scene: Point) -> float:
    """Where on the way from the scene's place to the faces' an affect lies, in [0, 1]."""
    way = np.subtract((faces.valence, faces.arousal), (scene.valence, scene.arousal))
    gone = np.subtract((affect.point.valence, affect.point.arousal), (scene.valence, scene.arousal))
    share = float(gone @ way / (way @ way))
    assert gone == pytest.approx(share * way)
    return share


def test_without_a_face_the_scene_speaks_alone() -> None:
    affect = fuse([], SAD_SCENE, PICTURE_AREA)
    assert affect == Affect(SAD_SCENE.emotions, SAD_SCENE.point, 0.7, AffectSource.SCENE)


def test_a_face_that_is_the_whole_picture_speaks_alone() -> None:
    happy = face_of(sure(FaceEmotion.HAPPY), side_px=1000)
    affect = fuse([happy], SAD_SCENE, PICTURE_AREA)
    assert affect.source == AffectSource.FACES
    assert affect.emotion == "happy"
    assert affect.confidence == pytest.approx(0.94)
    assert share_of_faces(affect, happy.point, SAD_SCENE.point) > 0.95


def test_a_face_and_a_scene_of_like_weight_meet_between_their_places() -> None:
    happy = face_of(sure(FaceEmotion.HAPPY), side_px=100)
    affect = fuse([happy], SAD_SCENE, PICTURE_AREA)
    assert affect.source == AffectSource.BOTH
    assert 0.25 < share_of_faces(affect, happy.point, SAD_SCENE.point) < 0.75


def test_a_big_sure_face_outweighs_the_scene() -> None:
    happy = face_of(sure(FaceEmotion.HAPPY), side_px=500)
    affect = fuse([happy], SAD_SCENE, PICTURE_AREA)
    assert affect.emotion == "happy"
    assert affect.point.valence > 0.5


def test_a_tiny_face_in_a_wide_scene_hardly_counts() -> None:
    happy = face_of(sure(FaceEmotion.HAPPY), side_px=15)
    affect = fuse([happy], SAD_SCENE, PICTURE_AREA)
    assert affect.source == AffectSource.SCENE
    assert affect.emotions == SAD_SCENE.emotions
    assert affect.confidence == pytest.approx(0.7)
    assert affect.point.valence < -0.5


def test_an_unsure_face_gives_way_to_the_scene() -> None:
    shares = {}
    for name, emotions in (("sure", sure(FaceEmotion.HAPPY)), ("unsure", UNSURE)):
        face = face_of(emotions, side_px=100)
        affect = fuse([face], SAD_SCENE, PICTURE_AREA)
        shares[name] = share_of_faces(affect, face.point, SAD_SCENE.point)
    assert shares["unsure"] < 0.6 * shares["sure"]
    assert shares["unsure"] < 0.25


def test_several_faces_weigh_by_their_area_and_score() -> None:
    happy, sad = sure(FaceEmotion.HAPPY), sure(FaceEmotion.SAD)
    faces = [face_of(happy, side_px=200, score=0.6), face_of(sad, side_px=100, score=0.8)]
    affect = fuse(faces, SAD_SCENE, 300 * 300)
    weights = np.array([200**2 * 0.6, 100**2 * 0.8])
    expected = (weights[0] * 0.94 + weights[1] * 0.01) / weights.sum()
    assert affect.emotions["happy"] == pytest.approx(expected)
    assert affect.emotions["sad"] == pytest.approx(1 - expected - 5 * 0.01)


def test_the_order_of_the_faces_does_not_matter() -> None:
    faces = [face_of(sure(FaceEmotion.HAPPY), 80), face_of(sure(FaceEmotion.FEAR), 120, 0.6)]
    one, other = (fuse(order, SAD_SCENE, PICTURE_AREA) for order in (faces, faces[::-1]))
    assert one.emotions == pytest.approx(other.emotions)
    assert one.point.valence == pytest.approx(other.point.valence)


def test_faces_that_agree_weigh_more_together_than_each_alone() -> None:
    happy = face_of(sure(FaceEmotion.HAPPY), side_px=60)
    one, three = (fuse([happy] * n, SAD_SCENE, PICTURE_AREA) for n in (1, 3))
    assert three.point.valence > one.point.valence + 0.1


@pytest.mark.parametrize("emotions", [sure(FaceEmotion.HAPPY), UNSURE], ids=["sure", "unsure"])
def test_names_a_source_from_a_tenth_of_the_weight_on(emotions: dict[str, float]) -> None:
    named = set()
    for side_px in np.geomspace(5, 1000, 60):
        face = face_of(emotions, side_px=float(side_px))
        affect = fuse([face], SAD_SCENE, PICTURE_AREA)
        share = share_of_faces(affect, face.point, SAD_SCENE.point)
        expected = AffectSource.BOTH
        if share < 0.1:
            expected = AffectSource.SCENE
        elif share > 0.9:
            expected = AffectSource.FACES
        assert affect.source == expected
        assert (affect.emotions == SAD_SCENE.emotions) == (share < 0.5)
        named.add(affect.source)
    assert named == {AffectSource.SCENE, AffectSource.BOTH, AffectSource.FACES}


def test_the_error_of_the_scene_network_is_the_one_on_its_card(root: Path) -> None:
    metrics = json.loads((root / "docs" / "models" / "scene-emotion.metrics.json").read_text())
    measured = metrics["cross_validation"]
    mean = (measured["valence_rmse"] + measured["arousal_rmse"]) / 2
    assert pytest.approx(mean, abs=0.005) == SCENE_ERROR


def test_the_mean_of_distributions_follows_the_weights() -> None:
    mean = mean_emotions([{"a": 1.0, "b": 0.0}, {"a": 0.2, "b": 0.8}], [3, 1])
    assert mean == pytest.approx({"a": 0.8, "b": 0.2})


def distributions(words: list[str]) -> st.SearchStrategy[dict[str, float]]:
    weights = st.lists(st.floats(0, 1), min_size=len(words), max_size=len(words))
    return weights.filter(lambda row: sum(row) > 1e-6).map(
        lambda row: {word: weight / sum(row) for word, weight in zip(words, row, strict=True)}
    )


FACES = st.lists(
    st.builds(
        face_of,
        distributions([str(word) for word in FaceEmotion]),
        side_px=st.floats(1e-3, 1000),
        score=st.floats(0.01, 1),
    ),
    max_size=6,
)
COORDINATE = st.floats(-1, 1)
SCENES = st.builds(
    SceneReading,
    distributions([str(word) for word in SceneEmotion]),
    st.builds(Point, COORDINATE, COORDINATE),
)


@given(faces=FACES, scene=SCENES)
def test_every_picture_has_a_place_in_the_plane_and_whole_probabilities(
    faces: list[FaceReading], scene: SceneReading
) -> None:
    affect = fuse(faces, scene, PICTURE_AREA)
    assert -1 <= affect.point.valence <= 1
    assert -1 <= affect.point.arousal <= 1
    assert sum(affect.emotions.values()) == pytest.approx(1)
    assert affect.confidence == max(affect.emotions.values())
    assert affect.emotions.keys() <= EMOTION_POINTS.keys()
    assert affect.source in (AffectSource.FACES, AffectSource.SCENE, AffectSource.BOTH)
