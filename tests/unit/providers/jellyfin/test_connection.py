"""How a server is signed in to, its library gone through, its playlists kept, its players told."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from tests.servers.jellyfin import (
    API_KEY,
    PASSWORD,
    SONGS,
    USER,
    JellyfinRules,
    make_song,
)
from tests.servers.local_server import Fault, LocalServer

from affetto.errors import InputError
from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.errors import (
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    SignInNeededError,
)
from affetto.providers.http import Patience
from affetto.providers.jellyfin import PROVIDER, JellyfinProvider
from affetto.providers.jellyfin.connection import JellyfinConnection

_QUICK = Patience(connect_s=1, silence_s=0.5, total_s=2, tries=2, first_pause_s=0.01)
_IDS = [song["Id"] for song in SONGS]

Connect = Callable[..., tuple[LocalServer, JellyfinConnection]]


@pytest.fixture
def kept() -> dict[str, str]:
    """Secrets that were to be kept."""
    return {}


@pytest.fixture
def connect(kept: dict[str, str]) -> Iterator[Connect]:
    with ExitStack() as stack:

        def start(rules: JellyfinRules, **secrets: str) -> tuple[LocalServer, JellyfinConnection]:
            server = stack.enter_context(LocalServer(rules.answer))
            settings = {"address": f"{server.address}/", "name": USER}
            account = Account(settings, secrets or {"password": PASSWORD}, kept.update)
            connection = JellyfinProvider(_QUICK).open(account)
            stack.callback(connection.close)
            return server, connection

        yield start


def test_a_password_is_exchanged_for_a_token_once_and_not_kept(
    connect: Connect, kept: dict[str, str]
) -> None:
    rules = JellyfinRules()
    server, connection = connect(rules)
    assert connection.describe_account() == USER
    connection.list_playlists()
    with_password = [request for request in server.requests if PASSWORD.encode() in request.body]
    assert [request.path for request in server.requests].count("/Users/AuthenticateByName") == 1
    assert len(with_password) <= 1
    assert kept["password"] == ""
    assert kept["token"] in rules.tokens.values()
    assert PASSWORD not in str(vars(connection._client))


def test_a_kept_token_needs_no_password(connect: Connect, kept: dict[str, str]) -> None:
    rules = JellyfinRules()
    connect(rules)[1].describe_account()
    server, connection = connect(rules, **kept)
    assert connection.describe_account() == USER
    assert "/Users/AuthenticateByName" not in {request.path for request in server.requests}


def test_a_token_that_was_revoked_is_told(connect: Connect) -> None:
    rules = JellyfinRules()
    _server, connection = connect(rules)
    connection.list_playlists()
    rules.tokens.clear()
    with pytest.raises(SignInNeededError):
        connection.list_playlists()


def test_nothing_secret_stands_in_an_address(connect: Connect, kept: dict[str, str]) -> None:
    server, connection = connect(JellyfinRules())
    connection.playlist_tracks(connection.write_playlist("P", _IDS).id)
    with connection.stream(_IDS[0]) as stream:
        list(stream.chunks)
    asked = "".join(f"{request.path}{dict(request.query)}" for request in server.requests)
    assert kept["token"] not in asked


def test_a_key_of_the_server_opens_the_library_of_a_person(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules(), api_key=API_KEY)
    assert connection.describe_account() == USER
    assert len(list(connection.tracks())) == len(SONGS)


@pytest.mark.parametrize("secrets", [{"password": "wrong"}, {"api_key": "wrong"}])
def test_wrong_secrets_are_told_and_not_repeated(
    connect: Connect, kept: dict[str, str], secrets: dict[str, str]
) -> None:
    _server, connection = connect(JellyfinRules(), **secrets)
    with pytest.raises(SignInNeededError) as caught:
        connection.describe_account()
    assert "wrong" not in str(caught.value)
    assert kept == {}


@pytest.mark.parametrize(
    ("settings", "secrets", "field"),
    [
        ({"name": "a"}, {"password": "p"}, "address"),
        ({"address": "http://a.example"}, {"password": "p"}, "name"),
        ({"address": "http://a.example", "name": "a"}, {}, "password"),
        ({"address": "http://a.example", "name": "a"}, {"token": ""}, "password"),
    ],
)
def test_fields_that_cannot_be_used_are_named(
    settings: dict[str, str], secrets: dict[str, str], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        PROVIDER.open(Account(settings, secrets))
    assert caught.value.source == field


def test_of_the_same_title_the_artist_s_comes_first(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules())
    query = TrackQuery(title="snow over varanger", artist="the copyists")
    assert [track.artist for track in connection.search(query)] == ["The Copyists", "Ingrid Vik"]
    assert len(connection.search(query, limit=1)) == 1
    assert [track.id for track in connection.search(TrackQuery(artist="Trio Onkel"))] == _IDS[3:]
    assert [track.id for track in connection.search(TrackQuery(words="night"))] == [_IDS[2]]
    assert connection.search(TrackQuery()) == []


@pytest.mark.parametrize("page", [1000, 7])  # servers may give fewer than they are asked for
def test_a_large_library_is_gone_through_once_and_page_by_page(connect: Connect, page: int) -> None:
    songs = tuple(make_song(number, f"Song {number}", "Band") for number in range(1, 1201))
    server, connection = connect(JellyfinRules(songs=songs, page=page))
    tracks = connection.tracks()
    first = next(tracks)
    asked_for_first = len(server.requests)
    assert [first.id, *(track.id for track in tracks)] == [song["Id"] for song in songs]
    assert asked_for_first == 2  # signing in, one page


def test_a_file_comes_whole_and_in_parts(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules())
    with connection.stream(_IDS[1]) as stream:
        whole = b"".join(stream.chunks)
    with connection.stream(_IDS[1], "bytes=10-29") as stream:
        assert stream.content_range == f"bytes 10-29/{len(whole)}"
        assert b"".join(stream.chunks) == whole[10:30]
    for gone in (uuid.UUID(int=77).hex, "not-a-number"):
        with pytest.raises(NotThereError), connection.stream(gone):
            pass


def test_a_playlist_is_written_read_and_removed(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules())
    ids = [_IDS[2], _IDS[0], _IDS[2]]
    written = connection.write_playlist("Late\nevening", ids)
    assert (written.name, written.track_count) == ("Late evening", 2)  # each track once
    assert written in connection.list_playlists()
    assert [track.id for track in connection.playlist_tracks(written.id)] == ids[:2]
    connection.remove_playlist(written.id)
    assert connection.list_playlists() == []


def test_a_track_is_not_removed_as_if_it_were_a_playlist(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules())
    with pytest.raises(NotThereError, match="playlist"):
        connection.remove_playlist(_IDS[0])


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BROKEN, Fault.HTML, Fault.CUT])
@pytest.mark.parametrize(("method", "path"), [("POST", "/Playlists"), ("GET", "/Items")])
def test_a_playlist_that_breaks_off_is_taken_back(
    connect: Connect, fault: Fault, method: str, path: str
) -> None:
    rules = JellyfinRules()
    server, connection = connect(rules)
    connection.list_playlists()

    def is_meant(request) -> bool:
        return request.method == method and (
            request.path == path if method == "POST" else request.path.startswith("/Playlists/")
        )

    server.fail(fault, times=2, where=is_meant)
    with pytest.raises(PlaylistNotWrittenError) as caught:
        connection.write_playlist("Evening", _IDS)
    assert caught.value.left == ""
    assert rules.playlists == {}


def test_of_a_playlist_with_a_track_that_is_gone_nothing_stays(connect: Connect) -> None:
    rules = JellyfinRules()
    _server, connection = connect(rules)
    with pytest.raises(PlaylistNotWrittenError, match="still there"):
        connection.write_playlist("Evening", [*_IDS, uuid.UUID(int=77).hex])
    assert rules.playlists == {}


def test_favourites_are_made_and_unmade(connect: Connect) -> None:
    rules = JellyfinRules()
    _server, connection = connect(rules)
    connection.rate(_IDS[0], liked=True)
    assert rules.favourites == {_IDS[0]}
    connection.rate(_IDS[0], liked=False)
    assert rules.favourites == set()


def test_a_player_is_told_what_to_do(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules())
    assert [device.name for device in connection.devices()] == [
        "Kitchen (Jellyfin Web)",
        "Attic (Jellyfin Web)",
    ]
    connection.play(_IDS[:2])
    connection.enqueue(_IDS[2])
    connection.next()
    connection.next()
    connection.seek(12.5)
    connection.set_volume(35)
    connection.pause()
    playback = connection.playback()
    assert playback.track is not None
    assert (playback.track.id, playback.is_playing) == (_IDS[2], False)
    assert (playback.position_s, playback.volume) == (12.5, 35)
    connection.previous()
    connection.resume()
    playback = connection.playback()
    assert playback.track is not None
    assert (playback.track.id, playback.is_playing) == (_IDS[1], True)


def test_music_moves_to_another_player_with_its_place_and_what_follows(connect: Connect) -> None:
    rules = JellyfinRules()
    _server, connection = connect(rules)
    connection.play(_IDS)
    connection.next()
    connection.seek(30)
    connection.transfer("session-2")
    kitchen, attic = rules.players
    assert kitchen.queue == []
    assert (attic.queue, attic.ticks) == (_IDS[1:], 300_000_000)
    with pytest.raises(NotAllowedError, match="volume"):
        connection.set_volume(10)


def test_without_a_player_it_says_what_to_do(connect: Connect) -> None:
    _server, connection = connect(JellyfinRules(players=[]))
    assert connection.devices() == []
    assert connection.playback().track is None
    with pytest.raises(NotThereError, match="open Jellyfin"):
        connection.play(_IDS)
    with pytest.raises(NotThereError, match="no such player"):
        connection.play(_IDS, "session-9")
