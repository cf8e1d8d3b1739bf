"""The report on a run as a reader opens it."""

from __future__ import annotations

import dataclasses
import json
import re

import numpy as np
import pytest
from PIL import Image
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score
from tests.finished_runs_for_tests import (
    DIGITS,
    learn_by_network,
    learn_by_regression,
    load_digit_samples,
    picture_source,
    split_by_rows,
    write_finished_run,
)

from affetto.evaluation.run_report import average_scores, report_run
from affetto.training.metrics import classification_report
from affetto.training.run_folder import read_run


@pytest.fixture(scope="module")
def samples():
    return load_digit_samples()


@pytest.fixture(scope="module")
def folder(samples, tmp_path_factory):
    """A network with epochs and balanced classes, whose authors say how many samples they had."""
    splits = split_by_rows(samples)
    largest = max(splits.train.counts().values())
    return write_finished_run(
        tmp_path_factory.mktemp("runs") / "digits<b>",
        splits,
        learn_by_network(splits),
        recipe="s3-vgg19",
        balanced=dict.fromkeys(DIGITS, largest),
        published={"accuracy": 55 / 87, "n": 87, "note": "Very likely 87 test images."},
    )


@pytest.fixture(scope="module")
def page(folder, samples):
    return report_run(read_run(folder), picture_source(samples)).write(folder).read_text("utf-8")


@pytest.fixture(scope="module")
def figures(page, folder):
    return json.loads((folder / "report.json").read_text())


@pytest.fixture(scope="module")
def plain_folder(samples, tmp_path_factory):
    """A machine without epochs, on classes left as they are, of authors who give no accuracy."""
    splits = split_by_rows(samples)
    run = tmp_path_factory.mktemp("runs") / "plain"
    return write_finished_run(run, splits, learn_by_regression(splits), subject="music")


@pytest.fixture(scope="module")
def plain_page(plain_folder, tmp_path_factory):
    report = report_run(read_run(plain_folder), None)
    return report.write(tmp_path_factory.mktemp("page")).read_text("utf-8")


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_needs_nothing_else(page):
    loaded = re.findall(r'(?:src|href)="([^"]{0,30})', page)
    assert loaded
    assert all(source.startswith("data:image/png;base64,") for source in loaded)
    assert "<script" not in page


def test_every_plot_lies_beside_the_page(page, folder):
    names = {
        *("class_counts", "class_shares", "class_shares_balanced"),
        *("accuracy", "loss", "learning_rate"),
        *("confusion", "class_scores", "roc", "precision_recall", "calibration"),
    }
    assert {path.stem for path in folder.glob("*.png")} == names
    assert page.count('class="plot"') == len(names)
    for path in folder.glob("*.png"):
        with Image.open(path) as image:
            assert min(image.size) > 300
            assert len(image.convert("RGB").getcolors(1_000_000) or []) > 5  # something is drawn


def test_the_page_gives_both_parts_with_n_and_intervals(page, folder):
    metrics = json.loads((folder / "metrics.json").read_text())
    for part in ("test", "validation"):
        low, high = metrics[part]["accuracy_interval"]
        said = (
            f"{100 * metrics[part]['accuracy']:.1f}% ({100 * low:.1f}% to {100 * high:.1f}%) "
            f"of {metrics[part]['n']:,} right"
        )
        assert said in text_of(page)


def test_ours_stands_beside_theirs_with_its_interval(page, figures):
    said = text_of(page)
    # 55 of 87: Wilson's interval as statsmodels gives it.
    assert "published 87 63.2% 52.7% to 72.6%" in said
    assert "Very likely 87 test images." in said
    ours = figures["test"]["accuracy"]
    low, high = figures["published"]["difference_interval"]
    assert low < ours - 55 / 87 < high


def test_figures_are_those_of_scikit_learn(figures, folder):
    said = read_run(folder).predictions["test"]
    for name, expected in zip(
        figures["curves"]["per_class"],
        roc_auc_score(said.labels, said.probs, multi_class="ovr", average=None),
        strict=True,
    ):
        assert figures["curves"]["per_class"][name]["auc"] == pytest.approx(expected)
    for kind in ("macro", "weighted"):
        expected = precision_recall_fscore_support(
            said.labels, said.probs.argmax(axis=1), average=kind, zero_division=0
        )
        assert list(figures["averages"][kind].values()) == pytest.approx(list(expected[:3]))


def test_macro_means_leave_out_classes_that_nothing_speaks_of():
    probs, labels = [[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.6, 0.4, 0.0]], [0, 1, 1]
    judged = classification_report(np.array(probs), np.array(labels), ["a", "b", "never"])
    averages = average_scores(judged)
    assert averages["macro"]["f1"] == pytest.approx(judged.macro_f1)
    assert averages["weighted"]["recall"] == pytest.approx(judged.accuracy)


def test_class_counts_before_and_after_balancing_are_told(page, figures):
    before, after = figures["class_counts"]["before"], figures["class_counts"]["after"]
    assert before != after
    row = f"zero {before['zero']} {after['zero']}"
    assert row in text_of(page)
    assert "Balancing left the numbers" not in page


def test_samples_pairs_and_mistakes_are_shown_as_pictures(page, figures):
    n_pairs = sum(len(pair["examples"]) for pair in figures["confused_pairs"])
    n_samples = 8 * len(DIGITS)
    n_mistakes = len(figures["mistakes"])
    assert n_mistakes > 0
    assert page.count("<figure") == n_samples + n_pairs + n_mistakes


def test_names_cannot_break_the_page(page):
    assert "digits<b>" not in page


def test_what_is_not_there_is_left_out_or_said(plain_page):
    assert "<h2>Training</h2>" not in plain_page
    assert "<figure" not in plain_page
    assert re.search(r"<td>digit \d+</td>", plain_page)  # samples named in tables
    assert "The authors report no accuracy." in plain_page
    assert "Balancing left the numbers of samples as they were." in plain_page
    assert "art. 5(1)(f)" not in plain_page  # no faces


def test_how_it_was_made_is_told(page):
    said = text_of(page)
    assert "affetto train s3-vgg19 --data digits --seed 7" in said
    assert "input.side 8" in said
    assert "settings.epochs –" in said
    assert "art. 5(1)(f)" in said


def test_a_test_part_of_one_class_has_nothing_to_rank(samples, tmp_path):
    splits = split_by_rows(samples)
    only = splits.test.take(np.flatnonzero(splits.test.labels == 3))
    learned = learn_by_regression(splits)
    folder = write_finished_run(
        tmp_path / "run", dataclasses.replace(splits, test=only), learned, subject="music"
    )
    report = report_run(read_run(folder), None)
    assert "nothing to rank" in "".join(report.sections)
    assert report.figures["curves"]["macro_auc"] is None
