from __future__ import annotations

import numpy as np
import pytest

from affetto.training.datasets.oasis_faces import MarkedFace, Visibility
from affetto.training.detection import clip, judge, shared_areas
from affetto.vision.faces import Box, DetectedFace

SIZE = (320, 256)


def detected(*sides: float, score: float = 0.9) -> DetectedFace:
    return DetectedFace(Box(*sides), score, np.zeros((5, 2), np.float32))


def marked(*sides: float, visibility: Visibility = Visibility.VISIBLE) -> MarkedFace:
    return MarkedFace(Box(*sides), visibility)


def test_a_face_is_found_once_and_a_second_box_for_it_is_false() -> None:
    first, second = detected(10, 10, 50, 60), detected(14, 12, 50, 60)
    judgement = judge([first, second], [marked(10, 10, 50, 60)], SIZE)
    assert judgement.found == [True]
    assert judgement.false == [second]


def test_a_box_that_shares_too_little_is_false_and_leaves_the_face_unfound() -> None:
    judgement = judge([detected(45, 10, 50, 60)], [marked(10, 10, 50, 60)], SIZE)
    assert judgement.found == [False]
    assert len(judgement.false) == 1


def test_what_is_found_where_people_disagree_is_not_false() -> None:
    doubtful = marked(0, 0, 100, 100, visibility=Visibility.UNCLEAR)
    assert judge([detected(20, 20, 40, 40)], [doubtful], SIZE).false == []


def test_small_faces_are_not_false_where_they_are_not_marked() -> None:
    small = detected(20, 20, 25, 30)
    assert judge([small], [], SIZE).false == []
    assert judge([small], [], SIZE, smallest_px=0).false == [small]


def test_a_marked_face_that_is_cut_off_is_compared_where_it_can_be_seen() -> None:
    close_up = marked(-100, -100, 520, 456)
    assert judge([detected(0, 0, 320, 256)], [close_up], SIZE).found == [True]
    assert clip(close_up.box, SIZE) == Box(0, 0, 320, 256)


def test_shared_areas_are_known_ones() -> None:
    assert shared_areas(Box(0, 0, 10, 10), Box(5, 0, 10, 10)) == pytest.approx((1 / 3, 1 / 2))
    assert shared_areas(Box(0, 0, 10, 10), Box(20, 0, 10, 10)) == (0, 0)
