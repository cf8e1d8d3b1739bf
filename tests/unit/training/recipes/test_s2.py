from __future__ import annotations

import pytest
from tests.unit.training.layer_tables_for_tests import count_weights, table_of

from affetto.training.recipe import Balancing
from affetto.training.recipes import s2

(RECIPE,) = s2.RECIPES
# Of Keras's EfficientNetB3, less the 1,536 x 1,000 weights and 1,000 offsets of its top.
BASE = 12_320_535 - 1_537_000


@pytest.fixture(scope="module")
def model():
    return RECIPE.method.build(weights=None)


def test_a_head_of_the_published_layers_stands_on_the_backbone(model):
    assert [(kind, shape) for kind, shape, _ in table_of(model)[-4:]] == [
        ("BatchNormalization", (1536,)),
        ("Dense", (256,)),
        ("Dropout", (256,)),
        ("Dense", (7,)),
    ]


def test_the_recipe_names_the_parameters_of_its_network(model):
    head = 4 * 1536 + (1536 + 1) * 256 + (256 + 1) * 7
    assert RECIPE.parameters == BASE + head
    assert count_weights(model) == (RECIPE.parameters, RECIPE.trainable)


def test_only_statistics_are_not_trained(model):
    frozen = {type(layer).__name__ for layer in model.layers if layer.non_trainable_weights}
    assert frozen == {"BatchNormalization", "Normalization"}


def test_minorities_are_duplicated_and_the_claim_is_explained():
    assert RECIPE.balancing is Balancing.DUPLICATES
    assert RECIPE.published.accuracy == 0.9330
    assert "duplicates" in RECIPE.published.note
