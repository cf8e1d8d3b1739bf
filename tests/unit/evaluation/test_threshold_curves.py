"""ROC and precision–recall curves, against scikit-learn as a second source."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

from affetto.evaluation.threshold_curves import macro_roc, one_vs_rest_curves

NAMES = ("a", "b", "c")


@st.composite
def scored_samples(draw):
    """Probabilities of few distinct values, so that ties are common, with labels."""
    n = draw(st.integers(4, 40))
    seed = draw(st.integers(0, 2**32 - 1))
    rng = np.random.default_rng(seed)
    probs = rng.integers(0, 5, (n, len(NAMES))) + 0.1
    labels = rng.integers(0, len(NAMES), n)
    labels[:2] = 0, 1  # of one class alone there is nothing to rank
    return probs / probs.sum(axis=1, keepdims=True), labels


@given(scored_samples())
def test_areas_and_average_precisions_are_those_of_scikit_learn(samples):
    probs, labels = samples
    for each in one_vs_rest_curves(probs, labels, NAMES):
        column = NAMES.index(each.label)
        positive = labels == column
        assert each.auc == pytest.approx(roc_auc_score(positive, probs[:, column]))
        expected = average_precision_score(positive, probs[:, column])
        assert each.average_precision == pytest.approx(expected)
        assert each.share == pytest.approx(positive.mean())


@given(scored_samples())
def test_curves_run_through_the_points_of_scikit_learn(samples):
    probs, labels = samples
    for each in one_vs_rest_curves(probs, labels, NAMES):
        column = NAMES.index(each.label)
        fpr, tpr, _ = roc_curve(labels == column, probs[:, column], drop_intermediate=False)
        assert np.allclose(each.fpr, fpr)
        assert np.allclose(each.tpr, tpr)
        precision, recall, _ = precision_recall_curve(labels == column, probs[:, column])
        # scikit-learn runs from the lowest threshold up and ends in a point of its own.
        assert np.allclose(each.recall[1:], recall[:-1][::-1])
        assert np.allclose(each.precision[1:], precision[:-1][::-1])


def test_a_class_without_samples_and_one_that_all_have_get_no_curve():
    probs = np.full((4, 3), 1 / 3)
    assert one_vs_rest_curves(probs, np.zeros(4, dtype=int), NAMES) == []
    curves = one_vs_rest_curves(probs, np.array([0, 1, 0, 1]), NAMES)
    assert [each.label for each in curves] == ["a", "b"]


def test_guessing_has_half_the_area_and_a_perfect_ranking_all_of_it():
    labels = np.array([0, 1, 2] * 5)
    guessed = one_vs_rest_curves(np.full((15, 3), 1 / 3), labels, NAMES)
    assert [each.auc for each in guessed] == [0.5] * 3
    known = one_vs_rest_curves(np.eye(3)[labels], labels, NAMES)
    assert [each.auc for each in known] == [1.0] * 3
    assert [each.average_precision for each in known] == [1.0] * 3


@given(scored_samples())
def test_the_mean_curve_encloses_the_mean_area(samples):
    curves = one_vs_rest_curves(*samples, NAMES)
    fpr, tpr = macro_roc(curves)
    assert (fpr[0], tpr[0]) == (0, 0)
    assert (fpr[-1], tpr[-1]) == (1, pytest.approx(1))
    mean = np.mean([each.auc for each in curves])
    # At a jump between two steps the mean curve is off by half a step at most.
    assert np.trapezoid(tpr, fpr) == pytest.approx(mean, abs=0.02)
