from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import Affect, AffectSource, Point
from affetto.recommend.intents import (
    JOYFUL,
    RELAXED,
    calm,
    default_destination,
    intended_affect,
    lift,
    name_feeling,
)
from affetto.recommend.query import Intent

coordinates = st.floats(-1, 1)
points = st.builds(Point, coordinates, coordinates)


@given(points)
def test_lifting_takes_nothing_away_and_reaches_joy(felt):
    lifted = lift(felt)
    assert lifted.valence >= max(felt.valence, JOYFUL.valence)
    assert lifted.arousal >= max(felt.arousal, JOYFUL.arousal)
    assert lift(lifted) == lifted


@given(points)
def test_calming_never_excites_and_never_saddens(felt):
    calmed = calm(felt)
    assert calmed.valence >= max(felt.valence, RELAXED.valence)
    assert calmed.arousal <= min(felt.arousal, RELAXED.arousal)
    assert calm(calmed) == calmed


def test_a_journey_without_an_end_calms_the_excited_and_lifts_the_others():
    assert default_destination(Point(-0.51, 0.59)) == RELAXED
    assert default_destination(Point(-0.63, -0.27)) == JOYFUL


def test_matching_and_journeys_begin_with_what_is_felt():
    felt = Affect.said("sad")
    assert intended_affect(Intent.MATCH, felt) is felt
    assert intended_affect(Intent.JOURNEY, felt) is felt


def test_what_is_wanted_has_no_word_and_is_no_reading_of_the_picture():
    wanted = intended_affect(Intent.LIFT, Affect({"sad": 1.0}, Point(-0.6, -0.3), 0.7, "faces"))
    assert wanted == Affect({}, JOYFUL, 0.7, AffectSource.USER)
    assert intended_affect(Intent.CALM, Affect.said("angry")).point == RELAXED


def test_feelings_are_called_by_their_word_or_their_place():
    assert name_feeling(Affect.said("sad")) == "sad"
    assert name_feeling(intended_affect(Intent.LIFT, Affect.said("sad"))) == "joyful"
    assert name_feeling(Affect.at(0.5, -0.25)) == "valence +0.50, arousal -0.25"
