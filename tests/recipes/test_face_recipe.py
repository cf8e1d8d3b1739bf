"""The face recipe end to end on a few dozen tiny faces."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from affetto.errors import InputError
from affetto.training.recipes import face
from affetto.training.recipes.face import CalibratedFaceNet, FaceConfig, FaceNet

CONFIG = FaceConfig(
    resolution=48, epochs=2, batch_size=16, peak_lr=3e-3, ema_decay=0.8, threads=1, dropout=0.1
)


@pytest.fixture(scope="module")
def tiny_csv(tmp_path_factory):
    """Faces of seven kinds that a network can tell apart: a bright bar at a height of its own."""
    rng = np.random.default_rng(8)
    path = tmp_path_factory.mktemp("data") / "fer2013.csv"
    rows = ["emotion,pixels,Usage"]
    for index in range(7 * 20):
        label = index % 7
        image = rng.integers(0, 60, (48, 48))
        image[4 + label * 6 : 9 + label * 6] += 180
        usage = "PublicTest" if index >= 7 * 16 else "Training"
        rows.append(f"{label},{' '.join(map(str, image.ravel()))},{usage}")
    path.write_text("\n".join(rows) + "\n")
    return path


@pytest.fixture(scope="module")
def finished_run(tiny_csv, tmp_path_factory):
    run = tmp_path_factory.mktemp("runs") / "whole"
    return run, face.train(tiny_csv, run, CONFIG, report=lambda _: None)


@pytest.mark.slow
def test_loss_falls_and_the_run_reports_what_it_measured(finished_run):
    run, metrics = finished_run
    losses = [epoch["train_loss"] for epoch in metrics["history"]]
    assert losses[-1] < losses[0]
    assert metrics["public_test"]["n"] == 28
    assert json.loads((run / "metrics.json").read_text())["public_test"]["n"] == 28


@pytest.mark.slow
def test_the_exported_network_answers_as_the_trained_one(finished_run):
    run, metrics = finished_run
    state = torch.load(run / "checkpoint.pt", weights_only=True)
    net = FaceNet(CONFIG)
    net.load_state_dict(state["ema"])
    served = CalibratedFaceNet(net, metrics["temperature"]).eval()
    faces = np.random.default_rng(1).integers(0, 256, (5, 48, 48), dtype=np.uint8)
    session = onnxruntime.InferenceSession(run / "face.onnx")
    with torch.no_grad():
        expected = served(torch.from_numpy(faces)).numpy()
    assert np.allclose(session.run(["probs"], {"faces": faces})[0], expected, atol=1e-4)
    one = session.run(["probs"], {"faces": faces[:1]})[0]
    assert np.allclose(one.sum(), 1, atol=1e-5)
    mirrored = session.run(["probs"], {"faces": faces[:1, :, ::-1].copy()})[0]
    assert np.allclose(one, mirrored, atol=1e-5)


@pytest.mark.slow
def test_the_exported_network_does_not_tell_of_the_machine_that_made_it(finished_run):
    run, _ = finished_run
    content = (run / "face.onnx").read_bytes()
    assert b".py" not in content
    assert str(Path(face.__file__).parent).encode() not in content


@pytest.mark.slow
def test_other_settings_do_not_go_on_in_the_same_folder(tiny_csv, finished_run):
    run, _ = finished_run
    with pytest.raises(InputError, match="other settings"):
        face.train(tiny_csv, run, replace(CONFIG, epochs=3), report=lambda _: None)


@pytest.mark.slow
def test_a_stopped_run_goes_on_and_ends_as_an_uninterrupted_one(tiny_csv, tmp_path, finished_run):
    _, whole = finished_run

    def stop_after_an_epoch(line: str) -> None:
        if line.startswith("{"):
            raise InterruptedError

    run = tmp_path / "stopped"
    with pytest.raises(InterruptedError):
        face.train(tiny_csv, run, CONFIG, report=stop_after_an_epoch)
    lines: list[str] = []
    resumed = face.train(tiny_csv, run, CONFIG, report=lines.append)
    assert "resumed after epoch 1" in lines
    assert [e["train_loss"] for e in resumed["history"]] == pytest.approx(
        [e["train_loss"] for e in whole["history"]], rel=1e-3
    )
