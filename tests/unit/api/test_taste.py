"""What is known of a taste, over HTTP."""

from __future__ import annotations

import json

import pytest


def react(client, track, reaction):
    body = {"track": track, "reaction": reaction}
    assert client.post("/api/v1/reactions", json=body).status_code == 204


def upload(client, content, name="history.json"):
    return client.post("/api/v1/taste/imports", files={"file": (name, content)})


def test_of_nobody_nothing_is_known(client):
    assert client.get("/api/v1/taste").json() == {
        "reactions": {},
        "tracks": 0,
        "unknown": 0,
        "likings": [],
    }


def test_what_was_told_is_counted_and_what_it_comes_to_is_said(client):
    # The lively tracks of the catalogue are liked, the quiet ones are not.
    for track in (4, 5, 6, 11, 12):
        react(client, track, "like")
    for track in (7, 8, 9, 10):
        react(client, track, "dislike")
    taste = client.get("/api/v1/taste").json()
    assert taste["reactions"] == {"like": 5, "dislike": 4}
    assert taste["tracks"] == 9
    assert taste["likings"]
    assert all(liking["reward"] > liking["sd"] > 0 for liking in taste["likings"])


def test_a_taste_is_taken_along_and_comes_back(client):
    react(client, 4, "like")
    react(client, 5, "skip")
    known = client.get("/api/v1/taste").json()
    export = client.get("/api/v1/taste/export")
    assert 'filename="affetto-taste.jsonl"' in export.headers["Content-Disposition"]

    assert client.delete("/api/v1/taste").status_code == 204
    assert client.get("/api/v1/taste").json()["reactions"] == {}
    answer = upload(client, export.content)

    assert answer.json() == {"new": 2, "known": 0, "unknown": 0, "bad": 0, "bad_records": []}
    assert client.get("/api/v1/taste").json() == known
    assert upload(client, export.content).json()["known"] == 2


def test_records_that_cannot_be_used_are_told(client):
    export = client.get("/api/v1/taste/export").text
    answer = upload(client, export + json.dumps({"reaction": "shrug", "title": "x"}) + "\n")
    assert answer.json()["bad"] == 1
    assert answer.json()["bad_records"][0]["record"] == 2


@pytest.mark.parametrize(
    "name", ["notes.txt", "../../etc/notes.txt", r"C:\music\notes.txt", "notes.txt\x00\n"]
)
def test_a_file_that_is_no_history_is_refused_by_its_own_name(client, name):
    answer = upload(client, b"just some words", name)
    assert answer.status_code == 422
    detail = answer.json()["detail"]
    assert "notes.txt" in detail
    assert "/" not in detail
    assert "\\" not in detail


def test_nothing_of_an_imported_file_stays_behind(client, tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    upload(client, b"just some words")
    upload(client, client.get("/api/v1/taste/export").content)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_an_import_without_a_file_is_refused(client):
    answer = client.post("/api/v1/taste/imports", data={"other": "x"})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["file"]


def test_tastes_are_kept_apart(open_browser):
    ada, bo = open_browser("Ada"), open_browser("Bo")
    react(ada, 4, "like")
    assert bo.get("/api/v1/taste").json()["reactions"] == {}
    assert len(bo.get("/api/v1/taste/export").text.splitlines()) == 1
    bo.delete("/api/v1/taste")
    assert ada.get("/api/v1/taste").json()["reactions"] == {"like": 1}
