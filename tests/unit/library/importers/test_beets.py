"""Libraries of beets: the database and what is exported of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.importer_samples_for_tests import BEETS_JSON, MBID_A, write_beets_database

from affetto.errors import InputError
from affetto.library.importers import BadRow, find_importer
from affetto.library.moods import MoodOrigin
from affetto.music import CatalogueFeatures, Mode, TrackTags

IMPORTER = find_importer(Path(), "beets")


def read(path):
    assert find_importer(path) is IMPORTER
    return list(IMPORTER.read(path))


def test_the_database_is_read_with_what_plug_ins_keep(tmp_path):
    ete, two, relative = read(write_beets_database(tmp_path))
    assert ete.tags == TrackTags(
        title="Été",
        artist="Ada",
        album="First",
        genres=("Jazz", "Bop"),
        year=1982,
        isrc="GBAYE6800011",
        mbid=MBID_A,
        language="fr",
    )
    assert ete.uri == "file:///music/%E9t%E9.flac"  # the bytes of the name, whatever they mean
    assert (ete.line, ete.duration_s) == (1, 200.5)
    assert ete.catalogue == CatalogueFeatures(
        danceability=0.75, key=6, mode=Mode.MINOR, tempo_bpm=118
    )
    assert (ete.mood.origin, ete.mood.words) == (MoodOrigin.CATALOGUE, ("happy",))
    assert two.catalogue is two.mood is two.tags.year is None
    assert isinstance(relative, BadRow)
    assert "'one/three.flac' starts at beets' music folder" in relative.reason


def test_paths_are_followed_from_the_database_where_files_lie_there(tmp_path):
    path = write_beets_database(tmp_path)
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "three.flac").touch()
    assert read(path)[2].uri == (tmp_path / "one" / "three.flac").as_uri()


def test_a_database_in_use_is_read(tmp_path):
    path = write_beets_database(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert len(read(path)) == 3


def test_exports_are_read_as_json_lines_and_table(tmp_path):
    exported = tmp_path / "export"
    exported.write_text(BEETS_JSON)
    one, two, bad = read(exported)
    assert (one.tags.genres, one.tags.year, one.uri) == (
        *(("Jazz", "Bop"), 1982),
        "file:///music/one.flac",
    )
    assert two.tags.mbid == ""
    assert bad == BadRow(3, "has neither a path nor an identifier")
    records = json.loads(BEETS_JSON)
    exported.write_text("\n".join(map(json.dumps, records)))
    assert read(exported) == [one, two, bad]
    exported.write_text(
        "path,title,artist,album,albumartist,genres,year,length,bpm,initial_key,mb_trackid\n"
        f"/music/one.flac,One,Ada,First,Ada,Jazz; Bop,1982,3:20.5,118,F#m,{MBID_A}\n"
    )
    (row,) = read(exported)
    assert (row.tags, row.uri, row.duration_s, row.catalogue) == (
        *(one.tags, one.uri, one.duration_s, one.catalogue),
    )


@pytest.mark.parametrize("content", [b"SQLite format 3\x00", b"SQLite format 3\x00" + bytes(5000)])
def test_a_damaged_database_is_refused(content, tmp_path):
    path = tmp_path / "library.db"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"library\.db"):
        list(IMPORTER.read(path))


def test_a_database_of_something_else_is_not_taken_for_one_of_beets(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, price REAL)")
    with pytest.raises(InputError, match="no known format"):
        find_importer(path)
    with pytest.raises(InputError, match="no library of beets"):
        list(IMPORTER.read(path))
