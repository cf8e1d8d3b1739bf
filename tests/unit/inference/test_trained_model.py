"""Models that users trained: what their folders must hold, and what is refused."""

from __future__ import annotations

import hashlib
import json
import shutil

import numpy as np
import pytest

from affetto.errors import InputError, ModelError
from affetto.inference.trained_model import (
    FACE_LABELS,
    MODEL_FILE,
    SPEC_FILE,
    open_trained_model,
    read_spec,
    write_spec,
)
from affetto.training.datasets.fer2013 import FERPLUS_LABELS


@pytest.fixture
def run(face_run, tmp_path):
    """A run of its own, to be damaged."""
    return shutil.copytree(face_run, tmp_path / "run")


def change_spec(run, **changes):
    file = run / SPEC_FILE
    fields = json.loads(file.read_text()) | changes
    file.write_text(json.dumps({name: value for name, value in fields.items() if value != "-"}))


FACES = {"faces": np.random.default_rng(0).integers(0, 256, (3, 48, 48), dtype=np.uint8)}


def test_a_finished_run_answers_with_a_distribution_per_face(face_run):
    spec, session = open_trained_model(face_run, threads=1)
    assert spec.recipe == "tiny-face"
    probs = session.run(FACES)["probs"]
    assert probs.shape == (3, len(spec.labels))
    np.testing.assert_allclose(probs.sum(axis=1), 1, atol=1e-5)


def test_what_is_written_of_a_model_is_read_again(face_run, tmp_path):
    spec = read_spec(face_run)
    write_spec(tmp_path, spec)
    assert read_spec(tmp_path) == spec


def test_faces_may_be_named_by_the_classes_of_ferplus():
    assert FACE_LABELS == FERPLUS_LABELS


@pytest.mark.parametrize("missing", ["folder", "model.json", "model.onnx"])
def test_what_is_no_finished_run_is_named(run, missing):
    if missing == "folder":
        shutil.rmtree(run)
    else:
        (run / missing).unlink()
    reasons = {
        "folder": "no such folder",
        "model.json": "no finished run",
        "model.onnx": "cannot be read",
    }
    with pytest.raises((InputError, ModelError), match=reasons[missing]):
        open_trained_model(run)


def test_a_file_is_no_run(run):
    with pytest.raises(InputError, match="the folder of the run"):
        open_trained_model(run / MODEL_FILE)


def test_a_network_that_was_changed_is_refused(run):
    content = bytearray((run / MODEL_FILE).read_bytes())
    content[len(content) // 2] ^= 1
    (run / MODEL_FILE).write_bytes(content)
    with pytest.raises(ModelError, match="train it again"):
        open_trained_model(run)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"labels": "-"}, "labels"),
        ({"labels": "happy"}, "list of texts"),
        ({"labels": ["happy", 3]}, "list of texts"),
        ({"labels": ["happy"]}, "two labels"),
        ({"labels": ["happy", "happy"]}, "no two alike"),
        ({"labels": ["happy", "bored"]}, "bored"),
        ({"subject": "landscape"}, "angry"),
        ({"subject": "smell"}, "smell"),
        ({"subject": "music"}, "columns"),
    ],
)
def test_a_description_by_which_no_answer_could_be_understood_is_refused(run, changes, words):
    change_spec(run, **changes)
    with pytest.raises(InputError, match=words) as refusal:
        open_trained_model(run)
    assert SPEC_FILE in refusal.value.source
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "\x00"])
def test_a_damaged_description_is_refused(run, text):
    (run / SPEC_FILE).write_text(text)
    with pytest.raises(InputError, match="does not describe a model"):
        open_trained_model(run)


def test_more_classes_than_described_are_no_answer(run):
    change_spec(run, labels=["happy", "sad"])
    _, session = open_trained_model(run, threads=1)
    with pytest.raises(ModelError, match=r"answers \[3, 5\] where model.json promises \[3, 2\]"):
        session.run(FACES)


def test_inputs_of_another_form_are_refused_in_one_line(face_run):
    _, session = open_trained_model(face_run, threads=1)
    with pytest.raises(ModelError, match="cannot answer") as refusal:
        session.run({"faces": FACES["faces"].astype(np.float32)})
    assert "\n" not in str(refusal.value)


def test_a_network_whose_training_diverged_is_no_answer(run):
    onnx = pytest.importorskip("onnx")
    model = onnx.load(run / MODEL_FILE)
    for weight in model.graph.initializer:
        values = onnx.numpy_helper.to_array(weight)
        if values.dtype == np.float32 and values.ndim == 2:
            weight.CopyFrom(onnx.numpy_helper.from_array(np.full_like(values, np.nan), weight.name))
    onnx.save(model, run / MODEL_FILE)
    change_spec(run, sha256=hashlib.sha256((run / MODEL_FILE).read_bytes()).hexdigest())
    _, session = open_trained_model(run, threads=1)
    with pytest.raises(ModelError, match="diverge"):
        session.run(FACES)


def test_a_model_of_another_subject_is_refused_by_what_it_reads(face_run, music_run):
    with pytest.raises(InputError, match=r"tiny-music\) reads music, not faces or landscapes"):
        open_trained_model(music_run, reads=("face", "landscape"))
    with pytest.raises(InputError, match=r"reads faces, not music"):
        open_trained_model(face_run, reads=("music",))
