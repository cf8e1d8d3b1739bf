from __future__ import annotations

import keras
import pytest
from tests.unit.training.layer_tables_for_tests import count_weights, table_of

from affetto.affect import FaceEmotion
from affetto.training.recipe import Balancing
from affetto.training.recipes import s1

CNN, RESNET50 = s1.RECIPES
# Support of each class in the thesis's table 5.1: the tenth of all pictures that is the test set.
TEST_COUNTS = dict(zip(FaceEmotion, (563, 140, 610, 926, 666, 463, 688), strict=True))


@pytest.fixture(scope="module")
def resnet50():
    return RESNET50.method.build(weights=None)


def test_the_network_has_exactly_the_published_parameters():
    assert count_weights(CNN.method.build()) == (7_284_871, 7_279_111)
    assert (CNN.parameters, CNN.trainable) == (7_284_871, 7_279_111)


def test_the_network_has_four_blocks_as_drawn_in_figure_2_2():
    convolution = ["Conv2D", "BatchNormalization", "ReLU"]
    kinds = [
        *([*convolution, "MaxPooling2D", "Dropout"]),
        *([*convolution * 2, "MaxPooling2D", "Dropout"] * 2),
        *([*convolution * 3, "AveragePooling2D", "Dropout"]),
        *("Flatten", "Dense", "BatchNormalization", "ReLU", "Dropout", "Dense"),
    ]
    model = CNN.method.build()
    table = table_of(model)
    assert [kind for kind, *_ in table] == kinds
    filters = [shape[-1] for kind, shape, _ in table if kind == "Conv2D"]
    assert filters == [64, 128, 128, 256, 256, 512, 512, 512]
    rates = [layer.rate for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    assert rates == [0.3] * 4 + [0.5]


def test_the_pretrained_network_has_exactly_the_published_parameters(resnet50):
    assert count_weights(resnet50) == (24_154_247, 22_647_047)
    assert (RESNET50.parameters, RESNET50.trainable) == (24_154_247, 22_647_047)


def test_layers_81_to_174_of_the_backbone_are_trained(resnet50):
    assert [layer.trainable for layer in resnet50.layers[:81]] == [False] * 81
    assert all(layer.trainable for layer in resnet50.layers[81:])
    assert resnet50.layers[81].name == "conv4_block1_1_conv"  # the last two groups of blocks
    assert resnet50.layers[174].name == "conv5_block3_out"


def test_the_pretrained_network_ends_as_published(resnet50):
    assert table_of(resnet50)[174:] == [
        ("AveragePooling2D", (1, 1, 2048), 0),
        ("Flatten", (2048,), 0),
        ("BatchNormalization", (2048,), 8192),
        ("Dense", (256,), 524_544),
        ("Dropout", (256,), 0),
        ("Dense", (128,), 32_896),
        ("Dropout", (128,), 0),
        ("Dense", (7,), 903),
    ]


def test_copies_are_as_many_as_published():
    """75% of the pictures are training, 10% test; 27,542 copies were added to the former."""
    copies = sum(7.5 * n * CNN.copies.share[label] for label, n in TEST_COUNTS.items())
    assert copies == pytest.approx(27_542, rel=0.01)
    assert RESNET50.copies == CNN.copies


def test_only_the_pretrained_network_weighs_classes():
    assert CNN.balancing is Balancing.NONE
    assert RESNET50.balancing is Balancing.WEIGHTS
