"""Which network is judged."""

from __future__ import annotations

import hashlib
import shutil

import pytest

from affetto.errors import ModelError
from affetto.evaluation.networks import open_face_network, open_scene_network
from affetto.inference.registry import find_model


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
