"""The library as a picture: tracks lie where their moods do, few or many."""

from __future__ import annotations

import numpy as np
import pytest

from affetto.library.mood_map import draw_mood_map

# Places in the plane that no word and no line of the grid covers.
FREE = (-0.8, -0.8)
SIDE = 900
LEFT, TOP, ROOM = 64, 84, 0.02


def pixel_at(picture, valence, arousal):
    plane = np.array([(valence + 1) / 2, (1 - arousal) / 2])
    column, row = (ROOM + (1 - 2 * ROOM) * plane) * SIDE
    return picture.getpixel((LEFT + int(column), TOP + int(row)))


def colourfulness(pixel):
    return max(pixel) - min(pixel)


@pytest.mark.parametrize("n", [1, 28, 1000, 2001, 40_000])
def test_tracks_colour_the_place_where_they_lie(n):
    rng = np.random.default_rng(1)
    elsewhere = rng.uniform(-0.2, 0.9, (n - 1, 2))
    picture = draw_mood_map(np.vstack([[FREE], elsewhere]))
    assert picture.mode == "RGB"
    # Even one track among forty thousand is to be seen.
    assert colourfulness(pixel_at(picture, *FREE)) > 8
    assert colourfulness(pixel_at(picture, 0.8, -0.8)) < 5


def test_quarters_have_colours_of_their_own():
    corners = [(v, a) for v in (-0.9, 0.9) for a in (-0.9, 0.9)]
    picture = draw_mood_map(np.array(corners))
    colours = {pixel_at(picture, *corner) for corner in corners}
    assert len(colours) == 4
    red, _, blue = pixel_at(picture, -0.9, 0.9)
    assert red > blue
    red, _, blue = pixel_at(picture, -0.9, -0.9)
    assert blue > red


def test_where_more_tracks_lie_the_colour_is_deeper():
    crowd, few = (0.8, -0.8), (-0.8, -0.8)
    picture = draw_mood_map(np.array([crowd] * 4000 + [few] * 20, float))
    assert sum(pixel_at(picture, *crowd)) < sum(pixel_at(picture, *few))


def test_the_corners_of_the_plane_lie_in_the_picture():
    corners = np.array([(v, a) for v in (-1.0, 1.0) for a in (-1.0, 1.0)])
    for points in (corners, np.repeat(corners, 1000, axis=0)):
        picture = draw_mood_map(points)
        assert all(colourfulness(pixel_at(picture, *corner)) > 20 for corner in corners)


def test_an_empty_library_has_an_empty_map():
    picture = draw_mood_map(np.empty((0, 2)), without_mood=3)
    assert colourfulness(pixel_at(picture, *FREE)) < 5


def test_the_caption_tells_of_tracks_without_mood():
    points = np.array([FREE])
    assert draw_mood_map(points).tobytes() != draw_mood_map(points, without_mood=1).tobytes()


def test_the_same_tracks_give_the_same_picture_in_any_order():
    points = np.random.default_rng(2).uniform(-1, 1, (500, 2))
    # Rounding of sums aside, of which no eye knows.
    one = np.asarray(draw_mood_map(points), int)
    other = np.asarray(draw_mood_map(points[::-1]), int)
    assert np.abs(one - other).max() <= 1
