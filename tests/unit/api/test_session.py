"""Logging in and out, over HTTP."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from affetto.api.login_limits import MAX_PER_PAIR
from affetto.app.accounts import (
    ABSOLUTE_TIMEOUT,
    FORMER_TOKEN_GRACE,
    IDLE_TIMEOUT,
    RENEWED_EVERY,
)

PASSWORDS = {"Ada": "tulips in may, 1843", "Bo": "a hedge in the rain"}
MOMENT = timedelta(seconds=5)
COOKIE = "affetto_session"


def log_in(browser, name="Ada", password=PASSWORDS["Ada"]):
    return browser.post("/api/v1/session", json={"name": name, "password": password})


def is_in(browser):
    return browser.get("/api/v1/history").status_code == 200


def kind_of(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.json()["type"].removeprefix("urn:affetto:problem:")


@pytest.fixture
def let_pass(settings):
    """Lets time pass, by moving the past back."""

    def let_pass(time):
        columns = ("started_at", "renewed_at", "seen_at")
        with closing(sqlite3.connect(settings.library_path)) as connection, connection:
            for id_, *moments in connection.execute(
                f"SELECT id, {', '.join(columns)} FROM login_sessions"
            ).fetchall():
                earlier = [str(datetime.fromisoformat(moment) - time) for moment in moments]
                changes = ", ".join(f"{column} = ?" for column in columns)
                connection.execute(
                    f"UPDATE login_sessions SET {changes} WHERE id = ?", [*earlier, id_]
                )

    return let_pass


def test_on_one_machine_there_is_nobody_to_log_in(client):
    assert client.get("/api/v1/session").json() == {
        "accounts": False,
        "user": {"name": "default", "is_administrator": True, "has_password": False},
        "csrf_token": None,
        "oidc": None,
    }
    assert kind_of(log_in(client)) == "no-accounts"
    assert client.delete("/api/v1/session").status_code == 204
    password = {"old": "x", "new": "y"}
    assert kind_of(client.put("/api/v1/session/password", json=password)) == "no-accounts"


def test_who_logs_in_is_known(open_browser):
    browser = open_browser()
    assert browser.get("/api/v1/session").json()["user"] is None
    answer = log_in(browser)
    assert answer.status_code == 200
    assert answer.json()["user"] == {
        "name": "Ada",
        "is_administrator": True,
        "has_password": True,
    }
    assert browser.get("/api/v1/session").json() == answer.json()
    assert answer.json()["csrf_token"]
    assert is_in(browser)


@pytest.mark.parametrize("name", ["ada", "ADA", "Ａｄａ"])  # noqa: RUF001 - as East Asian input has it
def test_a_name_is_known_whatever_its_case(open_browser, name):
    assert log_in(open_browser(), name).json()["user"]["name"] == "Ada"


@pytest.mark.parametrize(
    ("name", "password"),
    [("Ada", "tulips"), ("Ada", ""), ("Nobody", PASSWORDS["Ada"]), ("Bo", PASSWORDS["Ada"])],
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(open_browser, name, password):
    browser = open_browser()
    answer = log_in(browser, name, password)
    assert answer.status_code == 401
    assert kind_of(answer) == "credentials"
    assert answer.json()["detail"] == "the name or the password is wrong"
    assert "Set-Cookie" not in answer.headers
    assert not is_in(browser)


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(open_browser, monkeypatch):
    from argon2 import PasswordHasher

    checked = []
    verify = PasswordHasher.verify

    def verify_and_note(hasher, hashed, password):
        checked.append(hashed.split("$")[1:4])
        return verify(hasher, hashed, password)

    monkeypatch.setattr(PasswordHasher, "verify", verify_and_note)
    browser = open_browser()
    log_in(browser, "Ada", "wrong password")
    log_in(browser, "Nobody", "wrong password")
    known, unknown = checked
    assert known == unknown
    assert known[0] == "argon2id"


def test_the_cookie_is_out_of_reach_of_scripts_and_foreign_sites(open_browser):
    cookie = log_in(open_browser()).headers["Set-Cookie"]
    name, _, attributes = cookie.partition("=")
    assert name == COOKIE
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes.split("; "))
    assert "Domain" not in attributes


def test_behind_https_the_cookie_travels_by_https_only(open_browser):
    browser = open_browser(base_url="https://127.0.0.1:8000")
    cookie = log_in(browser).headers["Set-Cookie"]
    assert cookie.startswith(f"__Host-{COOKIE}=")
    assert "Secure" in cookie.split("; ")
    assert is_in(browser)


def test_neither_tokens_nor_passwords_lie_in_the_file(open_browser, settings):
    browser = open_browser("Ada")
    token = browser.cookies[COOKIE]
    files = [path for path in settings.home.iterdir() if path.name.startswith("library.db")]
    content = b"".join(path.read_bytes() for path in files)
    assert b"$argon2id$" in content
    assert token.encode() not in content
    assert PASSWORDS["Ada"].encode() not in content


def test_who_logs_out_is_out(open_browser):
    browser, other = open_browser("Ada"), open_browser("Ada")
    token = browser.cookies[COOKIE]
    assert browser.delete("/api/v1/session").status_code == 204
    assert COOKIE not in browser.cookies
    assert not is_in(browser)
    # Not even with the token of before.
    browser.cookies.set(COOKIE, token)
    assert kind_of(browser.get("/api/v1/history")) == "session"
    assert is_in(other)


def test_another_login_ends_the_one_before_it(open_browser):
    browser = open_browser("Ada")
    token = browser.cookies[COOKIE]
    log_in(browser, "Bo", PASSWORDS["Bo"])
    assert browser.get("/api/v1/session").json()["user"]["name"] == "Bo"
    thief = open_browser()
    thief.cookies.set(COOKIE, token)
    assert not is_in(thief)


def test_a_session_in_use_goes_on_and_its_token_changes(open_browser, let_pass):
    browser = open_browser("Ada")
    csrf_token = browser.get("/api/v1/session").json()["csrf_token"]
    tokens = [browser.cookies[COOKIE]]
    while len(tokens) < 4:
        let_pass(RENEWED_EVERY + MOMENT)
        assert is_in(browser)
        tokens.append(browser.cookies[COOKIE])
    assert len(set(tokens)) == 4
    # What the page holds stays good.
    assert browser.get("/api/v1/session").json()["csrf_token"] == csrf_token


def test_requests_under_way_may_still_carry_the_former_token(open_browser, let_pass):
    browser, late = open_browser("Ada"), open_browser()
    late.cookies.set(COOKIE, browser.cookies[COOKIE])
    let_pass(RENEWED_EVERY + MOMENT)
    assert is_in(browser)
    assert is_in(late)
    assert is_in(browser)


def test_a_former_token_ends_once_the_new_one_is_in_use(open_browser, let_pass):
    browser, thief = open_browser("Ada"), open_browser()
    thief.cookies.set(COOKIE, browser.cookies[COOKIE])
    let_pass(RENEWED_EVERY + MOMENT)
    assert is_in(browser)
    let_pass(FORMER_TOKEN_GRACE + MOMENT)
    assert is_in(browser)
    assert not is_in(thief)
    assert is_in(browser)


def test_a_browser_that_never_received_its_new_token_stays_logged_in(open_browser, let_pass):
    browser = open_browser("Ada")
    token = browser.cookies[COOKIE]
    let_pass(RENEWED_EVERY + MOMENT)
    assert is_in(browser)
    browser.cookies.clear()
    browser.cookies.set(COOKIE, token)
    let_pass(FORMER_TOKEN_GRACE + MOMENT)
    assert is_in(browser)
    assert is_in(browser)


def test_what_is_the_same_for_all_carries_nobodys_token(open_browser, let_pass):
    browser = open_browser("Ada")
    address = browser.get("/api/v1/models").json()[0]["weights_url"]
    let_pass(RENEWED_EVERY + MOMENT)
    assert "Set-Cookie" not in browser.get("/healthz").headers
    weights = browser.get(address)
    assert "public" in weights.headers["Cache-Control"]
    assert "Set-Cookie" not in weights.headers
    assert is_in(browser)
    let_pass(FORMER_TOKEN_GRACE + MOMENT)
    assert "Set-Cookie" in browser.get("/api/v1/history").headers
    assert is_in(browser)


def test_a_session_that_is_not_used_ends(open_browser, let_pass):
    browser = open_browser("Ada")
    let_pass(IDLE_TIMEOUT - MOMENT)
    assert is_in(browser)
    let_pass(IDLE_TIMEOUT + MOMENT)
    answer = browser.get("/api/v1/history")
    assert answer.status_code == 401
    assert kind_of(answer) == "session"
    assert "ended" in answer.json()["detail"]
    # The browser stops sending what is of no use.
    assert COOKIE not in browser.cookies
    assert browser.get("/api/v1/session").json()["user"] is None


def test_no_session_goes_on_for_ever(open_browser, let_pass):
    browser = open_browser("Ada")
    passed = timedelta()
    while passed + RENEWED_EVERY * 20 < ABSOLUTE_TIMEOUT:
        let_pass(RENEWED_EVERY * 20)
        passed += RENEWED_EVERY * 20
        assert is_in(browser)
    let_pass(RENEWED_EVERY * 20)
    assert not is_in(browser)


def test_ended_sessions_leave_the_file_with_the_next_login(open_browser, let_pass, settings):
    open_browser("Ada")
    let_pass(IDLE_TIMEOUT + MOMENT)
    open_browser("Bo")
    with closing(sqlite3.connect(settings.library_path)) as connection:
        assert connection.execute("SELECT count(*) FROM login_sessions").fetchone() == (1,)


@pytest.mark.parametrize("token", ["x", "a" * 5000, "ż", "../..", ""])
def test_a_made_up_token_is_nobodys(open_browser, token):
    browser = open_browser()
    answer = browser.get("/api/v1/history", headers={"Cookie": f"{COOKIE}={token}".encode()})
    assert answer.status_code == 401
    assert kind_of(answer) == "session"


def test_after_too_many_wrong_passwords_one_has_to_wait(open_browser):
    browser = open_browser()
    for _ in range(MAX_PER_PAIR):
        assert log_in(browser, "Ada", "wrong").status_code == 401
    answer = log_in(browser)
    assert answer.status_code == 429
    assert kind_of(answer) == "login-limit"
    assert 0 < int(answer.headers["Retry-After"]) <= 900
    # Others are not kept out, and neither is Ada elsewhere.
    assert log_in(browser, "Bo", PASSWORDS["Bo"]).status_code == 200
    assert log_in(open_browser(client=("192.0.2.7", 5000))).status_code == 200


def test_right_passwords_are_not_counted(open_browser):
    browser = open_browser()
    for _ in range(MAX_PER_PAIR + 2):
        assert log_in(browser).status_code == 200


def test_a_changed_password_logs_out_everywhere_else(open_browser):
    browser, other = open_browser("Ada"), open_browser("Ada")
    new = "roses in june, 1844"
    answer = browser.put("/api/v1/session/password", json={"old": PASSWORDS["Ada"], "new": new})
    assert answer.status_code == 200
    assert is_in(browser)
    assert not is_in(other)
    assert log_in(other).status_code == 401
    assert log_in(other, "Ada", new).status_code == 200
    # The page goes on with the token of the answer.
    browser.headers["X-CSRF-Token"] = answer.json()["csrf_token"]
    assert browser.delete("/api/v1/history").status_code == 204


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", "roses in june, 1844", "old"),
        (PASSWORDS["Ada"], "short", "new"),
        (PASSWORDS["Ada"], "aaaaaaaaaaaa", "new"),
    ],
)
def test_a_password_is_not_changed_without_reason(open_browser, old, new, field):
    browser = open_browser("Ada")
    answer = browser.put("/api/v1/session/password", json={"old": old, "new": new})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert log_in(browser).status_code == 200


def test_old_passwords_cannot_be_guessed_in_a_stolen_session(open_browser):
    browser = open_browser("Ada")
    wanted = {"old": "wrong", "new": "roses in june, 1844"}
    answers = [
        browser.put("/api/v1/session/password", json=wanted) for _ in range(MAX_PER_PAIR + 1)
    ]
    assert [answer.status_code for answer in answers] == [422] * MAX_PER_PAIR + [429]


@pytest.mark.parametrize(
    "body",
    [{}, {"name": "Ada"}, {"name": "Ada", "password": 7}, {"name": "x" * 201, "password": ""}],
)
def test_nonsense_is_refused(open_browser, body):
    answer = open_browser().post("/api/v1/session", json=body)
    assert answer.status_code == 422
    assert kind_of(answer) == "validation"


def test_seen_is_noted_now_and_then_only(open_browser, settings):
    browser = open_browser("Ada")
    with closing(sqlite3.connect(settings.library_path)) as connection:
        query = "SELECT seen_at FROM login_sessions"
        (before,) = connection.execute(query).fetchone()
        assert datetime.now(UTC) - datetime.fromisoformat(before).replace(tzinfo=UTC) < MOMENT * 60
        for _ in range(3):
            is_in(browser)
        assert connection.execute(query).fetchone() == (before,)
