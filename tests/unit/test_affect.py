"""Emotions in the valence-arousal plane."""

from __future__ import annotations

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
    combine_affects,
    describe_emotion,
    expected_point,
)

SHARES = st.lists(st.floats(0.01, 1), min_size=7, max_size=7)


def distribution(shares):
    return {word: share / sum(shares) for word, share in zip(FaceEmotion, shares, strict=True)}


def test_every_word_of_both_taxonomies_has_a_place():
    assert set(EMOTION_POINTS) == {*FaceEmotion, *SceneEmotion}


def test_face_emotions_stand_in_the_order_of_fer2013():
    assert list(FaceEmotion) == ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]


@pytest.mark.parametrize(("valence", "arousal"), [(1.01, 0), (0, -1.01), (float("nan"), 0)])
def test_a_place_outside_the_plane_is_refused(valence, arousal):
    with pytest.raises(ValueError, match="not in"):
        Point(valence, arousal)


def test_a_certain_emotion_lies_where_its_word_lies():
    assert expected_point({"happy": 1.0}) == EMOTION_POINTS["happy"]


@given(SHARES)
def test_the_mean_place_lies_within_the_places_of_the_words(shares):
    point = expected_point(distribution(shares))
    places = [EMOTION_POINTS[word] for word in FaceEmotion]
    assert min(p.valence for p in places) <= point.valence <= max(p.valence for p in places)
    assert min(p.arousal for p in places) <= point.arousal <= max(p.arousal for p in places)


def test_what_a_person_says_is_certain():
    said = Affect.said("sad")
    assert (said.emotion, said.confidence, said.source) == ("sad", 1.0, AffectSource.USER)
    assert Affect.at(0.2, -0.3).emotion is None


@given(SHARES, SHARES)
def test_pictures_of_one_kind_are_averaged(first, second):
    affects = [
        Affect(distribution(s), expected_point(distribution(s)), 0.5, AffectSource.FACES)
        for s in (first, second)
    ]
    both = combine_affects(affects)
    assert sum(both.emotions.values()) == pytest.approx(1)
    assert both.point.valence == pytest.approx(
        (affects[0].point.valence + affects[1].point.valence) / 2
    )
    assert both.source is AffectSource.FACES


def test_a_face_and_a_landscape_together_have_a_place_but_no_common_word():
    face = Affect({"happy": 1.0}, Point(0.8, 0.5), 0.9, AffectSource.FACES)
    scene = Affect({"sadness": 1.0}, Point(-0.6, -0.3), 0.5, AffectSource.SCENE)
    both = combine_affects([face, scene])
    assert both.emotion is None
    assert both.source is AffectSource.BOTH
    assert (both.point.valence, both.point.arousal) == pytest.approx((0.1, 0.1))
    assert both.confidence == pytest.approx(0.7)


def test_several_pictures_are_as_sure_as_their_mean_emotion():
    one = Affect({"happy": 0.9, "sad": 0.1}, Point(0.5, 0.3), 0.9, AffectSource.FACES)
    other = Affect({"happy": 0.1, "sad": 0.9}, Point(-0.5, -0.3), 0.9, AffectSource.FACES)
    # Each alone is sure of something else; together they are sure of nothing.
    assert combine_affects([one, other]).confidence == pytest.approx(0.5)
    assert combine_affects([one, one]).confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("emotions", "words"),
    [
        ({"happy": 0.83, "sad": 0.17}, "happy (83% sure)"),
        ({"happy": 0.5, "sad": 0.5}, "happy (50% sure)"),
        ({"happy": 0.33, "sad": 0.41, "fear": 0.26}, "not sure: sad (41%), or happy (33%)"),
        ({"joy": 0.25, "sadness": 0.25, "melancholy": 0.5 - 1e-9}, "not sure: melancholy (50%)"),
    ],
)
def test_below_half_the_runner_up_is_offered(emotions, words):
    assert describe_emotion(emotions).startswith(words)
