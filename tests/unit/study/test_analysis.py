from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.unit.study.studies_for_tests import STRATEGIES, design, judge, study_picture

from affetto.affect import Point
from affetto.study.analysis import Participation, analyse_study
from affetto.study.design import Side
from affetto.study.responses import Choice, EmotionAnswer, ListsAnswer, Response
from affetto.study.sign_flip import MIN_PEOPLE

FIRST, SECOND = STRATEGIES
SIDES = (Side.A, Side.B)


def response(person, picture, preferred, fits=(5, 3), word="happy", first_on=None, point=None):
    side = first_on or SIDES[(person + picture) % 2]
    return Response(
        participant=person,
        position=picture,
        picture=picture,
        first_on=side,
        day=date(2026, 5, 4),
        emotion=EmotionAnswer(word, point),
        lists=judge(side, preferred, fits),
    )


def analyse(responses, n_pictures=3, **pictures):
    shown = [study_picture(number, **pictures) for number in range(1, n_pictures + 1)]
    return analyse_study(design(), shown, Participation(0, 0, 0, 0, 0), responses)


def test_a_choice_counts_for_the_strategy_whichever_side_it_stood_on():
    for side in SIDES:
        answer = ListsAnswer(Choice.A, 7, 1)
        judged = Response(1, 1, 1, side, date(2026, 5, 4), EmotionAnswer("sad"), answer).judgement
        assert judged.preference == (1 if side is Side.A else -1)
        assert judged.fits == ((7, 1) if side is Side.A else (1, 7))
        assert judged.leaning == 1


def test_share_counts_ties_as_half_and_everybody_the_same():
    # One person judges ten pictures and always prefers the second; six judge one each.
    responses = [response(1, picture, SECOND) for picture in range(1, 11)]
    responses += [response(person, 1, FIRST) for person in (2, 3, 4)]
    responses += [response(person, 1, None) for person in (5, 6, 7)]
    preference = analyse(responses, n_pictures=10).preference
    assert preference.share == pytest.approx((0 + 3 * 1 + 3 * 0.5) / 7)
    assert (preference.people, preference.judgements) == (7, 16)
    assert (preference.chosen, preference.ties) == ((3, 10), 3)


def test_many_answers_of_few_people_are_no_certainty():
    # Sixty judgements for the first strategy, of six people; as many of sixty people.
    few = [response(person, picture, FIRST) for person in range(6) for picture in range(1, 11)]
    many = [response(person, 1, FIRST) for person in range(60)]
    assert analyse(few, n_pictures=10).preference.p_value == pytest.approx(2 / 64)
    assert analyse(many).preference.p_value < 1e-4


def test_too_few_people_are_counted_but_nothing_is_concluded():
    responses = [response(person, 1, FIRST) for person in range(MIN_PEOPLE - 1)]
    results = analyse(responses)
    assert results.preference.chosen == (MIN_PEOPLE - 1, 0)
    for figures in (results.preference, results.sides):
        assert figures.share is None
        assert figures.interval is None
    assert results.preference.p_value is None
    assert (results.fit.difference, results.fit.means, results.fit.p_value) == (None, None, None)


def test_difference_of_fit_is_paired():
    rng = np.random.default_rng(0)
    responses = []
    for person in range(12):
        # People use the scale differently, and still agree on the difference of one.
        level = int(rng.integers(1, 7))
        responses.append(response(person, 1, FIRST, (level + 1, level)))
    fit = analyse(responses).fit
    assert fit.difference == pytest.approx(1)
    assert fit.interval == pytest.approx((1, 1))
    assert fit.p_value < 0.001
    assert fit.means[0] - fit.means[1] == pytest.approx(1)


def test_a_habit_of_choosing_side_a_shows_and_favours_nobody():
    responses = [
        Response(
            person, place, place, SIDES[(person + place) % 2], date(2026, 5, 4),
            EmotionAnswer("sad"), ListsAnswer(Choice.A, 5, 3),
        )
        for person in range(8)
        for place in (1, 2)
    ]  # fmt: skip
    results = analyse(responses)
    assert results.sides.share == 1
    assert results.preference.share == 0.5
    assert results.preference.p_value == 1


def test_agreement_is_told_of_words_points_and_fit():
    places = {1: Point(0.8, 0.5), 2: Point(-0.6, 0.1), 3: Point(-0.2, -0.5)}
    words = {1: "happy", 2: "angry", 3: "sad"}
    responses = [
        response(person, picture, FIRST, (7, picture), words[picture], point=places[picture])
        for person in range(4)
        for picture in (1, 2, 3)
    ]
    agreement = analyse(responses).agreement
    assert {what: each.alpha for what, each in agreement.items()} == {
        "word": 1, "valence": 1, "arousal": 1, "fit": 1,
    }  # fmt: skip
    assert agreement["fit"].units == 6
    assert agreement["word"].units == 3


def test_what_was_seen_counts_though_the_music_was_not_judged():
    seen = Response(1, 1, 1, Side.A, date(2026, 5, 4), EmotionAnswer("sad", Point(-0.5, 0)))
    results = analyse([seen])
    assert results.pictures[0].words == {"sad": 1}
    assert results.pictures[0].pointed_at == Point(-0.5, 0)
    assert results.pictures[0].fits is None
    assert results.preference.judgements == 0


def test_nobody_has_answered_yet():
    figures = analyse([]).as_dict()
    assert figures["preference"]["judgements"] == 0
    assert figures["agreement"]["word"]["alpha"] is None
    assert [picture["words"] for picture in figures["pictures"]] == [{}, {}, {}]


def test_pictures_are_described_one_by_one():
    responses = [
        response(1, 1, FIRST, (6, 2), "sad", point=Point(-0.4, -0.2)),
        response(2, 1, SECOND, (4, 4), "sad", point=Point(-0.6, 0.0)),
        response(3, 1, None, (5, 3), "fear"),
    ]
    figures = analyse(responses).as_dict()["pictures"][0]
    assert figures["words"] == {"sad": 2, "fear": 1}
    assert figures["pointed_at"] == pytest.approx({"valence": -0.5, "arousal": -0.1})
    assert (figures["chosen"], figures["no_difference"]) == ({"affect": 1, "targets": 1}, 1)
    assert figures["fit"] == {"affect": 5.0, "targets": 3.0}
    assert figures["read"]["emotion"] == "happy"


def test_tracks_in_both_lists_are_counted():
    both = study_picture(1).lists[FIRST]
    shared = {FIRST: both, SECOND: both}
    assert [each.shared_tracks for each in analyse([], 1, lists=shared).pictures] == [2]
    assert [each.shared_tracks for each in analyse([], 1).pictures] == [0]
