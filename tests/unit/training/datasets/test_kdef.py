"""KDEF, whose labels stand in the names of its files."""

from __future__ import annotations

import pytest

from affetto.affect import FaceEmotion
from affetto.errors import InputError
from affetto.training.datasets.kdef import holds_kdef, list_kdef


def make_kdef(folder, *names):
    for name in names:
        path = folder / name[:4] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return folder


def test_letters_five_and_six_are_the_expression(tmp_path):
    letters = {"AF": "fear", "AN": "angry", "DI": "disgust", "HA": "happy", "NE": "neutral"}
    letters |= {"SA": "sad", "SU": "surprise"}
    files = list_kdef(make_kdef(tmp_path, *(f"AF01{expression}S.JPG" for expression in letters)))
    named = {
        path.name[4:6]: str(list(FaceEmotion)[label])
        for path, label in zip(files.paths, files.labels, strict=True)
    }
    assert named == letters


def test_full_profiles_are_left_out(tmp_path):
    angles = ["FL", "HL", "S", "HR", "FR"]
    files = list_kdef(make_kdef(tmp_path, *(f"BM35SU{angle}.JPG" for angle in angles)))
    assert sorted(path.stem[6:] for path in files.paths) == ["HL", "HR", "S"]


def test_the_sides_can_be_chosen(tmp_path):
    make_kdef(tmp_path, "AF01HAFL.JPG", "AF01HAS.JPG")
    assert [path.name for path in list_kdef(tmp_path, ["FL"]).paths] == ["AF01HAFL.JPG"]
    with pytest.raises(InputError, match="from these sides: HR"):
        list_kdef(tmp_path, ["HR"])


def test_a_file_named_otherwise_is_told_and_left_out(tmp_path):
    told = []
    files = list_kdef(make_kdef(tmp_path, "AF01HAS.JPG", "AM31H.JPG"), on_skip=told.append)
    assert [path.name for path in files.paths] == ["AF01HAS.JPG"]
    assert [error.source for error in told] == [str(tmp_path / "AM31" / "AM31H.JPG")]


@pytest.mark.parametrize(
    ("name", "is_kdef"),
    [
        ("AF01ANHL.JPG", True),
        ("bm35sus.jpg", True),
        ("CF01ANHL.JPG", False),
        ("AF01ANXX.JPG", False),
        ("face.jpg", False),
    ],
)
def test_a_folder_is_known_by_the_names_in_it(tmp_path, name, is_kdef):
    assert holds_kdef(make_kdef(tmp_path, name)) is is_kdef
