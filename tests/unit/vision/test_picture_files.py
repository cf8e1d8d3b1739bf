from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from affetto.errors import InputError
from affetto.vision.frames import load_picture
from affetto.vision.picture_files import format_of, save_picture


@pytest.fixture
def stripes() -> Image.Image:
    rows = np.zeros((40, 60, 3), np.uint8)
    rows[:20] = (200, 30, 30)
    rows[20:] = (20, 40, 180)
    return Image.fromarray(rows)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".jpeg", ".webp", ".PNG"])
def test_what_is_written_is_read_again(stripes: Image.Image, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"page{suffix}"
    save_picture(stripes, path)
    read = load_picture(path).rgb.astype(int)
    # Away from the edge between the stripes, even JPEG keeps colours within a few levels.
    away = np.r_[:16, 24:40]
    assert np.abs(read - np.asarray(stripes))[away].max() <= 6


@pytest.mark.parametrize("name", ["-", "page", "page.gif", ".png", "page.png.txt"])
def test_asks_for_a_suffix_that_names_a_format(name: str) -> None:
    with pytest.raises(InputError, match=r"\.png, \.jpg, \.jpeg, \.webp") as raised:
        format_of(name)
    assert str(raised.value).startswith(f"{name}: ")


def test_says_why_the_file_cannot_be_written(stripes: Image.Image, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file or directory"):
        save_picture(stripes, tmp_path / "nowhere" / "page.png")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(stripes: Image.Image, tmp_path: Path) -> None:
    link = tmp_path / "page.png"
    link.symlink_to("/dev/full")
    with pytest.raises(InputError, match=os.strerror(28)):
        save_picture(stripes, link)
