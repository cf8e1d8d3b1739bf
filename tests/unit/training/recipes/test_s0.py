"""The tables are those of the thesis's appendices 8.2 to 8.10."""

from __future__ import annotations

import inspect
from itertools import product

import numpy as np
import pytest
from tests.unit.training.layer_tables_for_tests import count_weights, table_of

from affetto.training.recipe import Network, NetworkWithSvm
from affetto.training.recipes import s0

RECIPES = {recipe.name: recipe for recipe in s0.RECIPES}

FACE_BASELINE = [  # appendices 8.2 and 8.4
    ("Conv2D", (48, 48, 16), 160),
    ("MaxPooling2D", (24, 24, 16), 0),
    ("Conv2D", (24, 24, 32), 4640),
    ("MaxPooling2D", (12, 12, 32), 0),
    ("Flatten", (4608,), 0),
    ("Dense", (64,), 294976),
    ("Dense", (5,), 325),
]
LANDSCAPE = [  # appendices 8.7 and 8.8
    ("Conv2D", (128, 128, 32), 896),
    ("MaxPooling2D", (64, 64, 32), 0),
    ("Conv2D", (64, 64, 64), 18496),
    ("MaxPooling2D", (32, 32, 64), 0),
    ("Conv2D", (32, 32, 128), 73856),
    ("MaxPooling2D", (16, 16, 128), 0),
    ("Flatten", (32768,), 0),
    ("Dense", (128,), 4194432),
    ("Dropout", (128,), 0),
    ("Dense", (4,), 516),
]
PUBLISHED = {
    "s0-face-cnn-baseline": FACE_BASELINE,
    "s0-face-cnn-tuned": [  # appendix 8.3
        ("Conv2D", (48, 48, 32), 320),
        ("LeakyReLU", (48, 48, 32), 0),
        ("Dropout", (48, 48, 32), 0),
        ("MaxPooling2D", (24, 24, 32), 0),
        ("Conv2D", (24, 24, 64), 18496),
        ("LeakyReLU", (24, 24, 64), 0),
        ("Dropout", (24, 24, 64), 0),
        ("MaxPooling2D", (12, 12, 64), 0),
        ("Conv2D", (12, 12, 128), 73856),
        ("LeakyReLU", (12, 12, 128), 0),
        ("Dropout", (12, 12, 128), 0),
        ("MaxPooling2D", (6, 6, 128), 0),
        ("Conv2D", (6, 6, 256), 295168),
        ("LeakyReLU", (6, 6, 256), 0),
        ("Dropout", (6, 6, 256), 0),
        ("MaxPooling2D", (3, 3, 256), 0),
        ("Flatten", (2304,), 0),
        ("Dense", (128,), 295040),
        ("Dropout", (128,), 0),
        ("Dense", (5,), 645),
    ],
    "s0-face-svm-baseline": FACE_BASELINE,
    "s0-face-svm-tuned": [  # appendix 8.5
        ("Conv2D", (48, 48, 32), 320),
        ("BatchNormalization", (48, 48, 32), 128),
        ("LeakyReLU", (48, 48, 32), 0),
        ("Dropout", (48, 48, 32), 0),
        ("MaxPooling2D", (24, 24, 32), 0),
        ("Conv2D", (24, 24, 64), 18496),
        ("BatchNormalization", (24, 24, 64), 256),
        ("LeakyReLU", (24, 24, 64), 0),
        ("Dropout", (24, 24, 64), 0),
        ("MaxPooling2D", (12, 12, 64), 0),
        ("Conv2D", (12, 12, 128), 73856),
        ("BatchNormalization", (12, 12, 128), 512),
        ("LeakyReLU", (12, 12, 128), 0),
        ("Dropout", (12, 12, 128), 0),
        ("MaxPooling2D", (6, 6, 128), 0),
        ("Conv2D", (6, 6, 256), 295168),
        ("BatchNormalization", (6, 6, 256), 1024),
        ("LeakyReLU", (6, 6, 256), 0),
        ("Dropout", (6, 6, 256), 0),
        ("MaxPooling2D", (3, 3, 256), 0),
        ("Conv2D", (3, 3, 512), 1180160),
        ("BatchNormalization", (3, 3, 512), 2048),
        ("LeakyReLU", (3, 3, 512), 0),
        ("Dropout", (3, 3, 512), 0),
        ("MaxPooling2D", (1, 1, 512), 0),
        ("Flatten", (512,), 0),
        ("Dense", (256,), 131328),
        ("Dropout", (256,), 0),
        ("Dense", (128,), 32896),
        ("Dropout", (128,), 0),
        ("Dense", (5,), 645),
    ],
    "s0-landscape-cnn-baseline": LANDSCAPE,
    "s0-landscape-cnn-tuned": LANDSCAPE,
    "s0-landscape-svm-baseline": [  # appendix 8.9
        ("Conv2D", (128, 128, 16), 448),
        ("MaxPooling2D", (64, 64, 16), 0),
        ("Conv2D", (64, 64, 32), 4640),
        ("MaxPooling2D", (32, 32, 32), 0),
        ("Flatten", (32768,), 0),
        ("Dense", (64,), 2097216),
        ("Dense", (4,), 260),
    ],
    # Appendix 8.10. Two output shapes are misprinted there, (64, 64, 128) of the second pooling
    # and (32, 32, 128) of the third convolution: no pooling, or a third of 128 filters, would have
    # other parameters than printed. The table ends with the features.
    "s0-landscape-svm-tuned": [
        ("Conv2D", (128, 128, 64), 1792),
        ("BatchNormalization", (128, 128, 64), 256),
        ("Activation", (128, 128, 64), 0),
        ("MaxPooling2D", (64, 64, 64), 0),
        ("Dropout", (64, 64, 64), 0),
        ("Conv2D", (64, 64, 128), 73856),
        ("BatchNormalization", (64, 64, 128), 512),
        ("Activation", (64, 64, 128), 0),
        ("MaxPooling2D", (32, 32, 128), 0),
        ("Dropout", (32, 32, 128), 0),
        ("Conv2D", (32, 32, 256), 295168),
        ("BatchNormalization", (32, 32, 256), 1024),
        ("Activation", (32, 32, 256), 0),
        ("MaxPooling2D", (16, 16, 256), 0),
        ("Dropout", (16, 16, 256), 0),
        ("Conv2D", (16, 16, 512), 1180160),
        ("BatchNormalization", (16, 16, 512), 2048),
        ("Activation", (16, 16, 512), 0),
        ("MaxPooling2D", (8, 8, 512), 0),
        ("Dropout", (8, 8, 512), 0),
        ("Flatten", (32768,), 0),
        ("Dense", (256,), 8388864),
    ],
}


def network_of(name: str) -> Network:
    method = RECIPES[name].method
    return method.network if isinstance(method, NetworkWithSvm) else method


@pytest.mark.parametrize("name", PUBLISHED)
def test_layers_are_those_of_the_published_table(name):
    table = table_of(network_of(name).build())
    softmax = [("Dense", (4,), 1028)] if name == "s0-landscape-svm-tuned" else []
    assert table == PUBLISHED[name] + softmax


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_recipe_names_the_parameters_of_its_network(name):
    recipe = RECIPES[name]
    assert count_weights(network_of(name).build()) == (recipe.parameters, recipe.trainable)


@pytest.mark.parametrize("name", PUBLISHED)
def test_answers_probabilities_of_its_classes(name):
    recipe = RECIPES[name]
    pictures = np.random.default_rng(0).random(
        (2, recipe.input.side, recipe.input.side, recipe.input.channels), np.float32
    )
    probs = network_of(name).build().predict(pictures, verbose=0)
    assert probs.shape == (2, len(recipe.labels))
    assert probs.sum(axis=1) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("s0-face-svm-baseline", 4608),
        ("s0-face-svm-tuned", 128),
        ("s0-landscape-svm-baseline", 32768),
        ("s0-landscape-svm-tuned", 256),
    ],
)
def test_machines_read_the_published_features(name, width):
    method = RECIPES[name].method
    layer = method.network.build().get_layer(method.features)
    assert layer.output.shape[1:] == (width,)


@pytest.mark.parametrize("name", ["s0-face-cnn-tuned", "s0-landscape-cnn-tuned"])
def test_settings_that_are_searched_change_the_network(name):
    build = network_of(name).build
    model = build(activation="relu", dropout=0.25, l2=0.5)
    dropouts = [layer.rate for layer in model.layers if hasattr(layer, "rate")]
    convolutions = [layer for layer in model.layers if type(layer).__name__ == "Conv2D"]
    assert set(dropouts) == {0.25}
    assert {float(layer.kernel_regularizer.l2) for layer in convolutions} == {0.5}
    pictures = -np.ones((1, *model.input.shape[1:]), np.float32)
    other = build(activation="leaky_relu", dropout=0.25, l2=0.5)
    other.set_weights(model.get_weights())
    assert not np.allclose(model.predict(pictures, verbose=0), other.predict(pictures, verbose=0))


def test_a_baseline_is_not_regularized():
    assert not network_of("s0-landscape-cnn-baseline").build().losses


@pytest.mark.parametrize("name", [name for name in RECIPES if RECIPES[name].search])
def test_the_search_tries_the_published_settings(name):
    recipe = RECIPES[name]
    known = {"optimizer": recipe.schedule.optimizer}
    if isinstance(recipe.method, NetworkWithSvm):
        known |= vars(recipe.method.svm)
    parameters = inspect.signature(network_of(name).build).parameters
    known |= {setting: parameter.default for setting, parameter in parameters.items()}
    values = recipe.search.values
    published = tuple(known[setting] for setting in values)
    if isinstance(recipe.method, NetworkWithSvm) and recipe.method.svm.kernel == "linear":
        # Neither gamma nor degree means anything to a linear machine.
        values = {setting: values[setting] for setting in ("kernel", "c")}
        published = published[:2]
    assert published in product(*values.values())
