"""Networks that users trained, in the place of those that ship."""

from __future__ import annotations

import numpy as np
import pytest
from tests.trained_runs_for_tests import FIVE_EMOTIONS, real_landscapes

from affetto.affect import FaceEmotion, SceneEmotion, expected_point
from affetto.inference.trained_model import FACE_LABELS, open_trained_model
from affetto.training.datasets.landscapes import stretch_landscape
from affetto.vision.face_crops import crop_face
from affetto.vision.face_emotion import FaceEmotionClassifier
from affetto.vision.scene_emotion import SceneClassifier
from affetto.vision.trained_networks import (
    TrainedFaceNetwork,
    TrainedLandscapeNetwork,
)


class Answers:
    """A network that gives one answer to whatever it is shown."""

    def __init__(self, *probs):
        self.probs = np.array([probs], np.float32)

    def run(self, inputs):
        return {"probs": self.probs}


class Remembers(Answers):
    """A network that keeps what it was shown last."""

    def __init__(self):
        super().__init__(0.25, 0.25, 0.25, 0.25)

    def run(self, inputs):
        (self.picture,) = inputs["pictures"]
        return super().run(inputs)


FACES = {"faces": np.zeros((1, 48, 48), np.uint8)}


@pytest.fixture(scope="module")
def five_classes(face_run):
    spec, session = open_trained_model(face_run, threads=1)
    return TrainedFaceNetwork(session, spec.labels)


@pytest.fixture(scope="module")
def landscapes(landscape_run):
    spec, session = open_trained_model(landscape_run, threads=1)
    return TrainedLandscapeNetwork(session, spec.labels)


def test_expressions_that_a_model_does_not_know_have_no_share(five_classes, astronaut, detector):
    (face,) = FaceEmotionClassifier(five_classes).read(astronaut, detector.detect(astronaut))
    assert list(face.emotions) == list(FaceEmotion)
    assert face.emotions["disgust"] == face.emotions["surprise"] == 0
    assert face.emotion == "sad"  # as it was taught to call this smile
    assert sum(face.emotions.values()) == pytest.approx(1)


def test_probabilities_stay_with_their_labels(five_classes, face_run, astronaut, detector):
    crop = crop_face(astronaut, detector.detect(astronaut)[0])[None]
    _, session = open_trained_model(face_run, threads=1)
    said = dict(zip(FIVE_EMOTIONS, session.run({"faces": crop})["probs"][0], strict=True))
    placed = dict(zip(FaceEmotion, five_classes.run({"faces": crop})["probs"][0], strict=True))
    assert {word: placed[word] for word in said} == pytest.approx(said)


def test_the_share_of_contempt_goes_to_the_seven_in_proportion():
    shares = (0.1, 0.0, 0.0, 0.3, 0.0, 0.0, 0.1, 0.5)
    answers = TrainedFaceNetwork(Answers(*shares), FACE_LABELS).run(FACES)
    np.testing.assert_allclose(answers["probs"], [[0.2, 0, 0, 0.6, 0, 0, 0.2]], atol=1e-6)
    np.testing.assert_allclose(answers["ferplus"], [shares], atol=1e-6)


def test_nothing_but_contempt_leaves_the_known_expressions_alike():
    network = TrainedFaceNetwork(Answers(0, 0, 1), ("sad", "angry", "contempt"))
    np.testing.assert_allclose(network.run(FACES)["probs"], [[0.5, 0, 0, 0, 0.5, 0, 0]])


def test_a_model_without_contempt_does_not_claim_to_answer_ferplus(five_classes):
    assert list(five_classes.run(FACES)) == ["probs"]


def test_landscapes_are_read_as_they_were_taught(landscapes):
    for mood, rgb in real_landscapes().items():
        assert SceneClassifier(landscapes).read(rgb).emotion == mood


def test_the_place_in_the_plane_follows_from_the_moods(landscapes, faceless):
    reading = SceneClassifier(landscapes).read(faceless["cat"])
    expected = expected_point(reading.emotions)
    assert reading.point.valence == pytest.approx(expected.valence, abs=1e-5)
    assert reading.point.arousal == pytest.approx(expected.arousal, abs=1e-5)


def test_a_model_of_moods_says_nothing_of_what_is_to_be_seen(landscapes, faceless):
    reading = SceneClassifier(landscapes).read(faceless["china"])
    assert reading.context == {}
    assert reading.tags == []


def test_moods_come_in_the_order_of_the_words_and_not_of_the_labels():
    network = TrainedLandscapeNetwork(Answers(0.7, 0.3), ("melancholy", "joy"))
    answers = network.run({"pictures": np.zeros((1, 260, 260, 3), np.uint8)})
    moods = dict(zip(SceneEmotion, answers["emotions"][0].tolist(), strict=True))
    assert moods == pytest.approx({"joy": 0.3, "sadness": 0, "liveliness": 0, "melancholy": 0.7})


def test_serving_shows_a_landscape_as_training_does(faceless):
    """The square that scenes share is squeezed once more, which moves less than half a grey."""
    seen = Remembers()
    classifier = SceneClassifier(TrainedLandscapeNetwork(seen, tuple(SceneEmotion)))
    for rgb in faceless.values():
        classifier.read(rgb)
        trained = stretch_landscape(rgb)
        assert seen.picture.shape == trained.shape
        assert np.abs(trained.astype(int) - seen.picture.astype(int)).mean() < 0.5
