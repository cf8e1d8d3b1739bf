"""Saved playlists, over HTTP."""

from __future__ import annotations

import pytest


def ask(client, **wanted):
    """Asks for music; number of the match, and its tracks."""
    answer = client.post("/api/v1/matches", json={"emotion": "happy", "n": 3, **wanted})
    return int(answer.headers["Content-Location"].rpartition("/")[2]), answer.json()["tracks"]


def save(client, status=201, **wanted):
    answer = client.post("/api/v1/playlists", json=wanted)
    assert answer.status_code == status, answer.text
    return answer.json()


def ids_of(playlist):
    return [track["id"] for track in playlist["tracks"]]


def test_a_match_is_saved_with_scores_and_reasons(client):
    match, offered = ask(client)
    saved = save(client, name="  Sunday \t morning ", match=match)
    assert saved["name"] == "Sunday morning"
    assert saved["tracks"] == offered
    assert (saved["affect"]["emotion"], saved["intent"]) == ("happy", "match")
    assert client.get(f"/api/v1/playlists/{saved['id']}").json() == saved


def test_a_saved_match_outlives_its_history(client):
    match, offered = ask(client)
    saved = save(client, name="Kept", match=match)
    client.delete("/api/v1/history")
    assert client.get(f"/api/v1/playlists/{saved['id']}").json()["tracks"] == offered


def test_tracks_are_saved_in_their_order_and_may_come_twice(client):
    saved = save(client, name="Mine", tracks=[5, 2, 5])
    assert ids_of(saved) == [5, 2, 5]
    assert [track["rank"] for track in saved["tracks"]] == [1, 2, 3]
    assert [track["score"] for track in saved["tracks"]] == [None, None, None]
    assert (saved["affect"], saved["intent"], saved["strategy"]) == (None, None, None)


def test_the_answer_says_where_it_lies(client):
    answer = client.post("/api/v1/playlists", json={"name": "Mine", "tracks": []})
    assert client.get(answer.headers["Location"]).json() == answer.json()


def test_playlists_are_listed_by_name(client):
    for name, tracks in (("zebra", [1]), ("Élan", [4, 5]), ("apple", [])):
        save(client, name=name, tracks=tracks)
    playlists = client.get("/api/v1/playlists").json()["playlists"]
    assert [(each["name"], each["tracks"]) for each in playlists] == [
        ("apple", 0),
        ("Élan", 2),
        ("zebra", 1),
    ]
    assert playlists[1]["duration_s"] == pytest.approx(360)


@pytest.mark.parametrize("name", ["Mine", "MINE", " mine "])
def test_a_name_is_given_once(client, name):
    save(client, name="Mine", tracks=[1])
    problem = save(client, 409, name=name, tracks=[2])
    assert problem["type"] == "urn:affetto:problem:name-taken"
    other = save(client, name="Other", tracks=[2])
    answer = client.patch(f"/api/v1/playlists/{other['id']}", json={"name": name})
    assert answer.status_code == 409
    assert len(client.get("/api/v1/playlists").json()["playlists"]) == 2


def test_a_playlist_may_change_the_spelling_of_its_own_name(client):
    saved = save(client, name="mine", tracks=[])
    answer = client.patch(f"/api/v1/playlists/{saved['id']}", json={"name": "Mine"})
    assert answer.json()["name"] == "Mine"


def test_changed_tracks_keep_their_reasons(client):
    match, offered = ask(client)
    saved = save(client, name="Mine", match=match)
    first, _, third = offered
    newcomer = next(i for i in range(1, 14) if i not in ids_of(saved))

    changed = client.patch(
        f"/api/v1/playlists/{saved['id']}",
        json={"tracks": [third["id"], newcomer, first["id"]]},
    ).json()

    assert ids_of(changed) == [third["id"], newcomer, first["id"]]
    assert [track["score"] for track in changed["tracks"]] == [
        third["score"],
        None,
        first["score"],
    ]
    assert changed["tracks"][0]["reasons"] == third["reasons"]
    assert changed["name"] == "Mine"
    assert changed["changed_at"] > saved["changed_at"]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"name": "x"}, ""),
        ({"name": "x", "match": 1, "tracks": [1]}, ""),
        ({"name": "", "tracks": []}, "name"),
        ({"name": "x" * 201, "tracks": []}, "name"),
        ({"name": "x", "tracks": ["a"]}, "tracks.0"),
        ({"name": "x", "tracks": [0]}, "tracks.0"),
        ({"name": "x", "tracks": [1] * 1001}, "tracks"),
        ({"name": "x", "tracks": [], "colour": "red"}, "colour"),
    ],
)
def test_nonsense_is_refused_with_its_field(client, wanted, field):
    problem = save(client, 422, **wanted)
    assert field in [error["field"] for error in problem["errors"]]


@pytest.mark.parametrize("name", ["   ", r"bell \u0007", r"half a letter \ud800"])
def test_a_name_that_cannot_be_shown_is_refused(client, name):
    answer = client.post(
        "/api/v1/playlists",
        content=f'{{"name": "{name}", "tracks": []}}',
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 422
    assert "name" in answer.json()["detail"]


def test_unknown_tracks_and_matches_are_told(client):
    assert "999" in save(client, 422, name="x", tracks=[1, 999])["detail"]
    assert save(client, 404, name="x", match=999)["type"].endswith("no-such-match")
    assert client.get("/api/v1/playlists").json()["playlists"] == []


def test_a_track_that_left_the_library_stays_in_the_playlist(client, library):
    saved = save(client, name="Mine", tracks=[4, 5])
    with library.writing() as repository:
        repository.remove([4])
    kept = client.get(f"/api/v1/playlists/{saved['id']}").json()
    assert ids_of(kept) == [None, 5]
    assert kept["tracks"][0]["title"] == saved["tracks"][0]["title"]
    export = client.get(f"/api/v1/playlists/{saved['id']}/export", params={"format": "xspf"})
    assert saved["tracks"][0]["title"] in export.text


def test_a_playlist_leaves_under_its_name(client):
    saved = save(client, name='Żółw / "blue"', tracks=[4])
    answer = client.get(f"/api/v1/playlists/{saved['id']}/export", params={"format": "m3u8"})
    disposition = answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''%C5%BB%C3%B3%C5%82w%20-%20-blue-.m3u8" in disposition
    assert disposition.isascii()
    assert '#PLAYLIST:Żółw / "blue"' in answer.text


def test_an_empty_playlist_leaves_as_well(client):
    saved = save(client, name="Empty", tracks=[])
    answer = client.get(f"/api/v1/playlists/{saved['id']}/export", params={"format": "json"})
    assert answer.json()["tracks"] == []


def test_a_forgotten_playlist_is_gone_and_its_name_free(client):
    saved = save(client, name="Mine", tracks=[1])
    path = f"/api/v1/playlists/{saved['id']}"
    assert client.delete(path).status_code == 204
    assert [client.get(path).status_code, client.delete(path).status_code] == [404, 404]
    assert client.patch(path, json={"name": "New"}).status_code == 404
    assert save(client, name="Mine", tracks=[1])["id"] != saved["id"]


def test_people_see_nothing_of_one_another(open_browser):
    ada, bo = open_browser("Ada"), open_browser("Bo")
    match, _ = ask(ada)
    saved = save(ada, name="Mine", match=match)
    path = f"/api/v1/playlists/{saved['id']}"
    assert bo.get("/api/v1/playlists").json() == {"playlists": []}
    answers = [
        bo.get(path),
        bo.get(f"{path}/export"),
        bo.delete(path),
        bo.patch(path, json={"name": "Bo's"}),
        bo.post("/api/v1/playlists", json={"name": "Stolen", "match": match}),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    save(bo, name="Mine", tracks=[1])
    assert ada.get(path).json() == saved
