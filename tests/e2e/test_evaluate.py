"""`affetto evaluate` on real faces and pictures, and on what is none."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import skimage.data
from PIL import Image

LABELS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]


@pytest.fixture
def folder(tmp_path, astronaut):
    """One smiling face in two classes, once as a photograph and once as a crop."""
    faces = tmp_path / "faces"
    for name in ("Happiness", "sad"):
        (faces / name).mkdir(parents=True)
    with Image.open(astronaut) as picture:
        picture.save(faces / "Happiness" / "photo.jpg")
        picture.crop((145, 50, 305, 210)).resize((48, 48)).convert("L").save(
            faces / "sad" / "1.png"
        )
    return faces


def test_a_folder_of_class_folders_gives_the_documented_figures(affetto, folder):
    result = affetto.run("evaluate", "face", "--data", folder, "--json")
    assert result.returncode == 0, result.stderr
    figures = json.loads(result.stdout)
    documented = ["n", "accuracy", "macro_f1", "ece", "confusion", "labels"]
    assert [key for key in figures if key in documented] == documented
    assert figures["n"] == 2
    assert figures["labels"] == LABELS
    assert figures["confusion"][LABELS.index("happy")][LABELS.index("happy")] == 1
    assert np.shape(figures["confusion"]) == (7, 7)
    assert figures["framings"] == {"whole": 1, "found": 1, "no face found": 0}


def test_the_official_csv_is_judged_by_its_public_part_unless_told(affetto, tmp_path):
    face = " ".join(map(str, np.random.default_rng(0).integers(0, 256, 48 * 48)))
    table = tmp_path / "fer2013.csv"
    rows = [f"3,{face},Training", f"4,{face},PublicTest", f"5,{face},PublicTest"]
    table.write_text("\n".join(["emotion,pixels,Usage", *rows]) + "\n")
    for options, n in (([], 2), (["--split", "train"], 1), (["--split", "all"], 3)):
        result = affetto.run("evaluate", "face", "--data", table, "--json", *options)
        assert json.loads(result.stdout)["n"] == n, result.stderr
    result = affetto.run("evaluate", "face", "--data", table, "--split", "private")
    assert result.returncode == 1
    assert "no PrivateTest faces" in result.stderr


def test_what_cannot_be_read_is_named_and_left_out(affetto, folder):
    (folder / "sad" / "broken.jpg").write_bytes(b"\xff\xd8\xff")
    result = affetto.run("evaluate", "face", "--data", folder, "--json", "--split", "public")
    assert result.returncode == 0
    assert json.loads(result.stdout)["skipped"] == 1
    assert "broken.jpg" in result.stderr
    assert "--split is for FER2013" in result.stderr


def test_a_report_is_a_page_with_its_figures(affetto, folder, tmp_path):
    report = tmp_path / "report"
    result = affetto.run("evaluate", "face", "--data", folder, "--report", report)
    assert result.returncode == 0, result.stderr
    assert "accuracy" in result.stdout
    assert "<img" in (report / "report.html").read_text(encoding="utf-8")
    assert json.loads((report / "report.json").read_text())["n"] == 2
    assert (report / "confusion.png").is_file()


def test_scenes_are_judged_by_norms_and_the_user_is_warned(affetto, tmp_path):
    (tmp_path / "images").mkdir()
    rows = ["theme,category,valence_mean,arousal_mean"]
    for number, name in enumerate(("astronaut", "chelsea", "coffee", "rocket")):
        Image.fromarray(getattr(skimage.data, name)()).save(tmp_path / "images" / f"{name}.jpg")
        rows.append(f"{name},Object,{6 - number},{2 + number}")
    (tmp_path / "norms.csv").write_text("\n".join(rows) + "\n")
    result = affetto.run("evaluate", "scene", "--data", tmp_path, "--json")
    figures = json.loads(result.stdout)
    assert list(figures)[:5] == ["n", "valence_r", "arousal_r", "valence_rmse", "arousal_rmse"]
    assert "fitted on OASIS" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("face", "--data", "missing"), ("missing", "no such file")),
        (("face", "--data", "{home}"), ("home", "no class folders")),
        (("scene", "--data", "{home}"), ("norms.csv",)),
        (("face", "--data", "{folder}", "--model", "scene-emotion"), ("scene-emotion",)),
        (("face", "--data", "{folder}", "--model", "nothing.onnx"), ("nothing.onnx",)),
        (("face", "--data", "{folder}", "--report", "{folder}/sad/1.png"), ("1.png", "report")),
    ],
)
def test_what_cannot_be_judged_is_told_in_one_line(
    affetto, folder, one_clear_line, arguments, words
):
    affetto.home.mkdir()
    filled = [text.format(home=affetto.home, folder=folder) for text in arguments]
    one_clear_line(affetto.run("evaluate", *filled), *words)


def test_figures_need_nothing_beyond_the_base_installation(folder):
    """Training packages are made impossible to import."""
    code = (
        "import sys\n"
        "for name in ('torch', 'sklearn', 'matplotlib', 'onnx', 'onnxscript'):\n"
        "    sys.modules[name] = None\n"
        f"sys.argv = ['affetto', 'evaluate', 'face', '--data', {str(folder)!r}, '--json']\n"
        "from affetto.cli import main\n"
        "main()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["n"] == 2
