"""`affetto account`, with passwords on standard input."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from affetto.app.accounts import log_in
from affetto.cli.main import app
from affetto.errors import InputError
from affetto.library.music_library import Library

PASSWORD = "tulips in may, 1843"


@pytest.fixture
def affetto(tmp_path, monkeypatch):
    """Runs a command; its output. Errors are raised as the command line's entry point gets them."""
    monkeypatch.setenv("AFFETTO_HOME", str(tmp_path))
    runner = CliRunner()

    def run(*arguments, typed=None, exit_code=0):
        result = runner.invoke(app, ["account", *arguments], input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    return run


@pytest.fixture
def is_let_in(tmp_path):
    def is_let_in(name, password):
        with Library.open(tmp_path / "library.db") as library:
            return log_in(library, name, password) is not None

    return is_let_in


def listed(affetto):
    return {account["name"]: account for account in json.loads(affetto("list", "--json"))}


def test_the_first_account_is_an_administrators(affetto, is_let_in):
    assert "affetto account add" in affetto("list")
    assert affetto("add", "Ada", typed=PASSWORD + "\n") == "Ada: added, administrator\n"
    assert affetto("add", "Bo", typed=PASSWORD) == "Bo: added\n"
    assert affetto("add", "Cy", "--administrator", typed=PASSWORD).endswith("administrator\n")
    accounts = listed(affetto)
    assert [accounts[name]["administrator"] for name in ("Ada", "Bo", "Cy")] == [True, False, True]
    assert is_let_in("bo", PASSWORD)


def test_who_logs_in_elsewhere_needs_no_password_but_an_address(affetto, is_let_in):
    affetto("add", "Ada", "--no-password", exit_code=2)
    affetto("add", "Ada", "--no-password", "--email", "ada@example.org")
    assert "waits for ada@example.org" in affetto("list")
    assert not is_let_in("Ada", "")


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("Bo", "short", "at least 10 characters"),
        ("Bo", "x" * 1025, "at most 1024 characters"),
        ("Bo", "xxxxxxxxxxxxx", "too easily guessed"),
        ("Bo and Bea", "bo AND bea", "too easily guessed"),
        ("  ", PASSWORD, "is empty"),
        ("x" * 65, PASSWORD, "at most 64 characters"),
        ("B\x07o", PASSWORD, "cannot be shown"),
        ("ADA", PASSWORD, "already"),
    ],
)
def test_what_cannot_be_used_is_told(affetto, name, password, reason):
    affetto("add", "Ada", typed=PASSWORD)
    with pytest.raises(InputError, match=reason):
        affetto("add", name, typed=password)
    assert list(listed(affetto)) == ["Ada"]


@pytest.mark.parametrize(
    "email", ["ada", "@example.org", "ada@", "a b@example.org", "x" * 251 + "@b.c"]
)
def test_what_is_no_address_is_told(affetto, email):
    with pytest.raises(InputError, match="is no e-mail address"):
        affetto("add", "Ada", "--email", email, typed=PASSWORD)


def test_without_a_password_on_standard_input_there_is_none(affetto):
    with pytest.raises(InputError, match="standard input"):
        affetto("add", "Ada", typed="")


def test_an_account_gets_another_password(affetto, is_let_in):
    affetto("add", "Ada", typed=PASSWORD)
    affetto("password", "ada", typed="roses in june, 1844\n")
    assert is_let_in("Ada", "roses in june, 1844")
    assert not is_let_in("Ada", PASSWORD)


def test_a_password_is_the_same_however_it_is_typed(affetto, is_let_in):
    affetto("add", "Ada", typed="Zoe\N{COMBINING DIAERESIS} in the garden")
    assert is_let_in("Ada", "Zoë in the garden")


def test_an_account_is_removed_when_that_is_confirmed(affetto):
    affetto("add", "Ada", typed=PASSWORD)
    affetto("remove", "ada", typed="n\n", exit_code=1)
    assert "Ada" in listed(affetto)
    affetto("remove", "ada", "--yes")
    assert listed(affetto) == {}
    with pytest.raises(InputError, match="no account of this name"):
        affetto("remove", "ada", "--yes")
