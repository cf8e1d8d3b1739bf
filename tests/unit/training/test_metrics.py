"""Figures against scikit-learn, SciPy and published values."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import confusion_matrix, f1_score

from affetto.training.metrics import (
    classification_report,
    expected_calibration_error,
    pearson_interval,
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
