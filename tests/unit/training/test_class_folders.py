"""Pictures in one folder per expression."""

from __future__ import annotations

import pytest

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.datasets.class_folders import list_class_folders, list_parts
from affetto.training.datasets.samples import Part


def make_files(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return folder


def test_the_usual_spellings_name_the_seven_expressions(tmp_path):
    names = ["Anger", "disgusted", "FEAR", "happiness", "Sadness", "surprised", "Neutral"]
    files = list_class_folders(make_files(tmp_path, *(f"{name}/1.png" for name in names)))
    named = {
        path.parent.name: list(FaceEmotion)[label]
        for path, label in zip(files.paths, files.labels, strict=True)
    }
    assert named == dict(zip(names, FaceEmotion, strict=True))


def test_two_spellings_of_one_expression_are_one_class(tmp_path):
    files = list_class_folders(make_files(tmp_path, "happy/1.png", "happiness/2.png"))
    assert files.labels.tolist() == [3, 3]


def test_files_are_found_at_any_depth_and_hidden_ones_are_not(tmp_path):
    names = ["sad/b.png", "sad/more/a.png", "sad/.DS_Store", "sad/Thumbs.db", ".git/config"]
    files = list_class_folders(make_files(tmp_path, *names, "sad/.cache/x.png", "readme.txt"))
    assert [path.name for path in files.paths] == ["b.png", "a.png"]


def test_a_folder_that_names_no_expression_is_refused_by_its_name(tmp_path):
    with pytest.raises(InputError, match="'contempt' names none of the 7"):
        list_class_folders(make_files(tmp_path, "sad/1.png", "contempt/1.png"))


def test_a_folder_of_parts_tells_to_give_one_of_them(tmp_path):
    with pytest.raises(InputError, match="give one of them: test, train"):
        list_class_folders(make_files(tmp_path, "train/sad/1.png", "test/sad/1.png"))


@pytest.mark.parametrize(
    ("names", "why"),
    [([], "no class folders"), (["1.png"], "no class folders"), (["sad/.hidden"], "are empty")],
)
def test_nothing_to_judge_is_refused(tmp_path, names, why):
    with pytest.raises(InputError, match=why):
        list_class_folders(make_files(tmp_path, *names))


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        list_class_folders(tmp_path / "faces")


def list_faces_by_part(folder):
    return list_parts(folder, list_class_folders)


@pytest.mark.parametrize(
    ("spelling", "part"),
    [
        *((name, Part.TRAIN) for name in ("train", "Training", "TRAIN", "train_set")),
        *((name, Part.VALIDATION) for name in ("val", "valid", "Validation", "val_set")),
        *((name, Part.TEST) for name in ("test", "Testing")),
    ],
)
def test_the_usual_spellings_name_the_parts(tmp_path, spelling, part):
    (files,) = list_faces_by_part(make_files(tmp_path, f"{spelling}/sad/1.png"))
    assert files.part is part
    assert [path.name for path in files.paths] == ["1.png"]


def test_a_folder_without_parts_is_one_part_that_is_unsaid(tmp_path):
    (files,) = list_faces_by_part(make_files(tmp_path, "sad/1.png", "happy/2.png"))
    assert files.part is Part.UNSAID
    assert len(files) == 2


def test_a_folder_beside_the_parts_is_refused_by_its_name(tmp_path):
    with pytest.raises(InputError, match="'extra' is none of its parts"):
        list_faces_by_part(make_files(tmp_path, "train/sad/1.png", "extra/sad/1.png"))


def test_a_part_without_classes_is_told_by_its_folder(tmp_path):
    make_files(tmp_path, "train/sad/1.png", "test/1.png")
    with pytest.raises(InputError, match="no class folders") as refused:
        list_faces_by_part(tmp_path)
    assert refused.value.source == str(tmp_path / "test")
