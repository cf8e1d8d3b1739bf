"""What was offered before, over HTTP."""

from __future__ import annotations

import csv
import json

import pytest

HISTORY = "/api/v1/history"


def ask(client, **wanted):
    """Asks for music; where the match stands in the history, and the match."""
    answer = client.post("/api/v1/matches", json={"emotion": "happy", "n": 3, **wanted})
    assert answer.status_code == 200, answer.text
    return answer.headers["Content-Location"], answer.json()


def test_a_match_is_found_again_as_it_was_offered(client):
    location, match = ask(client, emotion="sad")

    kept = client.get(location).json()

    assert kept["tracks"] == match["tracks"]
    assert kept["affect"] == match["affect"]
    assert (kept["intent"], kept["strategy"]) == ("match", "affect")
    assert location == f"/api/v1/history/{kept['id']}"


def test_a_journey_is_found_again_with_its_path(client):
    location, match = ask(client, intent="journey", to={"emotion": "joy"})
    assert len(match["path"]) == 3
    assert client.get(location).json()["path"] == match["path"]


def test_matches_are_listed_the_newest_first_and_in_pages(client):
    for emotion in ("sad", "angry", "happy"):
        ask(client, emotion=emotion)

    whole = client.get("/api/v1/history").json()
    assert whole["total"] == 3
    assert [match["affect"]["emotion"] for match in whole["matches"]] == ["happy", "angry", "sad"]
    page = client.get("/api/v1/history", params={"offset": 1, "limit": 1}).json()
    assert page == {"total": 3, "matches": whole["matches"][1:2]}


def test_the_list_says_in_short_what_was_offered(client):
    _, match = ask(client)
    (entry,) = client.get("/api/v1/history").json()["matches"]
    keys = ("rank", "id", "title", "artist", "score")
    assert entry["tracks"] == [{key: track[key] for key in keys} for track in match["tracks"]]


def test_no_name_of_a_picture_is_kept_unless_it_is_asked_for(client, scene_jpeg):
    client.post("/api/v1/matches", files={"picture": ("secret place.jpg", scene_jpeg)})
    client.post(
        "/api/v1/matches",
        files={"picture": ("photo.jpg", scene_jpeg)},
        data={"query": json.dumps({"picture_name": "The palace"})},
    )
    matches = client.get("/api/v1/history").json()["matches"]
    assert [match["picture_name"] for match in matches] == ["The palace", None]


def test_nothing_of_a_picture_is_kept_in_the_file(client, settings, scene_jpeg):
    client.post("/api/v1/matches", files={"picture": ("secret place.jpg", scene_jpeg)})
    files = [path for path in settings.home.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert b"secret place" not in content
        assert scene_jpeg[100:200] not in content


def test_a_track_that_left_the_library_is_still_told_of(client, library):
    location, match = ask(client)
    lost = match["tracks"][0]
    with library.writing() as repository:
        repository.remove([lost["id"]])

    kept = client.get(location).json()["tracks"]

    assert kept[0]["id"] is None
    assert (kept[0]["title"], kept[0]["uri"]) == (lost["title"], lost["uri"])
    assert [track["id"] for track in kept[1:]] == [track["id"] for track in match["tracks"][1:]]
    (entry,) = client.get("/api/v1/history").json()["matches"]
    assert entry["tracks"][0]["id"] is None


def test_a_match_or_all_of_them_are_forgotten(client):
    first, _ = ask(client)
    second, _ = ask(client, emotion="sad")
    assert client.delete(first).status_code == 204
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.delete("/api/v1/history").status_code == 204
    assert client.get("/api/v1/history").json() == {"total": 0, "matches": []}


@pytest.mark.parametrize("number", [7, 2**63 - 1])
@pytest.mark.parametrize("path", ["", "/export"])
def test_a_match_that_is_not_there_is_told_to_be_missing(client, number, path):
    answer = client.get(f"/api/v1/history/{number}{path}")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:affetto:problem:no-such-match"
    assert str(number) in answer.json()["detail"]


@pytest.mark.parametrize("number", ["0", "-1", "x", str(2**63)])
def test_what_is_no_number_of_a_match_is_refused(client, number):
    answer = client.get(f"/api/v1/history/{number}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"].endswith("match_id")


def test_a_match_leaves_in_every_format_under_its_name(client):
    location, match = ask(client)
    titles = [track["title"] for track in match["tracks"]]
    files = {
        name: client.get(f"{location}/export", params={"format": name})
        for name in ("m3u8", "xspf", "jspf", "csv", "json")
    }
    for name, file in files.items():
        assert file.status_code == 200
        disposition = file.headers["Content-Disposition"]
        assert disposition.startswith(f'attachment; filename="happy.{name}"')
    assert files["m3u8"].text.startswith("#EXTM3U")
    assert files["json"].json()["tracks"] == match["tracks"]
    assert [row["title"] for row in csv.DictReader(files["csv"].text.splitlines())] == titles
    tracks = files["jspf"].json()["playlist"]["track"]
    assert [track["title"] for track in tracks] == titles
    assert all(f"<title>{title}</title>" in files["xspf"].text for title in titles)


def test_people_see_nothing_of_one_another(open_browser):
    ada, bo = open_browser("Ada"), open_browser("Bo")
    location, _ = ask(ada)
    assert bo.get("/api/v1/history").json()["total"] == 0
    for answer in (bo.get(location), bo.get(f"{location}/export"), bo.delete(location)):
        assert answer.status_code == 404
    assert bo.delete("/api/v1/history").status_code == 204
    assert ada.get(location).status_code == 200


def test_who_keeps_no_history_is_obeyed(open_browser) -> None:
    ada, bo = open_browser("Ada"), open_browser("Bo")
    wish = {"emotion": "happy", "n": 2}
    assert ada.get(f"{HISTORY}/preference").json() == {"kept": True}
    for browser in (ada, bo):
        assert "content-location" in browser.post("/api/v1/matches", json=wish).headers

    answer = ada.put(f"{HISTORY}/preference", json={"kept": False})

    assert answer.json() == {"kept": False}
    assert ada.get(HISTORY).json()["total"] == 0
    found = ada.post("/api/v1/matches", json=wish)
    assert len(found.json()["tracks"]) == 2
    assert "content-location" not in found.headers
    assert ada.get(HISTORY).json()["total"] == 0
    assert bo.get(f"{HISTORY}/preference").json() == {"kept": True}
    assert bo.get(HISTORY).json()["total"] == 1


def test_the_wish_for_no_history_is_told_and_forgotten_with_all_else(client) -> None:
    client.put(f"{HISTORY}/preference", json={"kept": False})
    assert client.get("/api/v1/me/export").json()["keeps_history"] is False
    client.delete("/api/v1/me")
    assert client.get(f"{HISTORY}/preference").json() == {"kept": True}
