from __future__ import annotations

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from affetto.cli.main import app
from affetto.training.catalogue import list_recipes


def run(*arguments: str, width: int = 120) -> str:
    result = CliRunner().invoke(app, ["recipes", *arguments], env={"COLUMNS": str(width)})
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def rows() -> dict[str, dict]:
    return {row["name"]: row for row in json.loads(run("--json"))}


def test_json_has_our_own_recipes_and_all_published_ones(rows):
    assert list(rows) == ["face", "scene", "detector", *(r.name for r in list_recipes())]


def test_json_tells_all_of_a_recipe(rows):
    assert rows["s1-cnn"] == {
        "name": "s1-cnn",
        "source": "S1, Warsaw University of Technology",
        "summary": "Eight normalized convolutions in four blocks",
        "subject": "face",
        "input": {"side": 48, "channels": 1, "scaling": "unit"},
        "labels": ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"],
        "parameters": 7_284_871,
        "trainable": 7_279_111,
        "published": {
            "accuracy": 0.68,
            "n": 4056,
            "note": "on FER2013, KDEF and a part of AffectNet",
        },
        "search": False,
    }
    assert rows["s4-face-cnn"]["search"]
    assert "valence" in rows["s4-music-cnn"]["input"]["columns"]


def test_every_recipe_has_the_same_fields(rows):
    assert {tuple(row) for row in rows.values()} == {tuple(rows["s1-cnn"])}


def test_our_own_are_as_their_cards_say(rows, root):
    card = json.loads((root / "docs" / "models" / "face-emotion.metrics.json").read_text())
    assert rows["face"]["parameters"] == card["parameters"]
    assert rows["face"]["input"]["side"] == card["config"]["resolution"]
    assert rows["face"]["labels"] == rows["s1-cnn"]["labels"]
    assert (root / rows["scene"]["published"]["note"].removeprefix("measured in ")).is_file()


def test_table_shows_parameters_and_what_authors_report_on_how_many():
    line = next(line for line in run().splitlines() if line.startswith("s1-resnet50"))
    for shown in ("S1", "face, 224×224 RGB", "7", "24,154,247", "68.76% of 4,056"):
        assert shown in line


def test_table_fits_a_narrow_terminal():
    lines = run(width=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("68.76% of 4,056" in line for line in lines)


def test_needs_no_framework():
    code = (
        "import sys\nfrom affetto.cli.recipes import recipes\nrecipes()\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(result.stdout.splitlines()[-1].split()) & {"keras", "torch", "sklearn"}
