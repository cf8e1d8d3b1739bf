from __future__ import annotations

import shutil
import sqlite3
from datetime import date

import pytest
from tests.unit.study.studies_for_tests import DAY, JPEG_START, design, make_study, take_part

from affetto.affect import Point
from affetto.errors import InputError
from affetto.study.design import NO_WORD, Side
from affetto.study.errors import (
    ConsentMissingError,
    OutOfTurnError,
    StudyFileError,
    UnknownTokenError,
    WithdrawnError,
)
from affetto.study.records import Step
from affetto.study.responses import Choice, EmotionAnswer, ListsAnswer
from affetto.study.study_file import Study

ANSWER = ListsAnswer(Choice.B, 2, 6, "warmer")


@pytest.fixture
def study(tmp_path) -> Study:
    return make_study(tmp_path)


@pytest.fixture
def token(study) -> str:
    return study.invite(1, DAY)[0]


def test_all_of_it_is_in_one_file_that_can_be_handed_on(study, tmp_path):
    take_part(study)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "evening.db"]
    copy = Study.open(shutil.copy(study.path, elsewhere / "copy.db"))
    assert copy.design == study.design == design()
    assert copy.pictures() == study.pictures()
    assert copy.results().as_dict() == study.results().as_dict()
    assert len(copy.responses()) == 3


def test_others_cannot_read_the_links(study):
    assert study.path.stat().st_mode & 0o077 == 0


def test_answers_come_back_as_they_were_given(study, token):
    at = study.agree(token, DAY).current
    seen = EmotionAnswer("fear", Point(-0.5, 0.25))
    study.say_emotion(token, at.position, seen, DAY)
    study.judge_lists(token, at.position, ANSWER, date(2026, 5, 6))
    (response,) = study.responses()
    assert (response.emotion, response.lists) == (seen, ANSWER)
    assert (response.picture, response.first_on) == (at.picture, at.first_on)
    assert response.day == date(2026, 5, 6)


def test_everybody_goes_on_where_they_stopped(study, token):
    study.agree(token, DAY)
    study.say_emotion(token, 1, EmotionAnswer("sad"), DAY)
    study.judge_lists(token, 1, ANSWER, DAY)
    study.say_emotion(token, 2, EmotionAnswer(NO_WORD), DAY)
    later = Study.open(study.path).participant(token)
    assert (later.step, later.current.position, later.judged) == (Step.LISTS, 2, 1)


def test_the_lists_are_on_the_sides_that_were_dealt(study, token):
    for assignment in study.agree(token, DAY).assignments:
        study.say_emotion(token, assignment.position, EmotionAnswer("sad"), DAY)
        first = study.tracks_heard(token, assignment.position, assignment.first_on)
        second = study.tracks_heard(token, assignment.position, assignment.first_on.other)
        assert [track.title for track in first] == [
            f"affect {assignment.picture}.{rank}" for rank in (1, 2)
        ]
        assert [track.title for track in second] == [
            f"targets {assignment.picture}.{rank}" for rank in (1, 2)
        ]
        shown = study.picture_shown(token, assignment.position)
        assert shown == JPEG_START + bytes([assignment.picture])
        study.judge_lists(token, assignment.position, ANSWER, DAY)


def test_links_are_secret_and_numbers_do_not_follow_each_other(study):
    tokens = study.invite(50, DAY)
    assert len(set(tokens)) == 50
    assert min(map(len, tokens)) >= 22  # 128 bits at 6 a character
    numbers = [each.number for each in study.participants()]
    assert numbers != sorted(numbers)
    assert len(set(numbers)) == 50


def test_who_withdraws_leaves_no_answer_behind(study):
    stays, leaves = take_part(study), study.invite(1, DAY)[0]
    study.agree(leaves, DAY)
    study.say_emotion(leaves, 1, EmotionAnswer("fear"), DAY)
    study.judge_lists(leaves, 1, ListsAnswer(Choice.A, 1, 1, "my name is Wanda"), DAY)
    assert b"Wanda" in study.path.read_bytes()
    study.withdraw(leaves, DAY)
    assert b"Wanda" not in study.path.read_bytes()
    assert {each.participant for each in study.responses()} == {study.participant(stays).number}
    with pytest.raises(WithdrawnError):
        study.agree(leaves, DAY)
    people = study.participation()
    assert (people.invited, people.agreed, people.answered, people.withdrew) == (2, 1, 1, 1)


def test_the_next_one_gets_the_sides_of_who_withdrew(study):
    first, second = study.invite(2, DAY)
    assignments = study.agree(first, DAY).assignments
    study.withdraw(first, DAY)
    assert study.agree(second, DAY).assignments == assignments


def test_agreeing_twice_deals_once(study, token):
    assert study.agree(token, DAY) == study.agree(token, date(2026, 6, 1))


def test_nothing_is_answered_without_consent_or_out_of_turn(study, token):
    with pytest.raises(ConsentMissingError):
        study.say_emotion(token, 1, EmotionAnswer("sad"), DAY)
    study.agree(token, DAY)
    with pytest.raises(OutOfTurnError):
        study.judge_lists(token, 1, ANSWER, DAY)
    with pytest.raises(OutOfTurnError):
        study.say_emotion(token, 2, EmotionAnswer("sad"), DAY)
    with pytest.raises(OutOfTurnError):
        study.tracks_heard(token, 1, Side.A)
    with pytest.raises(OutOfTurnError):
        study.picture_shown(token, 2)
    with pytest.raises(InputError, match="none of"):
        study.say_emotion(token, 1, EmotionAnswer("hungry"), DAY)
    with pytest.raises(UnknownTokenError):
        study.participant("nobody")


def test_after_the_last_picture_there_is_no_more_to_answer(study):
    token = take_part(study)
    assert study.participant(token).step is Step.DONE
    with pytest.raises(OutOfTurnError, match="all pictures"):
        study.say_emotion(token, 4, EmotionAnswer("sad"), DAY)
    assert study.participation().finished == 1


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, "library"])
def test_what_is_no_study_is_told_in_one_sentence(tmp_path, content):
    path = tmp_path / "other.db"
    if content == "library":
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE tracks (id INTEGER)")
    else:
        path.write_bytes(content)
    with pytest.raises(StudyFileError, match="no study"):
        Study.open(path)


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM study", "UPDATE study SET second_strategy = first_strategy", "DROP TABLE study"],
)
def test_a_damaged_study_says_so(study, damage):
    with sqlite3.connect(study.path) as connection:
        connection.execute(damage)
    with pytest.raises(StudyFileError, match=r"damaged|no such table"):
        Study.open(study.path)


def test_a_study_of_a_newer_affetto_is_not_touched(study):
    with sqlite3.connect(study.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StudyFileError, match="newer"):
        Study.open(study.path)


def test_a_study_that_cannot_be_made_leaves_nothing_behind(tmp_path, monkeypatch):
    with pytest.raises(StudyFileError):
        make_study(tmp_path / "missing")
    with pytest.raises(ZeroDivisionError):
        Study.create(tmp_path / "half.db", design(), (1 / 0 for _ in range(1)))
    assert list(tmp_path.iterdir()) == []
