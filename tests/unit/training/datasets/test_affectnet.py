"""AffectNet in the forms in which it is passed on."""

from __future__ import annotations

import numpy as np
import pytest

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.datasets.affectnet import list_annotated, name_class_folders
from affetto.training.datasets.class_folders import list_class_folders

BY_NUMBER = ["neutral", "happy", "sad", "surprise", "fear", "disgust", "angry"]


def make_annotated(folder, expressions):
    for name, expression in expressions.items():
        for part, suffix in (("images", ".jpg"), ("annotations", "_exp.npy")):
            (folder / part).mkdir(parents=True, exist_ok=True)
            (folder / part / f"{name}{suffix}").touch()
        # A string without dimensions, as the authors save it.
        np.save(folder / "annotations" / f"{name}_exp.npy", np.array(str(expression)))
    return folder


def make_numbered(folder, numbers):
    for number in numbers:
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / f"picture-{number}.png").touch()
    return folder


def names_of(files):
    return {
        path.stem: str(list(FaceEmotion)[label])
        for path, label in zip(files.paths, files.labels, strict=True)
    }


def test_annotations_name_the_expressions_and_leave_out_contempt(tmp_path):
    expressions = {f"{number}0": number for number in range(11)}
    files = list_annotated(make_annotated(tmp_path, expressions))
    assert names_of(files) == {f"{number}0": name for number, name in enumerate(BY_NUMBER)}


@pytest.mark.parametrize("expression", [-1, 11, "happy", 1.5])
def test_a_bad_annotation_is_named_by_its_file(tmp_path, expression):
    make_annotated(tmp_path, {"1": 1, "2": expression})
    with pytest.raises(InputError) as refused:
        list_annotated(tmp_path)
    assert refused.value.source == str(tmp_path / "annotations" / "2_exp.npy")


@pytest.mark.parametrize("content", [None, b"", b"no numbers"])
def test_a_missing_or_damaged_annotation_is_named_by_its_file(tmp_path, content):
    file = make_annotated(tmp_path, {"1": 1, "2": 2}) / "annotations" / "2_exp.npy"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError) as refused:
        list_annotated(tmp_path)
    assert refused.value.source == str(file)


def test_pictures_of_no_expression_are_refused(tmp_path):
    with pytest.raises(InputError, match="no pictures of the seven"):
        list_annotated(make_annotated(tmp_path, {"1": 7, "2": 8}))


@pytest.mark.parametrize(
    ("folder", "numbers"), [("set", range(8)), ("AffectNet", range(7)), ("AffectNet/train", [1, 6])]
)
def test_numbered_folders_of_affectnet_have_its_meaning(tmp_path, folder, numbers):
    files = make_numbered(tmp_path / folder, numbers)
    assert names_of(list_class_folders(files, name_class_folders(files))) == {
        f"picture-{number}": BY_NUMBER[number] for number in numbers if number < 7
    }


@pytest.mark.parametrize("numbers", [range(7), range(1, 8), range(9)])
def test_numbers_that_other_sets_use_too_are_refused(tmp_path, numbers):
    with pytest.raises(InputError, match="mean different expressions in different sets"):
        name_class_folders(make_numbered(tmp_path / "faces", numbers))


def test_a_folder_of_contempt_is_known_and_left_out(tmp_path):
    for name in ("happy", "Contempt"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.png").touch()
    files = list_class_folders(tmp_path, name_class_folders(tmp_path))
    assert names_of(files) == {"happy": "happy"}
