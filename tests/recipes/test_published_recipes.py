"""Every published recipe, end to end: it learns, is exported, and serves."""

import os

import numpy as np
import pytest

from affetto.inference.trained_model import INPUT_NAMES, open_trained_model
from affetto.training.catalogue import find_recipe, list_recipes
from affetto.training.methods.trained import Settings
from affetto.training.recipe import Subject
from affetto.training.run_folder import read_run
from affetto.training.runner import train

pytestmark = pytest.mark.slow

BACKBONES = {
    "s1-resnet50",
    "s2-efficientnet-b3",
    "s3-vgg16",
    "s3-vgg19",
    "s3-resnet50v2",
}
EPOCHS = 4
# Those that compute for many seconds an epoch, and learn enough in two.
FEWER_EPOCHS = dict.fromkeys(
    ("s0-landscape-svm-tuned", "s1-cnn", "s3-cnn", "s4-face-vgg16", "s4-ferplus-vgg16"), 2
)
# Lower than published: on so few pictures these would jump about at first.
RATES = {"s0-landscape-svm-tuned": 5e-5}


@pytest.fixture
def data_of(faces_csv, landscape_folders, tracks_csv):
    return {
        Subject.FACE: faces_csv,
        Subject.LANDSCAPE: landscape_folders,
        Subject.MUSIC: tracks_csv,
    }


def name_recipes():
    """All names; the large backbones only where there is time for minutes each."""
    wanted = "AFFETTO_TEST_BACKBONES" in os.environ
    why = "takes minutes each; set AFFETTO_TEST_BACKBONES=1"
    return [
        pytest.param(name, marks=pytest.mark.skipif(name in BACKBONES and not wanted, reason=why))
        for name in (recipe.name for recipe in list_recipes())
    ]


@pytest.mark.parametrize("name", name_recipes())
def test_learns_exports_and_serves(name, data_of, tmp_path):
    recipe = find_recipe(name)
    run = tmp_path / name
    epochs = FEWER_EPOCHS.get(name, EPOCHS)

    prepared = train(
        recipe,
        [data_of[recipe.subject]],
        run,
        Settings(epochs=epochs, batch_size=8, learning_rate=RATES.get(name), weights=None, seed=3),
        report=lambda _line: None,
    )

    finished = read_run(run)
    if finished.history:
        assert len(finished.history) == epochs
        assert min(epoch.loss for epoch in finished.history[1:]) < finished.history[0].loss
    test = prepared.splits.test
    said = finished.predictions["test"]
    assert said.names == recipe.labels
    assert np.allclose(said.probs.sum(axis=1), 1, atol=1e-4)
    spec, session = open_trained_model(run)
    assert (spec.recipe, spec.labels) == (recipe.name, recipe.labels)
    served = session.run({INPUT_NAMES[recipe.subject]: test.inputs})["probs"]
    # What was written down came from Keras, this from ONNX Runtime: fifty layers round to a little
    # over 1e-4, while other pre-processing would show in the second digit.
    assert np.abs(served - said.probs).max() < 1e-3
    assert recipe.summary in (run / "card.md").read_text()
    assert sum(finished.metrics["class_counts"]["test"].values()) == len(test)
