"""`affetto compare` on finished runs, and on folders that hold none."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from tests.finished_runs_for_tests import (
    learn_by_network,
    learn_by_regression,
    load_digit_samples,
    split_by_rows,
    write_finished_run,
)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    splits = split_by_rows(load_digit_samples())
    return [
        write_finished_run(folder / "network", splits, learn_by_network(splits)),
        write_finished_run(folder / "plain", splits, learn_by_regression(splits)),
    ]


def test_json_has_the_documented_shape(affetto, runs):
    result = affetto.run("compare", *runs, "--json")
    assert result.returncode == 0, result.stderr
    figures = json.loads(result.stdout)
    first = figures["runs"][0]
    metrics = json.loads((runs[0] / "metrics.json").read_text())
    assert first["name"] == "network"
    assert first["accuracy"] == metrics["test"]["accuracy"]
    (pair,) = figures["pairs"]
    assert pair["runs"] == ["network", "plain"]
    assert pair["n_shared"] == first["n"]
    assert set(pair["difference"]) == {"change", "change_interval", "p_value"}


def test_the_table_names_runs_recipes_and_intervals(affetto, runs):
    result = affetto.run("compare", *runs)
    assert result.returncode == 0, result.stderr
    metrics = json.loads((runs[1] / "metrics.json").read_text())["test"]
    low, high = metrics["accuracy_interval"]
    row = next(line for line in result.stdout.splitlines() if line.startswith("plain"))
    assert f"{metrics['accuracy']:.1%} ({100 * low:.1f}–{100 * high:.1f})" in row
    assert "s0-face-cnn-baseline" in row
    assert "network − plain" in result.stdout


def test_a_report_is_written_where_asked(affetto, runs, tmp_path):
    result = affetto.run("compare", *runs, "--report", tmp_path / "report")
    assert result.returncode == 0, result.stderr
    assert "report written to" in result.stderr
    assert "<img" in (tmp_path / "report" / "report.html").read_text("utf-8")
    assert (tmp_path / "report" / "accuracy_by_epoch.png").is_file()


def test_one_run_is_wrong_usage(affetto, runs):
    result = affetto.run("compare", runs[0])
    assert result.returncode == 2
    assert "at least two runs" in result.stderr


def test_a_run_that_cannot_be_read_is_told_in_one_line(affetto, runs, tmp_path, one_clear_line):
    one_clear_line(affetto.run("compare", runs[0], tmp_path / "none"), "none: no such folder")
    one_clear_line(affetto.run("compare", runs[0], tmp_path), "config.json", "finished")
    one_clear_line(affetto.run("compare", runs[0], runs[0]), "network", "given twice")
    damaged = tmp_path / "damaged"
    shutil.copytree(runs[1], damaged)
    (damaged / "metrics.json").write_text("{}")
    one_clear_line(affetto.run("compare", runs[0], damaged), "metrics.json", "recipe")
    lines = (runs[1] / "predictions.csv").read_text().splitlines()
    (damaged / "predictions.csv").write_text("\n".join([*lines[:4], "broken"]))
    one_clear_line(affetto.run("compare", runs[0], damaged), "predictions.csv", "line 5")


def test_figures_need_nothing_beyond_the_base_installation(runs):
    """Training packages cannot be found, as where they are not installed."""
    code = (
        "import sys\n"
        "class Missing:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in ('torch', 'sklearn', 'matplotlib', 'onnx', 'keras'):\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Missing())\n"
        f"sys.argv = ['affetto', 'compare', {str(runs[0])!r}, {str(runs[1])!r}, '--json']\n"
        "from affetto.cli import main\n"
        "main()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["pairs"]
