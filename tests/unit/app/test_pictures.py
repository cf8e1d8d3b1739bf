"""What pictures ask for, read by the networks that ship."""

import numpy as np
import pytest
import skimage.data
from PIL import Image
from sklearn.datasets import load_sample_images

from affetto.affect import AffectSource
from affetto.app.pictures import build_picture_reader, combine_readings, read_pictures
from affetto.scene_context import ContextTag


@pytest.fixture(scope="module")
def reader():
    return build_picture_reader()


@pytest.fixture(scope="module")
def trees():
    """A part of a real picture: trees under the sky, nobody near."""
    return np.ascontiguousarray(load_sample_images().images[0][:200, 400:])


def test_what_is_seen_in_a_landscape_counts(reader, trees):
    reading = reader.read(trees)
    mood = combine_readings([reading])
    assert mood.affect == reading.overall
    assert mood.affect.source is AffectSource.SCENE
    assert mood.context[ContextTag.NATURE] == reading.scene.context[ContextTag.NATURE]
    assert mood.context.keys() == set(reading.scene.tags)


def test_it_counts_half_where_a_face_counts_as_well(reader):
    reading = reader.read(skimage.data.astronaut())
    mood = combine_readings([reading])
    assert mood.affect.source is AffectSource.BOTH
    people = reading.scene.context[ContextTag.PEOPLE]
    assert mood.context[ContextTag.PEOPLE] == pytest.approx(people / 2)


def test_files_ask_for_what_their_pictures_do(reader, trees, tmp_path):
    path = tmp_path / "trees.png"
    Image.fromarray(trees).save(path)
    alone, twice = read_pictures([path]), read_pictures([path, path])
    assert alone == combine_readings([reader.read(trees)])
    assert twice.context == pytest.approx(alone.context)
