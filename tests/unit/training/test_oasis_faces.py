from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.face_detection import LABELS

from affetto.errors import InputError
from affetto.training.datasets.oasis_faces import (
    MarkedFace,
    Part,
    Visibility,
    part_of,
    read_marked_faces,
)
from affetto.vision.faces import Box

HEADER = "theme,x,y,width,height,label\n"


def test_reads_faces_and_pictures_without_any(tmp_path: Path) -> None:
    file = tmp_path / "faces.csv"
    file.write_text(HEADER + "Yoga 1,1,2,30,40,hidden\nYoga 1,5,6,7,8,visible\nSea 1,,,,,none\n")
    faces = read_marked_faces(file)
    assert faces["Yoga 1"] == [
        MarkedFace(Box(1, 2, 30, 40), Visibility.HIDDEN),
        MarkedFace(Box(5, 6, 7, 8), Visibility.VISIBLE),
    ]
    assert faces["Sea 1"] == []


@pytest.mark.parametrize("row", ["Yoga 1,1,2,x,40,hidden", "Yoga 1,1,2,30,40,seen", "Yoga 1"])
def test_names_the_line_that_is_no_marked_face(row: str, tmp_path: Path) -> None:
    file = tmp_path / "faces.csv"
    file.write_text(f"{HEADER}Sea 1,,,,,none\n{row}\n")
    with pytest.raises(InputError, match=r"faces\.csv: line 3: not a marked face"):
        read_marked_faces(file)


def test_says_which_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.csv: cannot be read"):
        read_marked_faces(tmp_path / "gone.csv")


def test_pictures_of_one_theme_are_all_in_the_test_or_none() -> None:
    themes: dict[str, set[bool]] = {}
    for theme in read_marked_faces(LABELS):
        themes.setdefault(theme.rsplit(" ", 1)[0], set()).add(part_of(theme) is Part.TEST)
    assert all(len(sides) == 1 for sides in themes.values())


def test_the_test_holds_more_than_sixty_pictures_with_visible_faces() -> None:
    kept = [
        theme
        for theme, faces in read_marked_faces(LABELS).items()
        if part_of(theme) is Part.TEST
        and any(face.visibility is Visibility.VISIBLE for face in faces)
    ]
    assert len(kept) >= 60
