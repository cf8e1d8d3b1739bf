"""Models that users trained, served by the commands that serve those that ship."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pytest
from PIL import Image
from tests.trained_runs_for_tests import COLUMNS, draw_features

from affetto.affect import FaceEmotion, SceneEmotion


@pytest.fixture
def read(affetto):
    def read(*arguments):
        result = affetto.run("feel", "--json", *arguments)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return read


def shape_of(value):
    """The keys of nested objects, without what they hold."""
    if isinstance(value, dict):
        return {key: shape_of(each) for key, each in value.items()}
    return [shape_of(each) for each in value] if isinstance(value, list) else None


def relabel(face_run, folder, labels):
    """The same network with other names for its classes."""
    run = shutil.copytree(face_run, folder)
    fields = json.loads((run / "model.json").read_text())
    (run / "model.json").write_text(json.dumps(fields | {"labels": labels}))
    return run


def test_a_face_model_replaces_the_face_network_and_nothing_else(read, face_run, astronaut):
    shipped, own = read(astronaut), read("--model", face_run, astronaut)
    assert shape_of(own) == shape_of(shipped)
    assert own["scene"] == shipped["scene"]
    assert own["faces"][0]["box"] == shipped["faces"][0]["box"]
    assert shipped["faces"][0]["emotion"] == "happy"
    assert own["faces"][0]["emotion"] == "sad"  # as it was taught to call this smile
    assert list(own["faces"][0]["emotions"]) == list(FaceEmotion)
    assert own["faces"][0]["emotions"]["disgust"] == 0
    assert own["faces"][0]["valence"] < 0 < shipped["faces"][0]["valence"]
    assert own["overall"]["emotion"] == "sad"


def test_contempt_is_left_out_of_the_seven(read, face_run, tmp_path, astronaut):
    labels = ["angry", "fear", "happy", "contempt", "neutral"]
    run = relabel(face_run, tmp_path / "contempt", labels)
    (face,) = read("--model", run, astronaut)["faces"]
    assert list(face["emotions"]) == list(FaceEmotion)
    assert sum(face["emotions"].values()) == pytest.approx(1, abs=0.01)
    assert face["emotions"]["sad"] == 0


def test_a_landscape_model_replaces_the_mood_of_the_scene(read, landscape_run, palace):
    own = read("--model", landscape_run, palace)
    assert own["faces"] == []
    assert own["overall"]["source"] == "scene"
    assert list(own["scene"]["emotions"]) == list(SceneEmotion)
    assert own["scene"]["emotion"] == "melancholy"  # as it was taught to call this palace
    assert own["scene"]["valence"] < 0
    assert own["scene"]["context"] == {}
    assert read(palace)["scene"]["emotion"] != "melancholy"


def test_the_text_says_which_model_reads(affetto, face_run, landscape_run, astronaut):
    for run, words in ((face_run, "faces are read by"), (landscape_run, "landscapes are read by")):
        result = affetto.run("feel", "--model", run, astronaut)
        assert result.returncode == 0, result.stderr
        assert words in result.stdout
        assert "not calibrated" in result.stdout
    assert "to be seen" not in result.stdout


def test_what_a_trained_model_looked_at_is_drawn(affetto, landscape_run, palace, tmp_path):
    page = tmp_path / "why.png"
    result = affetto.run("feel", palace, "--model", landscape_run, "--explain", page)
    assert result.returncode == 0, result.stderr
    with Image.open(page) as picture:
        assert picture.format == "PNG"


def test_a_run_is_refused_before_any_picture_is_read(affetto, music_run, one_clear_line, astronaut):
    result = affetto.run("feel", astronaut, "--model", music_run)
    one_clear_line(result, str(music_run), "reads music, not faces or landscapes")
    assert result.stdout == ""


@pytest.mark.parametrize("damage", ["missing", "unfinished", "tampered"])
def test_what_is_no_finished_run_gets_one_clear_line(
    affetto, face_run, tmp_path, one_clear_line, astronaut, damage
):
    run = tmp_path / "run"
    if damage != "missing":
        shutil.copytree(face_run, run)
    if damage == "unfinished":
        (run / "model.json").unlink()
    if damage == "tampered":
        with (run / "model.onnx").open("ab") as file:
            file.write(b"more")
    result = affetto.run("feel", astronaut, "--model", run)
    words = {"missing": "no such", "unfinished": "no finished run", "tampered": "train it again"}
    one_clear_line(result, "run", words[damage])


@pytest.fixture
def faces(tmp_path, astronaut):
    """One smile in three classes, one of which the run does not know."""
    folder = tmp_path / "faces"
    for name in ("happy", "sad", "surprise"):
        (folder / name).mkdir(parents=True)
        shutil.copyfile(astronaut, folder / name / "1.png")
    return folder


def test_faces_are_judged_over_the_expressions_that_the_run_knows(affetto, face_run, faces):
    arguments = ("evaluate", "face", "--model", face_run, "--data", faces)
    result = affetto.run(*arguments, "--json")
    assert result.returncode == 0, result.stderr
    figures = json.loads(result.stdout)
    assert (figures["n"], figures["n_unknown_label"], figures["accuracy"]) == (2, 1, 0.5)
    assert figures["labels"] == ["angry", "fear", "happy", "sad", "neutral"]
    assert figures["model"]["name"] == face_run.name
    result = affetto.run(*arguments)
    assert "left out: 1 faces of expressions that it does not know" in result.stdout


def test_a_report_is_written_of_a_run_too(affetto, face_run, faces, tmp_path):
    report = tmp_path / "report"
    result = affetto.run(
        *("evaluate", "face", "--model", face_run, "--data", faces, "--report", report)
    )
    assert result.returncode == 0, result.stderr
    assert json.loads((report / "report.json").read_text())["n_unknown_label"] == 1


def test_moods_are_not_judged_by_valence_and_arousal(
    affetto, landscape_run, tmp_path, one_clear_line
):
    result = affetto.run("evaluate", "scene", "--model", landscape_run, "--data", tmp_path)
    one_clear_line(result, "joy, sadness, liveliness, melancholy", "valence and arousal")


def test_a_music_model_is_judged_by_the_written_rules(affetto, music_run, tmp_path):
    table = tmp_path / "tracks.csv"
    rows = [",".join(map(repr, row)) for row in draw_features(200, seed=5).tolist()]
    table.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n")
    arguments = ("evaluate", "music", "--model", music_run, "--data", table)
    result = affetto.run(*arguments, "--json")
    assert result.returncode == 0, result.stderr
    figures = json.loads(result.stdout)
    assert figures["n"] == 200
    assert figures["accuracy"] > 0.7
    assert "written rules" in figures["note"]
    result = affetto.run(*arguments)
    assert "200 tracks of tracks.csv" in result.stdout
    assert "written rules" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [("tempo,energy\n120,.5\n", "valence"), (",".join(COLUMNS) + "\n1,2,x,4,1,1\n", "line 2")],
)
def test_a_table_that_cannot_be_judged_gets_one_clear_line(
    affetto, music_run, tmp_path, one_clear_line, content, words
):
    table = tmp_path / "tracks.csv"
    table.write_text(content)
    result = affetto.run("evaluate", "music", "--model", music_run, "--data", table)
    one_clear_line(result, "tracks.csv", words)


def test_serving_a_run_needs_nothing_beyond_the_base_installation(face_run, astronaut):
    code = (
        "import sys\n"
        "for name in ('torch', 'keras', 'sklearn', 'matplotlib', 'onnx', 'onnxscript'):\n"
        "    sys.modules[name] = None\n"
        f"sys.argv = ['affetto', 'feel', {str(astronaut)!r}, '--model', {str(face_run)!r}]\n"
        "from affetto.cli import main\n"
        "main()\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "sad" in result.stdout
