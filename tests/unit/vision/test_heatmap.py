from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image
from skimage.color import rgb2lab

from affetto.vision.heatmap import colour_heat, enlarge_heat, lay_heat

STEPS = np.linspace(0, 1, 101)


def test_the_colours_are_those_of_matplotlib() -> None:
    theirs = mpl.colormaps["viridis"](STEPS)[:, :3] * 255
    assert np.abs(colour_heat(STEPS) - theirs).max() < 6


def test_lightness_rises_evenly_so_that_equal_steps_look_equal() -> None:
    lightness = rgb2lab(colour_heat(STEPS)[None] / 255)[0, :, 0]
    steps = np.diff(lightness[::10])
    assert (steps > 0).all()
    assert steps.max() < 2 * steps.min()


@pytest.mark.parametrize(("heat", "end"), [(-3.0, 0.0), (7.0, 1.0)])
def test_what_lies_outside_has_the_colour_of_the_nearer_end(heat: float, end: float) -> None:
    assert (colour_heat(np.array(heat)) == colour_heat(np.array(end))).all()


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_heat_shows_on_black_and_on_white(grey: int) -> None:
    picture = Image.new("RGB", (2, 1), (grey, grey, grey))
    shown = rgb2lab(np.asarray(lay_heat(picture, np.array([[0.0, 1.0]]))) / 255)[0]
    # A difference of 2.3 in CIE Lab can just be seen (Mahy et al. 1994).
    assert np.linalg.norm(shown[0] - shown[1]) > 20 * 2.3


def test_what_is_not_covered_has_no_colour() -> None:
    picture = Image.new("RGB", (2, 1), (10, 200, 30))
    left, right = np.asarray(lay_heat(picture, np.ones((1, 2)), np.array([[0.0, 1.0]])))[0]
    assert np.ptp(left) == 0
    assert np.ptp(right) > 50


def test_enlarged_heat_stays_between_0_and_1() -> None:
    heat = np.indices((5, 7)).sum(axis=0) % 2
    enlarged = enlarge_heat(heat, 70, 35)
    assert enlarged.shape == (35, 70)
    assert enlarged.min() == 0
    assert enlarged.max() == 1
