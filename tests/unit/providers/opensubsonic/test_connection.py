"""How servers are signed in to, gone through page by page, and given playlists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from tests.servers.local_server import Fault, LocalServer, Reply, Request, json_reply
from tests.servers.opensubsonic import (
    API_KEY,
    PASSWORD,
    USER,
    OpenSubsonicRules,
    make_song,
)

from affetto.errors import InputError
from affetto.providers.capabilities import Account, Play
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    SignInNeededError,
)
from affetto.providers.http import Patience
from affetto.providers.opensubsonic import PROVIDER, OpenSubsonicProvider
from affetto.providers.opensubsonic.connection import OpenSubsonicConnection

_QUICK = Patience(connect_s=1, silence_s=0.5, total_s=2, tries=2, first_pause_s=0.01)

Connect = Callable[..., tuple[LocalServer, OpenSubsonicConnection]]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """A server that follows given rules, and a connection by given secrets."""
    with ExitStack() as stack:

        def start(
            rules: OpenSubsonicRules, **secrets: str
        ) -> tuple[LocalServer, OpenSubsonicConnection]:
            server = stack.enter_context(LocalServer(rules.answer))
            settings = {"address": f"{server.address}/", "name": USER}
            account = Account(settings, secrets or {"password": PASSWORD})
            connection = OpenSubsonicProvider(_QUICK).open(account)
            stack.callback(connection.close)
            return server, connection

        yield start


def _in_addresses(requests: list[Request]) -> str:
    return " ".join(f"{name}={value}" for each in requests for name, value in each.query.items())


def test_nothing_secret_stands_in_an_address_where_forms_are_taken(connect: Connect) -> None:
    server, connection = connect(OpenSubsonicRules())
    assert connection.describe_account() == USER
    connection.list_playlists()
    assert {request.method for request in server.requests[1:]} == {"POST"}
    assert not {"u", "t", "s", "p"} & {name for each in server.requests for name in each.query}


def test_a_token_is_salted_anew_for_each_request(connect: Connect) -> None:
    server, connection = connect(OpenSubsonicRules(extensions=()))
    connection.list_playlists()
    connection.list_playlists()
    salts = [each.query["s"] for each in server.requests if "s" in each.query]
    assert len(salts) == len(set(salts)) >= 3
    assert all(len(salt) >= 6 for salt in salts)  # the protocol's least
    assert PASSWORD not in _in_addresses(server.requests)
    assert PASSWORD.encode().hex() not in _in_addresses(server.requests)


def test_a_key_is_used_alone_and_tells_whose_it_is(connect: Connect) -> None:
    server, connection = connect(OpenSubsonicRules(), api_key=API_KEY, password=PASSWORD)
    assert connection.describe_account() == USER
    forms = [request.form() for request in server.requests if request.method == "POST"]
    assert all(form["apiKey"] == API_KEY and "u" not in form for form in forms)


def test_a_key_is_not_shown_to_a_server_that_knows_none(connect: Connect) -> None:
    server, connection = connect(OpenSubsonicRules(extensions=("formPost",)), api_key=API_KEY)
    with pytest.raises(NotAllowedError, match="name and password"):
        connection.describe_account()
    assert API_KEY not in str(server.requests)


def test_without_use_of_a_key_the_password_serves(connect: Connect) -> None:
    _server, connection = connect(
        OpenSubsonicRules(extensions=()), api_key=API_KEY, password=PASSWORD
    )
    assert connection.describe_account() == USER


def test_the_password_itself_is_given_only_where_tokens_are_refused(connect: Connect) -> None:
    server, connection = connect(OpenSubsonicRules(takes_tokens=False))
    assert connection.describe_account() == USER
    assert "enc:" not in _in_addresses(server.requests)
    assert f"enc:{PASSWORD.encode().hex()}" in server.requests[-1].form()["p"]


@pytest.mark.parametrize("secrets", [{"password": "wrong"}, {"api_key": "wrong"}])
def test_wrong_secrets_are_told_and_not_repeated(connect: Connect, secrets: dict[str, str]) -> None:
    _server, connection = connect(OpenSubsonicRules(), **secrets)
    with pytest.raises(SignInNeededError) as caught:
        connection.describe_account()
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "secrets", "field"),
    [
        ({}, {"api_key": "k"}, "address"),
        ({"address": "music.example.org"}, {"api_key": "k"}, "address"),
        ({"address": "ftp://music.example.org"}, {"api_key": "k"}, "address"),
        ({"address": "https://a:b@music.example.org"}, {"api_key": "k"}, "address"),
        ({"address": "https://music.example.org/?x=1"}, {"api_key": "k"}, "address"),
        ({"address": "https://music.example.org:port"}, {"api_key": "k"}, "address"),
        ({"address": "https://music.example.org"}, {}, "name"),
        ({"address": "https://music.example.org", "name": "a"}, {}, "password"),
    ],
)
def test_fields_that_cannot_be_used_are_named(
    settings: dict[str, str], secrets: dict[str, str], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        PROVIDER.open(Account(settings, secrets))
    assert caught.value.source == field


@pytest.mark.parametrize("page", [500, 7])  # servers may give fewer than they are asked for
def test_a_large_library_is_gone_through_once_and_page_by_page(connect: Connect, page: int) -> None:
    songs = tuple(make_song(number, f"Song {number}", "Band") for number in range(1200))
    server, connection = connect(OpenSubsonicRules(songs=songs, page=page))
    tracks = connection.tracks()
    first = next(tracks)
    asked_for_first = len(server.requests)
    assert [first.id, *(track.id for track in tracks)] == [song["id"] for song in songs]
    assert asked_for_first <= 3  # the extensions, the account, one page


def test_an_empty_library_has_no_tracks(connect: Connect) -> None:
    class Empty(OpenSubsonicRules):
        def _on_getAlbumList2(self, _values: object) -> Reply:  # noqa: N802
            return json_reply({"subsonic-response": {"status": "ok", "albumList2": {}}})

    _server, connection = connect(Empty(songs=()))
    assert list(connection.tracks()) == []


def test_where_nothing_finds_nothing_albums_are_opened_one_by_one(connect: Connect) -> None:
    class Old(OpenSubsonicRules):
        def _on_search3(self, _values: object) -> Reply:
            return json_reply({"subsonic-response": {"status": "ok", "searchResult3": {}}})

        def _on_getAlbumList2(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
            begin = int(values["offset"][0])
            albums = [{"id": f"al-{number}", "name": "A"} for number in range(5)]
            page = {"album": albums[begin : begin + 2]}
            return json_reply({"subsonic-response": {"status": "ok", "albumList2": page}})

        def _on_getAlbum(self, values: dict[str, list[str]]) -> Reply:  # noqa: N802
            id_ = values["id"][0]
            album = {"id": id_, "song": [{"id": f"{id_}-so", "title": "T", "isDir": False}]}
            return json_reply({"subsonic-response": {"status": "ok", "album": album}})

    _server, connection = connect(Old())
    assert [track.id for track in connection.tracks()] == [f"al-{n}-so" for n in range(5)]


def test_a_server_that_turns_no_pages_is_not_asked_for_ever(connect: Connect) -> None:
    class Stuck(OpenSubsonicRules):
        def _on_search3(self, values: dict[str, list[str]]) -> Reply:
            return super()._on_search3({**values, "songOffset": ["0"]})

    _server, connection = connect(Stuck())
    with pytest.raises(BadAnswerError, match="same page"):
        list(connection.tracks())


def test_a_long_playlist_goes_in_parts_and_comes_back_whole(connect: Connect) -> None:
    rules = OpenSubsonicRules()
    _server, connection = connect(rules)
    wanted = ["so-1", "so-2", "so-4", "so-1"] * 80
    written = connection.write_playlist("Long\nevening", wanted)
    assert (written.name, written.track_count) == ("Long evening", 320)
    assert [track.id for track in connection.playlist_tracks(written.id)] == wanted
    assert [playlist.name for playlist in connection.list_playlists()] == ["Long evening"]


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BROKEN, Fault.HTML, Fault.CUT])
@pytest.mark.parametrize("endpoint", ["createPlaylist", "updatePlaylist", "getPlaylist"])
def test_a_playlist_that_breaks_off_is_taken_back(
    connect: Connect, fault: Fault, endpoint: str
) -> None:
    rules = OpenSubsonicRules()
    server, connection = connect(rules)
    connection.list_playlists()
    server.fail(fault, times=2, where=lambda request: request.path == f"/rest/{endpoint}.view")
    with pytest.raises(PlaylistNotWrittenError) as caught:
        connection.write_playlist("Evening", ["so-1"] * 250)
    assert caught.value.left == ""
    assert rules.playlists == {}
    server.heal()
    connection.write_playlist("Evening", ["so-1"] * 250)
    assert [len(playlist[2]) for playlist in rules.playlists.values()] == [250]


def test_what_cannot_be_taken_back_is_told(connect: Connect) -> None:
    rules = OpenSubsonicRules()
    server, connection = connect(rules)
    connection.list_playlists()
    for endpoint in ("updatePlaylist", "deletePlaylist"):
        path = f"/rest/{endpoint}.view"
        server.fail(Fault.BROKEN, where=lambda request, path=path: request.path == path)
    with pytest.raises(PlaylistNotWrittenError, match="still there as “Evening”") as caught:
        connection.write_playlist("Evening", ["so-1"] * 250)
    assert caught.value.left
    assert len(rules.playlists) == 1


def test_of_a_playlist_with_a_song_that_is_gone_nothing_stays(connect: Connect) -> None:
    rules = OpenSubsonicRules()
    _server, connection = connect(rules)
    with pytest.raises(PlaylistNotWrittenError, match="still there"):
        connection.write_playlist("Evening", ["so-1", "so-gone"])
    assert rules.playlists == {}


def test_a_refusal_stays_what_it_is(connect: Connect) -> None:
    server, connection = connect(OpenSubsonicRules())
    connection.list_playlists()
    server.fail(Fault.FORBIDDEN, where=lambda request: "createPlaylist" in request.path)
    with pytest.raises(NotAllowedError):
        connection.write_playlist("Evening", ["so-1"])


def test_a_file_comes_whole_and_in_parts(connect: Connect) -> None:
    _server, connection = connect(OpenSubsonicRules())
    with connection.stream("so-1") as stream:
        whole = b"".join(stream.chunks)
    with connection.stream("so-1", "bytes=10-29") as stream:
        assert stream.content_range == f"bytes 10-29/{len(whole)}"
        assert b"".join(stream.chunks) == whole[10:30]
    with pytest.raises(NotThereError), connection.stream("so-gone"):
        pass


def test_plays_of_songs_that_the_server_has_are_told_with_their_moment(connect: Connect) -> None:
    rules = OpenSubsonicRules()
    _server, connection = connect(rules)
    at = datetime(2026, 3, 1, 20, 15, tzinfo=UTC)
    connection.submit(
        [
            Play("Lighthouse Waltz", "Mira Solberg", at),
            Play("Nobody Has Recorded This", "Nobody", at),
            Play("Lighthouse Waltz", "The Copyists", at),
        ]
    )
    connection.submit_now_playing(Play("Tide Table", "Mira Solberg", at))
    moment = str(int(at.timestamp() * 1000))
    assert rules.scrobbles == [
        ("so-1", moment, True),
        ("so-3", moment, True),
        ("so-2", "", False),
    ]
