from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from affetto.training.face_views import (
    Scene,
    ViewConfig,
    compose_view,
    lay_out_view,
    mirror,
    turn_boxes,
    turn_points,
)

CONFIG = ViewConfig(side_px=128, covered_share=0.0, empty_share=0.0)


RED, WHITE = (255, 0, 0), (255, 255, 255)


def lamp(
    side: int = 160, at: tuple[int, int] = (80, 70), colour: tuple[int, int, int] = RED
) -> Scene:
    """A dark picture with one bright disc: the nose of a face."""
    down, right = np.mgrid[:side, :side]
    rgb = np.full((side, side, 3), 40, np.uint8)
    rgb[(right - at[0]) ** 2 + (down - at[1]) ** 2 < 64] = colour
    landmarks = np.array(at, np.float32) + np.array(
        [[-16, -16], [16, -16], [0, 0], [-12, 16], [12, 16]], np.float32
    )
    box = np.array([[at[0] - 30, at[1] - 40, 60, 80]], np.float32)
    return Scene(rgb, box, landmarks[None], np.zeros((0, 4), np.float32))


def dark(side: int = 160) -> Scene:
    none = np.zeros((0, 4), np.float32)
    return Scene(
        np.full((side, side, 3), 20, np.uint8), none, np.zeros((0, 5, 2), np.float32), none
    )


def test_boxes_turned_by_a_quarter_change_their_sides() -> None:
    box = np.array([[10, 20, 30, 40]], np.float32)
    assert turn_boxes(box, 1, 0) == pytest.approx(box)
    assert turn_boxes(box, 1j, 100) == pytest.approx(np.array([[40, 10, 40, 30]]))
    assert turn_boxes(box, -2, 200) == pytest.approx(np.array([[120, -120, 60, 80]]))


def test_points_turn_clockwise_on_a_picture_whose_y_points_down() -> None:
    assert turn_points(np.array([[3, 0]], np.float32), 1j, 0) == pytest.approx(np.array([[0, 3]]))


def test_a_mirrored_face_keeps_its_left_eye_on_the_left() -> None:
    scene = lamp(at=(50, 70))
    mirrored = mirror(scene)
    eye_left, eye_right, nose, mouth_left, mouth_right = mirrored.landmarks[0]
    assert eye_left[0] < nose[0] < eye_right[0]
    assert mouth_left[0] < mouth_right[0]
    assert nose[0] == 110
    again = mirror(mirrored)
    assert np.array_equal(again.rgb, scene.rgb)
    assert np.array_equal(again.landmarks, scene.landmarks)
    assert np.array_equal(again.boxes, scene.boxes)


def middle(values: np.ndarray) -> np.ndarray:
    """Middle of the largest values, x and y."""
    rows, columns = np.nonzero(values > (values.min() + values.max()) / 2)
    return np.array([columns.mean() + 0.5, rows.mean() + 0.5])


@pytest.mark.parametrize("seed", range(12))
def test_landmarks_follow_the_picture(seed: int) -> None:
    config = replace(CONFIG, face_size=(0.3, 0.6))
    view = lay_out_view(lamp(), [lamp()], config, np.random.default_rng(seed))
    (landmarks,) = view.landmarks
    red, green, _ = np.moveaxis(view.rgb.astype(int), 2, 0)  # what surrounds the scene is grey
    assert middle(red - green) == pytest.approx(landmarks[2], abs=2)
    (box,) = view.boxes
    assert (box[:2] < landmarks.min(axis=0)).all()
    assert (box[:2] + box[2:] > landmarks.max(axis=0)).all()


@pytest.mark.parametrize("seed", range(8))
def test_a_face_is_laid_into_a_scene_without_one(seed: int) -> None:
    config = replace(CONFIG, most_pasted=1, pasted_size=(0.3, 0.5), scene_scale=(3, 3))
    view = lay_out_view(dark(), [lamp(colour=WHITE)], config, np.random.default_rng(seed))
    (landmarks,) = view.landmarks
    nose = landmarks[2]
    if (nose > 8).all() and (nose < 120).all():  # else it lies beyond the view
        assert middle(view.rgb.sum(axis=2)) == pytest.approx(nose, abs=2)


def test_covering_changes_the_picture_and_not_what_is_said_of_it() -> None:
    open_view = lay_out_view(lamp(), [lamp()], CONFIG, np.random.default_rng(2))
    covered = lay_out_view(
        lamp(), [lamp()], replace(CONFIG, covered_share=1.0), np.random.default_rng(2)
    )
    assert np.array_equal(open_view.boxes, covered.boxes)
    assert not np.array_equal(open_view.rgb, covered.rgb)


def test_the_same_seed_gives_the_same_view() -> None:
    one, other = (
        compose_view(dark(), [lamp()], ViewConfig(), np.random.default_rng(9)) for _ in range(2)
    )
    assert np.array_equal(one.rgb, other.rgb)
    assert np.array_equal(one.boxes, other.boxes)
