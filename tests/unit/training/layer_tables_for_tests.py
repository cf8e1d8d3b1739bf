"""Networks as the tables in which authors publish them."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras

# Kind of layer, its output's shape without the batch, its parameters.
Row = tuple[str, tuple[int, ...], int]


def table_of(model: keras.Model) -> list[Row]:
    """One row a layer, the input left out."""
    return [
        (type(layer).__name__, tuple(layer.output.shape[1:]), layer.count_params())
        for layer in model.layers
        if type(layer).__name__ != "InputLayer"
    ]


def count_weights(model: keras.Model) -> tuple[int, int]:
    """All parameters, and those that training moves."""
    return model.count_params(), sum(prod(weight.shape) for weight in model.trainable_weights)
