"""`affetto library import`, `analyse` and `credits` as a user runs them."""

from __future__ import annotations

import json
import shutil

import pytest

from affetto.app.music_library import find_starter_music

CSV = """track_name,artists,track_id,danceability,energy,key,loudness,mode,valence,tempo,duration_ms
Mannequin,Wire,1dtKN6wwlolkM8XZy2y9C1,0.5,0.8,7,-7.5,1,0.6,150.5,157000
Mannequin - 2006 Remaster,Wire,5hjsmSnUefdUqzsDogisiX,0.5,0.8,7,-7.5,1,0.6,150.5,158000
Outdoor Miner,Wire,2gvmxusSOe3vNjNDjQWaso,0.5,loud,7,-7.5,1,0.6,150.5,104000
"""


@pytest.fixture
def catalogue(tmp_path):
    path = tmp_path / "spotify.csv"
    path.write_text(CSV)
    return path


def imported(affetto, *arguments):
    result = affetto.run("library", "import", *arguments, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout), result.stderr


def test_imports_a_catalogue_once_and_names_the_rows_that_cannot_be_used(affetto, catalogue):
    tried, _ = imported(affetto, catalogue, "--dry-run")
    assert affetto.run("library", "list").stdout.count("Wire") == 0

    report, errors = imported(affetto, catalogue)

    assert tried == report
    assert (report["rows"], report["new"], report["merged"]) == (3, 1, {"words": 1})
    assert report["bad"] == 1
    assert errors.startswith(f"affetto: {catalogue}:4: ")
    assert errors.count("\n") == 1
    again, _ = imported(affetto, catalogue)
    assert (again["new"], again["unchanged"], again["bad"]) == (0, 2, 1)
    said = affetto.run("library", "import", catalogue).stdout
    assert said == "3 tracks: 2 known already, 1 unusable\n"


def test_what_is_no_catalogue_is_refused_in_one_line(affetto, tmp_path, one_clear_line):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam")
    one_clear_line(affetto.run("library", "import", path), str(path), "no known format")
    one_clear_line(affetto.run("library", "import", tmp_path / "nothing.csv"), "nothing.csv")
    one_clear_line(affetto.run("library", "import", path, "--format", "gramophone"), "gramophone")


def test_files_of_a_playlist_are_heard_by_analyse_and_credited(affetto, tmp_path):
    song = tmp_path / "song.opus"
    shutil.copyfile(next(iter(sorted(find_starter_music().rglob("*.opus")))), song)
    (tmp_path / "song.opus.license").write_text("SPDX-License-Identifier: CC-BY-4.0\n")
    playlist = tmp_path / "list.m3u8"
    playlist.write_text("#EXTM3U\n#EXTINF:60,Ada - Reverie\nsong.opus\n#EXTINF:9,B - C\ngone.mp3\n")
    assert imported(affetto, playlist)[0]["new"] == 2

    result = affetto.run("library", "analyse")

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "1 found for tracks of catalogues, 1 not there now\n"
    credits_file = tmp_path / "credits.txt"
    assert affetto.run("library", "credits", "-o", credits_file).returncode == 0
    (line,) = credits_file.read_text().splitlines()
    assert line.endswith("(CC BY 4.0, https://creativecommons.org/licenses/by/4.0/)")
    assert affetto.run("library", "credits", "no such words").stdout == ""
