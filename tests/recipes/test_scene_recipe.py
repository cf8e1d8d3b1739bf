"""The scene recipe end to end on four dozen drawn pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

from affetto.affect import SceneEmotion
from affetto.scene_context import ContextTag
from affetto.training.landscape import (
    EXPECTED_MOODS,
    NAMED_ELEMENTS,
    RULE,
    is_held_back,
    measure_appearance,
)
from affetto.training.recipes import scene
from affetto.training.recipes.scene import TAGS, SceneConfig, SceneFeatures, calibrate, fit
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
    rows, labels = [HEADER], ["theme,tags\n"]
    for index in range(48):
        pleasant = index % 2 == 0
        theme = f"{('Lake', 'Jail', 'Beach', 'Prison')[index % 4]} {index}"
        photograph(folder / "images" / f"{theme}.jpg", rng, pleasant)
        valence = (6.0 if pleasant else 2.0) + rng.normal(0, 0.2)
        arousal = (2.5 if pleasant else 4.5) + rng.normal(0, 0.2)
        rows.append(f"{theme},Scenery,x,{valence:.2f},1,{arousal:.2f},1\n")
        labels.append(f"{theme},{' '.join(tags_of(index, pleasant))}\n")
    (folder / "norms.csv").write_text("".join(rows))
    (folder / "context.csv").write_text("".join(labels))
    return folder


def tags_of(index: int, pleasant: bool) -> list[str]:
    """Two tags that tell the kinds of scene apart; the others are spread without meaning."""
    telling = {ContextTag.NATURE: pleasant, ContextTag.DESOLATE: not pleasant}
    others = [tag for tag in ContextTag if tag not in telling]
    spread = [tag for place, tag in enumerate(others) if place % 6 == index % 6]
    return [*(tag for tag, shown in telling.items() if shown), *spread]


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
    assert ContextTag.NATURE in pleasant.tags
    assert ContextTag.NATURE not in unpleasant.tags
    nature = metrics["context"]["nature"]
    assert nature["positives"] == 24
    assert nature["auc"] > 0.9


@pytest.mark.slow
def test_mirroring_a_picture_does_not_change_its_features():
    extractor = SceneFeatures(SceneConfig()).eval()
    picture = torch.from_numpy(
        np.random.default_rng(0).integers(0, 256, (1, SCENE_SIDE, SCENE_SIDE, 3), dtype=np.uint8)
    )
    with torch.no_grad():
        ways = zip(extractor(picture), extractor(picture.flip(2)), strict=True)
        assert all(torch.allclose(one, other, atol=1e-4) for one, other in ways)


@pytest.fixture
def numbers():
    """Features of two backbones, affect and context of 60 pictures that hang together."""
    rng = np.random.default_rng(5)
    features = [rng.normal(size=(60, d)).astype(np.float32) for d in (12, 20)]
    affect = np.tanh(features[0][:, :2] + 0.2 * rng.normal(size=(60, 2)))
    shown = np.hstack([features[1], features[0]])[:, : len(TAGS)] > 0.3
    return features, affect, shown.astype(float)


def answer(machine, features) -> np.ndarray:
    with torch.no_grad():
        return machine([torch.from_numpy(x) for x in features]).numpy()


def test_affect_is_what_a_support_vector_regression_says(numbers):
    (features, _), affect, context = numbers
    config = SceneConfig()
    machine = fit(config, [features[:50]], affect[:50], context[:50])
    peer = make_pipeline(
        StandardScaler(), SVR(C=config.c, gamma=config.gamma / 12, epsilon=config.epsilon)
    ).fit(features[:50], affect[:50, 0])
    assert answer(machine, [features[50:]])[:, 0] == pytest.approx(
        peer.predict(features[50:]), abs=5e-3
    )


def test_a_picture_nobody_labelled_serves_the_affect_alone(numbers):
    features, affect, context = numbers
    unlabelled = context.copy()
    unlabelled[40:] = np.nan
    config = SceneConfig()
    all_labelled = answer(fit(config, features, affect, context), features)
    some_labelled = answer(fit(config, features, affect, unlabelled), features)
    assert np.array_equal(all_labelled[:, :2], some_labelled[:, :2])
    assert np.isfinite(some_labelled).all()
    assert not np.allclose(all_labelled[:, 2:], some_labelled[:, 2:])


def test_calibration_turns_scores_into_the_share_that_is_right():
    rng = np.random.default_rng(3)
    truth = rng.uniform(size=(4000, 1))
    labels = (rng.uniform(size=truth.shape) < truth).astype(float)
    scores = np.log(truth / (1 - truth)) / 10 + 0.4  # a score on a scale of its own
    slope, intercept = calibrate(scores, labels)[0]
    probs = 1 / (1 + np.exp(-(slope * scores + intercept)))
    assert np.abs(probs - truth).max() < 0.05


def test_appearance_measures_what_it_is_called():
    black = torch.zeros(1, 32, 32, 3, dtype=torch.uint8)
    white = torch.full((1, 32, 32, 3), 255, dtype=torch.uint8)
    board = torch.from_numpy(np.indices((32, 32)).sum(0) % 2 * 255).byte()
    chess = board[None, :, :, None].expand(1, 32, 32, 3)
    bands = torch.zeros(1, 32, 32, 3, dtype=torch.uint8)
    bands[:, :16, :, 0] = 255
    bands[:, 16:, :, 2] = 255
    darkness, colour, edges = measure_appearance(torch.cat([black, white, chess, bands])).T
    assert darkness[0] == 1
    assert darkness[1] == pytest.approx(0, abs=1e-6)
    assert colour.argmax() == 3
    assert edges.argmax() == 2


def test_the_rule_names_each_mood_and_expects_only_known_ones():
    assert set(RULE) == set(SceneEmotion)
    assert {mood for moods in EXPECTED_MOODS.values() for mood in moods} == set(SceneEmotion)


def test_themes_are_held_back_from_the_choice_of_every_mood():
    held_back = {mood for theme, moods in EXPECTED_MOODS.items() if is_held_back(theme)
                 for mood in moods}  # fmt: skip
    assert held_back == set(SceneEmotion)
    assert 0.3 < np.mean([is_held_back(theme) for theme in EXPECTED_MOODS]) < 0.7


def test_an_element_speaks_for_one_mood_at_least_and_against_another():
    for directions in NAMED_ELEMENTS.values():
        assert len(directions) == len(SceneEmotion)
        assert max(directions) == 1
        assert min(directions) == -1
