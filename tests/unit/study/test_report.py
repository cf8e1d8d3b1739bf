from __future__ import annotations

import json

import pytest
from tests.unit.study.studies_for_tests import crowd, make_study, take_part

from affetto.study.analysis import StudyResults
from affetto.study.report import describe_preference, report_study


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> StudyResults:
    study = make_study(tmp_path_factory.mktemp("study"), 4)
    crowd(study, 9, 0.85)
    return study.results()


def test_page_and_plots_and_figures_are_written(results, tmp_path):
    page = report_study(results).write(tmp_path / "report")
    names = {path.name for path in page.parent.iterdir()}
    assert names == {
        "report.html", "report.json", "choices.png", "fit.png", "words.png", "plane.png",
    }  # fmt: skip
    assert json.loads((page.parent / "report.json").read_text()) == json.loads(
        json.dumps(results.as_dict())
    )
    text = page.read_text()
    assert "Krippendorff" in text
    assert "sign-flip permutation" in text


def test_the_page_holds_no_picture_of_the_study_no_link_and_no_comment(tmp_path):
    study = make_study(tmp_path, 2)
    token = take_part(study)
    text = report_study(study.results()).write(tmp_path / "report").read_text()
    assert "image/jpeg" not in text
    assert token not in text
    assert "nice" not in text


def test_a_study_without_answers_says_that_they_are_too_few(tmp_path):
    study = make_study(tmp_path, 2)
    text = report_study(study.results()).write(tmp_path / "report").read_text()
    assert "Too few to say" in text
    assert "<img" not in text


def test_names_of_pictures_are_text_and_nothing_else(tmp_path):
    from dataclasses import replace

    study = make_study(tmp_path, 1)
    take_part(study)
    results = study.results()
    nasty = replace(results.pictures[0], name="<script>$x_1^</script>.jpg")
    text = report_study(replace(results, pictures=(nasty,))).write(tmp_path / "page").read_text()
    assert "<script>" not in text


def test_the_sentence_tells_share_interval_p_and_n(results):
    sentence = describe_preference(results.preference, results.design.strategies)
    assert f"{100 * results.preference.share:.1f}%" in sentence
    assert "9 participants, 36 judgements" in sentence
