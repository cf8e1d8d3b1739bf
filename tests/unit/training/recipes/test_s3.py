from __future__ import annotations

import pytest
from tests.unit.training.layer_tables_for_tests import count_weights, table_of

from affetto.training.recipes import s3

RECIPES = {recipe.name: recipe for recipe in s3.RECIPES}
# Parameters of the backbones without their tops, as summaries of Keras's applications count them.
BACKBONES = {"s3-vgg16": 14_714_688, "s3-vgg19": 20_024_384, "s3-resnet50v2": 23_564_800}
HEADS = {
    "s3-vgg16": [
        ("Flatten", (25088,), 0),
        ("Dense", (1024,), 25_691_136),
        ("Dense", (7,), 7_175),
    ],
    "s3-vgg19": [
        ("Flatten", (25088,), 0),
        ("Dense", (1024,), 25_691_136),
        ("Dropout", (1024,), 0),
        ("Dense", (512,), 524_800),
        ("Dropout", (512,), 0),
        ("Dense", (7,), 3_591),
    ],
    "s3-cnn": [
        ("Conv2D", (222, 222, 32), 896),
        ("MaxPooling2D", (111, 111, 32), 0),
        ("Dropout", (111, 111, 32), 0),
        ("Flatten", (394_272,), 0),
        ("Dense", (64,), 25_233_472),
        ("BatchNormalization", (64,), 256),
        ("Dense", (7,), 455),
    ],
    "s3-resnet50v2": [
        ("Dropout", (7, 7, 2048), 0),
        ("BatchNormalization", (7, 7, 2048), 8192),
        ("Flatten", (100_352,), 0),
        ("Dense", (64,), 6_422_592),
        ("BatchNormalization", (64,), 256),
        ("Dropout", (64,), 0),
        ("Dense", (7,), 455),
    ],
}
DROPOUTS = {"s3-vgg16": [], "s3-vgg19": [0.2, 0.2], "s3-cnn": [0.25], "s3-resnet50v2": [0.25, 0.5]}


@pytest.mark.parametrize("name", HEADS)
def test_layers_and_parameters_are_the_published_ones(name):
    recipe = RECIPES[name]
    method = recipe.method
    model = method.build(weights=None) if method.pretrained else method.build()
    head = HEADS[name]
    assert table_of(model)[-len(head) :] == head
    rates = [layer.rate for layer in model.layers if type(layer).__name__ == "Dropout"]
    assert rates == DROPOUTS[name]
    assert count_weights(model) == (recipe.parameters, recipe.trainable)
    in_head = sum(parameters for *_, parameters in head)
    assert recipe.parameters == BACKBONES.get(name, 0) + in_head
    assert model.layers[-1].activation.__name__ == "softmax"


@pytest.mark.parametrize(("name", "right"), [("resnet50v2", 64), ("vgg19", 55), ("cnn", 51)])
def test_the_published_scores_are_shares_of_87(name, right):
    assert RECIPES[f"s3-{name}"].published.accuracy == pytest.approx(right / 87, abs=1e-4)
