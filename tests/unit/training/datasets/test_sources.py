"""From paths to the samples a recipe takes."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from PIL import Image
from sklearn.datasets import load_sample_images
from tests.unit.training.samples_for_tests import (
    COLUMNS,
    SEVEN,
    make_recipe,
    real_faces,
    save_faces,
    write_fer2013,
    write_ferplus,
)

from affetto.errors import InputError
from affetto.training.datasets.fer2013 import FERPLUS_LABELS
from affetto.training.datasets.samples import Part
from affetto.training.datasets.sources import load_samples
from affetto.training.recipe import Shares, Subject
from affetto.training.splits import split_samples

FIVE = ("angry", "fear", "happy", "sad", "neutral")
TRAIN, PUBLIC, PRIVATE = "Training", "PublicTest", "PrivateTest"


@pytest.fixture
def table(tmp_path):
    """Fourteen faces as fer2013.csv, each expression in Training and in PublicTest."""
    usages = [TRAIN] * 7 + [PUBLIC] * 7
    return write_fer2013(tmp_path / "fer2013.csv", real_faces(14), [*range(7)] * 2, usages)


@pytest.fixture
def folders(tmp_path):
    """Fourteen other faces in class folders."""
    folder = tmp_path / "faces"
    paths = [folder / name / f"{n}.png" for n in range(2) for name in SEVEN]
    save_faces(real_faces(28)[14:], *paths)
    return folder


def test_the_official_csv_gives_its_own_parts(table):
    samples = load_samples(make_recipe(), [table])
    assert np.array_equal(samples.inputs, real_faces(14))
    assert samples.names == SEVEN
    assert samples.labels.tolist() == [*range(7)] * 2
    assert samples.parts.tolist() == [Part.TRAIN] * 7 + [Part.TEST] * 7
    assert samples.origins[8] == "fer2013.csv line 10"
    assert samples.votes is None


def test_with_a_private_test_the_public_one_is_for_choosing(tmp_path):
    usages = [TRAIN] * 7 + [PUBLIC] * 7 + [PRIVATE] * 7
    path = write_fer2013(tmp_path / "fer2013.csv", real_faces(21), [*range(7)] * 3, usages)
    parts = load_samples(make_recipe(), [path]).parts.tolist()
    assert parts == [Part.TRAIN] * 7 + [Part.VALIDATION] * 7 + [Part.TEST] * 7


def test_class_folders_have_no_parts_of_their_own(folders):
    samples = load_samples(make_recipe(), [folders])
    assert samples.counts() == dict.fromkeys(SEVEN, 2)
    assert set(samples.parts.tolist()) == {Part.UNSAID}
    assert set(samples.digests()) == set(load_samples(make_recipe(), [folders, folders]).digests())


def test_class_folders_below_parts_keep_them(tmp_path):
    names = [*(f"Training/{name}/a.png" for name in SEVEN), "Testing/happy/b.png"]
    save_faces(real_faces(8), *(tmp_path / name for name in names))
    samples = load_samples(make_recipe(), [tmp_path])
    judged = [
        origin
        for origin, part in zip(samples.origins, samples.parts, strict=True)
        if part == Part.TEST
    ]
    assert judged == [str(tmp_path / "Testing" / "happy" / "b.png")]
    assert (samples.parts == Part.TRAIN).sum() == 7


def test_kdef_is_known_by_its_names_cut_square_and_without_profiles(tmp_path):
    tall = np.full((762, 562), 255, np.uint8)
    for face, letters in zip(
        real_faces(7), ("AN", "DI", "AF", "HA", "SA", "SU", "NE"), strict=True
    ):
        tall[100:662] = np.asarray(Image.fromarray(face).resize((562, 562)))
        for angle in ("FL", "HL", "S", "HR", "FR"):
            save_faces(tall[None], tmp_path / "KDEF" / "AF01" / f"AF01{letters}{angle}.JPG")
    samples = load_samples(make_recipe(), [tmp_path])
    assert samples.counts() == dict.fromkeys(SEVEN, 3)
    for label, face in enumerate(real_faces(7)):
        (first, *_) = samples.inputs[samples.labels == label]
        assert np.corrcoef(first.ravel(), face.ravel())[0, 1] > 0.97


def test_affectnet_is_read_as_its_authors_publish_it(tmp_path):
    colour = np.repeat(real_faces(16)[..., None], 3, axis=3)
    for row, face in enumerate(colour):
        part, number = ("train_set", "val_set")[row // 8], row % 8
        save_faces(face[None], tmp_path / part / "images" / f"{row}.jpg")
        (tmp_path / part / "annotations").mkdir(exist_ok=True)
        np.save(tmp_path / part / "annotations" / f"{row}_exp.npy", np.array(str(number)))
    samples = load_samples(make_recipe(), [tmp_path])
    assert samples.counts() == dict.fromkeys(SEVEN, 2)  # and none of contempt
    assert (samples.parts == Part.TRAIN).sum() == (samples.parts == Part.VALIDATION).sum() == 7


def test_merged_sources_are_split_anew(table, folders):
    samples = load_samples(make_recipe(), [table, folders])
    assert len(samples) == 28
    assert set(samples.parts.tolist()) == {Part.UNSAID}
    assert samples.inputs.shape == (28, 48, 48)
    assert samples.counts() == dict.fromkeys(SEVEN, 4)


def test_a_picture_that_two_sources_hold_stays_in_one_part(tmp_path, table):
    copied = tmp_path / "copied"
    save_faces(real_faces(7), *(copied / name / "copy.png" for name in SEVEN))
    extra = tmp_path / "extra"
    save_faces(
        real_faces(35)[14:], *(extra / name / f"{n}.png" for n in range(3) for name in SEVEN)
    )
    samples = load_samples(make_recipe(), [table, copied, extra])
    splits = split_samples(samples, Shares(validation=0.2, test=0.2), 3)
    held = [set(part.digests()) for part in (splits.train, splits.validation, splits.test)]
    assert len(set.union(*held)) == 35
    assert sum(map(len, held)) == 35


@pytest.mark.parametrize("labels", [FIVE, ("angry", "fear", "happy", "sad", "surprise")])
def test_classes_a_recipe_does_not_know_are_left_out(table, folders, labels):
    samples = load_samples(make_recipe(labels=labels), [table, folders])
    assert samples.names == labels
    assert samples.counts() == dict.fromkeys(labels, 4)
    happy = samples.inputs[samples.labels == labels.index("happy")]
    assert np.array_equal(happy[0], real_faces(4)[3])


def votes_for(*answers):
    """A row of FER+'s ten votes: neutral happy surprise sad angry disgust fear contempt …"""
    return [answers.count(place) for place in range(10)]


@pytest.fixture
def voted(tmp_path):
    table = write_fer2013(tmp_path / "fer2013.csv", real_faces(11), [0] * 11, [TRAIN] * 11)
    agreed = [votes_for(*[place] * 7, (place + 1) % 8, 8, 8) for place in range(8)]
    unsure = [votes_for(*[0] * 5, *[1] * 5), votes_for(*[8] * 9, 3), votes_for(*[9] * 10)]
    write_ferplus(tmp_path / "fer2013new.csv", agreed + unsure)
    return table


def test_soft_labels_are_the_votes_and_faces_without_a_majority_are_left_out(voted):
    samples = load_samples(make_recipe(labels=FERPLUS_LABELS, soft_labels=True), [voted])
    assert samples.counts() == dict.fromkeys(FERPLUS_LABELS, 1)
    assert samples.votes is not None
    assert samples.votes.shape == (8, 8)
    assert samples.votes.sum(axis=1) == pytest.approx(np.ones(8))
    # Seven of the eight votes that went to a class.
    assert samples.votes.max(axis=1) == pytest.approx(np.full(8, 7 / 8))
    assert np.array_equal(samples.votes.argmax(axis=1), samples.labels)


def test_votes_are_shared_out_among_the_classes_of_the_recipe(voted):
    labels = ("sad", "happy", "neutral")
    samples = load_samples(make_recipe(labels=labels, soft_labels=True), [voted])
    assert samples.counts() == dict.fromkeys(labels, 1)
    assert samples.votes is not None
    by_label = dict(zip(samples.labels.tolist(), samples.votes.tolist(), strict=True))
    assert by_label[labels.index("neutral")] == pytest.approx([0, 1 / 8, 7 / 8])
    assert by_label[labels.index("happy")] == pytest.approx([0, 1, 0])


def test_soft_labels_need_votes(table, folders):
    recipe = make_recipe(labels=FERPLUS_LABELS, soft_labels=True)
    for path in (table, folders):
        with pytest.raises(InputError, match=r"has no votes.*fer2013new\.csv beside it"):
            load_samples(recipe, [path])


def test_landscapes_are_stretched_and_keep_their_colours(tmp_path):
    palace, flower = load_sample_images().images
    for n, mood in enumerate(("Joy", "sadness", "Liveliness", "melancholy")):
        (tmp_path / mood).mkdir()
        Image.fromarray((palace, flower)[n % 2]).save(tmp_path / mood / "1.png")
    samples = load_samples(make_recipe(Subject.LANDSCAPE), [tmp_path])
    assert samples.inputs.shape == (4, 128, 128, 3)
    assert samples.counts() == {"joy": 1, "sadness": 1, "liveliness": 1, "melancholy": 1}
    for picture, label in zip(samples.inputs, samples.labels, strict=True):
        original = (palace, flower)[label % 2]
        assert picture.mean(axis=(0, 1)) == pytest.approx(original.mean(axis=(0, 1)), abs=1)


def write_tracks(path, n):
    rng = np.random.default_rng(4)
    features = rng.uniform([0, 0, 0, 0, -20, 60], [1, 1, 2, 1, 0, 200], (n, 6))
    features[:, 2] = features[:, 2] // 1
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *features])
    return path


def test_tracks_take_the_labels_and_columns_of_the_recipe(tmp_path):
    path = write_tracks(tmp_path / "tracks.csv", 300)
    labels = ("surprise", "sad", "happy", "fear", "angry")
    samples = load_samples(make_recipe(Subject.MUSIC, labels=labels), [path])
    assert samples.names == labels
    assert samples.inputs.shape == (300, 6)
    usual = load_samples(make_recipe(Subject.MUSIC), [path])
    assert samples.counts() == usual.counts()


def test_progress_and_skipped_files_are_told(folders):
    (folders / "happy" / "0.png").write_text("no picture")
    progress, told = [], []
    load_samples(
        make_recipe(), [folders], lambda done, total: progress.append((done, total)), told.append
    )
    assert progress[-1] == (14, 14)
    assert [error.source for error in told] == [str(folders / "happy" / "0.png")]


def test_one_class_is_refused_by_its_name(tmp_path):
    save_faces(real_faces(2), tmp_path / "happy" / "1.png", tmp_path / "happy" / "2.png")
    with pytest.raises(InputError, match="has one class only, 'happy'"):
        load_samples(make_recipe(), [tmp_path])


def test_classes_without_samples_are_named(folders):
    for name in ("fear", "sad"):
        for path in (folders / name).iterdir():
            path.unlink()
    with pytest.raises(InputError, match="has no samples of fear, sad"):
        load_samples(make_recipe(), [folders])


def test_a_bad_row_of_the_csv_is_named(table):
    with table.open("a") as file:
        file.write("3,1 2 3,Training\n")
    with pytest.raises(InputError, match=r"fer2013\.csv: line 16"):
        load_samples(make_recipe(), [table])


def test_data_without_a_training_part_is_refused(tmp_path):
    path = write_fer2013(tmp_path / "fer2013.csv", real_faces(7), [*range(7)], [PUBLIC] * 7)
    with pytest.raises(InputError, match="has no training part"):
        load_samples(make_recipe(), [path])


@pytest.mark.parametrize(
    ("subject", "name", "why"),
    [
        (Subject.FACE, "missing", "no such file or folder"),
        (Subject.FACE, "notes.txt", "is no set of faces"),
        (Subject.FACE, "empty", "has no class folders"),
        (Subject.LANDSCAPE, "notes.txt", "is no folder"),
        (Subject.LANDSCAPE, "faces", "'angry' names none of the 4 classes"),
        (Subject.MUSIC, "notes.txt", "is no table of tracks"),
        (Subject.MUSIC, "empty", "is no table of tracks"),
    ],
)
def test_data_of_another_kind_is_refused_with_what_to_give(tmp_path, folders, subject, name, why):
    (tmp_path / "notes.txt").write_text("no data")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=why) as refused:
        load_samples(make_recipe(subject), [tmp_path / name])
    assert refused.value.source == str(tmp_path / name)


def test_no_data_at_all_is_refused():
    with pytest.raises(InputError, match="needs data"):
        load_samples(make_recipe(), [])


@pytest.fixture(scope="module")
def pack(shared_data):
    return shared_data / "fer2013.npz"


@pytest.mark.slow
def test_the_pack_is_split_without_a_copy_on_two_sides(pack):
    samples = load_samples(make_recipe(), [pack])
    assert len(samples) == 32_133
    splits = split_samples(samples, Shares(validation=0.15, test=0.1), 1)
    train, validation, test = (
        set(part.digests()) for part in (splits.train, splits.validation, splits.test)
    )
    assert not train & validation
    assert not train & test
    assert not validation & test
    assert len(splits.test) == 3579
    assert splits.left_out == 340
    for name, n in splits.train.counts().items():
        assert splits.validation.counts()[name] == pytest.approx(0.2 * n, rel=0.02, abs=3)
