"""Faces under worse conditions."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.data
from PIL import Image

from affetto.evaluation.robustness import CONDITIONS, measure_robustness, worsen

BY_NAME = {condition.name: condition for condition in CONDITIONS}


@pytest.fixture(scope="module")
def faces():
    """Real faces of LFW, uint8 [20, 48, 48]."""
    subset = skimage.data.lfw_subset()[:20]
    enlarged = [Image.fromarray((255 * face).astype(np.uint8)).resize((48, 48)) for face in subset]
    return np.stack([np.asarray(face) for face in enlarged])


def apply(name, faces, rank=2):
    condition = BY_NAME[name]
    return condition.apply(faces, condition.strengths[rank], np.random.default_rng(0))


def test_there_are_twelve_conditions_of_three_strengths():
    assert len(BY_NAME) == 12
    assert all(len(condition.strengths) == 3 for condition in CONDITIONS)


@pytest.mark.parametrize("name", BY_NAME)
def test_stronger_is_further_from_the_original(faces, name):
    far = [np.abs(apply(name, faces, rank).astype(float) - faces).mean() for rank in range(3)]
    assert 0 < far[0] < far[1] < far[2]


@pytest.mark.parametrize("name", BY_NAME)
def test_faces_keep_their_form_and_are_not_changed_in_place(faces, name):
    before = faces.copy()
    worsened = apply(name, faces)
    assert worsened.shape == faces.shape
    assert worsened.dtype == np.uint8
    assert np.array_equal(faces, before)


def test_every_network_sees_the_same_pictures(faces):
    once, again = (np.stack([w for *_, w in worsen(faces)]) for _ in range(2))
    assert np.array_equal(once, again)


def test_conditions_do_what_they_say(faces):
    assert apply("darker", faces).mean() < 0.25 * faces.mean()
    assert apply("low contrast", faces).std(axis=(1, 2)).max() < 0.2 * faces.std(axis=(1, 2)).max()
    assert len(np.unique(apply("lower face covered", faces)[:, 30:])) == 1
    assert len(np.unique(apply("eyes covered", faces)[:, 15:24])) == 1
    assert len(np.unique(apply("left side covered", faces)[:, :, :24])) == 1
    flat = np.full((30, 48, 48), 200, np.uint8)
    lit = apply("side light", flat).astype(int)
    dark_left = lit[:, 0, 0] < lit[:, 0, -1]
    assert 5 < dark_left.sum() < 25  # the light comes from either side
    assert (lit.min(axis=(1, 2)) == 40).all()


def test_turning_there_and_back_brings_the_face_back(faces):
    turned = apply("rotation", faces, 0)
    assert np.abs(turned[:, 24, 24].astype(int) - faces[:, 24, 24]).mean() < 12
    upright = np.array(
        [np.abs(t.astype(int) - f).mean() for t, f in zip(turned, faces, strict=True)]
    )
    assert (upright > 1).all()


def test_a_reader_of_brightness_fails_in_the_dark_and_nowhere_it_cannot(faces):
    """Its class is whether the middle of the face is bright, so only light can fool it."""

    def predict(batch):
        bright = batch[:, 20:28, 20:28].mean(axis=(1, 2)) > 40
        return np.where(bright[:, None], [[0.1, 0.9]], [[0.9, 0.1]])

    labels = predict(faces).argmax(axis=1)
    bright = faces[labels == 1]
    results = measure_robustness(np.tile(bright, (3, 1, 1)), np.ones(3 * len(bright), int), predict)
    by_name = {(r.condition, rank): r for r, rank in zip(results, [0, 1, 2] * 12, strict=True)}
    dark = by_name["darker", 2]
    assert dark.accuracy < 0.2
    assert dark.change == pytest.approx(dark.accuracy - 1)
    assert dark.change_interval[1] < 0
    assert dark.p_value < 0.001
    untouched = by_name["brighter", 2]
    assert untouched.accuracy == 1
    assert untouched.p_value == 1
    assert untouched.mean_confidence == pytest.approx(0.9)


def test_progress_counts_the_untouched_reading_and_every_condition(faces):
    told = []
    labels = np.zeros(len(faces), int)
    measure_robustness(
        faces, labels, lambda f: np.tile([0.9, 0.1], (len(f), 1)), lambda *p: told.append(p)
    )
    assert told == [(done, 37) for done in range(1, 38)]
