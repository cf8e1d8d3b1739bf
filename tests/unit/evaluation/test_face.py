"""Faces from folders and files, framed and judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.evaluation.face import (
    FaceSample,
    Framing,
    evaluate_faces,
    frame_face,
    judge_by_ferplus,
    load_fer2013_sample,
    load_folder_sample,
    measure_face_robustness,
    measure_face_tones,
    predict,
)
from affetto.evaluation.networks import open_face_network
from affetto.training.datasets.fer2013 import FERPLUS_LABELS
from affetto.vision.face_crops import crop_face

HAPPY = list(FaceEmotion).index(FaceEmotion.HAPPY)


def make_sample(crops, labels):
    n = len(labels)
    return FaceSample(
        source="a test",
        crops=crops,
        labels=np.array(labels),
        majorities=np.full(n, -1),
        ita_deg=np.full(n, np.nan),
        framings={},
        skipped=[],
    )


def test_a_face_of_48_pixels_is_taken_as_it_is(detector):
    face = np.random.default_rng(1).integers(0, 256, (48, 48), dtype=np.uint8)
    crop, framing, _ = frame_face(np.repeat(face[:, :, None], 3, axis=2), detector)
    assert framing is Framing.WHOLE
    assert np.array_equal(crop, face)


def test_a_tight_face_crop_of_any_size_is_taken_whole(detector, tight_face):
    crop, framing, _ = frame_face(tight_face, detector)
    assert framing is Framing.WHOLE
    grey = Image.fromarray(tight_face).convert("L").resize((48, 48), Image.Resampling.BOX)
    assert np.abs(crop.astype(float) - np.asarray(grey)).mean() < 6


def test_in_a_photograph_the_largest_face_is_cut_out_as_the_app_does(detector, astronaut):
    small = np.asarray(Image.fromarray(astronaut).resize((128, 128)))
    page = np.full((512, 700, 3), 90, np.uint8)
    page[:, :512] = astronaut
    page[350:478, 560:688] = small
    crop, framing, box = frame_face(page, detector)
    assert framing is Framing.FOUND
    assert 70 < box.width < 150
    largest = max(detector.detect(page), key=lambda face: face.box.area)
    assert np.array_equal(crop, crop_face(page, largest))


def test_without_a_face_the_middle_of_the_picture_is_taken(detector):
    page = np.zeros((200, 400, 3), np.uint8)
    page[:, 100:300] = 200
    crop, framing, _ = frame_face(page, detector)
    assert framing is Framing.NO_FACE
    assert (crop == 200).all()


def test_a_folder_names_and_skips_what_is_no_picture(tmp_path, detector, tight_face):
    for name in ("Happiness", "angry"):
        (tmp_path / name).mkdir()
        Image.fromarray(tight_face).save(tmp_path / name / "face.png")
    (tmp_path / "angry" / "notes.txt").write_text("no picture")
    told = []
    sample = load_folder_sample(tmp_path, detector, on_skip=told.append)
    assert sample.labels.tolist() == [HAPPY, 0]
    assert [path.name for path in sample.skipped] == ["notes.txt"]
    assert "notes.txt" in str(told[0])
    assert sample.framings == {"whole": 2, "found": 0, "no face found": 0}
    assert not np.isnan(sample.ita_deg).any()


def test_a_folder_of_nothing_readable_is_refused(tmp_path, detector):
    (tmp_path / "sad").mkdir()
    (tmp_path / "sad" / "face.jpg").write_bytes(b"not a picture")
    with pytest.raises(InputError, match="none of its 1 files"):
        load_folder_sample(tmp_path, detector)


def test_a_part_without_faces_is_refused(tmp_path):
    path = tmp_path / "fer2013.csv"
    path.write_text(f"emotion,pixels,Usage\n3,{' '.join(['9'] * 48 * 48)},Training\n")
    assert len(load_fer2013_sample(path, "train")) == 1
    with pytest.raises(InputError, match="PrivateTest"):
        load_fer2013_sample(path, "private")


def test_batches_give_what_one_reading_gives(face_network):
    crops = np.random.default_rng(2).integers(0, 256, (150, 48, 48), dtype=np.uint8)
    told = []
    probs = predict(face_network.session, crops, lambda *done: told.append(done))["probs"]
    assert np.allclose(probs, face_network.session.run({"faces": crops})["probs"], atol=1e-4)
    assert told == [(64, 150), (128, 150), (150, 150)]


def test_figures_follow_from_the_answers(face_network, tight_face, detector):
    crop, *_ = frame_face(tight_face, detector)
    sample = make_sample(np.stack([crop, crop, crop]), [HAPPY, HAPPY, 0])
    evaluation = evaluate_faces(sample, face_network.session)
    figures = evaluation.as_dict()
    assert list(figures)[:1] == ["n"]
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert figures["confusion"][HAPPY][HAPPY] == 2
    assert figures["confusion"][0][HAPPY] == 1
    assert figures["ferplus"] is None
    assert measure_face_tones(evaluation) is None


def test_ferplus_leaves_out_faces_without_a_majority_and_counts_contempt_as_wrong():
    probs = np.eye(7)[[HAPPY, HAPPY, HAPPY, 0]]
    contempt = FERPLUS_LABELS.index("contempt")
    judged = judge_by_ferplus(probs, None, np.array([HAPPY, -1, contempt, 1]))
    assert judged is not None
    assert (judged.report.n, judged.n_dropped, judged.asked) == (3, 1, False)
    assert judged.report.accuracy == pytest.approx(1 / 3)


def test_a_network_that_answers_by_ferplus_is_judged_by_that_answer():
    probs = np.eye(7)[[HAPPY, HAPPY]]
    contempt = FERPLUS_LABELS.index("contempt")
    judged = judge_by_ferplus(probs, np.eye(8)[[contempt, 0]], np.array([contempt, HAPPY]))
    assert judged is not None
    assert judged.asked
    assert judged.report.accuracy == pytest.approx(1 / 2)
    assert judge_by_ferplus(probs, None, np.array([-1, -1])) is None


def test_robustness_may_be_measured_on_some_of_the_faces(face_network):
    crops = np.random.default_rng(3).integers(0, 256, (6, 48, 48), dtype=np.uint8)
    evaluation = evaluate_faces(make_sample(crops, [0, 1, 2, 3, 4, 5]), face_network.session)
    results = measure_face_robustness(evaluation, face_network.session, 2)
    assert {result.n for result in results} == {2}


def test_real_faces_are_read_far_better_than_by_chance(shared_data, face_network):
    sample = load_fer2013_sample(shared_data / "fer2013.npz")
    assert len(sample) == 3579
    some = make_sample(sample.crops[:200], sample.labels[:200].tolist())
    assert evaluate_faces(some, face_network.session).report.accuracy > 0.5


def test_faces_whose_label_the_model_does_not_know_are_left_out_and_counted(face_run):
    network = open_face_network(str(face_run))  # angry, fear, happy, sad, neutral
    crops = np.random.default_rng(4).integers(0, 256, (7, 48, 48), dtype=np.uint8)
    # By FER+ the five are contempt, disgust (which it does not know), happy, sad, and undecided.
    majorities = np.array([FERPLUS_LABELS.index("contempt"), 1, 1, 3, 4, 1, -1])
    sample = replace(make_sample(crops, range(7)), majorities=majorities)
    evaluation = evaluate_faces(sample, network.session, known=network.known)
    figures = evaluation.as_dict()
    assert (figures["n"], figures["n_unknown_label"]) == (5, 2)
    assert figures["labels"] == ["angry", "fear", "happy", "sad", "neutral"]
    assert np.shape(figures["confusion"]) == (5, 5)
    assert np.sum(figures["confusion"], axis=1).tolist() == [1, 1, 1, 1, 1]
    said = network.session.run({"faces": crops[[0, 2, 3, 4, 6]]})["probs"].argmax(axis=1)
    assert figures["accuracy"] == pytest.approx(np.mean(said == [0, 2, 3, 4, 6]))
    assert (figures["ferplus"]["n"], figures["ferplus"]["n_dropped"]) == (3, 2)
    results = measure_face_robustness(evaluation, network.session)
    assert {result.n for result in results} == {5}


def test_a_sample_without_any_expression_that_the_model_knows_is_refused(face_run):
    network = open_face_network(str(face_run))
    sample = make_sample(np.zeros((2, 48, 48), np.uint8), [1, 5])
    with pytest.raises(InputError, match="angry, fear, happy, sad, neutral"):
        evaluate_faces(sample, network.session, known=network.known)
