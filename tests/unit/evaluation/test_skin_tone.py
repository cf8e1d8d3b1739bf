"""Apparent skin tone, by its angle in CIE Lab."""

from __future__ import annotations

import numpy as np
import pytest
import skimage.data
from skimage.color import lab2rgb, rgb2lab

from affetto.evaluation.skin_tone import ITA_GROUPS, convert_to_lab, measure_ita, name_ita_group
from affetto.vision.faces import Box


def paint(lightness, a, b):
    """A face of one colour, uint8 [60, 50, 3]."""
    rgb = lab2rgb(np.full((60, 50, 3), (lightness, a, b), float))
    return np.rint(255 * rgb).astype(np.uint8)


WHOLE = Box(0, 0, 50, 60)


def test_lab_agrees_with_scikit_image():
    rgb = np.random.default_rng(0).integers(0, 256, (40, 30, 3), dtype=np.uint8)
    assert np.allclose(convert_to_lab(rgb), rgb2lab(rgb), atol=0.05)


@pytest.mark.parametrize(
    ("lightness", "b", "angle"), [(70, 20, 45.0), (50, 20, 0.0), (35, 15, -45.0), (60, 17.32, 30.0)]
)
def test_the_angle_is_that_of_lightness_over_yellowness(lightness, b, angle):
    assert measure_ita(paint(lightness, 12, b), WHOLE) == pytest.approx(angle, abs=1.5)


@pytest.mark.parametrize("colour", [(60, 0, 0), (60, 5, -30), (60, -30, 20), (60, 40, 0)], ids=str)
def test_grey_blue_green_and_red_are_not_skin(colour):
    assert measure_ita(paint(*colour), WHOLE) is None


def test_hair_and_eyes_do_not_count():
    face = paint(70, 12, 20)
    face[20:26] = 10  # brows and eyes
    face[:5] = 30  # hair
    assert measure_ita(face, WHOLE) == pytest.approx(45, abs=1.5)


def test_a_covered_face_has_no_tone():
    face = paint(70, 12, 20)
    face[24:] = (80, 130, 200)  # a blue mask
    face[:12] = 20
    assert measure_ita(face, WHOLE) is None


def test_the_same_face_in_less_light_has_a_smaller_angle():
    face = skimage.data.astronaut()
    box = Box(177, 65, 95, 140)
    bright, dim = measure_ita(face, box), measure_ita((face * 0.5).astype(np.uint8), box)
    assert bright is not None
    assert dim is not None
    assert 28 < bright < 75
    assert dim < bright - 20


def test_a_box_beyond_the_picture_is_measured_where_it_lies_in_it():
    assert measure_ita(paint(70, 12, 20), Box(-10, -5, 60, 65)) == pytest.approx(45, abs=1.5)
    assert measure_ita(paint(70, 12, 20), Box(200, 200, 60, 65)) is None


def test_groups_run_from_light_to_dark_and_meet_at_the_published_angles():
    assert [above for _, above in ITA_GROUPS] == [55, 41, 28, 10, -30, -90]
    angles = [80, 56, 55, 42, 41, 29, 28, 11, 10, -29, -30, -90]
    assert [name_ita_group(angle) for angle in angles] == [
        *("very light", "very light", "light", "light", "intermediate", "intermediate"),
        *("tan", "tan", "brown", "brown", "dark", "dark"),
    ]
