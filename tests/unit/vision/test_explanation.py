"""What the explanation shows is what the answer rests on.

Where the truth is known (a classifier that looks at one place only) the heat must lie there; on
real pictures, hiding the hottest part must cost the answer more than hiding as much elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from affetto.inference.registry import open_session
from affetto.inference.session import InferenceSession
from affetto.training.datasets.fer2013 import load_fer2013
from affetto.vision.explanation import (
    FACE_MASKING,
    HOTTEST_SHARE,
    MAX_FACES,
    SCENE_MASKING,
    Classify,
    Evidence,
    Masking,
    PictureExplainer,
    RandomPatches,
    SlidingSquare,
    blur,
    find_evidence,
    hide,
    hottest,
)
from affetto.vision.face_crops import crop_face
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier
from affetto.vision.picture_reader import PictureReader
from affetto.vision.scene_emotion import SceneClassifier, resize_scene

Picture = NDArray[np.uint8]
SEEN = np.s_[28:40, 8:20]  # where the classifiers of known truth look
OPPOSED = np.s_[8:20, 28:40]
RANDOM_REGIONS = 8
SQUARES = Masking(SlidingSquare(side_px=16, stride_px=8), blur_px=6, batch=16)
FEW_MASKS = Masking(RandomPatches(cells=4, n_masks=4), blur_px=6, batch=4)


@pytest.fixture(scope="module")
def face_session():
    return open_session("face-emotion")


@pytest.fixture(scope="module")
def scene_session():
    return open_session("scene-emotion")


@pytest.fixture
def noise() -> Picture:
    return np.random.default_rng(1).integers(0, 256, (48, 48), dtype=np.uint8)


def detail(pictures: NDArray[np.uint8], place: tuple[slice, slice]) -> NDArray[np.float64]:
    """How much is to be seen at a place: about 1 in noise, 0 where it is blurred."""
    return np.clip(pictures[:, *place].reshape(len(pictures), -1).std(axis=1) / 75, 0, 1)


def answers(share: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([share, 1 - share], axis=1)


def test_heat_lies_where_the_classifier_looks(noise: Picture) -> None:
    evidence = find_evidence(noise, lambda p: answers(0.5 + 0.45 * detail(p, SEEN)), FACE_MASKING)
    hot = hottest(evidence.heat, 0.06)
    assert hot[SEEN].sum() > 0.8 * hot.sum()
    assert evidence.heat.max() == 1
    assert evidence.heat[OPPOSED].mean() < 0.3
    assert evidence.probability > 0.9
    assert evidence.probability_without < 0.7


def test_what_speaks_against_the_answer_is_not_hot(noise: Picture) -> None:
    def classify(pictures: Picture) -> NDArray[np.float64]:
        return answers(0.7 + 0.25 * detail(pictures, SEEN) - 0.2 * detail(pictures, OPPOSED))

    heat = find_evidence(noise, classify, FACE_MASKING).heat
    assert heat[OPPOSED].mean() < 0.05 < 0.5 < heat[SEEN].mean()


@pytest.mark.parametrize("masking", [FACE_MASKING, SQUARES], ids=["random patches", "squares"])
def test_colour_and_any_shape_will_do(masking: Masking) -> None:
    picture = np.random.default_rng(2).integers(0, 256, (60, 100, 3), dtype=np.uint8)
    place = np.s_[10:30, 70:95]
    evidence = find_evidence(picture, lambda p: answers(0.5 + 0.4 * detail(p, place)), masking)
    assert evidence.heat.shape == (60, 100)
    row, column = np.unravel_index(evidence.heat.argmax(), evidence.heat.shape)
    assert 10 <= row < 30
    assert 70 <= column < 95


@pytest.mark.parametrize("masking", [FACE_MASKING, SCENE_MASKING], ids=["face", "scene"])
def test_masks_hide_every_place_now_and_then_and_none_always(masking: Masking) -> None:
    masks = masking.masks.draw(260, 260)
    assert masks.shape[1:] == (260, 260)
    assert masks.min() == 0
    assert masks.max() == 1
    shown = masks.mean(axis=0)
    assert 0 < shown.min() <= shown.max() < 1


def test_where_nothing_matters_nothing_is_hot(face_session) -> None:
    # A blurred blank is the same blank: whatever the network says, it rests on no part.
    blank = np.full((48, 48), 128, np.uint8)
    evidence = find_evidence(blank, classify_faces(face_session), FACE_MASKING)
    assert not evidence.heat.any()
    assert evidence.probability_without == pytest.approx(evidence.probability, abs=1e-3)


def test_where_everything_speaks_against_nothing_is_hot(noise: Picture) -> None:
    evidence = find_evidence(
        noise, lambda p: answers(0.95 - 0.4 * detail(p, np.s_[:, :])), FACE_MASKING
    )
    assert evidence.heat.mean() < 0.5


def classify_faces(session) -> Classify:
    return lambda crops: session.run({"faces": crops})["probs"]


def classify_scenes(session) -> Classify:
    return lambda pictures: session.run({"pictures": pictures})["emotions"]


def compare_with_random_regions(
    examined: list[tuple[Picture, Evidence]], classify: Classify, masking: Masking, fill: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Falls of the answer's probability: with the hottest part hidden, and with random ones.

    The random parts are of the same size and hang together as the hottest one does.

    Args:
        examined: pictures and what was found of them.
        classify: what was asked.
        masking: as it was used.
        fill: what stands in for what is hidden: "blur", as in the search, or "grey".
    """
    rng = np.random.default_rng(11)
    explained, random = [], []
    for picture, evidence in examined:
        regions = [evidence.heat, *(draw_field(rng, picture) for _ in range(RANDOM_REGIONS))]
        shown = np.stack([~hottest(region, HOTTEST_SHARE) for region in regions])
        blank = (
            blur(picture, masking.blur_px)
            if fill == "blur"
            else np.full_like(picture, round(picture.mean()))
        )
        answer = int(classify(picture[None])[0].argmax())
        probs = classify(hide(picture, blank, shown))[:, answer]
        explained.append(evidence.probability - probs[0])
        random.append(evidence.probability - probs[1:].mean())
    return np.array(explained), np.array(random)


def draw_field(rng: np.random.Generator, picture: Picture) -> NDArray[np.float32]:
    """A smooth random field over the picture; where it is high hangs together."""
    coarse = rng.standard_normal((6, 6)).astype(np.float32)
    size = (picture.shape[1], picture.shape[0])
    return np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))


def examine(
    pictures: Iterable[Picture], classify: Classify, masking: Masking
) -> list[tuple[Picture, Evidence]]:
    return [(picture, find_evidence(picture, classify, masking)) for picture in pictures]


@pytest.fixture(scope="module")
def examined_smile(
    astronaut: Picture, detector: FaceDetector, face_session: InferenceSession
) -> list[tuple[Picture, Evidence]]:
    crop = crop_face(astronaut, detector.detect(astronaut)[0])
    return examine([crop], classify_faces(face_session), FACE_MASKING)


@pytest.fixture(scope="module")
def examined_faces(
    shared_data: Path, face_session: InferenceSession
) -> list[tuple[Picture, Evidence]]:
    faces = load_fer2013(shared_data / "fer2013.npz").split("public").images[:16]
    return examine(faces, classify_faces(face_session), FACE_MASKING)


@pytest.mark.parametrize("fill", ["blur", "grey"])
def test_hiding_the_explained_part_of_a_smile_costs_more_than_another_part(
    fill: str, examined_smile: list[tuple[Picture, Evidence]], face_session: InferenceSession
) -> None:
    explained, random = compare_with_random_regions(
        examined_smile, classify_faces(face_session), FACE_MASKING, fill
    )
    assert explained[0] > random[0] + 0.1


@pytest.mark.parametrize("fill", ["blur", "grey"])
def test_hiding_the_explained_part_of_faces_costs_more_than_another_part(
    fill: str, examined_faces: list[tuple[Picture, Evidence]], face_session: InferenceSession
) -> None:
    explained, random = compare_with_random_regions(
        examined_faces, classify_faces(face_session), FACE_MASKING, fill
    )
    assert explained.mean() > 1.5 * random.mean()
    assert explained.mean() > random.mean() + 0.1
    assert (explained > random).mean() >= 0.75


def test_hiding_the_explained_part_of_scenes_costs_more_than_another_part(
    faceless: dict[str, Picture], scene_session: InferenceSession
) -> None:
    classify = classify_scenes(scene_session)
    names = ("china", "flower", "coffee", "rocket", "cat")
    examined = examine((resize_scene(faceless[name]) for name in names), classify, SCENE_MASKING)
    explained, random = compare_with_random_regions(examined, classify, SCENE_MASKING, "blur")
    assert explained.mean() > random.mean() + 0.03
    assert (explained > random).mean() >= 0.6


def test_a_picture_is_explained_in_its_parts_and_always_alike(
    astronaut: Picture, detector: FaceDetector, face_session, scene_session
) -> None:
    rgb = np.asarray(Image.fromarray(astronaut).resize((256, 256)))
    reader = PictureReader(
        detector, FaceEmotionClassifier(face_session), SceneClassifier(scene_session)
    )
    reading = reader.read(rgb)
    steps: list[tuple[int, int]] = []
    explainer = PictureExplainer(face_session, scene_session)
    first = explainer.explain(rgb, reading, lambda done, total: steps.append((done, total)))
    again = explainer.explain(rgb, reading)
    assert steps == [(0, 2), (1, 2), (2, 2)]
    (face,) = first.faces
    assert (face.crop == crop_face(rgb, reading.faces[0].face)).all()
    assert face.evidence.probability == pytest.approx(max(reading.faces[0].emotions.values()))
    assert first.scene.probability == pytest.approx(max(reading.scene.emotions.values()), abs=1e-4)
    assert (face.evidence.heat == again.faces[0].evidence.heat).all()
    assert (first.scene.heat == again.scene.heat).all()
    # A smile is read from the mouth: the lower half of the crop.
    assert face.evidence.heat.argmax() // 48 > 24


def test_a_crowd_is_explained_by_its_largest_faces(
    astronaut: Picture, detector: FaceDetector, face_session, scene_session
) -> None:
    portrait = Image.fromarray(astronaut).crop((130, 30, 330, 230))
    crowd = Image.new("RGB", (800, 640), (90, 110, 130))
    for place in range(9):
        side = 150 + 5 * place
        crowd.paste(portrait.resize((side, side)), (20 + place % 3 * 250, 10 + place // 3 * 205))
    rgb = np.asarray(crowd)
    reader = PictureReader(
        detector, FaceEmotionClassifier(face_session), SceneClassifier(scene_session)
    )
    explainer = PictureExplainer(face_session, scene_session, FEW_MASKS, FEW_MASKS)
    explanation = explainer.explain(rgb, reader.read(rgb))
    assert len(explanation.reading.faces) > MAX_FACES
    assert len(explanation.faces) == MAX_FACES
    least = min(face.reading.face.box.area for face in explanation.faces)
    chosen = {id(face.reading) for face in explanation.faces}
    left_out = [f for f in explanation.reading.faces if id(f) not in chosen]
    assert all(face.face.box.area < 1.2 * least for face in left_out)
