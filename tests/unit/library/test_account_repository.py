"""Accounts and login sessions, as the library keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from affetto.library.account_repository import AccountRepository, name_key
from affetto.library.listening_repository import ListeningRepository
from affetto.listening import Listen, Reaction

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def accounts(library):
    """Asks, or changes, within a transaction of its own."""

    def ask(question, *arguments, **named):
        with library.changing() as session:
            return getattr(AccountRepository(session), question)(*arguments, **named)

    return ask


@pytest.fixture
def ada(accounts):
    return accounts("add", "Ada", NOON, password_hash="x", email="Ada@Example.org")


def test_an_account_is_found_by_whatever_it_is_known_by(accounts, ada):
    accounts("set_identity", ada.id, "https://id.example", "0815")
    found = accounts("find", "aDA")
    assert (found.id, found.name, found.issuer) == (ada.id, "Ada", "https://id.example")
    assert accounts("find_by_email", "ADA@example.org") == found
    assert accounts("find_by_identity", "https://id.example", "0815") == found
    assert accounts("find_by_identity", "https://other.example", "0815") is None
    assert accounts("find", "Adam") is None
    assert accounts("password_hash", ada.id) == "x"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada", "ADA", True),
        ("Straße", "STRASSE", True),
        ("Zoe\N{COMBINING DIAERESIS}", "zoë", True),
        ("Zoë", "Zoe", False),
        ("Ada", "Ada L", False),
    ],
)
def test_two_names_are_the_same_whatever_their_case_and_spelling(one, other, same):
    assert (name_key(one) == name_key(other)) is same


def test_a_name_is_known_by_anything_that_is_kept_under_it(library, accounts, ada):
    assert accounts("is_name_known", "ada")
    assert not accounts("is_name_known", "Bo")
    with library.changing() as session:
        ListeningRepository(session).record("Bo", [Listen(Reaction.LIKE, NOON, "Song", "Eve")])
    assert accounts("is_name_known", "Bo")


def test_a_session_is_found_by_its_token_and_the_one_before(accounts, ada):
    accounts("start_session", ada.id, "first", "csrf", NOON)
    session = accounts("find_session", "first")
    assert (session.account, session.csrf_token) == (ada, "csrf")
    assert not session.is_found_by_former
    assert not session.has_former_token

    later = NOON + timedelta(days=1)
    accounts("renew_session", session.id, "second", "first", later)
    assert accounts("find_session", "first").is_found_by_former
    renewed = accounts("find_session", "second")
    assert not renewed.is_found_by_former
    assert renewed.has_former_token
    assert (renewed.started_at, renewed.renewed_at, renewed.seen_at) == (NOON, later, later)

    accounts("drop_former_token", session.id)
    assert accounts("find_session", "first") is None
    assert accounts("find_session", "second") is not None


def test_sessions_end_by_age_by_person_and_one_by_one(accounts, ada):
    bo = accounts("add", "Bo", NOON)
    for hours, (account, token) in enumerate(
        [(ada, "a"), (ada, "b"), (ada, "c"), (bo, "d"), (bo, "e")]
    ):
        accounts("start_session", account.id, token, "csrf", NOON + timedelta(hours=hours))

    def alive():
        return [token for token in "abcde" if accounts("find_session", token)]

    half_past = NOON + timedelta(minutes=30)
    ended = accounts("end_stale_sessions", seen_before=half_past, started_before=half_past)
    assert (ended, alive()) == (1, ["b", "c", "d", "e"])
    accounts("end_session", accounts("find_session", "b").id)
    assert alive() == ["c", "d", "e"]
    assert accounts("end_sessions", bo.id) == 2
    assert alive() == ["c"]


def test_an_account_takes_its_sessions_along(accounts, ada):
    accounts("start_session", ada.id, "first", "csrf", NOON)
    accounts("remove", ada.id)
    assert accounts("find_session", "first") is None
    assert (accounts("list_all"), accounts("count")) == ([], 0)
