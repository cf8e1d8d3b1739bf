"""`affetto feel --explain`: the page is whole, where it was asked for, and costs no reading."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture
def small_astronaut(astronaut, tmp_path) -> Path:
    path = tmp_path / "small.png"
    with Image.open(astronaut) as picture:
        picture.resize((256, 256)).save(path)
    return path


def test_draws_what_the_networks_looked_at_and_reads_as_before(affetto, small_astronaut, tmp_path):
    page = tmp_path / "page.png"
    plain = affetto.run("feel", small_astronaut)
    explained = affetto.run("feel", small_astronaut, "--explain", page)
    assert explained.returncode == 0, explained.stderr
    assert explained.stdout.startswith(plain.stdout.rstrip())
    assert str(page) in explained.stdout
    with Image.open(page) as drawn:
        assert drawn.format == "PNG"
        assert 480 <= drawn.width <= 1400
        assert not drawn.getexif()


def test_several_pictures_have_numbered_pages_and_a_bad_one_leaves_a_gap(
    affetto, small_astronaut, palace, tmp_path
):
    bad = tmp_path / "bad.jpg"
    bad.write_text("no picture")
    page = tmp_path / "page.jpg"
    result = affetto.run("feel", "--json", small_astronaut, bad, palace, "--explain", page)
    assert result.returncode == 1
    assert [json.loads(line)["picture"] for line in result.stdout.splitlines()] == [
        str(small_astronaut),
        str(palace),
    ]
    assert sorted(path.name for path in tmp_path.glob("page*")) == ["page-1.jpg", "page-3.jpg"]
    for number in (1, 3):
        with Image.open(tmp_path / f"page-{number}.jpg") as drawn:
            assert drawn.format == "JPEG"


@pytest.mark.parametrize("name", ["-", "page", "page.svg"])
def test_a_name_without_a_known_suffix_is_refused_at_once(
    affetto, small_astronaut, one_clear_line, name
):
    result = affetto.run("feel", small_astronaut, "--explain", name)
    one_clear_line(result, name, ".png")
    assert result.stdout == ""


def test_a_picture_that_is_read_is_never_replaced(affetto, small_astronaut, one_clear_line):
    before = small_astronaut.read_bytes()
    twin = small_astronaut.parent / "." / small_astronaut.name
    one_clear_line(affetto.run("feel", small_astronaut, "--explain", twin), "another file")
    assert small_astronaut.read_bytes() == before


def test_where_the_page_cannot_be_written_the_reading_is_still_told(
    affetto, small_astronaut, tmp_path, one_clear_line
):
    page = tmp_path / "nowhere" / "page.png"
    result = affetto.run("feel", "--json", small_astronaut, "--explain", page)
    one_clear_line(result, str(page), "cannot be written", os.strerror(2))
    assert json.loads(result.stdout)["faces"]


def test_an_empty_name_is_wrong_usage(affetto, small_astronaut):
    result = affetto.run("feel", small_astronaut, "--explain", "")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
