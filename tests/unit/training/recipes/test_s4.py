from __future__ import annotations

import inspect

import keras
import keras_tuner
import numpy as np
import pytest
import torch
from tests.unit.training.layer_tables_for_tests import count_weights, table_of

from affetto.mood_rules import MOODS, label_by_rules
from affetto.training.recipes import s4

RECIPES = {recipe.name: recipe for recipe in s4.RECIPES}


def test_the_network_is_what_hyperband_found():
    """Table 1: 64 initial filters, two blocks of 128, 256 dense units, learning rate .0005."""
    recipe = RECIPES["s4-face-cnn"]
    model = recipe.method.build()
    assert table_of(model) == [
        ("Conv2D", (48, 48, 64), 640),
        ("MaxPooling2D", (24, 24, 64), 0),
        ("Dropout", (24, 24, 64), 0),
        ("Conv2D", (24, 24, 128), 73_856),
        ("MaxPooling2D", (12, 12, 128), 0),
        ("Dropout", (12, 12, 128), 0),
        ("Conv2D", (12, 12, 128), 147_584),
        ("MaxPooling2D", (6, 6, 128), 0),
        ("Dropout", (6, 6, 128), 0),
        ("Flatten", (4608,), 0),
        ("Dense", (256,), 1_179_904),
        ("Dropout", (256,), 0),
        ("Dense", (5,), 1_285),
    ]
    assert {layer.rate for layer in model.layers if hasattr(layer, "rate")} == {0.3}
    assert recipe.schedule.learning_rate == 5e-4


def test_the_search_could_have_found_it():
    recipe = RECIPES["s4-face-cnn"]
    found = {
        name: parameter.default
        for name, parameter in inspect.signature(recipe.method.build).parameters.items()
    } | {"learning_rate": recipe.schedule.learning_rate}
    assert recipe.search.values.keys() == found.keys()
    assert all(found[name] in values for name, values in recipe.search.values.items())


def test_the_search_has_the_brackets_and_epochs_of_table_1():
    """The first trial was in bracket 1, and went on from epoch 3 to 10."""
    search = RECIPES["s4-face-cnn"].search
    oracle = keras_tuner.oracles.HyperbandOracle(
        objective=keras_tuner.Objective("val_accuracy", "max"),
        max_epochs=search.max_epochs,
        factor=search.factor,
    )
    assert oracle._get_num_brackets() == 2
    assert [oracle._get_epochs(1, turn) for turn in (0, 1)] == [3, 10]


@pytest.mark.parametrize("blocks", [1, 2, 3])
def test_the_searched_network_has_as_many_blocks_as_asked(blocks):
    model = s4.build_face_cnn(
        32, blocks, filters_block_0=64, filters_block_1=256, filters_block_2=128, dense_units=512
    )
    filters = [shape[-1] for kind, shape, _ in table_of(model) if kind == "Conv2D"]
    assert filters == [32, 64, 256, 128][: blocks + 1]


def test_the_backbone_is_frozen():
    recipe = RECIPES["s4-face-vgg16"]
    model = recipe.method.build(weights=None)
    assert count_weights(model) == (recipe.parameters, recipe.trainable)
    assert table_of(model)[-4:] == [
        ("Flatten", (512,), 0),
        ("Dense", (256,), 131_328),
        ("Dropout", (256,), 0),
        ("Dense", (5,), 1_285),
    ]
    assert recipe.trainable == 131_328 + 1_285


def test_a_backbone_takes_its_weights_from_a_file(tmp_path):
    file = tmp_path / "vgg16.weights.h5"
    backbone = keras.applications.VGG16(include_top=False, weights=None)
    backbone.save_weights(file)
    model = s4.build_face_vgg16(weights=str(file))
    learned = backbone.get_layer("block1_conv1").get_weights()[0]
    np.testing.assert_array_equal(model.get_layer("block1_conv1").get_weights()[0], learned)


def test_the_ensemble_counts_both_members():
    ensemble = RECIPES["s4-ensemble"]
    members = [RECIPES[name] for name in ensemble.method.members]
    assert ensemble.parameters == sum(member.parameters for member in members)
    assert ensemble.trainable == sum(member.trainable for member in members)
    assert all(member.labels == ensemble.labels for member in members)
    assert ensemble.method.least_first >= 0.5  # more weight on the first, in the report's words


def test_votes_teach_the_same_networks():
    for votes, labels in (("s4-ferplus", "s4-face-cnn"), ("s4-ferplus-vgg16", "s4-face-vgg16")):
        assert RECIPES[votes].soft_labels
        assert RECIPES[votes].method == RECIPES[labels].method
        assert RECIPES[votes].augmentation == RECIPES[labels].augmentation


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        (
            "s4-music-cnn",
            ["Conv1D", "MaxPooling1D", "Conv1D", "MaxPooling1D", "Flatten", *["Dense"] * 3],
        ),
        (
            "s4-music-attention-rnn",
            ["LSTM", "LSTM", "Dense", "Softmax", "Dot", "Flatten", "Dense"],
        ),
    ],
)
def test_music_networks_read_features_as_a_sequence(name, kinds):
    recipe = RECIPES[name]
    model = recipe.method.build()
    assert [kind for kind, *_ in table_of(model)] == kinds
    assert count_weights(model) == (recipe.parameters, recipe.trainable)
    assert model.inputs[0].shape[1:] == (len(recipe.input.columns), 1)
    features = np.random.default_rng(0).normal(size=(3, 11, 1)).astype(np.float32)
    assert model.predict(features, verbose=0).sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_attention_weighs_the_steps_of_a_track():
    """The weights of the steps sum to 1, and what is classified is their weighted mean."""
    model = RECIPES["s4-music-attention-rnn"].method.build()
    parts = keras.Model(
        model.input,
        [
            next(layer for layer in model.layers if isinstance(layer, kind)).output
            for kind in (keras.layers.Softmax, keras.layers.Flatten)
        ]
        + [[layer for layer in model.layers if isinstance(layer, keras.layers.LSTM)][-1].output],
    )
    features = np.random.default_rng(0).normal(size=(3, 11, 1)).astype(np.float32)
    weights, summary, steps = parts.predict(features, verbose=0)
    assert weights.sum(axis=1) == pytest.approx(np.ones((3, 1)), abs=1e-5)
    np.testing.assert_allclose(summary, (weights * steps).sum(axis=1), atol=1e-5)


def test_the_rules_say_the_same_as_a_module():
    """On a grid around every threshold, where many moods tie."""
    rng = np.random.default_rng(0)
    recipe = RECIPES["s4-music-rules"]
    values = {
        "valence": (0.1, 0.3, 0.4, 0.5, 0.7, 0.9),
        "danceability": (0.5, 0.7, 0.8),
        "energy": (0.2, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9),
        "mode": (0, 1),
        "loudness": (-20, -10, -7, -5, -3),
        "tempo": (90, 140, 145, 150, 170),
    }
    columns = recipe.input.columns
    features = np.stack(
        [rng.choice(values.get(column, (0.0, 0.5)), 5000) for column in columns], axis=1
    ).astype(np.float32)
    probs = recipe.method.build()(torch.from_numpy(features)).numpy()
    labels = label_by_rules(features, columns)
    assert set(labels) == set(range(len(MOODS)))
    np.testing.assert_array_equal(probs.argmax(axis=1), labels)
    np.testing.assert_allclose(probs.sum(axis=1), 1, atol=1e-5)
