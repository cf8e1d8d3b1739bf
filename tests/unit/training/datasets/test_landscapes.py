"""Landscapes sorted by mood."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_sample_images

from affetto.training.datasets.landscapes import stretch_landscape


@pytest.fixture(scope="module")
def palace():
    return load_sample_images().images[0]


def test_the_whole_picture_is_stretched_to_the_square(palace):
    stretched = stretch_landscape(palace)
    assert stretched.shape == (128, 128, 3)
    assert stretched.dtype == np.uint8
    # Each quarter of the picture stays that quarter: nothing is cut off.
    height, width = palace.shape[:2]
    for top in (0, 1):
        for left in (0, 1):
            quarter = palace[top * height // 2 :, left * width // 2 :][: height // 2, : width // 2]
            kept = stretched[top * 64 :, left * 64 :][:64, :64]
            assert quarter.mean(axis=(0, 1)) == pytest.approx(kept.mean(axis=(0, 1)), abs=2)


def test_a_picture_of_that_size_stays_as_it_is(palace):
    square = palace[:128, :128]
    assert np.array_equal(stretch_landscape(square), square)
