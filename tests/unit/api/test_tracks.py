"""Searching, showing, correcting and forgetting tracks."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from affetto.app.taste import react
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.listening import Reaction
from affetto.music import TrackTags

TRACKS = "/api/v1/tracks"


def titles_of(client, **query) -> list[str]:
    answer = client.get(TRACKS, params=query)
    assert answer.status_code == 200, answer.text
    return [track["title"] for track in answer.json()["tracks"]]


def id_of(client, title: str) -> int:
    (track,) = client.get(TRACKS, params={"text": title}).json()["tracks"]
    return track["id"]


def fault_of(answer) -> dict[str, str]:
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:affetto:problem:validation"
    return answer.json()["errors"][0]


class TestSearch:
    def test_pages_do_not_overlap_and_say_how_many_there_are(self, client):
        pages = [
            client.get(TRACKS, params={"offset": offset, "limit": 5}).json()
            for offset in (0, 5, 10, 15)
        ]
        assert [page["total"] for page in pages] == [13] * 4
        assert [len(page["tracks"]) for page in pages] == [5, 5, 3, 0]
        assert len({track["id"] for page in pages for track in page["tracks"]}) == 13

    def test_finds_words_whatever_their_case_and_place(self, client):
        assert titles_of(client, text="TEA cleo") == ["Garden Tea"]
        assert titles_of(client, text="bright.wav") == ["bright"]
        assert titles_of(client, text="100%") == []

    def test_filters_by_genre_decade_licence_and_mood(self, client):
        assert titles_of(client, genre="metal", sort="title") == ["Broken Glass", "Pursuit"]
        assert set(titles_of(client, genre=["metal", "rock"])) == {
            "Broken Glass",
            "Pursuit",
            "Plain Road",
        }
        assert set(titles_of(client, decade=1980)) == {"Sunrise Run", "Confetti"}
        assert set(titles_of(client, licence="film")) == {
            "Sunrise Run",
            "Confetti",
            "Garden Tea",
            "Soft Lamp",
        }
        assert titles_of(client, min_valence=0.3, max_arousal=-0.5) == ["Soft Lamp"]

    def test_personal_use_takes_in_files_of_ones_own(self, client):
        found = titles_of(client, licence="personal", limit=100)
        assert {"bright", "calm", "dark", "Grey Window", "Plain Road"} <= set(found)
        assert not {"Fireworks", "Pursuit"} & set(found)

    @pytest.mark.parametrize(
        ("sort", "first", "last"),
        [("title", "Broken Glass", "Sunrise Run"), ("valence", "Broken Glass", "Sunrise Run")],
    )
    def test_sorts_either_way(self, client, sort, first, last):
        told = {"sort": sort, "limit": 100}
        up = [t for t in titles_of(client, **told) if t[0].isupper()]
        down = [t for t in titles_of(client, **told, order="desc") if t[0].isupper()]
        assert (up[0], up[-1]) == (down[-1], down[0]) == (first, last)

    def test_tracks_that_lack_what_is_sorted_by_come_last_either_way(self, client):
        heard = {"bright", "calm", "dark"}
        for order in ("asc", "desc"):
            found = titles_of(client, sort="tempo", order=order, limit=100)
            assert set(found[:3]) == heard
            paged = [
                title
                for offset in range(0, 13, 2)
                for title in titles_of(client, sort="tempo", order=order, offset=offset, limit=2)
            ]
            assert paged == found

    def test_liked_is_what_the_user_rated_last(self, client, library):
        tea, lamp = id_of(client, "Garden Tea"), id_of(client, "Soft Lamp")
        react(library, "default", Reaction.LIKE, [tea, lamp])
        react(library, "default", Reaction.DISLIKE, [lamp])
        react(library, "somebody else", Reaction.LIKE, [id_of(client, "Pursuit")])
        assert titles_of(client, liked=True) == ["Garden Tea"]

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ({"limit": 0}, "limit"),
            ({"limit": 100_000}, "limit"),
            ({"offset": -1}, "offset"),
            ({"sort": "colour"}, "sort"),
            ({"min_valence": 2}, "min_valence"),
            ({"min_arousal": "nan"}, "min_arousal"),
            ({"decade": "then"}, "decade"),
        ],
    )
    def test_refuses_nonsense_and_names_the_field(self, client, query, field):
        assert field in fault_of(client.get(TRACKS, params=query))["field"]

    @pytest.mark.parametrize(
        "query", [{"genre": "!"}, {"decade": 1984}, {"min_valence": 0.5, "max_valence": 0.1}]
    )
    def test_refuses_filters_that_nothing_can_pass(self, client, query):
        answer = client.get(TRACKS, params=query)
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:affetto:problem:input"


class TestShow:
    def test_shows_what_was_heard_and_who_says_so(self, client, heard_music):
        track = client.get(f"{TRACKS}/{id_of(client, 'bright')}").json()
        assert track["playable"] is True
        assert track["duration_s"] == pytest.approx(4.0, abs=0.1)
        assert track["paths"] == [str(heard_music / "bright.wav")]
        assert track["uri"] == (heard_music / "bright.wav").as_uri()
        assert track["features"]["key"] == track["key"]
        assert "mode" not in track["features"]
        assert [mood["origin"] for mood in track["moods"]] == ["heard"]
        assert track["edits"] == {}
        assert track["credit"] == ""

    def test_credits_the_author_of_what_a_catalogue_told(self, client):
        track = client.get(f"{TRACKS}/{id_of(client, 'Confetti')}").json()
        assert track["playable"] is False
        assert track["licence_origin"] == "catalogue"
        assert track["credit"].startswith("“Confetti” – Ada (CC BY 4.0")
        assert track["addresses"] == ["https://music.example/2"]
        assert track["features"] is None

    def test_a_file_whose_name_is_no_text_can_be_shown(
        self, client, library, heard_music, tmp_path
    ):
        path = Path(str(tmp_path / "na\udcffme.wav"))
        shutil.copy(heard_music / "dark.wav", path)
        with library.changing() as session:
            ImportRepository(session, "test").add(
                [ImportedTrack(TrackTags("Odd"), path.as_uri(), 1)]
            )
        track = client.get(f"{TRACKS}/{id_of(client, 'Odd')}")
        assert track.status_code == 200
        assert track.json()["paths"] == [str(tmp_path / "na\N{REPLACEMENT CHARACTER}me.wav")]

    @pytest.mark.parametrize("what", ["", "/audio", "/cover", "/timeline"])
    def test_a_track_that_is_not_there_is_a_problem(self, client, what):
        answer = client.get(f"{TRACKS}/4711{what}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
        assert "4711" in answer.json()["detail"]

    @pytest.mark.parametrize("number", ["0", "-3", "seven", str(2**63), "..%2f..%2fetc%2fpasswd"])
    def test_what_is_no_number_of_a_track_is_a_problem(self, client, number):
        assert client.get(f"{TRACKS}/{number}").status_code in (404, 422)


class TestCorrect:
    def test_what_is_typed_stays_until_it_is_taken_back(self, client):
        url = f"{TRACKS}/{id_of(client, 'Plain Road')}"
        typed = {
            "title": "Winding Road",
            "genres": ["Country", "Rock"],
            "year": 1999,
            "licence": "CC0-1.0",
            "mood": {"word": "happy"},
        }
        track = client.patch(url, json=typed).json()
        assert track["edits"] == typed
        assert (track["title"], track["year"], track["licence_origin"]) == (
            "Winding Road",
            1999,
            "user",
        )
        assert track["valence"] > 0.5
        assert titles_of(client, text="winding") == ["Winding Road"]
        track = client.patch(url, json=dict.fromkeys(typed)).json()
        assert track["edits"] == {}
        assert (track["title"], track["year"], track["valence"]) == ("Plain Road", 2015, 0.0)

    def test_fields_that_are_left_out_stay_edited(self, client):
        url = f"{TRACKS}/{id_of(client, 'Plain Road')}"
        client.patch(url, json={"title": "Winding Road", "year": 1999})
        track = client.patch(url, json={"year": None}).json()
        assert track["edits"] == {"title": "Winding Road"}

    def test_takes_a_place_in_the_plane(self, client):
        url = f"{TRACKS}/{id_of(client, 'Plain Road')}"
        track = client.patch(url, json={"mood": {"valence": -0.5, "arousal": 0.25}}).json()
        assert (track["valence"], track["arousal"]) == (-0.5, 0.25)
        assert track["edits"] == {"mood": {"valence": -0.5, "arousal": 0.25}}

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"title": "  "}, "title"),
            ({"title": 7}, "title"),
            ({"year": 1066}, "year"),
            ({"year": "soon"}, "year"),
            ({"genres": "jazz"}, "genres"),
            ({"mood": {"word": "purple"}}, "mood"),
            ({"mood": {"valence": 0.1}}, "mood"),
            ({"mood": {"valence": 2, "arousal": 0}}, "mood.valence"),
            ({"mood": {"word": "sad", "valence": 0, "arousal": 0}}, "mood"),
            ({"tempo": 120}, "tempo"),
            ({"artist": "x" * 5000}, "artist"),
        ],
    )
    def test_refuses_nonsense_and_names_the_field(self, client, typed, field):
        url = f"{TRACKS}/{id_of(client, 'Plain Road')}"
        before = client.get(url).json()
        assert fault_of(client.patch(url, json={"album": "Roads", **typed}))["field"] == field
        assert client.get(url).json() == before

    def test_a_track_that_is_not_there_cannot_be_corrected(self, client):
        assert client.patch(f"{TRACKS}/4711", json={"title": "x"}).status_code == 404


class TestForget:
    def test_forgets_a_track_and_leaves_its_file(self, client, heard_music):
        url = f"{TRACKS}/{id_of(client, 'dark')}"
        assert client.delete(url).status_code == 204
        assert client.get(url).status_code == 404
        assert client.delete(url).status_code == 404
        assert (heard_music / "dark.wav").exists()


class TestPicturesAndTimelines:
    def test_shows_the_cover_once(self, client, library, tmp_path, heard_music):
        folder = tmp_path / "album"
        folder.mkdir()
        shutil.copy(heard_music / "calm.wav", folder / "song.wav")
        with (folder / "song.wav").open("ab") as file:
            file.write(b"\0\0")  # another content than the file that is known
        Image.new("RGB", (500, 400), "teal").save(folder / "cover.png")
        from affetto.app.music_library import add_to_library

        add_to_library(library, [folder], workers=1)
        track_id = id_of(client, "song")
        assert client.get(f"{TRACKS}/{track_id}").json()["has_cover"] is True
        answer = client.get(f"{TRACKS}/{track_id}/cover")
        assert answer.headers["content-type"] == "image/jpeg"
        assert max(Image.open(io.BytesIO(answer.content)).size) == 300
        again = client.get(
            f"{TRACKS}/{track_id}/cover", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")

    def test_without_a_cover_says_so(self, client):
        answer = client.get(f"{TRACKS}/{id_of(client, 'bright')}/cover")
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:affetto:problem:no-cover"

    def test_follows_a_track_from_second_to_second(self, client):
        timeline = client.get(f"{TRACKS}/{id_of(client, 'bright')}/timeline").json()
        assert timeline["duration_s"] == pytest.approx(4.0, abs=0.1)
        assert len(timeline["moods"]) in (4, 5)  # the last second may have begun
        assert len(timeline["peaks"]) == 1000
        assert max(timeline["peaks"]) > 60
        assert all(mood is None or max(map(abs, mood)) <= 1 for mood in timeline["moods"])

    def test_what_was_not_heard_has_no_timeline(self, client):
        answer = client.get(f"{TRACKS}/{id_of(client, 'Confetti')}/timeline")
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:affetto:problem:not-heard"
