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
from affetto.training.face_augmentation import augment
from affetto.training.face_config import FaceConfig
from affetto.training.face_network import CalibratedFaceNet, FaceLogits, Temperatures
from affetto.training.recipes import face

CONFIG = FaceConfig(
    backbone="lite0",
    resolution=48,
    epochs=2,
    batch_size=16,
    peak_lr=3e-3,
    ema_decay=0.8,
    dropout=0.1,
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
    return run, face.train(tiny_csv, run, CONFIG, threads=1, report=lambda _: None)


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
    served = CalibratedFaceNet(face.load_finished(run), Temperatures(**metrics["temperatures"]))
    served.eval()
    faces = np.random.default_rng(1).integers(0, 256, (5, 48, 48), dtype=np.uint8)
    session = onnxruntime.InferenceSession(run / "face.onnx")
    with torch.no_grad():
        expected, by_ferplus = served(torch.from_numpy(faces))
    probs, ferplus = session.run(["probs", "ferplus"], {"faces": faces})
    # Weights are stored in half precision.
    assert np.allclose(probs, expected, atol=0.02)
    assert np.allclose(ferplus, by_ferplus, atol=0.02)
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
        face.train(tiny_csv, run, replace(CONFIG, epochs=3), threads=1, report=lambda _: None)


@pytest.mark.slow
def test_a_stopped_run_goes_on_and_ends_as_an_uninterrupted_one(tiny_csv, tmp_path, finished_run):
    _, whole = finished_run

    def stop_after_an_epoch(line: str) -> None:
        if line.startswith("{"):
            raise InterruptedError

    run = tmp_path / "stopped"
    with pytest.raises(InterruptedError):
        face.train(tiny_csv, run, CONFIG, threads=1, report=stop_after_an_epoch)
    lines: list[str] = []
    resumed = face.train(tiny_csv, run, CONFIG, threads=1, report=lines.append)
    assert "resumed after epoch 1" in lines
    assert [e["train_loss"] for e in resumed["history"]] == pytest.approx(
        [e["train_loss"] for e in whole["history"]], rel=1e-3
    )


@pytest.mark.slow
def test_a_run_goes_on_from_the_network_of_another_and_hears_its_teachers(
    tiny_csv, tmp_path, finished_run
):
    earlier, _ = finished_run
    standing_still = replace(CONFIG, epochs=1, peak_lr=1e-7, start_from=str(earlier))
    alone = face.train(
        tiny_csv, tmp_path / "alone", standing_still, threads=1, report=lambda _: None
    )
    left, reached = face.load_finished(earlier), face.load_finished(tmp_path / "alone")
    assert torch.allclose(left.classifier.weight, reached.classifier.weight, atol=1e-4)
    taught_config = replace(standing_still, teachers=(str(earlier),))
    taught = face.train(
        tiny_csv, tmp_path / "taught", taught_config, threads=1, report=lambda _: None
    )
    assert taught["history"][0]["train_loss"] != alone["history"][0]["train_loss"]
    assert [teacher["run"] for teacher in taught["teachers"]] == [str(earlier)]


def test_a_teacher_that_is_not_finished_is_refused(tiny_csv, tmp_path):
    config = replace(CONFIG, teachers=(str(tmp_path / "nothing"),))
    with pytest.raises(InputError, match="no finished run"):
        face.train(tiny_csv, tmp_path / "student", config, threads=1, report=lambda _: None)


@pytest.mark.parametrize("head", ["labels", "ferplus"])
def test_what_the_teachers_say_pulls_the_student_as_much_as_its_weight_says(head):
    config = FaceConfig(teaching_weight=0.5, teaching_temperature=2.0)
    logits = FaceLogits(torch.zeros(1, 7), torch.zeros(1, 8))
    said = torch.zeros_like(getattr(logits, head))
    said[0, 0] = 2.0
    logits = logits._replace(**{head: said})
    targets = (torch.eye(7)[:1], torch.eye(8)[:1])
    agreeing = FaceLogits(*(each / 2 for each in logits))
    other = agreeing._replace(**{head: agreeing._asdict()[head].flip(1)})
    alone = face.face_loss(logits, *targets, None, config)
    assert face.face_loss(logits, *targets, other, config) > face.face_loss(
        logits, *targets, agreeing, config
    )
    unheard = replace(config, teaching_weight=0.0)
    assert face.face_loss(logits, *targets, other, unheard) == alone


def test_only_faces_with_votes_teach_the_second_head():
    config = FaceConfig(ferplus_weight=0.5)
    logits = FaceLogits(torch.zeros(2, 7), torch.zeros(2, 8, requires_grad=True))
    votes = torch.stack([torch.eye(8)[3], torch.zeros(8)])
    face.face_loss(logits, torch.eye(7)[:2], votes, None, config).backward()
    gradient = logits.ferplus.grad
    assert gradient is not None
    assert gradient[0, 3] < 0
    assert not gradient[1].any()


def test_augmented_views_stay_greys_and_differ_from_each_other():
    faces = torch.randint(0, 256, (64, 48, 48), dtype=torch.uint8)
    config = FaceConfig()
    first = augment(faces, config, torch.Generator().manual_seed(1))
    second = augment(faces, config, torch.Generator().manual_seed(2))
    assert first.shape == (64, 1, 96, 96)
    assert first.min() >= 0
    assert first.max() <= 1
    assert (first - second).abs().mean(dim=(1, 2, 3)).min() > 0.02
    again = augment(faces, config, torch.Generator().manual_seed(1))
    assert torch.equal(first, again)
