"""A playlist is kept whole or not at all, whatever breaks in between."""

from __future__ import annotations

import pytest
from tests.servers.local_server import Fault, Request
from tests.unit.providers.spotify.conftest import Bench

from affetto.providers.errors import (
    NotAllowedError,
    PlaylistNotWrittenError,
    ProviderError,
    SignInNeededError,
    UnreachableError,
)
from affetto.providers.spotify.connection import SpotifyConnection
from affetto.providers.spotify.demo.catalogue import RECORDINGS

_IDS = [RECORDINGS[number % len(RECORDINGS)].id for number in range(250)]


def _is_addition(request: Request) -> bool:
    return request.method == "POST" and request.path.endswith("/items")


def _is_creation(request: Request) -> bool:
    return request.method == "POST" and request.path == "/v1/me/playlists"


def _is_removal(request: Request) -> bool:
    return request.method == "DELETE"


def _kept(bench: Bench) -> list[list[str]]:
    return [[each.id for each in playlist.recordings] for playlist in bench.listener.playlists]


def test_a_long_playlist_is_written_a_hundred_at_a_time(
    bench: Bench, connection: SpotifyConnection
) -> None:
    playlist = connection.write_playlist("Evening – Łódź", _IDS)
    assert (playlist.name, playlist.track_count) == ("Evening – Łódź", 250)
    assert _kept(bench) == [_IDS]
    additions = list(filter(_is_addition, bench.server.requests))
    assert [len(request.json()["uris"]) for request in additions] == [100, 100, 50]
    assert not bench.listener.playlists[0].is_public


def test_it_may_be_empty_and_is_removed_through_the_library(
    bench: Bench, connection: SpotifyConnection
) -> None:
    playlist = connection.write_playlist("Empty", [])
    assert playlist.track_count == 0
    connection.remove_playlist(playlist.id)
    assert _kept(bench) == []
    assert bench.server.requests[-1].query == {"uris": f"spotify:playlist:{playlist.id}"}


@pytest.mark.parametrize("skips", [0, 1, 2])
def test_an_addition_that_did_not_arrive_is_made_again(
    bench: Bench, connection: SpotifyConnection, skips: int
) -> None:
    bench.server.fail(Fault.RESET, times=1, skips=skips, where=_is_addition)
    connection.write_playlist("Evening", _IDS)
    assert _kept(bench) == [_IDS]


@pytest.mark.parametrize("skips", [0, 1, 2])
def test_an_addition_whose_answer_was_lost_is_not_made_twice(
    bench: Bench, connection: SpotifyConnection, skips: int
) -> None:
    bench.server.fail(Fault.CUT, times=1, skips=skips, where=_is_addition)
    connection.write_playlist("Evening", _IDS)
    assert _kept(bench) == [_IDS]


@pytest.mark.parametrize("fault", [Fault.BROKEN, Fault.GONE, Fault.FORBIDDEN, Fault.HTML])
@pytest.mark.parametrize("skips", [0, 2])
def test_what_cannot_be_finished_is_taken_back(
    bench: Bench, connection: SpotifyConnection, fault: Fault, skips: int
) -> None:
    bench.listener.make_playlist("Evening", is_public=False)  # of the same name, and not ours
    bench.server.fail(fault, skips=skips, where=_is_addition)
    with pytest.raises(PlaylistNotWrittenError, match="“Evening” was not written") as caught:
        connection.write_playlist("Evening", _IDS)
    assert caught.value.left == ""
    assert _kept(bench) == [[]]


def test_a_track_that_is_gone_leaves_nothing(bench: Bench, connection: SpotifyConnection) -> None:
    with pytest.raises(PlaylistNotWrittenError, match="no such track"):
        connection.write_playlist("Evening", [*_IDS[:120], "0" * 22])
    assert _kept(bench) == []


def test_what_cannot_be_taken_back_either_is_told(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.server.fail(Fault.BROKEN, skips=1, where=_is_addition)
    bench.server.fail(Fault.BROKEN, where=_is_removal)
    with pytest.raises(PlaylistNotWrittenError) as caught:
        connection.write_playlist("Evening", _IDS)
    assert "Evening" in caught.value.left
    assert caught.value.left in str(caught.value)
    assert _kept(bench) == [_IDS[:100]]


def test_a_creation_whose_answer_was_lost_is_taken_back(
    bench: Bench, connection: SpotifyConnection
) -> None:
    mine = bench.listener.make_playlist("Evening", is_public=False)
    bench.server.fail(Fault.CUT, times=1, where=_is_creation)
    with pytest.raises(PlaylistNotWrittenError) as caught:
        connection.write_playlist("Evening", _IDS)
    assert caught.value.left == ""
    assert bench.listener.playlists == [mine]


def test_a_creation_that_is_refused_is_just_that(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.server.fail(Fault.FORBIDDEN, where=_is_creation)
    with pytest.raises(NotAllowedError):
        connection.write_playlist("Evening", _IDS)
    assert _kept(bench) == []


def test_where_nobody_answers_at_all_nothing_is_claimed(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.server.stop()
    with pytest.raises(UnreachableError):
        connection.write_playlist("Evening", _IDS)
    assert _kept(bench) == []


def test_leave_that_is_taken_back_midway_is_the_cause_that_is_told(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.server.fail(Fault.UNAUTHORIZED, skips=1, where=_is_addition)
    bench.service.authority.rotates = True
    with pytest.raises(ProviderError) as caught:
        connection.write_playlist("Evening", _IDS)
    assert isinstance(caught.value.__cause__, SignInNeededError)
    assert _kept(bench) == []
