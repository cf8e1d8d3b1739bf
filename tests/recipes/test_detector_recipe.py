from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image

from affetto.errors import InputError
from affetto.inference.registry import find_model
from affetto.inference.session import OnnxSession
from affetto.training.centerface import FaceMaps
from affetto.training.datasets.oasis_faces import MarkedFace, Part, Visibility, part_of
from affetto.training.face_views import Scene, ViewConfig
from affetto.training.recipes.detector import (
    DetectorConfig,
    detection_loss,
    make_targets,
    mark_scene,
    train,
)
from affetto.vision.face_detection import FaceDetector
from affetto.vision.faces import Box, DetectedFace

TINY = DetectorConfig(
    view=ViewConfig(side_px=64), faces=8, epochs=2, steps=2, batch_size=2, frozen_stages=6
)
LANDMARKS = np.array([[24, 28], [40, 28], [32, 36], [26, 44], [38, 44]], np.float32)


def view(boxes: list[list[float]], landmarks: list[np.ndarray] | None = None) -> Scene:
    known = [LANDMARKS] * len(boxes) if landmarks is None else landmarks
    return Scene(
        np.zeros((64, 96, 3), np.uint8),
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(known, np.float32).reshape(-1, 5, 2),
        np.zeros((0, 4), np.float32),
    )


def perfect_maps(scene: Scene) -> FaceMaps:
    """What a network would say that has learned its targets."""
    targets = make_targets(scene)
    rows, columns = targets.heatmap.shape
    log_size, offset = np.zeros((2, 1, 2, rows, columns), np.float32)
    landmarks = np.zeros((1, 10, rows, columns), np.float32)
    at = (0, slice(None), *targets.cells.T)
    log_size[at] = targets.boxes[:, :2]
    offset[at] = targets.boxes[:, 2:]
    landmarks[at] = targets.landmarks
    logits = torch.logit(torch.from_numpy(targets.heatmap)[None, None], eps=1e-6)
    return FaceMaps(logits, *map(torch.from_numpy, (log_size, offset, landmarks)))


class RecitingSession:
    """A network that says what it was told to."""

    def __init__(self, maps: FaceMaps) -> None:
        self._maps = maps

    def run(self, inputs: object) -> dict[str, np.ndarray]:
        said = {name: part.numpy() for name, part in self._maps._asdict().items()}
        return said | {"heatmap": torch.sigmoid(self._maps.heatmap).numpy()}


def test_what_is_learned_is_what_the_detector_reads() -> None:
    scene = view([[16, 12, 33, 41]])
    detector = FaceDetector(RecitingSession(perfect_maps(scene)), (96,), min_score=0.9)
    (face,) = detector.detect(scene.rgb)
    assert list(vars(face.box).values()) == pytest.approx([16, 12, 33, 41], abs=0.01)
    assert face.landmarks == pytest.approx(LANDMARKS, abs=0.01)


def test_loss_rises_where_a_box_is_off_or_a_face_is_overlooked() -> None:
    scene = view([[16, 12, 33, 41]])
    maps = perfect_maps(scene)
    least = detection_loss(maps, [scene])
    assert least < 0.05  # of the spot around the middle, where no answer is free of loss
    assert detection_loss(maps._replace(log_size=maps.log_size + 0.2), [scene]) > least + 0.05
    assert detection_loss(maps._replace(landmarks=maps.landmarks + 0.2), [scene]) > least + 0.05
    assert detection_loss(maps._replace(heatmap=maps.heatmap * 0 - 5), [scene]) > least + 1


def test_loss_does_not_care_where_nothing_is_known() -> None:
    open_view = view([])
    doubtful = Scene(
        open_view.rgb, open_view.boxes, open_view.landmarks, np.array([[0, 0, 96, 64]], np.float32)
    )
    maps = FaceMaps(*(torch.zeros(1, depth, 16, 24) for depth in (1, 2, 2, 10)))
    assert detection_loss(maps, [open_view]) > 10
    assert detection_loss(maps, [doubtful]) == 0


def test_unknown_landmarks_teach_nothing() -> None:
    scene = view([[16, 12, 33, 41]], [np.full((5, 2), np.nan)])
    maps = perfect_maps(view([[16, 12, 33, 41]]))
    elsewhere = maps._replace(landmarks=maps.landmarks + 3)
    assert detection_loss(elsewhere, [scene]) == detection_loss(maps, [scene])


def test_a_face_whose_middle_is_out_of_view_is_left_open() -> None:
    targets = make_targets(view([[-40, 10, 60, 40]]))
    assert targets.heatmap.max() == 0
    assert targets.counted[5, 2] == 0
    assert targets.counted[5, 20] == 1


def test_a_person_has_the_say_and_the_teacher_adds_what_it_is_sure_of() -> None:
    def found(x: float, score: float) -> DetectedFace:
        return DetectedFace(Box(x, 10, 20, 20), score, LANDMARKS + x)

    marked = [
        MarkedFace(Box(1, 10, 20, 20), Visibility.HIDDEN),
        MarkedFace(Box(40, 10, 20, 20), Visibility.VISIBLE),
        MarkedFace(Box(80, 10, 20, 20), Visibility.UNCLEAR),
    ]
    detected = [found(0, 0.3), found(80, 0.9), found(120, 0.8), found(160, 0.3)]
    scene = mark_scene(np.zeros((64, 200, 3), np.uint8), marked, detected)
    assert scene.boxes[:, 0].tolist() == [1, 40, 120]
    assert scene.ignored[:, 0].tolist() == [80, 160]
    assert scene.landmarks[0] == pytest.approx(LANDMARKS)
    assert np.isnan(scene.landmarks[1]).all()


def write_data(folder: Path) -> tuple[Path, Path, Path]:
    """OASIS, FER2013 and marked faces as their publishers lay them out, a few real pictures."""
    oasis = folder / "oasis"
    (oasis / "images").mkdir(parents=True)
    astronaut = skimage.data.astronaut()
    theme = "Laughter 3"
    assert part_of(theme) is part_of("Coffee 2") is Part.TRAINING
    pictures = {theme: (astronaut, "Person"), "Coffee 2": (skimage.data.coffee(), "Object")}
    with (oasis / "norms.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["theme", "category", "valence_mean", "valence_sd", "arousal_mean", "arousal_sd"]
        )
        for name, (rgb, category) in pictures.items():
            rows.writerow([name, category, 4, 1, 4, 1])
            Image.fromarray(rgb).resize((320, 256)).save(oasis / "images" / f"{name}.jpg")
    labels = folder / "faces.csv"
    labels.write_text(
        f"theme,x,y,width,height,label\n{theme},108,35,64,68,visible\nCoffee 2,,,,,none\n"
    )
    face = Image.fromarray(astronaut[65:205, 155:295]).convert("L").resize((48, 48))
    pixels = " ".join(map(str, np.asarray(face).ravel()))
    fer2013 = folder / "fer2013.csv"
    fer2013.write_text("emotion,pixels,Usage\n" + f"3,{pixels},Training\n" * 4)
    return oasis, fer2013, labels


@pytest.mark.slow
def test_a_stopped_run_goes_on_and_leaves_a_network_that_detects(tmp_path: Path) -> None:
    oasis, fer2013, labels = write_data(tmp_path)
    teacher = find_model("centerface").path
    run = tmp_path / "run"

    def stop_after_first_epoch(line: str) -> None:
        if line.startswith('{"epoch": 1'):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(oasis, fer2013, labels, teacher, run, TINY, stop_after_first_epoch)
    lines: list[str] = []
    metrics = train(oasis, fer2013, labels, teacher, run, TINY, lines.append)
    assert "resumed after epoch 1" in lines
    assert [epoch["epoch"] for epoch in metrics["history"]] == [1, 2]
    assert json.loads((run / "metrics.json").read_text()) == metrics
    detector = FaceDetector(OnnxSession(run / "detector.onnx", threads=1), min_score=0.2)
    assert detector.detect(skimage.data.astronaut())
    with pytest.raises(InputError, match="other settings"):
        train(oasis, fer2013, labels, teacher, run, DetectorConfig(faces=8), lines.append)
