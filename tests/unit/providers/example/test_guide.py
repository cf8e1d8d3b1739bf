"""The provider of docs/guides/writing-a-provider.md: what the guide shows is what runs."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from tests.servers.example import EXAMPLES, KEY, KNOWN, SONGS, UNKNOWN, ExampleRules, running
from tests.servers.local_server import Fault, LocalServer

from affetto.errors import InputError
from affetto.providers import load_providers
from affetto.providers.capabilities import PROTOCOLS, Account, Capability, Provider
from affetto.providers.errors import BadAnswerError, PlaylistNotWrittenError, SignInNeededError

_GUIDE = EXAMPLES.parents[1] / "guides" / "writing-a-provider.md"
_SHOWN = dict(
    re.findall(
        r"^\*\*`(example/\w+\.py)`\*\*\n```python\n(.*?)^```$",
        _GUIDE.read_text(),
        re.MULTILINE | re.DOTALL,
    )
)


def test_the_guide_shows_every_file_as_it_is() -> None:
    files = {
        f"example/{path.name}": path.read_text() for path in (EXAMPLES / "example").glob("*.py")
    }
    assert len(files) == 3
    assert files == _SHOWN


def test_every_capability_is_in_the_guide() -> None:
    text = _GUIDE.read_text()
    for capability, protocol in PROTOCOLS.items():
        assert f"| `{capability}` | `{protocol.__name__}` |" in text


def test_it_is_no_service_that_people_are_offered() -> None:
    assert "example" not in load_providers()


def test_the_shown_code_finds_tracks_and_keeps_playlists() -> None:
    with running() as (_, provider, account):
        connection = provider.open(account)
        assert connection.describe_account() == "ada"
        [found] = connection.search(KNOWN)
        assert (found.title, found.artist, found.duration_s) == ("Reverie", "Ada Linde", 187)
        assert connection.search(UNKNOWN) == []
        written = connection.write_playlist("Two", [song[0] for song in SONGS[:2]])
        assert [each.name for each in connection.list_playlists()] == ["Evenings", "Two"]
        titles = [each.title for each in connection.playlist_tracks(written.id)]
        assert titles == ["Reverie", "Harbour at Noon"]
        connection.remove_playlist(written.id)
        assert [each.name for each in connection.list_playlists()] == ["Evenings"]
        connection.close()


def test_a_playlist_whose_answer_was_lost_is_taken_back() -> None:
    rules = ExampleRules()
    with LocalServer(rules.answer) as server:
        server.fail(Fault.CUT, where=lambda request: request.method == "POST")
        provider = import_module("affetto.providers.example").Example(server.address)
        connection = provider.open(Account(secrets={"key": KEY}))
        with pytest.raises(PlaylistNotWrittenError) as caught:
            connection.write_playlist("Two", ["s1"])
    assert caught.value.left == ""
    assert rules.lists == {}


def test_what_is_not_as_promised_is_told() -> None:
    parsers = import_module("affetto.providers.example.parsers")
    with pytest.raises(BadAnswerError, match="“name”"):
        parsers.parse_songs({"songs": [{"code": "s1"}]})
    with running() as (_, provider, _account):
        with pytest.raises(SignInNeededError):
            provider.open(Account(secrets={"key": "wrong"})).describe_account()
        with pytest.raises(InputError, match="key"):
            provider.open(Account())


def test_it_describes_itself_as_a_provider() -> None:
    provider = import_module("affetto.providers.example").PROVIDER
    assert isinstance(provider, Provider)
    connection = provider.open(Account(secrets={"key": KEY}))
    has = {each for each, protocol in PROTOCOLS.items() if isinstance(connection, protocol)}
    assert has == provider.capabilities == {Capability.SEARCH, Capability.PLAYLISTS}
