"""Runs beside one another, on samples that they share and samples that they do not."""

from __future__ import annotations

import dataclasses
import html
import json
import re

import numpy as np
import pytest
from scipy.stats import binomtest
from tests.finished_runs_for_tests import (
    DIGITS,
    learn_by_network,
    learn_by_regression,
    load_digit_samples,
    split_by_rows,
    write_finished_run,
)

from affetto.errors import InputError
from affetto.evaluation.comparison_report import report_comparison
from affetto.evaluation.run_comparison import MIN_SHARED, compare_runs
from affetto.training.datasets.samples import Splits
from affetto.training.metrics import adjust_for_many_tests
from affetto.training.run_folder import read_run


@pytest.fixture(scope="module")
def splits():
    return split_by_rows(load_digit_samples())


@pytest.fixture(scope="module")
def runs(splits, tmp_path_factory):
    """Three runs on the same parts: a network, a good and a poor regression."""
    folder = tmp_path_factory.mktemp("runs")
    learned = {
        "network": learn_by_network(splits),
        "good": learn_by_regression(splits),
        "poor": learn_by_regression(splits, c=1e-5),
    }
    return {
        name: read_run(write_finished_run(folder / name, splits, each))
        for name, each in learned.items()
    }


def write_run(folder, splits, **options):
    return read_run(write_finished_run(folder, splits, learn_by_regression(splits), **options))


def right(run):
    said = run.predictions["test"]
    return said.probs.argmax(axis=1) == said.labels


def test_every_pair_is_tested_on_the_samples_both_have(runs):
    comparison = compare_runs(list(runs.values()))
    names = [pair.names for pair in comparison.pairs]
    assert names == [("network", "good"), ("network", "poor"), ("good", "poor")]
    p_values = []
    for pair in comparison.pairs:
        first, second = (right(runs[name]) for name in pair.names)
        assert pair.n_shared == len(first)
        assert pair.difference.change == pytest.approx(first.mean() - second.mean())
        gained, lost = (first & ~second).sum(), (second & ~first).sum()
        p_values.append(binomtest(int(gained), int(gained + lost)).pvalue)
        assert pair.difference.p_value == pytest.approx(p_values[-1])
        assert pair.remarks == []
    adjusted = [pair.p_adjusted for pair in comparison.pairs]
    assert adjusted == pytest.approx(adjust_for_many_tests(p_values))
    assert adjusted[2] < 0.001


def test_runs_with_other_splits_are_compared_on_what_is_in_both_tests(splits, tmp_path):
    first = write_run(tmp_path / "first", splits)
    other = split_by_rows(load_digit_samples(), seed=1)
    second = write_run(tmp_path / "second", other)
    (pair,) = compare_runs([first, second]).pairs
    tests = [set(part.digests()) for part in (splits.test, other.test)]
    shared = tests[0] & tests[1]
    assert 0 < len(shared) < len(tests[0])
    assert pair.n_shared == len(shared)
    learned_from = [set(part.train.digests()) for part in (splits, other)]
    for index, result in enumerate(pair.results):
        # None of these is known to be harmless, and the ones learned from are among them.
        suspected = tests[1 - index] & learned_from[index]
        assert result.unaccounted == len(suspected) > 0
    told = " ".join(pair.remarks)
    assert f"Compared on the {len(shared)} test samples both have" in told
    assert "whether first learned from them is not known" in told


def test_samples_of_the_other_run_that_only_validate_are_not_suspected(splits, tmp_path):
    swapped = Splits(splits.train, splits.test, splits.validation)
    pair = compare_runs(
        [write_run(tmp_path / "a", splits), write_run(tmp_path / "b", swapped)]
    ).pairs[0]
    assert pair.n_shared == 0
    assert [result.unaccounted for result in pair.results] == [0, 0]
    assert pair.difference is None
    assert pair.results[0].accuracy is None
    assert "They share no test sample" in pair.remarks[0]


@pytest.mark.parametrize(("n", "is_tested"), [(MIN_SHARED - 1, False), (MIN_SHARED, True)])
def test_few_shared_samples_are_said_to_be_too_few(splits, tmp_path, n, is_tested):
    first = write_run(tmp_path / "all", splits)
    few = dataclasses.replace(splits, test=splits.test.take(np.arange(n)))
    pair = compare_runs([first, write_run(tmp_path / "few", few)]).pairs[0]
    assert pair.n_shared == n
    assert (pair.difference is not None) is is_tested
    assert (pair.p_adjusted is not None) is is_tested
    assert any("too few" in remark for remark in pair.remarks) is not is_tested


def test_runs_of_unlike_labels_choose_between_those_both_know(splits, tmp_path):
    known = ("three", "eight", "nine", "zero")  # in an order of its own
    few = split_by_rows(load_digit_samples(known))
    first, second = write_run(tmp_path / "ten", splits), write_run(tmp_path / "four", few)
    pair = compare_runs([first, second]).pairs[0]
    assert set(pair.labels) == set(known)
    assert any("They know different labels" in remark for remark in pair.remarks)
    in_both = set(splits.test.digests()) & set(few.test.digests())
    assert pair.n_shared == len(in_both)

    said = first.predictions["test"]
    columns = [DIGITS.index(name) for name in known]
    rows = [row for row, digest in enumerate(said.samples) if digest in in_both]
    chosen = np.array(columns)[said.probs[rows][:, columns].argmax(axis=1)]
    assert pair.results[0].accuracy == pytest.approx((chosen == said.labels[rows]).mean())


def test_samples_with_other_labels_in_each_run_are_left_out_and_counted(splits, tmp_path):
    labels = splits.test.labels.copy()
    labels[:20] = (labels[:20] + 1) % 10
    relabelled = dataclasses.replace(splits, test=dataclasses.replace(splits.test, labels=labels))
    pair = compare_runs(
        [write_run(tmp_path / "a", splits), write_run(tmp_path / "b", relabelled)]
    ).pairs[0]
    assert pair.n_relabelled == 20
    assert pair.n_shared == len(splits.test) - 20
    assert any("20 more samples" in remark for remark in pair.remarks)


def test_a_sample_that_a_test_part_repeats_counts_once(splits, tmp_path):
    rows = np.arange(len(splits.test))
    doubled = dataclasses.replace(splits, test=splits.test.take(np.append(rows, rows)))
    pair = compare_runs(
        [write_run(tmp_path / "a", splits), write_run(tmp_path / "b", doubled)]
    ).pairs[0]
    assert pair.n_tested == (len(rows), len(rows))
    assert pair.n_shared == len(rows)


def test_runs_of_one_name_are_told_apart_by_their_folders(splits, tmp_path):
    runs = [write_run(tmp_path / place / "run", splits) for place in ("here", "there")]
    assert [each.name for each in compare_runs(runs).runs] == ["here/run", "there/run"]
    with pytest.raises(InputError, match="given twice"):
        compare_runs([runs[0], runs[0]])


def test_the_report_holds_table_pairs_and_curves(runs, tmp_path):
    comparison = compare_runs(list(runs.values()))
    page = report_comparison(comparison).write(tmp_path).read_text("utf-8")
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
    for each in comparison.runs:
        low, high = each.figures.test.accuracy_interval
        assert f"{100 * low:.1f}% to {100 * high:.1f}%" in text
    assert "Holm's correction for 3 tests" in text
    assert "Without epochs: good, poor." in text
    plots = {path.stem for path in tmp_path.glob("*.png")}
    assert plots == {"accuracy", "accuracy_by_epoch", "loss_by_epoch"}
    figures = json.loads((tmp_path / "report.json").read_text())
    assert figures == json.loads(json.dumps(comparison.as_dict()))


def test_runs_without_epochs_have_no_curves(runs):
    report = report_comparison(compare_runs([runs["good"], runs["poor"]]))
    assert set(report.plots) == {"accuracy"}
