"""Samples that a report shows."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.finished_runs_for_tests import (
    learn_by_regression,
    load_digit_samples,
    picture_source,
    split_by_rows,
    write_finished_run,
)

from affetto.evaluation.run_examples import (
    draw_samples,
    find_confused_pairs,
    find_mistakes,
    show_mistakes,
    show_samples,
)
from affetto.training.metrics import classification_report
from affetto.training.run_folder import read_run


@pytest.fixture(scope="module")
def samples():
    return load_digit_samples()


@pytest.fixture(scope="module")
def predictions(samples, tmp_path_factory):
    splits = split_by_rows(samples)
    # Weakly fitted: it has to err.
    learned = learn_by_regression(splits, c=1e-4)
    run = write_finished_run(tmp_path_factory.mktemp("runs") / "weak", splits, learned)
    return read_run(run).predictions["test"]


@pytest.fixture(scope="module")
def judged(predictions):
    return classification_report(predictions.probs, predictions.labels, list(predictions.names))


def test_mistakes_are_wrong_and_the_surest_come_first(predictions, judged):
    mistakes = find_mistakes(predictions, most=1000)
    assert len(mistakes) == judged.n - np.trace(judged.confusion)
    assert all(each.label != each.said for each in mistakes)
    probabilities = [each.probability for each in mistakes]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(each.label_probability <= each.probability for each in mistakes)
    assert find_mistakes(predictions, most=5) == mistakes[:5]


def test_confused_pairs_are_the_largest_counts_off_the_diagonal(predictions, judged):
    pairs = find_confused_pairs(judged, predictions)
    counts = np.array(judged.confusion)
    np.fill_diagonal(counts, 0)
    assert [pair.n for pair in pairs] == sorted(counts.ravel(), reverse=True)[: len(pairs)]
    for pair in pairs:
        row, column = judged.labels.index(pair.label), judged.labels.index(pair.said)
        assert pair.n == counts[row, column]
        assert pair.share == pair.n / judged.per_class[row].support
        assert {(each.label, each.said) for each in pair.examples} == {(pair.label, pair.said)}
        assert len(pair.examples) == min(pair.n, 8)


def test_a_model_that_never_errs_has_no_pairs_and_no_mistakes(predictions):
    perfect = dataclasses.replace(predictions, probs=np.eye(10)[predictions.labels])
    report = classification_report(perfect.probs, perfect.labels, list(perfect.names))
    assert find_confused_pairs(report, perfect) == []
    assert find_mistakes(perfect) == []
    assert show_mistakes([], None) == ["<p>There is none.</p>"]


def test_samples_do_not_depend_on_what_the_model_says_nor_on_their_order(predictions):
    drawn = draw_samples(predictions, each=3)
    assert list(drawn) == list(predictions.names)
    assert all(each.label == name for name, found in drawn.items() for each in found)
    order = np.random.default_rng(1).permutation(len(predictions))
    shuffled = dataclasses.replace(
        predictions,
        samples=[predictions.samples[row] for row in order],
        origins=[predictions.origins[row] for row in order],
        labels=predictions.labels[order],
        probs=predictions.probs[order][:, ::-1],
    )
    again = draw_samples(shuffled, each=3)
    for name, found in drawn.items():
        assert [each.sample for each in again[name]] == [each.sample for each in found]


def test_a_sample_that_occurs_twice_is_shown_once(predictions):
    doubled = dataclasses.replace(
        predictions,
        samples=predictions.samples * 2,
        origins=predictions.origins * 2,
        labels=np.tile(predictions.labels, 2),
        probs=np.tile(predictions.probs, (2, 1)),
    )
    assert find_mistakes(doubled, most=1000) == find_mistakes(predictions, most=1000)
    assert draw_samples(doubled) == draw_samples(predictions)


def test_samples_are_shown_as_pictures_or_named_in_a_table(predictions, samples):
    mistakes = find_mistakes(predictions)
    pictures = "".join(show_mistakes(mistakes, picture_source(samples)))
    assert pictures.count("<img") == len(mistakes)
    assert f"{mistakes[0].label} ✗ {mistakes[0].said}" in pictures
    named = "".join(show_mistakes(mistakes, None))
    assert "<img" not in named
    assert all(f"<td>{each.origin}</td>" in named for each in mistakes)


def test_a_class_without_samples_is_said_to_have_none(predictions):
    drawn = draw_samples(predictions) | {"zero": []}
    assert "None in the test part." in "".join(show_samples(drawn, None))
