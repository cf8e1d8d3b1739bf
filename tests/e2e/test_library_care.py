"""`affetto library edit`, `export`, `moods`, `watch`, `backup`, `doctor` and the map of `stats`."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from affetto.app.music_library import find_starter_music

CATALOGUE = """\
id,name,artists,danceability,energy,key,loudness,mode,speechiness,acousticness,\
instrumentalness,liveness,valence,tempo,duration_ms
4uLU6hMCjMI75M1A2tKUQA,Bright,Ada,0.85,0.6,0,-7,1,0.05,0.1,0,0.1,0.9,118,200000
4uLU6hMCjMI75M1A2tKUQB,Dark,Bea,0.4,0.2,9,-14,0,0.05,0.1,0,0.1,0.1,80,210000
"""


def starter_track(number=0):
    return sorted(find_starter_music().rglob("*.opus"))[number]


def ran(result):
    assert result.returncode == 0, result.stderr
    return result.stdout


def listed(affetto):
    return [json.loads(line) for line in ran(affetto.run("library", "list", "--json")).splitlines()]


def shown(affetto, track_id):
    return json.loads(ran(affetto.run("library", "show", track_id, "--json")))


@pytest.fixture
def one_track(affetto, tmp_path):
    """A command whose library holds one track, from a folder of its own."""
    music = tmp_path / "music"
    music.mkdir()
    shutil.copy(starter_track(), music / "one.opus")
    ran(affetto.run("library", "add", music))
    return affetto


def test_edits_last_travel_and_are_taken_back(one_track, tmp_path, one_clear_line):
    (track,) = listed(one_track)
    number = track["id"]
    edit = ("library", "edit", number)
    said = one_track.run(
        *(*edit, "--title", "Better", "--year", 1999, "--genre", "rock", "--genre", "jazz"),
        *("--licence", "nobody knows", "--mood", "sad"),
    )
    assert "title" in ran(said)
    assert "nobody knows: is not understood" in said.stderr
    after = shown(one_track, number)
    assert (after["title"], after["year"], after["genres"]) == ("Better", 1999, ["rock", "jazz"])
    assert after["valence"] < 0
    assert after["edits"]["licence"] == "nobody knows"
    assert {mood["origin"] for mood in after["moods"]} == {"user", "heard"}

    ran(one_track.run("library", "add", tmp_path / "music"))
    assert shown(one_track, number)["title"] == "Better"

    file = tmp_path / "mine.json"
    assert "5 edits of 1 tracks" in ran(one_track.run("library", "export", file))
    elsewhere = type(one_track)(tmp_path / "elsewhere")
    unknown = elsewhere.run("library", "import-edits", file)
    assert "is not in this library" in unknown.stderr
    assert "import the file again" in ran(unknown)
    ran(elsewhere.run("library", "add", starter_track(1), starter_track(0)))
    report = json.loads(ran(elsewhere.run("library", "import-edits", file, "--json")))
    assert (report["applied"], report["unknown"]) == (5, [])
    assert "Better" in {entry["title"] for entry in listed(elsewhere)}

    ran(one_track.run(*edit, "--undo", "title", "--undo", "mood"))
    after = shown(one_track, number)
    assert (after["title"], after["valence"]) == (track["title"], pytest.approx(track["valence"]))
    one_clear_line(one_track.run(*edit, "--undo", "title"), "title", "not edited")
    one_clear_line(one_track.run("library", "edit", number, 999, "--title", "x"), "999", "nothing")
    assert shown(one_track, number)["title"] == track["title"]
    one_clear_line(one_track.run("library", "import-edits", starter_track()), "export")


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--year", "1066"),
        ("--title", ""),
        ("--mood", "corporate"),
        ("--valence", "0.5"),
        ("--valence", "2", "--arousal", "0"),
        ("--mood", "sad", "--valence", "0", "--arousal", "0"),
        ("--undo", "colour"),
        ("--undo", "title", "--title", "x"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(affetto, options):
    result = affetto.run("library", "edit", "1", *options)
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr


def test_moods_by_rules_count_until_they_are_cleared(affetto, tmp_path, music_run):
    table = tmp_path / "tracks.csv"
    table.write_text(CATALOGUE)
    ran(affetto.run("library", "import", table))
    report = json.loads(ran(affetto.run("library", "moods", "--rules", "--json")))
    assert (report["stated"], report["lacking"]) == (2, 0)
    bright = next(track for track in listed(affetto) if track["title"] == "Bright")
    moods = {mood["origin"]: mood for mood in shown(affetto, bright["id"])["moods"]}
    assert moods["model"]["words"] == ["happy"]
    assert "2 as before" in ran(affetto.run("library", "moods", "--rules"))
    assert "2 named" in ran(affetto.run("library", "moods", "--model", music_run))
    stats = json.loads(ran(affetto.run("library", "stats", "--json")))
    assert stats["moods"] == {"model": 2}
    assert stats["uses"] == {"film": 0, "personal": 0, "unknown": 2}
    assert stats["sources"] == {"spotify": 2}
    assert "2 forgotten" in ran(affetto.run("library", "moods", "--clear"))
    stats = json.loads(ran(affetto.run("library", "stats", "--json")))
    assert stats["moods"] == {"catalogue": 2}
    assert affetto.run("library", "moods").returncode == 2
    assert affetto.run("library", "moods", "--rules", "--clear").returncode == 2


def test_a_folder_is_remembered_looked_through_and_forgotten(affetto, tmp_path, one_clear_line):
    music = tmp_path / "music"
    music.mkdir()
    shutil.copy(starter_track(), music / "one.opus")
    assert "1 added" in ran(affetto.run("library", "watch", music, "--once"))
    assert ran(affetto.run("library", "watch", "--list")).splitlines() == [str(music)]
    shutil.copy(starter_track(1), music / "two.opus")
    (music / "one.opus").unlink()
    told = ran(affetto.run("library", "watch", "--once"))
    assert "1 added" in told
    assert f"gone: {music / 'one.opus'}" in told
    report = json.loads(
        ran(affetto.run("library", "watch", "--once", "--remove-missing", "--json"))
    )
    assert (report["unchanged"], report["removed"]) == (1, {"tracks": 1, "files": 1})
    assert [Path(track["uri"]).name for track in listed(affetto)] == ["two.opus"]
    music.rename(tmp_path / "unmounted")
    away = affetto.run("library", "watch", "--once", "--remove-missing")
    assert away.returncode == 1
    assert "not there" in away.stderr
    assert len(listed(affetto)) == 1
    ran(affetto.run("library", "watch", "--forget", music))
    assert ran(affetto.run("library", "watch", "--list")) == ""
    assert affetto.run("library", "watch", "--once").returncode == 2
    one_clear_line(affetto.run("library", "watch", "--forget", music), "not watched")
    one_clear_line(affetto.run("library", "watch", tmp_path / "no"), "no such folder")


def test_watching_adds_what_comes_until_ctrl_c(affetto, tmp_path):
    music = tmp_path / "music"
    music.mkdir()
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("affetto")),
            *("library", "watch", str(music), "--interval", "0.2", "--json"),
        ],
        env=affetto.environment(AFFETTO_WORKERS="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # As in a terminal: pytest may have been started where Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    # Whatever goes wrong, the lines end.
    guard = threading.Timer(300, process.kill)
    guard.start()
    try:
        assert json.loads(process.stdout.readline())["added"] == 0
        shutil.copy(starter_track(), music / "new.opus")
        assert json.loads(process.stdout.readline())["added"] == 1
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    finally:
        guard.cancel()
        process.kill()
    assert process.returncode == 0, errors
    assert errors == ""
    assert len(listed(affetto)) == 1


def test_a_backup_put_back_is_the_library(one_track, tmp_path, one_clear_line):
    copy = tmp_path / "copies"
    copy.mkdir()
    written = Path(ran(one_track.run("library", "backup", copy)).strip())
    ran(one_track.run("library", "remove", listed(one_track)[0]["id"]))
    assert listed(one_track) == []
    # As the guide tells to put it back.
    for file in one_track.home.glob("library.db*"):
        file.unlink()
    shutil.copy(written, one_track.home / "library.db")
    assert len(listed(one_track)) == 1
    one_clear_line(one_track.run("library", "backup", tmp_path / "no" / "copy.db"), "copy.db")


def test_the_doctor_names_what_is_amiss_and_what_mends_it(one_track, tmp_path):
    assert "nothing is amiss" in ran(one_track.run("library", "doctor"))
    # An empty folder would look like a disk that is not mounted.
    (tmp_path / "music" / "notes.txt").touch()
    (tmp_path / "music" / "one.opus").unlink()
    told = ran(one_track.run("library", "doctor"))
    assert "one.opus" in told
    assert "affetto library remove" in told
    (finding,) = json.loads(ran(one_track.run("library", "doctor", "--json")))
    assert (finding["kind"], finding["count"], finding["is_serious"]) == ("gone", 1, False)
    database = one_track.home / "library.db"
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\xa5" * (size // 3))
    damaged = one_track.run("library", "doctor")
    assert damaged.returncode == 1
    assert "Traceback" not in damaged.stderr
    assert "damage" in damaged.stdout + damaged.stderr


def test_the_map_is_a_picture(one_track, tmp_path, one_clear_line):
    told = ran(one_track.run("library", "stats", "--map", tmp_path / "map.png"))
    assert "map.png" in told
    assert "mood by what is heard" in told
    with Image.open(tmp_path / "map.png") as picture:
        assert picture.format == "PNG"
        assert min(picture.size) > 800
    one_clear_line(one_track.run("library", "stats", "--map", tmp_path / "map.txt"), "map.txt")
