"""Everything that is kept of one person, over HTTP."""

from __future__ import annotations

import sqlite3
from contextlib import closing


def do_everything(client):
    """Leaves something wherever something can be left."""
    answer = client.post("/api/v1/matches", json={"emotion": "happy", "n": 2})
    match = int(answer.headers["Content-Location"].rpartition("/")[2])
    track = answer.json()["tracks"][0]["id"]
    reaction = {"track": track, "reaction": "like", "match": match}
    client.post("/api/v1/reactions", json=reaction)
    client.post("/api/v1/playlists", json={"name": "Mine", "match": match})


def rows_of(settings, name):
    """In how many rows of which tables a name, or what belongs to it, stands."""
    tables = {
        "accounts": "name = ?",
        "login_sessions": "account_id = (SELECT id FROM accounts WHERE name = ?)",
        "matches": "user_name = ?",
        "playlists": "user_name = ?",
        "listeners": "name = ?",
        "listens": "listener_id = (SELECT id FROM listeners WHERE name = ?)",
    }
    with closing(sqlite3.connect(settings.library_path)) as connection:
        return {
            table: connection.execute(
                f"SELECT count(*) FROM {table} WHERE {condition}", [name]
            ).fetchone()[0]
            for table, condition in tables.items()
        }


def count(settings, table):
    with closing(sqlite3.connect(settings.library_path)) as connection:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_everything_of_a_person_is_forgotten_and_nothing_of_others(open_browser, settings):
    ada, bo = open_browser("Ada"), open_browser("Bo")
    do_everything(ada)
    do_everything(bo)
    tracks = count(settings, "tracks")
    bos = rows_of(settings, "Bo")
    assert set(rows_of(settings, "Ada").values()) == {1}

    answer = ada.delete("/api/v1/me")

    assert answer.status_code == 204
    assert set(rows_of(settings, "Ada").values()) == {0}
    assert rows_of(settings, "Bo") == bos
    assert count(settings, "tracks") == tracks
    # What belonged to the forgotten lists went along.
    assert (count(settings, "match_tracks"), count(settings, "playlist_tracks")) == (2, 2)


def test_who_is_forgotten_is_logged_out_everywhere(open_browser):
    here, there = open_browser("Ada"), open_browser("Ada")
    here.delete("/api/v1/me")
    assert "affetto_session" not in here.cookies
    assert [browser.get("/api/v1/history").status_code for browser in (here, there)] == [401, 401]


def test_on_one_machine_the_one_user_is_forgotten(client, settings):
    do_everything(client)
    assert client.delete("/api/v1/me").status_code == 204
    assert set(rows_of(settings, "default").values()) == {0}
    assert client.get("/api/v1/history").json()["total"] == 0


def test_everything_is_taken_along(open_browser):
    ada, bo = open_browser("Ada"), open_browser("Bo")
    do_everything(ada)
    answer = ada.get("/api/v1/me/export")
    assert 'filename="affetto-me.json"' in answer.headers["Content-Disposition"]
    everything = answer.json()
    assert everything["name"] == "Ada"
    assert everything["account"]["is_administrator"] is True
    (match,) = everything["history"]
    assert match["affect"]["emotion"] == "happy"
    assert [playlist["name"] for playlist in everything["playlists"]] == ["Mine"]
    assert everything["playlists"][0]["tracks"] == match["tracks"]
    assert [reaction["reaction"] for reaction in everything["reactions"]] == ["like"]
    assert "argon2" not in answer.text

    bos = bo.get("/api/v1/me/export").json()
    assert (bos["history"], bos["playlists"], bos["reactions"]) == ([], [], [])
