from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.errors import InputError
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.tracking import MAX_GAP_S, FaceTrack, FaceTracker

SIDE_PX = 100.0

# Where a face's centre is at a time, None where nothing shows it.
Path = Callable[[float], tuple[float, float] | None]


def face_at(x: float, y: float, side_px: float = SIDE_PX, score: float = 0.9) -> DetectedFace:
    """A face whose centre is at x, y."""
    box = Box(x - side_px / 2, y - side_px / 2, side_px, side_px)
    return DetectedFace(box, score, np.zeros((5, 2), np.float32))


def frame_times(fps: float, seconds: float) -> list[float]:
    return [frame / fps for frame in range(round(seconds * fps) + 1)]


def follow(
    times: Iterable[float], *paths: Path, jitter_px: float = 0.0, score: float = 0.9
) -> list[dict[int, FaceTrack]]:
    """After each frame, the track of each path that the frame shows."""
    rng = np.random.default_rng(7)
    tracker = FaceTracker()
    frames = []
    for time_s in times:
        shown = {}
        for path, where in enumerate(path(time_s) for path in paths):
            if where is not None:
                x, y = rng.normal(where, jitter_px)
                shown[path] = face_at(x, y, score=score)
        # The detector's order says nothing of who is who.
        tracks = tracker.update(time_s, list(shown.values())[:: rng.choice([-1, 1])])
        frames.append(
            {
                path: next(track for track in tracks if track.face is face)
                for path, face in shown.items()
            }
        )
    return frames


def numbers_of(frames: list[dict[int, FaceTrack]], path: int) -> set[int]:
    return {frame[path].track_id for frame in frames if path in frame}


def still(x: float, y: float) -> Path:
    return lambda _time_s: (x, y)


def hidden(path: Path, begin_s: float, end_s: float) -> Path:
    return lambda time_s: None if begin_s <= time_s < end_s else path(time_s)


def from_left(speed_px: float, y: float = 200.0) -> Path:
    return lambda time_s: (100 + speed_px * time_s, y)


@pytest.mark.parametrize("fps", [5, 10, 30])
@pytest.mark.parametrize("speed_px", [0, 100, 300, 500])
def test_a_moving_face_keeps_its_number(fps: int, speed_px: float) -> None:
    frames = follow(frame_times(fps, 3), from_left(speed_px), jitter_px=3)
    assert numbers_of(frames, 0) == {1}


def test_a_face_that_comes_nearer_keeps_its_number() -> None:
    tracker = FaceTracker()
    seen = {
        tracker.update(time_s, [face_at(300, 200, side_px=40 * math.exp(time_s))])[0].track_id
        for time_s in frame_times(10, 2)
    }
    assert seen == {1}


@pytest.mark.parametrize("fps", [5, 10, 30])
def test_neighbours_keep_their_numbers(fps: int) -> None:
    frames = follow(frame_times(fps, 2), still(100, 200), still(210, 200), still(320, 200))
    numbers = [numbers_of(frames, path) for path in range(3)]
    assert sorted(map(sorted, numbers)) == [[1], [2], [3]]


@pytest.mark.parametrize("fps", [10, 15, 30])
@pytest.mark.parametrize("speed_px", [150, 300])
def test_faces_that_cross_keep_their_numbers(fps: int, speed_px: float) -> None:
    def to_left(time_s: float) -> tuple[float, float]:
        return 700 - speed_px * time_s, 210.0

    to_right = from_left(speed_px)

    def behind(time_s: float) -> tuple[float, float] | None:
        """Not found while the other covers most of it."""
        where, front = to_left(time_s), to_right(time_s)
        return None if abs(where[0] - front[0]) < 0.6 * SIDE_PX else where

    frames = follow(frame_times(fps, 600 / speed_px), to_right, behind, jitter_px=3)
    assert numbers_of(frames, 0) != numbers_of(frames, 1)
    assert len(numbers_of(frames, 0)) == len(numbers_of(frames, 1)) == 1


@pytest.mark.parametrize("fps", [5, 10, 30])
@pytest.mark.parametrize("speed_px", [0, 150])
def test_a_face_hidden_for_a_moment_keeps_its_number(fps: int, speed_px: float) -> None:
    frames = follow(frame_times(fps, 3), hidden(from_left(speed_px), 1.5, 1.8), jitter_px=2)
    assert numbers_of(frames, 0) == {1}


@pytest.mark.parametrize("fps", [5, 10, 30])
def test_a_face_hidden_for_long_gets_a_new_number(fps: int) -> None:
    frames = follow(frame_times(fps, 6), hidden(still(200, 200), 1.5, 4.5))
    assert numbers_of(frames, 0) == {1, 2}
    assert frames[-1][0].track_id == 2


def test_frames_far_apart_share_no_tracks() -> None:
    frames = follow([0, MAX_GAP_S + 0.1, 2 * (MAX_GAP_S + 0.1)], still(200, 200))
    assert numbers_of(frames, 0) == {1, 2, 3}


def test_a_hidden_face_is_told_as_unseen_until_it_is_given_up() -> None:
    tracker = FaceTracker()
    for time_s in frame_times(10, 1):
        tracker.update(time_s, [face_at(200, 200)])
    (waiting,) = tracker.update(1.5, [])
    assert (waiting.track_id, waiting.seen, waiting.last_seen_s) == (1, False, 1.0)
    assert tracker.update(1.0 + MAX_GAP_S + 0.01, []) == []


@pytest.mark.parametrize(("fps", "needed"), [(5, 2), (10, 2), (30, 3)])
def test_a_face_is_confirmed_by_frames_of_some_time(fps: int, needed: int) -> None:
    frames = follow(frame_times(fps, 1), still(200, 200))
    confirmed = [frame[0].confirmed for frame in frames]
    assert confirmed == [False] * (needed - 1) + [True] * (len(frames) - needed + 1)


@pytest.mark.parametrize("fps", [5, 10, 30])
def test_a_flash_of_the_detector_is_never_confirmed_and_leaves_soon(fps: int) -> None:
    tracker = FaceTracker()
    tracker.update(0.0, [face_at(200, 200)])
    later = [tracker.update(time_s, []) for time_s in frame_times(fps, 1)[1:]]
    assert not any(track.confirmed for tracks in later for track in tracks)
    assert all(not tracks for tracks in later[fps // 5 :])


def test_a_doubtful_face_continues_a_track_but_begins_none() -> None:
    tracker = FaceTracker(begin_score=0.6)
    assert tracker.update(0.0, [face_at(200, 200, score=0.4)]) == []
    tracker.update(0.1, [face_at(200, 200, score=0.8)])
    (track,) = tracker.update(0.2, [face_at(202, 200, score=0.4)])
    assert (track.track_id, track.seen) == (1, True)


def test_a_sure_face_goes_before_a_doubtful_one() -> None:
    tracker = FaceTracker(begin_score=0.6)
    tracker.update(0.0, [face_at(200, 200)])
    sure, doubtful = face_at(215, 200, score=0.8), face_at(200, 200, score=0.4)
    (track,) = tracker.update(0.1, [doubtful, sure])
    assert track.face is sure


def test_pairs_are_chosen_together() -> None:
    # The nearest pair first would take the right face for the left track, and lose the other.
    tracker = FaceTracker()
    left, right = tracker.update(0.0, [face_at(200, 200), face_at(300, 200)])
    moved_left, moved_right = face_at(245, 200), face_at(345, 200)
    tracks = tracker.update(0.1, [moved_right, moved_left])
    assert {track.track_id: track.face for track in tracks} == {
        left.track_id: moved_left,
        right.track_id: moved_right,
    }


def test_forgetting_ends_the_tracks_but_not_the_numbers() -> None:
    tracker = FaceTracker()
    tracker.update(0.0, [face_at(200, 200)])
    tracker.forget()
    (track,) = tracker.update(0.1, [face_at(200, 200)])
    assert track.track_id == 2


def test_uneven_frames_are_followed_like_even_ones() -> None:
    rng = np.random.default_rng(3)
    times = np.cumsum(rng.choice([0.005, 0.03, 0.1, 0.3], 40))
    frames = follow(times.tolist(), from_left(80), still(100, 500), jitter_px=2)
    assert numbers_of(frames, 0) != numbers_of(frames, 1)
    assert len(numbers_of(frames, 0)) == len(numbers_of(frames, 1)) == 1


def test_frames_of_one_time_are_followed() -> None:
    frames = follow([0.0, 0.0, 0.1, 0.1], still(200, 200))
    assert numbers_of(frames, 0) == {1}


def test_a_frame_from_the_past_is_refused() -> None:
    tracker = FaceTracker()
    tracker.update(1.0, [])
    with pytest.raises(InputError, match=r"frame at 0\.500 s: comes after the one at 1\.000 s"):
        tracker.update(0.5, [])


@pytest.mark.parametrize("time_s", [math.nan, math.inf, -math.inf])
def test_a_time_that_is_no_number_is_refused(time_s: float) -> None:
    with pytest.raises(InputError, match="no number of seconds"):
        FaceTracker().update(time_s, [])


coordinates = st.floats(0, 1000)
found = st.builds(
    face_at, coordinates, coordinates, side_px=st.floats(1, 500), score=st.floats(0, 1)
)


@given(st.lists(st.tuples(st.floats(0, 1), st.lists(found, max_size=5)), max_size=12))
def test_every_sure_face_has_one_track_and_no_number_comes_back(
    frames: list[tuple[float, list[DetectedFace]]],
) -> None:
    tracker = FaceTracker(begin_score=0.5)
    alive: set[int] = set()
    ended: set[int] = set()
    time_s = 0.0
    for elapsed_s, faces in frames:
        time_s += elapsed_s
        tracks = tracker.update(time_s, faces)
        numbers = {track.track_id for track in tracks}
        assert len(numbers) == len(tracks)
        assert not numbers & ended
        ended |= alive - numbers
        alive = numbers
        taken = [id(track.face) for track in tracks if track.seen]
        assert len(set(taken)) == len(taken)
        assert set(taken) <= {id(face) for face in faces}
        assert {id(face) for face in faces if face.score >= 0.5} <= set(taken)
        assert all(track.last_seen_s == time_s for track in tracks if track.seen)
        assert all(time_s - track.last_seen_s <= MAX_GAP_S for track in tracks)
