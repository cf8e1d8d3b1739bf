"""Figures against scikit-learn, SciPy and published values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from affetto.training.metrics import (
    adjust_for_many_tests,
    classification_report,
    compare_paired,
    coverage_curve,
    difference_interval,
    expected_calibration_error,
    pearson_interval,
    reliability_bins,
    wilson_interval,
)


def test_report_agrees_with_scikit_learn():
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 4, 500)
    probs = rng.dirichlet(np.ones(4), 500)
    report = classification_report(probs, labels, list("abcd"))
    predicted = probs.argmax(axis=1)
    assert report.accuracy == pytest.approx((predicted == labels).mean())
    assert report.macro_f1 == pytest.approx(f1_score(labels, predicted, average="macro"))
    assert report.confusion == confusion_matrix(labels, predicted).tolist()


@pytest.mark.parametrize(("successes", "n"), [(0, 10), (7, 10), (81, 263), (500, 500)])
def test_wilson_interval_agrees_with_scipy(successes, n):
    expected = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert wilson_interval(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-6)


def test_pearson_interval_agrees_with_scipy():
    rng = np.random.default_rng(4)
    a = rng.normal(size=80)
    b = a + rng.normal(size=80)
    result = stats.pearsonr(a, b)
    expected = result.confidence_interval(0.95)
    assert pearson_interval(result.statistic, 80) == pytest.approx(
        (expected.low, expected.high), abs=1e-6
    )


def test_a_calibrated_oracle_has_no_calibration_error_and_a_boaster_has():
    rng = np.random.default_rng(6)
    confidence = rng.uniform(0.5, 1, 200_000)
    probs = np.column_stack([confidence, 1 - confidence])
    honest = (rng.uniform(size=len(confidence)) > confidence).astype(int)
    assert expected_calibration_error(probs, honest) < 0.01
    coin = rng.integers(0, 2, len(confidence))
    assert expected_calibration_error(probs, coin) == pytest.approx(0.25, abs=0.01)


def test_classes_are_scored_as_scikit_learn_scores_them():
    rng = np.random.default_rng(8)
    labels = rng.integers(0, 3, 300)  # nothing has the fourth class
    probs = rng.dirichlet([1, 2, 3, 1], 300)
    report = classification_report(probs, labels, list("abcd"))
    expected = precision_recall_fscore_support(
        labels, probs.argmax(axis=1), labels=range(4), zero_division=0
    )
    given = [(c.precision, c.recall, c.f1, c.support) for c in report.per_class]
    assert np.allclose(given, np.transpose(expected))


def test_a_class_that_neither_occurs_nor_is_predicted_does_not_lower_the_mean_f1():
    labels = np.array([0, 1, 0, 1])
    probs = np.eye(3)[[0, 1, 0, 0]]
    report = classification_report(probs, labels, list("abc"))
    assert report.macro_f1 == pytest.approx(f1_score(labels, [0, 1, 0, 0], average="macro"))


def test_bins_of_confidence_hold_every_sample_once():
    rng = np.random.default_rng(9)
    probs = rng.dirichlet(np.ones(3), 400)
    labels = rng.integers(0, 3, 400)
    bins = reliability_bins(probs, labels, 10)
    assert sum(each.n for each in bins) == 400
    correct = probs.argmax(axis=1) == labels
    assert sum(each.n * each.accuracy for each in bins) == pytest.approx(correct.sum())
    assert all(each.low <= each.confidence <= each.high for each in bins)


def test_withholding_doubtful_answers_of_an_honest_oracle_makes_the_others_better():
    rng = np.random.default_rng(10)
    confidence = rng.uniform(0.5, 1, 20_000)
    probs = np.column_stack([confidence, 1 - confidence])
    labels = (rng.uniform(size=len(confidence)) > confidence).astype(int)
    none, half, most = coverage_curve(probs, labels, (0.5, 0.75, 0.95))
    assert (none.coverage, none.n) == (1.0, 20_000)
    assert half.coverage == pytest.approx(0.5, abs=0.02)
    assert half.accuracy == pytest.approx(0.875, abs=0.02)
    assert most.accuracy == pytest.approx(0.975, abs=0.02)
    assert coverage_curve(probs[:3], labels[:3], (1.0,)) == []


def test_a_paired_change_is_tested_on_the_discordant_pairs():
    """McNemar's exact test is the binomial test of their split."""
    before = np.repeat([True, True, False, False], [50, 15, 4, 31])
    after = np.repeat([True, False, True, False], [50, 15, 4, 31])
    comparison = compare_paired(before, after)
    assert comparison.change == pytest.approx(-0.11)
    assert comparison.p_value == pytest.approx(2 * stats.binom.cdf(4, 19, 0.5))
    assert compare_paired(before, before).p_value == 1


def test_the_interval_of_a_paired_change_holds_it_in_95_of_100_samples():
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(2000):
        before = rng.random(80) < 0.7
        after = np.where(rng.random(80) < 0.8, before, rng.random(80) < 0.2)
        low, high = compare_paired(before, after).change_interval
        held += low <= 0.2 * (0.2 - 0.7) <= high
    assert held / 2000 == pytest.approx(0.95, abs=0.02)


def test_the_interval_of_a_difference_is_newcombes():
    """His example: 56 of 70 against 48 of 80 (1998, table II, method 10)."""
    assert difference_interval((56, 48), (70, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_p_values_are_adjusted_as_holm_does():
    assert adjust_for_many_tests([0.01, 0.04, 0.03, 0.005]) == pytest.approx(
        [0.03, 0.06, 0.06, 0.02]
    )
    assert adjust_for_many_tests([0.9, 0.8]) == [1.0, 1.0]
