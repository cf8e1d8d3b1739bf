"""`affetto taste`, and what `affetto match` makes of it, over a library of a small table."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from affetto.cli.main import app
from affetto.errors import InputError, LibraryError

HEADER = (
    "id,name,artist,valence,energy,danceability,loudness,mode,speechiness,acousticness,"
    "instrumentalness,liveness,tempo,duration_ms,popularity\n"
)


@pytest.fixture
def affetto(tmp_path, monkeypatch):
    """Runs a command; its output. Errors are raised as the command line's entry point gets them."""
    monkeypatch.setenv("AFFETTO_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    runner = CliRunner()

    def run(*arguments, exit_code=0):
        result = runner.invoke(app, [str(argument) for argument in arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    table = tmp_path / "tracks.csv"
    table.write_text(
        HEADER
        + "".join(
            f"{i:022},song {i},artist {i},{i / 40},{(i * 7 % 40) / 40},.5,-8,1,.1,.5,0,.1,"
            f"{80 + 2 * i},200000,{2 * i}\n"
            for i in range(40)
        )
    )
    run("library", "import", table)
    return run


def matched(affetto, *options):
    return json.loads(affetto("match", *options, "--format", "json"))


def titles(playlist):
    return [track["title"] for track in playlist["tracks"]]


def test_a_dislike_moves_a_track_down_and_forgetting_brings_it_back(affetto):
    before = matched(affetto, "--emotion", "happy")
    best = before["tracks"][0]["title"]
    number = next(
        json.loads(line)["id"]
        for line in affetto("library", "list", best, "--json").splitlines()
        if json.loads(line)["title"] == best
    )
    affetto("taste", "dislike", number)
    assert titles(matched(affetto, "--emotion", "happy"))[0] != best
    assert matched(affetto, "--emotion", "happy", "--personalization", "low") == before
    assert matched(affetto, "--emotion", "happy", "--user", "bo") == before
    affetto("taste", "forget", "--all")
    assert matched(affetto, "--emotion", "happy") == before


def test_a_taste_can_be_taken_elsewhere_and_twice_is_once(affetto, tmp_path):
    affetto("taste", "like", 1, 2)
    affetto("taste", "skip", 3)
    file = tmp_path / "taste.jsonl"
    assert "3 written" in affetto("taste", "export", file)
    assert "3 new, 0 known already" in affetto("taste", "import", file, "--user", "bo")
    assert "0 new, 3 known already" in affetto("taste", "import", file, "--user", "bo")
    mine, others = (
        json.loads(affetto("taste", "show", "--json", "--user", user)) for user in ("default", "bo")
    )
    assert mine.pop("user") != others.pop("user")
    assert mine == others
    assert mine["reactions"] == {"like": 2, "skip": 1}


def test_shows_what_is_known_and_what_is_not(affetto, tmp_path):
    assert "nothing is known of default" in affetto("taste", "show")
    history = tmp_path / "history.json"
    history.write_text(
        json.dumps(
            [
                {"listened_at": 1, "track_metadata": {"track_name": "x", "artist_name": "y"}},
                {"listened_at": "now", "track_metadata": {"track_name": "x"}},
            ]
        )
    )
    said = affetto("taste", "import", history)
    assert "record 2: 'now' is no moment" in said
    assert "1 new" in said
    assert "1 of music that is not in the library" in affetto("taste", "show")


def test_shows_what_was_learned_and_how_unsure_it_is(affetto):
    affetto("taste", "like", *range(21, 41))
    affetto("taste", "dislike", *range(1, 21))
    assert "fast" in affetto("taste", "show")
    likings = json.loads(affetto("taste", "show", "--json"))["likings"]
    assert {"fast", "bright", "popular"} <= {liking["music"] for liking in likings}
    assert all(liking["reward"] > liking["sd"] > 0 for liking in likings)


def test_wrong_arguments_are_told(affetto, tmp_path):
    with pytest.raises(LibraryError, match="no track has the number 99"):
        affetto("taste", "like", 1, 99)
    assert "nothing is known" in affetto("taste", "show")
    with pytest.raises(InputError, match="nothing is known of bo"):
        affetto("taste", "export", tmp_path / "x", "--user", "bo")
    assert "--all" in affetto("taste", "forget", exit_code=2)
    assert "empty name" in affetto("taste", "show", "--user", " ", exit_code=2)


def test_journeys_follow_their_path(affetto):
    asked = ("--emotion", "sad", "--intent", "journey", "--to", "happy", "-n", "4")
    playlist = matched(affetto, *asked)
    assert len(playlist["path"]) == len(playlist["tracks"]) == 4
    assert playlist["path"][0]["valence"] < playlist["path"][-1]["valence"]
    assert playlist["tracks"][0]["reasons"][0] == "step 1 of 4 on the way from sad to happy"
    assert playlist["affect"]["emotion"] == "sad"
    assert "path" not in matched(affetto, "--emotion", "sad")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--to", "happy"), "goes with --intent journey"),
        (("--intent", "journey", "--to", "bliss"), "is none of"),
        (("--intent", "journey", "--to-valence", ".5"), "go together"),
        (
            ("--intent", "journey", "--to", "happy", "--to-valence", ".5", "--to-arousal", "0"),
            "in a word or in numbers",
        ),
    ],
)
def test_destinations_that_make_no_sense_are_wrong_usage(affetto, options, said):
    assert said in affetto("match", "--emotion", "sad", *options, exit_code=2)
