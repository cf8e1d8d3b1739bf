"""FER2013 in each of its formats."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.datasets.fer2013 import FERPLUS_LABELS, load_fer2013
from affetto.training.face_config import FaceConfig
from affetto.training.recipes.face import soft_targets, split_faces


@pytest.fixture
def faces() -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (6, 48, 48), dtype=np.uint8)


def write_csv(path, faces, labels, usages):
    rows = ["emotion,pixels,Usage"]
    for face, label, usage in zip(faces, labels, usages, strict=True):
        rows.append(f"{label},{' '.join(map(str, face.ravel()))},{usage}")
    path.write_text("\n".join(rows) + "\n")


def write_pack(path, faces, labels, usage, votes):
    blobs = []
    for face in faces:
        buffer = io.BytesIO()
        Image.fromarray(face).save(buffer, "webp", lossless=True)
        blobs.append(buffer.getvalue())
    np.savez(
        path,
        webp=np.frombuffer(b"".join(blobs), np.uint8),
        offset=np.cumsum([0, *map(len, blobs)]),
        label=np.array(labels, np.int8),
        usage=np.array(usage, np.int8),
        votes=np.array(votes, np.uint8),
    )


USAGES = ["Training", "Training", "PublicTest", "PrivateTest", "Training", "PublicTest"]


def test_reads_the_official_csv(tmp_path, faces):
    path = tmp_path / "fer2013.csv"
    write_csv(path, faces, [0, 1, 2, 3, 4, 6], USAGES)
    loaded = load_fer2013(path)
    assert np.array_equal(loaded.images, faces)
    assert loaded.labels.tolist() == [0, 1, 2, 3, 4, 6]
    assert len(loaded.split("public")) == 2
    assert len(loaded.split("private")) == 1
    assert len(loaded.split("all")) == 6
    assert not loaded.votes.any()


def test_reads_ferplus_votes_that_lie_beside_the_csv(tmp_path, faces):
    path = tmp_path / "fer2013.csv"
    write_csv(path, faces, [0, 1, 2, 3, 4, 6], USAGES)
    header = (
        "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
    )
    votes = ["5,5,0,0,0,0,0,0,0,0"] + ["0,0,0,0,0,0,0,0,10,0"] * 5
    rows = [f"Training,fer{i}.png,{v}" for i, v in enumerate(votes)]
    (tmp_path / "fer2013new.csv").write_text("\n".join([header, *rows]) + "\n")
    loaded = load_fer2013(path)
    order = list(FaceEmotion)
    assert loaded.votes[0, order.index("neutral")] == 0.5
    assert loaded.votes[0, order.index("happy")] == 0.5
    assert loaded.votes[1].sum() == 0  # nobody chose one of the seven emotions


@pytest.mark.parametrize(
    ("votes", "majority"),
    [
        ([9, 1, 0, 0, 0, 0, 0, 0, 0, 0], "neutral"),
        ([0, 0, 0, 6, 4, 0, 0, 0, 0, 0], "sad"),
        ([0, 0, 0, 5, 5, 0, 0, 0, 0, 0], None),  # half is no majority
        ([0, 4, 1, 1, 1, 1, 1, 0, 1, 0], "happy"),  # single votes are slips
        ([1, 1, 1, 1, 1, 1, 1, 1, 1, 1], None),
        ([0, 0, 0, 0, 2, 0, 0, 8, 0, 0], "contempt"),
        ([0, 0, 2, 0, 0, 0, 0, 0, 8, 0], None),  # most saw nothing clear
        ([0, 0, 2, 0, 0, 0, 0, 0, 0, 8], None),  # most saw no face
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], None),
    ],
)
def test_the_majority_of_the_taggers_is_counted_as_ferplus_counts_it(
    tmp_path, faces, votes, majority
):
    path = tmp_path / "fer.npz"
    write_pack(path, faces[:1], [0], [1], [votes])
    expected = -1 if majority is None else FERPLUS_LABELS.index(majority)
    assert load_fer2013(path).majorities.tolist() == [expected]


def test_parts_keep_labels_votes_and_majorities_together(tmp_path, faces):
    path = tmp_path / "fer.npz"
    votes = np.zeros((3, 10), int)
    votes[range(3), [0, 1, 7]] = 10
    write_pack(path, faces[:3], [6, 3, 4], [0, 1, 1], votes)
    part = load_fer2013(path).split("public")
    assert [FERPLUS_LABELS[majority] for majority in part.majorities] == ["happy", "contempt"]
    assert part.labels.tolist() == [3, 4]


def test_the_pack_holds_the_same_faces_as_the_csv(tmp_path, faces):
    pack, table = tmp_path / "fer.npz", tmp_path / "fer2013.csv"
    labels = [0, 1, 2, 3, 4, 6]
    write_pack(pack, faces, labels, [0, 0, 1, 2, 0, 1], [[1] * 10] * 6)
    write_csv(table, faces, labels, USAGES)
    from_pack, from_csv = load_fer2013(pack), load_fer2013(table)
    assert np.array_equal(from_pack.images, from_csv.images)
    assert np.array_equal(from_pack.usage, from_csv.usage)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["1,1,1,1,1,1,1,1,1,1"] * 5, "5 rows"),
        (["1,1,1,1,1,1,1,1,1,1"] * 7, "7 rows"),
        (["1,1,1"] * 6, "line 2: 3 votes"),
        (["1,1,1,1,1,1,1,1,1,many"] * 6, "line 2"),
    ],
)
def test_votes_that_do_not_go_with_the_faces_are_refused(tmp_path, faces, rows, why):
    path = tmp_path / "fer2013.csv"
    write_csv(path, faces, [0, 1, 2, 3, 4, 6], USAGES)
    lines = ["header", *(f"Training,fer{i}.png,{votes}" for i, votes in enumerate(rows))]
    (tmp_path / "fer2013new.csv").write_text("\n".join(lines) + "\n")
    with pytest.raises(InputError, match=why):
        load_fer2013(path)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("9,{pixels},Training", "not in 0..6"),
        ("3,1 2 3,Training", "line 3"),
        ("3,{pixels},Elsewhere", "line 3"),
        ("happy,{pixels},Training", "line 3"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path, faces, bad, why):
    path = tmp_path / "fer2013.csv"
    write_csv(path, faces[:1], [0], ["Training"])
    pixels = " ".join(["0"] * 48 * 48)
    with path.open("a") as file:
        file.write(bad.format(pixels=pixels) + "\n")
    with pytest.raises(InputError, match=why):
        load_fer2013(path)


@pytest.mark.parametrize("name", ["missing.csv", "notes.txt", "broken.npz"])
def test_refuses_what_is_not_fer2013(tmp_path, name):
    path = tmp_path / name
    if name != "missing.csv":
        path.write_text("not faces")
    with pytest.raises(InputError, match=name):
        load_fer2013(path)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\xff\xfe", b"emotion,pixels,Usage\n\x93\x94"]
)
def test_a_csv_that_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "fer2013.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read as FER2013"):
        load_fer2013(path)


def test_a_pack_with_a_damaged_face_is_refused(tmp_path, faces):
    path = tmp_path / "fer.npz"
    write_pack(path, faces[:2], [0, 1], [0, 0], [[1] * 10] * 2)
    with np.load(path) as pack:
        content = dict(pack)
    content["webp"][:16] = 0
    np.savez(path, **content)
    with pytest.raises(InputError, match="cannot be read as FER2013"):
        load_fer2013(path)


def test_no_copy_of_a_picture_stands_on_both_sides_of_a_split(shared_data):
    splits = split_faces(load_fer2013(shared_data / "fer2013.npz"), 1)
    train, validation, test = (
        set(part.digests().tolist()) for part in (splits.train, splits.validation, splits.test)
    )
    assert not train & test
    assert not train & validation
    assert not validation & test
    assert len(splits.test) == 3579
    assert 0.08 < len(splits.validation) / len(splits.train) < 0.13


def test_targets_are_distributions_that_lean_to_the_label(shared_data):
    faces = load_fer2013(shared_data / "fer2013.npz").split("public")
    config = FaceConfig(votes_weight=0.3, label_smoothing=0.05)
    targets = soft_targets(faces, config).numpy()
    assert np.allclose(targets.sum(axis=1), 1, atol=1e-5)
    assert (targets.argmax(axis=1) == faces.labels).all()
