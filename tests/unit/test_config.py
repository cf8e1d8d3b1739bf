"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from affetto.config import load_settings
from affetto.errors import InputError


def test_without_variables_there_are_defaults():
    settings = load_settings({})
    assert settings.home.name == "affetto"
    assert settings.workers >= 1


def test_variables_are_obeyed(tmp_path):
    settings = load_settings({"AFFETTO_HOME": str(tmp_path), "AFFETTO_WORKERS": "3"})
    assert settings.library_path == tmp_path / "library.db"
    assert settings.workers == 3


def test_a_tilde_means_the_user_s_own_folder():
    assert load_settings({"AFFETTO_HOME": "~/music"}).home == Path.home() / "music"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AFFETTO_WORKERS", "0"),
        ("AFFETTO_WORKERS", "-2"),
        ("AFFETTO_WORKERS", "many"),
        ("AFFETTO_WORKERS", "1.5"),
        ("AFFETTO_HOME", "~no_such_user_at_all/x"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name, value):
    with pytest.raises(InputError, match=name):
        load_settings({name: value})


def test_hosts_are_named_between_commas():
    settings = load_settings({"AFFETTO_HOSTS": " Music.Example, radio.example ,"})
    assert settings.hosts == ("music.example", "radio.example")


@pytest.mark.parametrize("host", ["https://music.example", "music.example:443", "*", "a b", "a@b"])
def test_what_is_more_than_the_name_of_a_host_is_refused(host):
    with pytest.raises(InputError, match="AFFETTO_HOSTS"):
        load_settings({"AFFETTO_HOSTS": host})


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("YES", True), ("no", False)])
def test_signing_up_is_said_in_words(value, expected):
    assert load_settings({"AFFETTO_OIDC_SIGN_UP": value}).oidc_sign_up is expected


def test_signing_up_is_not_taken_for_granted():
    assert not load_settings({}).oidc_sign_up
    with pytest.raises(InputError, match="AFFETTO_OIDC_SIGN_UP"):
        load_settings({"AFFETTO_OIDC_SIGN_UP": "perhaps"})


def test_a_secret_is_not_shown_with_the_settings():
    assert "hush" not in repr(load_settings({"AFFETTO_OIDC_CLIENT_SECRET": "hush"}))
