"""The scene network that ships, on real pictures."""

from __future__ import annotations

import json

import numpy as np
import pytest

from affetto.affect import SceneEmotion
from affetto.inference.registry import open_session
from affetto.scene_context import NAMED_FROM, RELIABLE_TAGS, ContextTag
from affetto.vision.scene_emotion import SceneClassifier


@pytest.fixture(scope="module")
def classifier():
    return SceneClassifier(open_session("scene-emotion", threads=1))


@pytest.fixture(scope="module")
def palace(classifier, faceless):
    return classifier.read(faceless["china"])


@pytest.fixture(scope="module")
def portrait(classifier, astronaut):
    return classifier.read(astronaut)


def test_a_palace_under_trees_is_outdoors(palace):
    assert ContextTag.OUTDOORS in palace.tags
    assert ContextTag.INDOORS not in palace.tags


def test_a_portrait_shows_people_and_no_animals(portrait):
    assert ContextTag.PEOPLE in portrait.tags
    assert ContextTag.ANIMALS not in portrait.tags


def test_a_cat_is_an_animal(classifier, faceless):
    assert ContextTag.ANIMALS in classifier.read(faceless["cat"]).tags


def test_a_flower_is_more_pleasant_than_a_blank_black_picture(classifier, faceless):
    flower = classifier.read(faceless["flower"])
    blank = classifier.read(np.zeros((200, 300, 3), np.uint8))
    assert flower.point.valence > blank.point.valence + 0.2


def test_tags_are_the_sure_ones_the_surest_first(palace):
    shares = [palace.context[tag] for tag in palace.tags]
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= NAMED_FROM
    assert all(palace.context[tag] < NAMED_FROM for tag in RELIABLE_TAGS if tag not in palace.tags)


def test_a_reading_has_every_mood_and_every_reliable_tag(palace):
    assert set(palace.emotions) == set(SceneEmotion)
    assert sum(palace.emotions.values()) == pytest.approx(1)
    assert tuple(palace.context) == RELIABLE_TAGS
    assert all(0 <= share <= 1 for share in palace.context.values())


def test_a_picture_and_its_mirror_image_read_alike(classifier, faceless, palace):
    mirrored = classifier.read(faceless["china"][:, ::-1])
    assert mirrored.point.valence == pytest.approx(palace.point.valence, abs=0.02)
    assert mirrored.point.arousal == pytest.approx(palace.point.arousal, abs=0.02)


def test_users_are_told_of_the_tags_that_were_measured_to_be_right(root):
    metrics = json.loads((root / "docs/models/scene-emotion.metrics.json").read_text())
    context = metrics["context"]
    assert list(context) == list(ContextTag)
    reliable = [
        tag
        for tag, figures in context.items()
        if figures["named"]["n"] >= 10
        and figures["named"]["precision"] >= 0.8
        and figures["named_new_themes"]["precision"] >= 0.75
    ]
    assert reliable == list(RELIABLE_TAGS)
