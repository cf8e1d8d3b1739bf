"""Figures of a run as its folder tells them."""

from __future__ import annotations

import pytest
from tests.finished_runs_for_tests import (
    learn_by_regression,
    load_digit_samples,
    split_by_rows,
    write_finished_run,
)

from affetto.errors import InputError
from affetto.evaluation.run_figures import figures_of
from affetto.training.metrics import classification_report
from affetto.training.run_folder import (
    METRICS,
    PREDICTIONS,
    read_json,
    read_predictions,
    read_run,
    write_json,
    write_predictions,
)


@pytest.fixture
def folder(tmp_path):
    splits = split_by_rows(load_digit_samples())
    return write_finished_run(tmp_path / "run", splits, learn_by_regression(splits))


def test_figures_are_those_of_the_predictions(folder):
    run = read_run(folder)
    figures = figures_of(run)
    for part, judged in (("test", figures.test), ("validation", figures.validation)):
        said = run.predictions[part]
        again = classification_report(said.probs, said.labels, list(said.names))
        assert judged.confusion == again.confusion
        assert judged.accuracy_interval == pytest.approx(again.accuracy_interval)
    assert figures.recipe == "s0-face-cnn-baseline"
    assert figures.parameters == 650  # 64 pixels and a bias for each of ten digits


@pytest.mark.parametrize("missing", ["recipe", "parameters", "test", "published", "command"])
def test_metrics_without_a_figure_are_named(folder, missing):
    metrics = read_json(folder / METRICS)
    del metrics[missing]
    write_json(metrics, folder / METRICS)
    with pytest.raises(InputError, match=rf"metrics\.json: .*{missing}"):
        figures_of(read_run(folder))


def test_metrics_of_other_samples_than_the_predictions_are_named(folder):
    metrics = read_json(folder / METRICS)
    metrics["test"]["n"] += 1
    write_json(metrics, folder / METRICS)
    with pytest.raises(InputError, match=r"metrics\.json: .*other samples"):
        figures_of(read_run(folder))


def test_a_run_without_test_predictions_is_named(folder):
    parts = read_predictions(folder / PREDICTIONS)
    del parts["test"]
    write_predictions(parts, folder / PREDICTIONS)
    with pytest.raises(InputError, match=r"predictions\.csv: holds no predictions of the test"):
        figures_of(read_run(folder))
