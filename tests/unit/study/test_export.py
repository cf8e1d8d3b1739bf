from __future__ import annotations

import csv
import io

import pytest
from tests.unit.study.studies_for_tests import DAY, STRATEGIES, judge, make_study, take_part

from affetto.study.export import write_csv
from affetto.study.responses import EmotionAnswer
from affetto.study.study_file import Study


@pytest.fixture
def study(tmp_path) -> Study:
    return make_study(tmp_path)


def rows_of(study, with_comments=False):
    text = write_csv(study.design, study.pictures(), study.responses(), with_comments=with_comments)
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_for_each_picture_that_somebody_answered(study):
    take_part(study, prefers=lambda picture: STRATEGIES[0] if picture > 1 else None)
    rows = rows_of(study)
    assert [row["position"] for row in rows] == ["1", "2", "3"]
    preferred = {row["picture"]: row["preferred"] for row in rows}
    assert preferred == {"1": "no difference", "2": "affect", "3": "affect"}
    ratings = {(row["fit_affect"], row["fit_targets"]) for row in rows if row["picture"] != "1"}
    assert ratings == {("6", "3")}
    assert {row["day"] for row in rows} == {"2026-05-04"}
    assert {row["picture_name"] for row in rows} == {f"picture-{n}.jpg" for n in (1, 2, 3)}


def test_sides_are_told_so_that_the_analysis_can_be_done_again(study):
    token = take_part(study)
    sides = {each.picture: each.first_on for each in study.participant(token).assignments}
    for row in rows_of(study):
        on_a = row["side_a"] == STRATEGIES[0]
        assert on_a == (sides[int(row["picture"])] == "a")


def test_nobody_can_be_told_from_it(study):
    tokens = [take_part(study) for _ in range(3)]
    text = write_csv(study.design, study.pictures(), study.responses(), with_comments=False)
    assert not any(token in text for token in tokens)
    assert "nice" not in text
    assert ":" not in text  # no time of day


def test_comments_come_on_request_and_no_spreadsheet_runs_them(study):
    token = study.invite(1, DAY)[0]
    at = study.agree(token, DAY).current
    study.say_emotion(token, 1, EmotionAnswer("sad"), DAY)
    assert rows_of(study, with_comments=True)[0]["comment"] == ""
    study.judge_lists(token, 1, judge(at.first_on, None, (3, 3), '=HYPERLINK("x")'), DAY)
    assert rows_of(study, with_comments=True)[0]["comment"] == '\'=HYPERLINK("x")'


def test_an_answer_without_music_has_empty_cells(study):
    token = study.invite(1, DAY)[0]
    study.agree(token, DAY)
    study.say_emotion(token, 1, EmotionAnswer("sad"), DAY)
    (row,) = rows_of(study)
    assert (row["word"], row["valence"], row["preferred"], row["fit_affect"]) == ("sad", "", "", "")
