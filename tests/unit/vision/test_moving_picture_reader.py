from __future__ import annotations

import gc
import itertools
import math
import weakref
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from benchmarks.following import (
    FRAME_SIZE,
    MILD,
    STRONG,
    UNDISTURBED,
    Disturbance,
    Figure,
    Networks,
    draw_frame,
    draw_table,
    name_emotions,
)
from numpy.typing import NDArray
from PIL import Image

from affetto.affect import AffectSource, FaceEmotion, Point, SceneEmotion, expected_point
from affetto.errors import InputError
from affetto.training.datasets.fer2013 import FaceSet, load_fer2013
from affetto.vision.face_emotion import FaceReading
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.moving_picture_reader import FrameReading, MovingPictureReader, _OverallSmoother
from affetto.vision.scene_emotion import SceneReading

SMILE = skimage.data.astronaut()[30:250, 110:330]
ROCKET = Image.fromarray(skimage.data.rocket()).resize(FRAME_SIZE)
MIDDLE = (320.0, 240.0)


@pytest.fixture(scope="module")
def networks() -> Networks:
    return Networks.open()


@pytest.fixture
def reader(networks: Networks) -> MovingPictureReader:
    return networks.moving_picture_reader()


def show(
    *figures: Figure,
    background: Image.Image = ROCKET,
    disturbance: Disturbance = UNDISTURBED,
    seed: int = 0,
) -> NDArray[np.uint8]:
    return draw_frame(background, figures, disturbance, np.random.default_rng(seed))


def smile_at(x: float, y: float = 240.0) -> Figure:
    return Figure(SMILE, (x, y), 200)


EMPTY = show()
SMILING = show(smile_at(*MIDDLE))


def read_at(
    reader: MovingPictureReader, times: Iterable[float], rgb: NDArray[np.uint8]
) -> FrameReading:
    """The last of the readings of one picture shown at several times."""
    return [reader.read(time_s, rgb) for time_s in times][-1]


@pytest.mark.parametrize("background", [ROCKET, draw_table()], ids=["rocket", "coffee"])
def test_a_moving_smile_is_followed_and_named(
    reader: MovingPictureReader, background: Image.Image
) -> None:
    frames = (
        (
            step / 10,
            show(smile_at(200 + 25 * step), background=background, disturbance=MILD, seed=step),
        )
        for step in range(12)
    )
    readings = list(reader.read_all(frames))
    assert {face.track.track_id for reading in readings for face in reading.faces} == {1}
    assert {face.emotion for reading in readings for face in reading.faces} == {"happy"}
    assert {reading.emotion for reading in readings} == {"happy"}
    assert readings[-1].overall.point.valence > 0.3
    assert readings[-1].faces[0].track.confirmed


def test_frames_are_read_as_they_come(reader: MovingPictureReader) -> None:
    def one_then_fail() -> Iterable[tuple[float, NDArray[np.uint8]]]:
        yield 0.0, SMILING
        raise AssertionError("read ahead")

    assert next(reader.read_all(one_then_fail())).emotion == "happy"


def test_no_picture_is_kept(reader: MovingPictureReader) -> None:
    rgb = SMILING.copy()
    kept = weakref.ref(rgb)
    reading = reader.read(0.0, rgb)
    del rgb
    gc.collect()
    assert kept() is None
    assert reading.faces


def test_faces_that_cross_keep_their_numbers(reader: MovingPictureReader) -> None:
    def nearest(reading: FrameReading, x: float) -> int:
        def distance(box: Box) -> float:
            return abs(box.x + box.width / 2 - x)

        return min(reading.faces, key=lambda face: distance(face.reading.face.box)).track.track_id

    mirrored = np.ascontiguousarray(SMILE[:, ::-1])
    for step in range(26):
        right, left = 130 + 15 * step, 510 - 15 * step
        passing = [Figure(mirrored, (left, 230), 200), Figure(SMILE, (right, 250), 200)]
        reading = reader.read(step / 15, show(*passing))
        if step == 3:
            front, behind = nearest(reading, right), nearest(reading, left)
    assert front != behind
    assert (nearest(reading, right), nearest(reading, left)) == (front, behind)
    assert len(reading.faces) == 2


@pytest.mark.parametrize(("hidden_s", "number"), [(0.3, 1), (3.0, 2)])
def test_a_hidden_face_is_awaited_but_not_for_ever(
    reader: MovingPictureReader, hidden_s: float, number: int
) -> None:
    read_at(reader, (step / 10 for step in range(6)), SMILING)
    waiting = reader.read(0.6, EMPTY)
    assert [(face.track.seen, face.emotion) for face in waiting.faces] == [(False, "happy")]
    assert waiting.emotion == "happy"
    read_at(reader, (0.6 + step / 10 for step in range(1, round(hidden_s * 10))), EMPTY)
    (face,) = reader.read(0.6 + hidden_s, SMILING).faces
    assert face.track.track_id == number


@pytest.mark.parametrize("fps", [5, 10, 30])
def test_when_the_face_has_left_the_scene_speaks_within_a_second(
    reader: MovingPictureReader, fps: int
) -> None:
    gone = fps // 2
    read_at(reader, (step / fps for step in range(gone)), SMILING)
    reading = read_at(reader, (step / fps for step in range(gone, gone + fps + 1)), EMPTY)
    assert reading.overall.source == AffectSource.SCENE
    assert reading.emotion in set(SceneEmotion)
    assert reading.faces == []


@pytest.mark.parametrize("fps", [5, 10, 30])
def test_when_a_face_comes_it_speaks_within_a_second(reader: MovingPictureReader, fps: int) -> None:
    assert reader.read(0.0, EMPTY).emotion in set(SceneEmotion)
    reading = read_at(reader, (step / fps for step in range(1, fps + 2)), SMILING)
    assert reading.emotion == "happy"


def test_a_face_that_flashes_up_does_not_count(reader: MovingPictureReader) -> None:
    read_at(reader, (step / 30 for step in range(3)), EMPTY)
    flash = reader.read(0.1, SMILING)
    assert [face.track.confirmed for face in flash.faces] == [False]
    assert flash.overall.source == AffectSource.SCENE


def test_the_first_frame_says_what_it_shows(reader: MovingPictureReader) -> None:
    assert reader.read(100.0, SMILING).emotion == "happy"


def test_a_new_scene_is_told_within_a_second(reader: MovingPictureReader) -> None:
    rocket, table = np.asarray(ROCKET), np.asarray(draw_table())
    before = reader.read(0.0, rocket).scene.point.valence
    soon = reader.read(0.1, table).scene.point.valence
    late = read_at(reader, (0.2 + step / 10 for step in range(10)), table).scene.point.valence
    reader.start_shot()
    table_alone = reader.read(5.0, table).scene.point.valence
    assert abs(table_alone - before) > 0.1
    assert soon == before  # the scene is not read in every frame
    assert abs(late - table_alone) < 0.1 * abs(table_alone - before)


def test_a_new_shot_forgets_the_old_one(reader: MovingPictureReader) -> None:
    read_at(reader, [0.0, 0.1, 0.2], SMILING)
    reader.start_shot()
    reading = reader.read(0.3, EMPTY)
    assert reading.faces == []
    assert reading.overall.source == AffectSource.SCENE
    (face,) = reader.read(0.4, SMILING).faces
    assert face.track.track_id == 2


def test_a_frame_of_another_size_starts_a_shot(reader: MovingPictureReader) -> None:
    reader.read(0.0, SMILING)
    (face,) = reader.read(0.1, SMILING[:, 100:]).faces
    assert face.track.track_id == 2


def test_uneven_frames_are_followed(reader: MovingPictureReader) -> None:
    times = np.cumsum([0.0, 0.01, 0.4, 0.03, 0.2, 0.001, 0.3])
    reading = read_at(reader, times.tolist(), SMILING)
    assert [face.track.track_id for face in reading.faces] == [1]
    assert reading.emotion == "happy"


def test_a_frame_of_the_same_time_is_not_read_again(reader: MovingPictureReader) -> None:
    reading = reader.read(0.5, SMILING)
    assert reader.read(0.5, EMPTY) is reading


def test_a_frame_from_the_past_is_refused_and_harms_nothing(reader: MovingPictureReader) -> None:
    reader.read(0.5, SMILING)
    with pytest.raises(InputError, match=r"^frame at 0\.400 s: comes after the one at 0\.500 s"):
        reader.read(0.4, SMILING)
    assert [face.track.track_id for face in reader.read(0.6, SMILING).faces] == [1]


@pytest.mark.parametrize("time_s", [math.nan, math.inf])
def test_a_time_that_is_no_number_is_refused(reader: MovingPictureReader, time_s: float) -> None:
    with pytest.raises(InputError, match="no number of seconds"):
        reader.read(time_s, SMILING)


@pytest.mark.parametrize(
    "rgb",
    [SMILING[:, :, 0], SMILING.astype(np.float32), np.zeros((0, 640, 3), np.uint8)],
    ids=["grey", "float", "empty"],
)
def test_an_array_that_is_no_picture_is_refused(
    reader: MovingPictureReader, rgb: NDArray[np.uint8]
) -> None:
    with pytest.raises(InputError, match=r"give uint8 \[height, width, 3\]"):
        reader.read(0.0, rgb)


def face_of(side_px: float) -> FaceReading:
    emotions = {str(word): 0.94 if word == FaceEmotion.HAPPY else 0.01 for word in FaceEmotion}
    face = DetectedFace(Box(0, 0, side_px, side_px), 0.9, np.zeros((5, 2), np.float32))
    return FaceReading(face, emotions, expected_point(emotions))


@pytest.mark.parametrize("fps", [10, 30])
def test_a_face_that_trembles_about_the_balance_changes_no_words(fps: int) -> None:
    melancholy = {str(w): 0.7 if w == SceneEmotion.MELANCHOLY else 0.1 for w in SceneEmotion}
    scene = SceneReading(emotions=melancholy, point=Point(-0.21, -0.4))
    sides_px = [80, 140]  # of a picture of 1000 x 1000: less and more than the scene
    singly, steadily = set(), set()
    overall = _OverallSmoother()
    for step in range(3 * fps):
        faces = [face_of(sides_px[step % 2])]
        singly.add(_OverallSmoother().update(step / fps, faces, scene, 1e6)[1])
        steadily.add(overall.update(step / fps, faces, scene, 1e6)[1])
    assert singly == {"happy", "melancholy"}
    assert len(steadily) == 1
    lasting = [overall.update(3 + step / fps, [face_of(140)], scene, 1e6) for step in range(fps)]
    assert lasting[-1][1] == lasting[-1][0].emotion == "happy"


@pytest.fixture(scope="module")
def faces(shared_data: Path) -> FaceSet:
    """PublicTest."""
    return load_fer2013(shared_data / "fer2013.npz").split("public")


@pytest.fixture(scope="module")
def find_face(faces: FaceSet, networks: Networks) -> Callable[..., NDArray[np.uint8]]:
    """Finds a face by its emotion and by how surely the networks read it."""

    @cache
    def find(emotion: str, lowest: float) -> NDArray[np.uint8]:
        label = list(FaceEmotion).index(FaceEmotion(emotion))
        agreed = (faces.labels == label) & (faces.votes[:, label] >= 0.8)
        candidates = faces.images[agreed][:150]
        probs = networks.faces.predict(candidates)[:, label]
        for picture in candidates[probs >= lowest]:
            if is_found(networks, picture):
                return picture
        pytest.fail(f"no face is found that is as {emotion} as that")

    return find


def find_doubtful_faces(faces: FaceSet, networks: Networks, n: int) -> list[NDArray[np.uint8]]:
    """Those faces that the network can least decide about."""
    candidates = faces.images[:600]
    second, first = np.sort(networks.faces.predict(candidates))[:, -2:].T
    in_doubt = candidates[np.argsort(first - second)]
    return list(
        itertools.islice((picture for picture in in_doubt if is_found(networks, picture)), n)
    )


def is_found(networks: Networks, picture: NDArray[np.uint8]) -> bool:
    rgb = show(Figure(picture, MIDDLE), background=draw_table())
    return [face.score > 0.6 for face in networks.detector.detect(rgb)] == [True]


@pytest.mark.parametrize("fps", [5, 10, 30])
def test_a_change_of_face_is_named_within_a_second_and_nothing_else_is(
    networks: Networks, find_face: Callable[..., NDArray[np.uint8]], fps: int
) -> None:
    happy, surprise = find_face("happy", lowest=0.9), find_face("surprise", lowest=0.9)
    change = round(0.6 * fps)
    pictures = [happy if step < change else surprise for step in range(change + fps + 1)]
    _, followed = name_emotions(networks, draw_walk(pictures, fps, MILD))
    assert followed[change - 1] == "happy"
    assert followed[change + fps] == "surprise"
    assert count_changes(followed) == 1


def test_bad_frames_flicker_singly_and_hardly_followed(networks: Networks, faces: FaceSet) -> None:
    """Faces that may be one thing or another, in frames that are noisy, coarse and badly lit."""
    changes = []
    for face in find_doubtful_faces(faces, networks, 4):
        names = name_emotions(networks, draw_walk([face] * 45, 30, STRONG))
        changes.append([count_changes(said) for said in names])
    single, followed = np.sum(changes, axis=0)
    assert single >= 10
    assert followed <= single / 4


def draw_walk(
    pictures: Sequence[NDArray[np.uint8]], fps: int, disturbance: Disturbance
) -> list[tuple[float, NDArray[np.uint8]]]:
    """A face walking to the right, one picture per frame."""
    rng = np.random.default_rng(2)
    table = draw_table()
    return [
        (
            step / fps,
            draw_frame(table, [Figure(face, (300 + step / fps * 40, 240))], disturbance, rng),
        )
        for step, face in enumerate(pictures)
    ]


def count_changes(names: Sequence[str | None]) -> int:
    said = [name for name in names if name is not None]
    return sum(one != other for one, other in itertools.pairwise(said))
