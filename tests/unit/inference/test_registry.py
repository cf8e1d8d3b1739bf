from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from affetto.errors import ModelError
from affetto.inference.registry import find_model, list_models, open_session, verify


@pytest.mark.parametrize("name", [spec.name for spec in list_models()])
def test_every_model_is_the_one_its_spec_describes(name: str, root: Path) -> None:
    spec = find_model(name)
    verify(spec)
    assert spec.task
    assert spec.licence
    assert spec.sources
    assert (root / spec.card).is_file()


def test_every_network_has_a_spec() -> None:
    folder = find_model("centerface").path.parent
    networks = {path.stem for path in folder.glob("*.onnx")}
    assert networks == {spec.name for spec in list_models()}


def test_the_spec_names_the_command_that_makes_the_model(root: Path) -> None:
    command = find_model("centerface").command.split()
    assert (root / command[1]).is_file()


def test_refuses_a_model_that_was_tampered_with(tmp_path: Path) -> None:
    spec = find_model("centerface")
    content = bytearray(spec.path.read_bytes())
    content[len(content) // 2] ^= 1
    tampered = tmp_path / "centerface.onnx"
    tampered.write_bytes(content)
    with pytest.raises(ModelError, match=r"centerface\.onnx: its SHA-256 is .* damaged"):
        verify(replace(spec, path=tampered))


def test_refuses_a_model_whose_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        verify(replace(find_model("centerface"), path=tmp_path / "gone.onnx"))


def test_says_which_models_there_are_when_asked_for_another() -> None:
    with pytest.raises(ModelError, match=r"no model is called 'retinaface'.*centerface"):
        open_session("retinaface")
