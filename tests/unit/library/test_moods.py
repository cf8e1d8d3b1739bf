"""Whose word counts for how much where a track lies in the plane."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from affetto.affect import Point
from affetto.library.moods import MoodOrigin, MoodStatement, reconcile

COORDINATES = st.floats(-1, 1)
POINTS = st.builds(Point, COORDINATES, COORDINATES)
UNCERTAINTIES = st.floats(1e-3, 3)


def say(origin, valence, arousal, uncertainty=0.3, stated_by="somebody"):
    return MoodStatement(origin, stated_by, Point(valence, arousal), uncertainty)


def statements(points=POINTS, origins=tuple(MoodOrigin), uncertainties=UNCERTAINTIES, at_least=0):
    """Statements of a track, at most one of each origin, as the library keeps them."""
    return st.lists(
        st.builds(MoodStatement, st.sampled_from(origins), st.just("x"), points, uncertainties),
        min_size=at_least,
        unique_by=lambda statement: statement.origin,
    )


OTHERS = tuple(origin for origin in MoodOrigin if origin is not MoodOrigin.USER)


def test_where_nobody_says_anything_there_is_no_mood():
    assert reconcile([]) is None


@given(statements(origins=OTHERS), POINTS, UNCERTAINTIES)
def test_the_users_word_stands_alone(others, point, uncertainty):
    mood = reconcile([*others, MoodStatement(MoodOrigin.USER, "me", point, uncertainty)])
    assert (mood.point, mood.uncertainty) == (point, uncertainty)
    assert mood.origins == (MoodOrigin.USER,)


@given(st.data())
def test_the_order_of_statements_makes_no_difference(data):
    said = data.draw(statements())
    assert reconcile(data.draw(st.permutations(said))) == reconcile(said)


SEVERAL_OF_AN_ORIGIN = st.lists(
    st.builds(MoodStatement, st.sampled_from(OTHERS), st.sampled_from("ab"), POINTS, UNCERTAINTIES),
    max_size=6,
)


@given(SEVERAL_OF_AN_ORIGIN, st.randoms())
def test_nor_does_it_of_several_of_one_origin(said, dice):
    shuffled = list(said)
    dice.shuffle(shuffled)
    assert reconcile(shuffled) == reconcile(said)


@given(statements(uncertainties=st.floats(1e-300, 1e300), at_least=1))
def test_the_mood_lies_within_the_statements_and_the_plane(said):
    mood = reconcile(said)
    for axis in ("valence", "arousal"):
        values = [getattr(statement.point, axis) for statement in said]
        assert min(values) <= getattr(mood.point, axis) <= max(values)
    assert 0 < mood.uncertainty <= max(statement.uncertainty for statement in said)


@given(statements(at_least=1))
def test_every_statement_counts_or_is_left_aside(said):
    mood = reconcile(said)
    heard = (*mood.origins, *mood.left_aside)
    if MoodOrigin.USER in mood.origins:
        assert heard == (MoodOrigin.USER,)
    else:
        assert sorted(heard) == sorted(statement.origin for statement in said)
    trust = [list(MoodOrigin).index(origin) for origin in mood.origins]
    assert trust == sorted(trust)


@given(POINTS, st.data())
def test_agreeing_evidence_never_makes_it_less_certain(point, data):
    said = data.draw(statements(points=st.just(point), origins=OTHERS, at_least=2))
    added = data.draw(st.sampled_from(said))
    before = [statement for statement in said if statement is not added]
    assert reconcile(said).uncertainty <= reconcile(before).uncertainty * (1 + 1e-12)


def err_apart(said):
    """Whether each errs in its own way: a model and the catalogue it reads do not."""
    return not {MoodOrigin.MODEL, MoodOrigin.CATALOGUE} <= {each.origin for each in said}


@given(statements(origins=OTHERS, at_least=1).filter(err_apart))
def test_a_less_trusted_statement_never_makes_it_less_certain(said):
    by_trust = sorted(said, key=lambda statement: list(MoodOrigin).index(statement.origin))
    without_last = reconcile(by_trust[:-1])
    assume(without_last is not None)
    assert reconcile(by_trust).uncertainty <= without_last.uncertainty * (1 + 1e-12)


@given(statements(origins=OTHERS, at_least=1))
def test_it_is_never_less_certain_than_the_most_trusted_statement(said):
    most_trusted = min(said, key=lambda statement: list(MoodOrigin).index(statement.origin))
    assert reconcile(said).uncertainty <= most_trusted.uncertainty * (1 + 1e-12)


def test_a_catalogue_can_make_a_model_sure_enough_to_contradict():
    tags = say(MoodOrigin.TAGS, 0.0, 1.0, 0.25)
    model = say(MoodOrigin.MODEL, 0.0, 0.0, 1.0)
    assert reconcile([tags, model]).origins == (MoodOrigin.TAGS, MoodOrigin.MODEL)
    mood = reconcile([tags, model, say(MoodOrigin.CATALOGUE, 0.0, 0.0, 0.25)])
    assert (mood.point, mood.uncertainty) == (tags.point, tags.uncertainty)
    assert mood.left_aside == (MoodOrigin.MODEL, MoodOrigin.CATALOGUE)


def test_two_that_agree_meet_by_their_inverse_variances():
    mood = reconcile([say(MoodOrigin.TAGS, 0.4, 0.0, 0.2), say(MoodOrigin.HEARD, 0.0, 0.5, 0.4)])
    # Weights 25 and 6.25: a fifth of the way.
    assert mood.point.valence == pytest.approx(0.32)
    assert mood.point.arousal == pytest.approx(0.1)
    assert mood.uncertainty == pytest.approx(31.25**-0.5)
    assert mood.origins == (MoodOrigin.TAGS, MoodOrigin.HEARD)


def test_of_two_that_contradict_each_other_the_more_trusted_stands():
    tags, heard = say(MoodOrigin.TAGS, 0.8, 0.5, 0.2), say(MoodOrigin.HEARD, -0.4, 0.5, 0.1)
    mood = reconcile([heard, tags])
    assert (mood.point, mood.uncertainty) == (tags.point, tags.uncertainty)
    assert mood.left_aside == (MoodOrigin.HEARD,)


def test_a_model_and_the_figures_it_read_are_no_two_witnesses():
    model = say(MoodOrigin.MODEL, 0.6, 0.4, 0.4)
    catalogue = say(MoodOrigin.CATALOGUE, 0.4, 0.4, 0.2)
    mood = reconcile([model, catalogue])
    assert mood.uncertainty == 0.2
    assert mood.point.valence == pytest.approx(0.44)  # the surer one weighs four times as much
    # What was heard is a witness of its own.
    heard = reconcile([model, catalogue, say(MoodOrigin.HEARD, 0.44, 0.4, 0.2)])
    assert heard.uncertainty == pytest.approx(0.2 / 2**0.5)


@pytest.mark.parametrize("uncertainty", [0.0, -0.1, float("nan"), float("inf")])
def test_a_statement_says_how_uncertain_it_is(uncertainty):
    with pytest.raises(ValueError, match="standard deviation"):
        say(MoodOrigin.HEARD, 0, 0, uncertainty)
