"""Moods from what catalogues state: by the written rules, and by a model that learned them."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.trained_runs_for_tests import COLUMNS, draw_features

from affetto.app.music_library import open_track_classifier
from affetto.audio.catalogue_mood import CatalogueMoodReader
from affetto.errors import InputError
from affetto.mood_rules import MOODS, label_by_rules
from affetto.music import CatalogueFeatures, Mode

HAPPY = CatalogueFeatures(
    danceability=0.85, energy=0.6, loudness_db=-7.0, mode=Mode.MAJOR, valence=0.9, tempo_bpm=118.0
)
SAD = CatalogueFeatures(
    danceability=0.4, energy=0.2, loudness_db=-14.0, mode=Mode.MINOR, valence=0.1, tempo_bpm=80.0
)


def catalogued(row):
    values = dict(zip(COLUMNS, row, strict=True))
    return CatalogueFeatures(
        danceability=values["danceability"],
        energy=values["energy"],
        loudness_db=values["loudness"],
        mode=Mode(int(values["mode"])),
        valence=values["valence"],
        tempo_bpm=values["tempo"],
    )


@pytest.fixture(params=["rules", "model"])
def reader(request):
    if request.param == "rules":
        return CatalogueMoodReader.by_rules()
    run = request.getfixturevalue("music_run")
    return CatalogueMoodReader.by_model(open_track_classifier(run))


def test_clear_cases_are_clear(reader):
    happy, sad = reader.read([HAPPY, SAD])
    assert max(happy, key=happy.get) == "happy"
    assert max(sad, key=sad.get) == "sad"
    assert sum(happy.values()) == pytest.approx(1)
    assert tuple(happy) == reader.labels


def test_a_track_that_lacks_a_feature_is_passed_over_and_the_others_are_not(reader):
    lacking = dataclasses.replace(SAD, mode=None)
    first, second, third = reader.read([HAPPY, lacking, SAD])
    assert second is None
    assert [first, third] == reader.read([HAPPY, SAD])
    assert reader.read([]) == []


def test_the_most_probable_mood_is_the_one_that_the_rules_name():
    features = draw_features(500, seed=3)
    moods = CatalogueMoodReader.by_rules().read([catalogued(row) for row in features.tolist()])
    named = [max(mood, key=mood.get) for mood in moods]
    assert named == [str(MOODS[label]) for label in label_by_rules(features, COLUMNS)]


def test_a_model_is_named_with_its_digest(music_run):
    classifier = open_track_classifier(music_run)
    name = CatalogueMoodReader.by_model(classifier).name
    assert classifier.spec.recipe in name
    assert classifier.spec.sha256.startswith(name.split()[-1])


def test_a_model_of_features_that_catalogues_do_not_state_is_refused():
    with pytest.raises(InputError, match="'duration_ms'"):
        CatalogueMoodReader("mine", ("a", "b"), ("duration_ms",), np.asarray)
