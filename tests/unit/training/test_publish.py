"""What may be put into the package, and the cards that go with it."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest

from affetto.errors import InputError
from affetto.evaluation.face import FaceSample, evaluate_faces, measure_face_robustness
from affetto.evaluation.fairness import compare_tones
from affetto.evaluation.network_report import report_faces
from affetto.evaluation.networks import open_face_network
from affetto.inference.registry import find_model
from affetto.training import cards
from affetto.training import publish as publishing
from affetto.training.face_config import FaceConfig
from affetto.training.publish import MAX_BYTES, publish, publish_evaluation


@pytest.fixture(scope="module")
def face_network():
    return open_face_network()


def test_an_unfinished_run_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"metrics\.json"):
        publish(tmp_path)


def test_a_network_too_large_for_a_repository_is_refused(tmp_path):
    (tmp_path / "metrics.json").write_text('{"recipe": "face"}')
    with (tmp_path / "face.onnx").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="25 MB"):
        publish(tmp_path)


@pytest.mark.parametrize(
    ("name", "write"), [("face-emotion", cards.face_card), ("scene-emotion", cards.scene_card)]
)
def test_the_card_that_ships_is_the_one_its_metrics_give(root, name, write):
    folder = root / "docs" / "models"
    metrics = json.loads((folder / f"{name}.metrics.json").read_text())
    evaluation = folder / f"{name}.evaluation.json"
    measured = [json.loads(evaluation.read_text())] if evaluation.is_file() else []
    assert (folder / f"{name}.md").read_text() == write(metrics, *measured)


def test_the_evaluation_in_a_card_is_of_the_network_that_ships(root):
    for evaluation in (root / "docs" / "models").glob("*.evaluation.json"):
        measured = json.loads(evaluation.read_text())
        ships = find_model(measured["model"]["name"]).sha256
        assert measured["model"]["sha256"] == ships
        assert measured["people"] is None or measured["people"]["model"]["sha256"] == ships


@pytest.fixture
def checkout(root, tmp_path, monkeypatch):
    """A copy of what publishing writes, so that nothing of the real checkout is touched."""
    models, pages = tmp_path / "models", tmp_path / "docs"
    models.mkdir()
    pages.mkdir()
    for name in ("face-emotion.json", "face-emotion.onnx"):
        (models / name).write_bytes((find_model("face-emotion").path.parent / name).read_bytes())
    metrics = "face-emotion.metrics.json"
    (pages / metrics).write_bytes((root / "docs" / "models" / metrics).read_bytes())
    monkeypatch.setattr(publishing, "_CHECKOUT", tmp_path)
    monkeypatch.setattr(publishing, "_MODELS", models)
    monkeypatch.setattr(publishing, "_CARDS", pages)
    return tmp_path


@pytest.fixture
def report(tmp_path, face_network):
    """A report on random faces, with figures on people as `benchmarks/fairness.py` gives them."""
    rng = np.random.default_rng(7)
    faces = rng.integers(0, 256, (70, 48, 48), dtype=np.uint8)
    sample = FaceSample(
        source="FER2013 PublicTest",
        crops=faces,
        labels=np.arange(70) % 7,
        majorities=np.arange(70) % 9 - 1,
        ita_deg=np.full(70, np.nan),
        framings={},
        skipped=[],
    )
    evaluation = evaluate_faces(sample, face_network.session)
    robustness = measure_face_robustness(evaluation, face_network.session, 4)
    folder = tmp_path / "report"
    report_faces(evaluation, face_network, robustness, None).write(folder)
    ita_deg, right = np.repeat([60.0, 20.0], 35), np.arange(70) % 3 > 0
    found = compare_tones(ita_deg, right)
    read = compare_tones(ita_deg, right, np.arange(70) % 7, np.full(70, 0.625))
    share = {"n": 70, "accuracy": 0.6, "accuracy_interval": [0.5, 0.7]}
    people = {
        "model": face_network.as_dict(),
        "n_faces": 90,
        "expressions": {"happy": 50, "sad": 20, "unclear": 20},
        "detection": {**share, "skin_tone": found.as_dict()},
        "detection_clear": {**share, "skin_tone": found.as_dict()},
        "reading": {**share, "skin_tone": read.as_dict()},
    }
    (folder / "fairness.json").write_text(json.dumps(people))
    return folder


def test_a_report_goes_into_the_card_with_its_plots(checkout, report):
    card = publish_evaluation(report)
    text = card.read_text()
    for plot in ("calibration", "confusion"):
        assert f"](face-emotion-{plot}.png)" in text
        assert (card.parent / f"face-emotion-{plot}.png").is_file()
    assert "| lower face covered |" in text
    assert text.count("| tan | 35 |") == 3
    assert text.count("| 62.5% |") == 2  # the confidence of both groups
    assert "not ruled out" in text
    assert "art. 5(1)(f)" in text
    evaluation = json.loads((card.parent / "face-emotion.evaluation.json").read_text())
    metrics = json.loads((card.parent / "face-emotion.metrics.json").read_text())
    assert text == cards.face_card(metrics, evaluation)


def test_a_card_without_figures_on_people_has_no_section_on_skin(checkout, report):
    (report / "fairness.json").unlink()
    text = publish_evaluation(report).read_text()
    assert "## Skin tone" not in text
    assert "## Worse pictures" in text


def test_a_report_on_another_network_is_refused(checkout, report):
    spec = checkout / "models" / "face-emotion.json"
    spec.write_text(json.dumps(json.loads(spec.read_text()) | {"sha256": "0" * 64}))
    with pytest.raises(InputError, match="another network"):
        publish_evaluation(report)


def test_figures_of_the_network_before_leave_with_it(checkout, report, face_network):
    card = publish_evaluation(report)
    run = checkout / "run"
    run.mkdir()
    metrics = json.loads((card.parent / "face-emotion.metrics.json").read_text())
    (run / "metrics.json").write_text(json.dumps(metrics))
    shipped = checkout / "models" / "face-emotion.onnx"
    (run / "face.onnx").write_bytes(shipped.read_bytes())
    publish(run)
    assert "## Skin tone" in card.read_text()  # the same network keeps its figures
    (run / "face.onnx").write_bytes(shipped.read_bytes() + b"another")
    publish(run)
    assert not list(card.parent.glob("*.png"))
    assert not (card.parent / "face-emotion.evaluation.json").exists()
    assert "Not measured for this network yet" in card.read_text()


def test_the_card_says_who_taught_a_network_and_how_to_make_them(root):
    metrics = json.loads((root / "docs/models/face-emotion.metrics.json").read_text())
    untaught = asdict(FaceConfig())
    alone = {**metrics, "config": untaught, "teachers": []}
    assert "## Teachers" not in cards.face_card(alone)
    assert cards.face_command(alone, "runs/a").endswith("tgz --run runs/a")
    teacher = {
        "run": "runs/vgg",
        "config": asdict(FaceConfig.of_backbone("vgg", epochs=42, seed=7)),
        "parameters": 4_693_839,
        "validation": metrics["validation"],
        "remark": "It was stopped once.",
    }
    config = {**untaught, "start_from": "runs/a", "teachers": ["runs/a", "runs/vgg"]}
    card = cards.face_card({**metrics, "config": config, "teachers": [teacher]})
    assert "--start-from runs/a --teacher runs/a --teacher runs/vgg --run runs/face`" in card
    assert "`affetto train face --data fer2013.npz --backbone vgg --epochs 42 --seed 7 " in card
    assert "It was stopped once." in card


def test_the_figures_in_the_readme_are_those_of_the_cards(root):
    readme = (root / "README.md").read_text()
    face = json.loads((root / "docs/models/face-emotion.metrics.json").read_text())["public_test"]
    assert f"{face['n']:,}" in readme
    assert f"{100 * face['accuracy']:.1f}% right" in readme
    scene = json.loads((root / "docs/models/scene-emotion.metrics.json").read_text())
    for figures in (scene["cross_validation"], scene["cross_validation_new_themes"]):
        for axis in ("valence_r", "arousal_r"):
            assert f"{figures[axis]:.2f}".removeprefix("0") in readme
