"""The scene recipe end to end on four dozen drawn pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image

from affetto.affect import SceneEmotion
from affetto.training.landscape import EXPECTED_MOODS, RULE, visible_elements
from affetto.training.recipes import scene
from affetto.training.recipes.scene import SceneConfig, SceneFeatures
from affetto.vision.frames import Picture, load_picture
from affetto.vision.scene_emotion import SCENE_SIDE, SceneClassifier

HEADER = "theme,category,source,valence_mean,valence_sd,arousal_mean,arousal_sd\n"


def draw(rng: np.random.Generator, pleasant: bool) -> np.ndarray:
    """A bright scene of sky and meadow, or a dark one of wreckage; no two are alike."""
    picture = np.empty((90, 120, 3))
    horizon = int(rng.integers(25, 65))
    above, below = ((120, 180, 250), (60, 170, 60)) if pleasant else ((30, 25, 35), (50, 35, 30))
    picture[:horizon], picture[horizon:] = above, below
    for _ in range(6 if pleasant else 25):
        top, left = int(rng.integers(0, 80)), int(rng.integers(0, 110))
        height, width = rng.integers(4, 40, 2)
        picture[top : top + height, left : left + width] += rng.uniform(-60, 60, 3)
    return np.clip(picture + rng.normal(0, 12, picture.shape), 0, 255).astype(np.uint8)


def photograph(path: Path, rng: np.random.Generator, pleasant: bool) -> Picture:
    """A drawn scene as a JPEG file, read back."""
    Image.fromarray(draw(rng, pleasant)).save(path)
    return load_picture(path)


@pytest.fixture(scope="module")
def tiny_oasis(tmp_path_factory):
    folder = tmp_path_factory.mktemp("oasis")
    (folder / "images").mkdir()
    rng = np.random.default_rng(2)
    rows = [HEADER]
    for index in range(48):
        pleasant = index % 2 == 0
        theme = f"{('Lake', 'Jail', 'Beach', 'Prison')[index % 4]} {index}"
        photograph(folder / "images" / f"{theme}.jpg", rng, pleasant)
        valence = (6.0 if pleasant else 2.0) + rng.normal(0, 0.2)
        arousal = (2.5 if pleasant else 4.5) + rng.normal(0, 0.2)
        rows.append(f"{theme},Scenery,x,{valence:.2f},1,{arousal:.2f},1\n")
    (folder / "norms.csv").write_text("".join(rows))
    return folder


class OneFile:
    """A session on the file that the run wrote."""

    def __init__(self, path) -> None:
        self.session = onnxruntime.InferenceSession(path)

    def run(self, inputs):
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, dict(inputs)), strict=True))


@pytest.mark.slow
def test_the_run_learns_exports_and_serves(tiny_oasis, tmp_path):
    config = SceneConfig(folds=4)
    metrics = scene.train(tiny_oasis, tmp_path, config, report=lambda _: None)
    assert metrics["cross_validation"]["n"] == 48
    assert metrics["cross_validation"]["valence_r"] > 0.7

    classifier = SceneClassifier(OneFile(tmp_path / "scene.onnx"))
    rng = np.random.default_rng(99)
    pleasant, unpleasant = (
        classifier.read(photograph(tmp_path / f"{kind}.jpg", rng, kind).rgb)
        for kind in (True, False)
    )
    assert pleasant.point.valence > unpleasant.point.valence + 0.3
    assert pleasant.point.arousal < unpleasant.point.arousal
    assert pleasant.emotion == "joy"
    assert sum(pleasant.emotions.values()) == pytest.approx(1)


@pytest.mark.slow
def test_mirroring_a_picture_does_not_change_its_features():
    extractor = SceneFeatures(SceneConfig()).eval()
    picture = torch.from_numpy(
        np.random.default_rng(0).integers(0, 256, (1, SCENE_SIDE, SCENE_SIDE, 3), dtype=np.uint8)
    )
    with torch.no_grad():
        assert torch.allclose(extractor(picture), extractor(picture.flip(2)), atol=1e-4)


def test_visible_elements_measure_what_they_are_called():
    black = torch.zeros(1, 32, 32, 3, dtype=torch.uint8)
    white = torch.full((1, 32, 32, 3), 255, dtype=torch.uint8)
    board = torch.from_numpy(np.indices((32, 32)).sum(0) % 2 * 255).byte()
    chess = board[None, :, :, None].expand(1, 32, 32, 3)
    bands = torch.zeros(1, 32, 32, 3, dtype=torch.uint8)
    bands[:, :16, :, 0] = 255
    bands[:, 16:, :, 2] = 255
    darkness, colour, edges = visible_elements(torch.cat([black, white, chess, bands])).T
    assert darkness[0] == 1
    assert darkness[1] == pytest.approx(0, abs=1e-6)
    assert colour.argmax() == 3
    assert edges.argmax() == 2


def test_the_rule_names_each_mood_and_expects_only_known_ones():
    assert set(RULE) == set(SceneEmotion)
    assert {mood for moods in EXPECTED_MOODS.values() for mood in moods} == set(SceneEmotion)
