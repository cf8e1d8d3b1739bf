"""The mood of tracks by a model that learned the written rules."""

from __future__ import annotations

import numpy as np
import pytest
from tests.trained_runs_for_tests import COLUMNS, draw_features

from affetto.app.music_library import open_track_classifier
from affetto.errors import InputError
from affetto.mood_rules import MOODS, label_by_rules

# Each keeps all conditions of one rule and few of the others'.
SAD = {
    "tempo": 80.0,
    "energy": 0.2,
    "valence": 0.1,
    "loudness": -14.0,
    "mode": 0.0,
    "danceability": 0.4,
}
HAPPY = {
    "tempo": 118.0,
    "energy": 0.6,
    "valence": 0.9,
    "loudness": -7.0,
    "mode": 1.0,
    "danceability": 0.85,
}


@pytest.fixture(scope="module")
def classifier(music_run):
    return open_track_classifier(music_run)


def test_tracks_are_read_as_the_model_was_taught(classifier):
    sad, happy = classifier.read([SAD, HAPPY])
    assert max(sad, key=sad.get) == "sad"
    assert max(happy, key=happy.get) == "happy"
    for moods in (sad, happy):
        assert tuple(moods) == MOODS
        assert sum(moods.values()) == pytest.approx(1)


def test_columns_may_come_in_any_order_as_text_and_with_others(classifier):
    written = {"title": "Blue", **{name: str(SAD[name]) for name in sorted(SAD)}}
    assert classifier.read([written])[0] == pytest.approx(classifier.read([SAD])[0])


def test_many_tracks_are_read_as_each_alone(classifier):
    features = draw_features(1500, seed=8)
    told = []
    probs = classifier.predict(features, lambda *done: told.append(done))
    assert told == [(1024, 1500), (1500, 1500)]
    alone = [classifier.predict(features[[row]])[0] for row in (0, 1023, 1024, 1499)]
    np.testing.assert_allclose(probs[[0, 1023, 1024, 1499]], alone, atol=1e-5)
    agreed = probs.argmax(axis=1) == label_by_rules(features, COLUMNS)
    assert agreed.mean() > 0.8  # guessing the most frequent mood gives less than half


def test_no_track_has_no_mood(classifier):
    assert classifier.read([]) == []
    assert classifier.predict(np.empty((0, len(COLUMNS)))).shape == (0, len(MOODS))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"energy": None}, "track 2: 'energy' is 'None', not a number"),
        ({"tempo": "fast"}, "track 2: 'tempo' is 'fast', not a number"),
        ({"valence": float("nan")}, "track 2: 'valence' is 'nan', not a number"),
        ({"loudness": float("-inf")}, "track 2: 'loudness' is '-inf', not a number"),
        ({"mode": 1e300}, "track 2: 'mode' is '1e+300', not a number"),
    ],
)
def test_a_value_that_is_no_number_is_named_by_track_and_column(classifier, changes, words):
    with pytest.raises(InputError) as refusal:
        classifier.read([HAPPY, SAD | changes])
    assert str(refusal.value) == words


def test_a_missing_column_is_named(classifier):
    without = {name: value for name, value in SAD.items() if name != "danceability"}
    with pytest.raises(InputError, match="track 1: has no 'danceability'"):
        classifier.read([without])


@pytest.mark.parametrize("shape", [(3, 5), (6,), (2, 3, 6)])
def test_features_of_another_shape_are_refused_with_the_columns_that_are_read(classifier, shape):
    with pytest.raises(InputError, match=", ".join(COLUMNS)):
        classifier.predict(np.zeros(shape))


def test_a_model_of_faces_tells_no_mood_of_tracks(face_run):
    with pytest.raises(InputError, match="reads faces, not music"):
        open_track_classifier(face_run)
