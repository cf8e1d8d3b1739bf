"""The library as a whole over HTTP: figures, map, folders, imports."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from tests.unit.api.test_jobs import is_over, wait_for

from affetto.affect import Point
from affetto.api.routers import library as library_router
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.music_library import Library
from affetto.music import TrackTags

LIBRARY = "/api/v1/library"
IMPORTS = f"{LIBRARY}/imports"


@pytest.fixture
def temporary_files(tmp_path, monkeypatch) -> Path:
    """Where temporary files are made during a test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def fault_of(answer) -> dict[str, str]:
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:affetto:problem:validation"
    return answer.json()["errors"][0]


class TestFigures:
    def test_counts_what_the_library_holds(self, client):
        figures = client.get(LIBRARY).json()
        assert (figures["tracks"], figures["files"], figures["analysed_tracks"]) == (13, 3, 3)
        assert figures["genres"]["Pop"] == 2
        assert sum(figures["quadrants"].values()) == 13 - figures["tracks_without_mood"]
        assert figures["moods"] == {"catalogue": 10, "heard": 3}
        assert figures["uses"] == {"film": 4, "personal": 6, "unknown": 3}
        assert figures["sources"] == {"web": 10, "file": 3}

    def test_an_empty_library_has_figures_too(self, empty_client):
        figures = empty_client.get(LIBRARY).json()
        assert (figures["tracks"], figures["mean_tempo_bpm"], figures["genres"]) == (0, None, {})


class TestMap:
    def test_a_column_for_each_thing_that_is_known(self, client):
        shown = client.get(f"{LIBRARY}/map").json()
        assert (shown["total"], shown["left_out"]) == (13, 0)
        (track,) = client.get("/api/v1/tracks", params={"text": "Fireworks"}).json()["tracks"]
        row = shown["ids"].index(track["id"])
        for name, column in [
            ("valence", "valence"),
            ("arousal", "arousal"),
            ("mood_uncertainty", "uncertainty"),
        ]:
            assert shown[column][row] == track[name]
            assert len(shown[column]) == len(shown["ids"])

    def test_leaves_out_the_same_share_everywhere_where_there_are_too_many(
        self, client, library, monkeypatch
    ):
        monkeypatch.setattr(library_router, "_MAX_MAP_TRACKS", 100)
        with library.changing() as session:
            ImportRepository(session, "test").add(
                [
                    ImportedTrack(
                        TrackTags(f"Track {number}"),
                        f"https://many.example/{number}",
                        number,
                        mood=MoodStatement(
                            MoodOrigin.CATALOGUE, "test", Point(number / 500 - 1, 0.0), 0.1
                        ),
                    )
                    for number in range(987)
                ]
            )
        shown = client.get(f"{LIBRARY}/map").json()
        assert (len(shown["ids"]), shown["total"], shown["left_out"]) == (100, 1000, 900)
        assert len(set(shown["ids"])) == 100
        # All but the ten of the small library lie evenly between -1 and 0.974.
        assert 48 <= sum(valence < -0.01 for valence in shown["valence"]) <= 52

    @pytest.mark.parametrize(
        "query",
        [
            {"text": "eve"},
            {"genre": ["folk", "metal"]},
            {"decade": 1990, "licence": "film"},
            {"liked": True},
        ],
    )
    def test_shows_what_the_list_shows(self, client, query):
        (track, *_) = client.get("/api/v1/tracks", params={"text": "Fireworks"}).json()["tracks"]
        client.post("/api/v1/reactions", json={"track": track["id"], "reaction": "like"})
        listed = client.get("/api/v1/tracks", params=query).json()
        shown = client.get(f"{LIBRARY}/map", params=query).json()
        assert 0 < listed["total"] < 13
        assert set(shown["ids"]) == {track["id"] for track in listed["tracks"]}
        assert (shown["total"], shown["left_out"]) == (listed["total"], 0)

    def test_tracks_without_a_mood_are_counted_and_lie_nowhere(self, client, library):
        with library.changing() as session:
            ImportRepository(session, "test").add(
                [ImportedTrack(TrackTags("Nowhere"), "https://no.example/1", 1)]
            )
        shown = client.get(f"{LIBRARY}/map").json()
        assert (len(shown["ids"]), shown["total"], shown["left_out"]) == (13, 14, 0)


class TestFolders:
    def test_shows_folders_and_counts_music(self, client, tmp_path):
        for name in ("b", "A", ".hidden", "no\udcfftext"):
            (tmp_path / "music" / name).mkdir(parents=True)
        for name in ("one.mp3", "two.FLAC", "notes.txt", ".three.mp3"):
            (tmp_path / "music" / name).touch()
        (tmp_path / "music" / "loop").symlink_to(tmp_path / "music" / "loop")
        shown = client.get(f"{LIBRARY}/folders", params={"path": str(tmp_path / "music")}).json()
        assert shown == {
            "path": str(tmp_path / "music"),
            "parent": str(tmp_path),
            "folders": [
                {"name": name, "path": str(tmp_path / "music" / name)} for name in ("A", "b")
            ],
            "music_files": 2,
        }

    def test_begins_at_home(self, client):
        assert client.get(f"{LIBRARY}/folders").json()["path"] == str(Path.home())

    def test_nothing_lies_above_the_root(self, client):
        assert client.get(f"{LIBRARY}/folders", params={"path": "/"}).json()["parent"] is None

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            ("music", "does not begin at the root"),
            ("../../etc", "does not begin at the root"),
            ("/no/such/folder", "No such file or directory"),
            ("/etc/hostname", "Not a directory"),
            ("/a\0b", "is no path"),
            ("~nobody-of-this-name", "names no user's folder"),
        ],
    )
    def test_what_is_no_folder_is_a_problem(self, client, path, reason):
        answer = client.get(f"{LIBRARY}/folders", params={"path": path})
        assert answer.status_code == 422
        assert reason in answer.json()["detail"]


class TestAdditions:
    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            ({"path": "music"}, "does not begin at the root"),
            ({"path": "/no/such/folder"}, "No such file or directory"),
            ({"path": "/a\0b"}, "is no path"),
        ],
    )
    def test_what_is_not_there_is_a_problem(self, client, body, reason):
        answer = client.post(f"{LIBRARY}/additions", json=body)
        assert answer.status_code == 422
        assert reason in answer.json()["detail"]
        assert client.get("/api/v1/jobs").json()[0]["state"] == "done"  # that of the fixture

    @pytest.mark.parametrize("body", [{}, {"path": "/music", "starter": True}, {"starter": False}])
    def test_says_one_of_two_things(self, client, body):
        assert fault_of(client.post(f"{LIBRARY}/additions", json=body))

    def test_the_starter_music_is_named_as_such(self, empty_client):
        answer = empty_client.post(f"{LIBRARY}/additions", json={"starter": True})
        assert answer.status_code == 202
        assert answer.json()["subject"] == "starter music"
        url = answer.headers["location"]
        job = wait_for(empty_client, url, lambda job: job["total"] is not None)
        assert job["total"] == 28
        empty_client.delete(url)


class TestImports:
    def test_brings_in_a_playlist_and_leaves_no_file(self, empty_client, temporary_files):
        playlist = "#EXTM3U\n#EXTINF:100,Ada - Reverie\nhttps://example.org/reverie.mp3\n"
        answer = empty_client.post(IMPORTS, files={"file": ("evening.m3u8", playlist.encode())})
        assert answer.status_code == 202
        assert answer.json()["subject"] == "evening.m3u8"
        job = wait_for(empty_client, answer.headers["location"], is_over)
        assert (job["state"], job["report"]["rows"], job["report"]["new"]) == ("done", 1, 1)
        (track,) = empty_client.get("/api/v1/tracks").json()["tracks"]
        assert (track["title"], track["uri"]) == ("Reverie", "https://example.org/reverie.mp3")
        assert list(temporary_files.iterdir()) == []

    @pytest.mark.parametrize("name", ["../../../etc/passwd", "C:\\music\\list.csv", "a\nb.csv"])
    def test_a_path_in_its_name_is_only_shown(self, empty_client, temporary_files, name):
        answer = empty_client.post(IMPORTS, files={"file": (name, b"no list of music")})
        assert answer.status_code == 422
        assert "is of no known format" in answer.json()["detail"]
        assert "/" not in answer.json()["detail"].partition(":")[0]
        assert list(temporary_files.iterdir()) == []

    def test_bad_rows_are_told_by_the_name_that_people_know(self, empty_client, temporary_files):
        table = (
            "Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,"
            "Explicit,Added By,Added At,Genres,Record Label,Danceability,Energy,Key,Loudness,Mode,"
            "Speechiness,Acousticness,Instrumentalness,Liveness,Valence,Tempo,Time Signature\n"
            "no address,,,,,,,,,,,,,,,,,,,,,,,\n"
        )
        answer = empty_client.post(IMPORTS, files={"file": ("mine.csv", table.encode())})
        job = wait_for(empty_client, answer.headers["location"], is_over)
        assert job["report"]["bad"] == 1
        assert job["report"]["bad_rows"][0].startswith("mine.csv:2:")

    def test_a_request_without_a_file_names_the_field(self, client):
        assert fault_of(client.post(IMPORTS, data={"other": "x"}))["field"] == "file"


CHANGES = [
    ("GET", f"{LIBRARY}/folders", {}),
    ("POST", f"{LIBRARY}/additions", {"json": {"starter": True}}),
    ("POST", f"{LIBRARY}/analyses", {}),
    ("POST", IMPORTS, {"files": {"file": ("list.m3u", b"#EXTM3U\n")}}),
    ("PATCH", "/api/v1/tracks/1", {"json": {"title": "Mine"}}),
    ("DELETE", "/api/v1/tracks/1", {}),
    ("DELETE", "/api/v1/jobs/1", {}),
]


class TestWhoMay:
    @pytest.mark.parametrize(("method", "path", "request_"), CHANGES)
    def test_only_administrators_change_what_all_share(
        self, open_browser, settings, method, path, request_
    ):
        refused = open_browser("Bo").request(method, path, **request_)
        assert refused.status_code == 403
        assert refused.json()["type"] == "urn:affetto:problem:administrator"
        with Library.open(settings.library_path) as library:
            assert library.details(1).track.tags.title != "Mine"

    def test_the_first_account_is_an_administrators(self, open_browser):
        browser = open_browser("Ada")
        assert browser.get(f"{LIBRARY}/folders").status_code == 200
        track = browser.patch("/api/v1/tracks/1", json={"title": "Ours"})
        assert (track.status_code, track.json()["title"]) == (200, "Ours")
        assert open_browser("Bo").get("/api/v1/tracks/1").json()["title"] == "Ours"

    @pytest.mark.parametrize("path", [LIBRARY, f"{LIBRARY}/map", "/api/v1/tracks", "/api/v1/jobs"])
    def test_everybody_who_is_logged_in_may_look(self, open_browser, path):
        assert open_browser("Bo").get(path).status_code == 200
        assert open_browser().get(path).status_code == 401
