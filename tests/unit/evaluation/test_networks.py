"""Which network is judged."""

from __future__ import annotations

import hashlib
import shutil

import numpy as np
import pytest
from tests.trained_runs_for_tests import FIVE_EMOTIONS

from affetto.errors import InputError, ModelError
from affetto.evaluation.networks import is_run, open_face_network, open_scene_network
from affetto.inference.registry import find_model
from affetto.inference.trained_model import MODEL_FILE, read_spec


def test_a_network_that_ships_is_opened_by_its_name(face_network):
    assert face_network.ships
    assert face_network.as_dict() == {
        "name": "face-emotion",
        "sha256": find_model("face-emotion").sha256,
    }


def test_another_network_is_opened_by_its_path(tmp_path):
    path = tmp_path / "mine.onnx"
    shutil.copyfile(find_model("face-emotion").path, path)
    network = open_face_network(str(path))
    assert not network.ships
    assert network.name == "mine.onnx"
    assert network.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["scene-emotion", "emotion", "missing.onnx", "text.onnx"])
def test_what_does_not_read_faces_is_refused_in_one_line(tmp_path, name):
    (tmp_path / "text.onnx").write_text("no network")
    with pytest.raises(ModelError) as refusal:
        open_face_network(str(tmp_path / name) if name.endswith(".onnx") else name)
    assert "\n" not in str(refusal.value)
    assert name in str(refusal.value)


def test_a_face_network_does_not_read_scenes():
    with pytest.raises(ModelError, match="face-emotion"):
        open_scene_network("face-emotion")


def test_a_run_is_opened_by_its_folder(face_run):
    network = open_face_network(str(face_run))
    assert not network.ships
    assert network.as_dict() == {"name": face_run.name, "sha256": read_spec(face_run).sha256}
    assert network.known == FIVE_EMOTIONS
    answers = network.session.run({"faces": np.zeros((2, 48, 48), np.uint8)})
    assert answers["probs"].shape == (2, 7)


def test_a_folder_that_is_called_like_a_network_that_ships_does_not_hide_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "face-emotion").mkdir()
    assert not is_run("face-emotion")
    assert is_run("./face-emotion")
    assert open_face_network("face-emotion").ships


def test_the_file_of_a_run_with_other_classes_is_not_taken_for_one_of_seven(face_run):
    with pytest.raises(ModelError, match="folder of its run"):
        open_face_network(str(face_run / MODEL_FILE))


def test_runs_of_other_subjects_judge_no_faces(landscape_run, tmp_path):
    with pytest.raises(InputError, match="reads landscapes, not faces"):
        open_face_network(str(landscape_run))
    with pytest.raises(InputError, match="no such folder"):
        open_face_network(str(tmp_path / "missing"))


def test_a_run_that_answers_moods_is_not_judged_by_valence_and_arousal(landscape_run):
    with pytest.raises(InputError, match="answers joy, sadness, liveliness, melancholy"):
        open_scene_network(str(landscape_run))
