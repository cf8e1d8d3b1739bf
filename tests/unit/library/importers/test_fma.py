"""The Free Music Archive's metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importer_samples_for_tests import FMA, FMA_RAW

from affetto.errors import InputError
from affetto.library.importers import BadRow, find_importer
from affetto.licences import LicenceUse, allows
from affetto.music import TrackTags

IMPORTER = find_importer(Path(), "fma")
FILM, ANY = LicenceUse.FILM, LicenceUse.PERSONAL


def read(folder, text):
    (folder / "tracks.csv").write_text(text)
    return list(IMPORTER.read(folder / "tracks.csv"))


def test_the_table_with_three_header_lines_is_read(tmp_path):
    (tmp_path / "genres.csv").write_text(
        "genre_id,#tracks,parent,title,top_level\n10,13845,0,Pop,10\n76,1,10,Experimental Pop,10\n"
    )
    food, world, bad = read(tmp_path, FMA)
    assert food.tags == TrackTags(
        title="Food",
        artist="Ada",
        album="AWOL",
        genres=("Hip-Hop",),
        year=2009,
        licence="Creative Commons Attribution-NonCommercial-ShareAlike 3.0",
        language="en",
    )
    assert (food.uri, food.line, food.duration_s) == ("fma:track:2", 4, 168)
    assert (world.line, world.tags.album) == (5, "A long way")
    assert world.tags.genres == ("Pop", "Experimental Pop")
    assert bad == BadRow(7, "the track is 'abc', which is no number of FMA's")


def test_genres_stay_unnamed_without_the_list_of_them(tmp_path):
    _, world, _ = read(tmp_path, FMA)
    assert world.tags.genres == ()


def test_the_raw_table_has_addresses_of_tracks_and_licences(tmp_path):
    food, bad = read(tmp_path, FMA_RAW)
    assert food.uri == "fma:track:2"
    assert food.links == {"fma": "http://freemusicarchive.org/music/Ada/AWOL/Food"}
    assert (food.tags.genres, food.tags.year) == (("Hip-Hop",), 2008)
    assert food.duration_s == 168
    assert allows(food.tags.licence, food.uri, FILM)
    assert isinstance(bad, BadRow)


@pytest.mark.parametrize(
    ("licence", "allowed", "forbidden"),
    [
        ("Attribution", {FILM, ANY}, set()),
        ("Attribution 3.0 International", {FILM, ANY}, set()),
        ("Attribution 2.5 Spain", {FILM, ANY}, set()),
        ("Creative Commons Attribution 3.0", {FILM, ANY}, set()),
        ("CC0 1.0 Universal", {FILM, ANY}, set()),
        ("Attribution-ShareAlike 3.0 International", {ANY}, {FILM}),
        ("Attribution-Noncommercial-Share Alike 3.0 United States", {ANY}, {FILM}),
        (
            "Attribution-NonCommercial-NoDerivatives (aka Music Sharing) 3.0 International",
            {ANY},
            {FILM},
        ),
        ("FMA-Limited: Download Only", set(), {FILM, ANY}),
        ("Attribution Only For Personal Use", set(), {FILM, ANY}),
        ("Attribution 3.0 No Films", set(), {FILM, ANY}),
    ],
)
def test_licences_are_understood_as_fma_writes_them(licence, allowed, forbidden, tmp_path):
    text = FMA.replace("Attribution-NonCommercial-ShareAlike 3.0 International", licence)
    track = read(tmp_path, text)[0]
    for use in LicenceUse.FILM, LicenceUse.PERSONAL:
        assert allows(track.tags.licence, track.uri, use) is (use in allowed)
        assert (use in forbidden) is not (use in allowed)


def test_a_table_with_another_header_is_refused(tmp_path):
    with pytest.raises(InputError, match="three header lines"):
        read(tmp_path, "a,b\nc,d\ne,f\n")
