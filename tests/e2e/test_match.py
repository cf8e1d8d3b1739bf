"""`affetto match` with the starter music: the right moods, in every format."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from affetto.recommend.strategies import list_strategies


def match(starter, *arguments):
    result = starter.run("match", *arguments, "--format", "json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def folders(answer):
    """The mood folders, as the package gives them, of the tracks in order."""
    return [Path(unquote(urlparse(track["uri"]).path)).parent.name for track in answer["tracks"]]


@pytest.mark.parametrize(
    ("emotion", "fitting"),
    [
        ("happy", {"happy", "energetic"}),
        ("sad", {"nostalgic", "calm", "tender"}),
        ("angry", {"energetic"}),
        ("liveliness", {"happy", "energetic"}),
        ("melancholy", {"nostalgic", "calm", "tender"}),
    ],
)
def test_the_first_five_come_from_fitting_moods(starter, emotion, fitting):
    first_five = folders(match(starter, "--emotion", emotion))[:5]
    assert set(first_five) <= fitting


def test_a_happy_face_gets_happy_music(starter, astronaut):
    answer = match(starter, astronaut)
    assert answer["affect"]["emotion"] == "happy"
    assert set(folders(answer)[:3]) <= {"happy", "energetic"}


def test_of_tracks_that_fit_alike_those_that_go_with_the_scene_come_first(
    affetto, trees, astronaut, tmp_path
):
    table = tmp_path / "tracks.csv"
    table.write_text(
        "name,artists,id,valence,energy,acousticness,danceability,tempo\n"
        "Plugged In,Ada,1,0.6,0.3,0.05,0.5,90\n"
        "Unplugged,Bo,2,0.6,0.3,0.9,0.5,90\n"
    )
    assert affetto.run("library", "import", table).returncode == 0
    first, second = match(affetto, trees)["tracks"]
    assert [first["title"], second["title"]] == ["Unplugged", "Plugged In"]
    assert first["reasons"][1:] == ["acoustic, to go with the nature in the picture"]
    assert first["score"] * 0.98 < second["score"] < first["score"]
    # No nature, no difference.
    one, other = match(affetto, astronaut)["tracks"]
    assert one["score"] == other["score"]


def test_json_has_the_documented_shape(starter):
    answer = match(starter, "--valence", "0.6", "--arousal", "-0.2", "-n", "4")
    assert set(answer) == {"affect", "intent", "strategy", "tracks"}
    assert (answer["affect"]["valence"], answer["affect"]["arousal"]) == (0.6, -0.2)
    assert (answer["intent"], answer["strategy"]) == ("match", "affect")
    assert [track["rank"] for track in answer["tracks"]] == [1, 2, 3, 4]
    for track in answer["tracks"]:
        assert {
            "rank",
            "title",
            "artist",
            "score",
            "valence",
            "arousal",
            "licence",
            "uri",
            "links",
            "reasons",
        } <= set(track)
        assert 0 <= track["score"] <= 1
        assert track["links"]["youtube"].startswith("https://www.youtube.com/")
        assert track["reasons"]


def test_the_same_question_gets_the_same_answer(starter):
    assert match(starter, "--emotion", "sad") == match(starter, "--emotion", "sad")


def test_several_pictures_are_taken_together(starter, astronaut, palace):
    both = match(starter, astronaut, palace)["affect"]
    apart = [match(starter, picture)["affect"] for picture in (astronaut, palace)]
    assert both["valence"] == pytest.approx(sum(a["valence"] for a in apart) / 2, abs=0.001)


@pytest.mark.parametrize("suffix", ["m3u8", "xspf", "jspf", "csv", "json"])
def test_a_list_is_written_in_the_format_its_name_says(starter, tmp_path, suffix):
    path = tmp_path / f"list.{suffix}"
    result = starter.run("match", "--emotion", "happy", "-o", path)
    assert result.returncode == 0, result.stderr
    printed = starter.run("match", "--emotion", "happy", "--format", suffix)
    assert path.read_text() == printed.stdout
    assert path.stat().st_size > 500


def test_the_table_shows_ten_tracks_and_why(starter):
    result = starter.run("match", "--emotion", "happy")
    assert result.returncode == 0
    assert "happy" in result.stdout
    assert "10 " in result.stdout


@pytest.mark.parametrize("strategy", list_strategies())
def test_every_strategy_answers(starter, strategy):
    result = starter.run("match", "--emotion", "sad", "--strategy", strategy, "--format", "json")
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["strategy"] == strategy
    assert len(answer["tracks"]) == 10
    assert all(track["reasons"] and track["links"]["youtube"] for track in answer["tracks"])


def test_playlist_answers_with_the_addresses_that_the_user_wrote(starter):
    file = starter.home / "playlists.toml"
    file.write_text('sad = "https://example.org/sad"\n', "utf-8")
    arguments = ("match", "--emotion", "sad", "--strategy", "playlist", "--format", "json")
    try:
        result = starter.run(*arguments)
        file.write_text("sad = 3\n", "utf-8")
        broken = starter.run(*arguments)
    finally:
        file.unlink()
    assert json.loads(result.stdout)["tracks"][0]["uri"] == "https://example.org/sad"
    assert broken.returncode == 1
    assert "playlists.toml: sad: 3 is no address" in broken.stderr


def test_a_full_output_is_one_clear_line(starter):
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [Path(sys.executable).with_name("affetto"), "match", "--emotion", "sad"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=starter.environment(),
            check=False,
        )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "No space left" in result.stderr


def test_an_empty_library_says_how_to_fill_it(affetto, one_clear_line):
    one_clear_line(affetto.run("match", "--emotion", "happy"), "affetto library add")


def test_a_filter_that_leaves_nothing_says_so(starter, one_clear_line):
    result = starter.run("match", "--emotion", "happy", "--genre", "zydeco")
    one_clear_line(result, "none of the 28 tracks passes genre zydeco")


def test_the_starter_music_may_be_cut_to_picture_and_is_credited(starter):
    tracks = match(starter, "--emotion", "happy", "--licence", "film")["tracks"]
    assert {track["licence"] for track in tracks} == {"MIT"}
    lines = starter.run("library", "credits").stdout.splitlines()
    assert len(lines) == 28
    assert all("MIT" in line for line in lines)


def test_filters_that_leave_nothing_together_say_which_one_to_loosen(starter, one_clear_line):
    filters = ("--provider", "file", "--licence", "personal", "--min-duration", "59:00")
    result = starter.run("match", "--emotion", "happy", *filters)
    one_clear_line(result, "without at least 59:00, 28 would")


def test_filters_let_through_what_they_are_asked_for(starter):
    everything = match(starter, "--emotion", "sad", "-n", "28")["tracks"]
    short = match(
        starter, *("--emotion", "sad", "-n", "28", "--provider", "file", "--max-duration", "0:31.5")
    )["tracks"]
    assert 0 < len(short) < len(everything)
    uris = [track["uri"] for track in everything]
    assert [track["uri"] for track in short] == [u for u in uris if u in {t["uri"] for t in short}]


def test_a_list_that_cannot_be_written_is_one_clear_line(starter, tmp_path, one_clear_line):
    target = tmp_path / "no such folder" / "list.m3u8"
    one_clear_line(starter.run("match", "--emotion", "happy", "-o", target), "list.m3u8")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--emotion", "bored"],
        ["--valence", "0.3"],
        ["--valence", "3", "--arousal", "0"],
        ["--emotion", "happy", "--valence", "0", "--arousal", "0"],
        ["--emotion", "happy", "-n", "0"],
        ["--emotion", "happy", "--strategy", "guess"],
        ["--emotion", "happy", "--decade", "1985"],
        ["--emotion", "happy", "--genre", "!!"],
        ["--emotion", "happy", "--popularity", "famous"],
        ["--emotion", "happy", "--min-duration", "soon"],
        ["--emotion", "happy", "--min-duration", "3:75"],
        ["--emotion", "happy", "--min-duration", "3:00", "--max-duration", "60"],
        ["--emotion", "happy", "--language", ""],
        ["--emotion", "happy", "--seed", "-1"],
        ["--emotion", "happy", "--format", "docx"],
        ["--emotion", "happy", "--format", "table", "-o", "list.txt"],
    ],
)
def test_wrong_usage_is_exit_code_2(starter, arguments):
    result = starter.run("match", *arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
