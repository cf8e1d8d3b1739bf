"""Searching, playing, liking, and what was heard, by Spotify's rules of 2026."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.local_server import Fault, Request
from tests.servers.spotify import KNOWN, UNKNOWN
from tests.unit.providers.spotify.conftest import Bench

from affetto.listening import Reaction
from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.errors import (
    BusyError,
    NotAllowedError,
    PremiumNeededError,
    ProviderError,
)
from affetto.providers.matching import best_match
from affetto.providers.spotify.connection import SpotifyConnection
from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.catalogue import RECORDINGS
from affetto.providers.spotify.demo.listeners import DemoPlaylist, HeardRecording
from affetto.providers.spotify.refusals import explain_api
from affetto.providers.spotify.scopes import SCOPES

_FIRST = RECORDINGS[0]


def _queries(bench: Bench) -> list[str]:
    return [request.query["q"] for request in bench.server.requests if "q" in request.query]


def test_a_recording_is_asked_for_by_its_code_first(
    bench: Bench, connection: SpotifyConnection
) -> None:
    (found,) = connection.search(KNOWN)
    assert (found.title, found.isrc) == (KNOWN.title, KNOWN.isrc)
    assert _queries(bench) == [f"isrc:{KNOWN.isrc}"]


def test_where_nobody_has_the_code_title_and_artist_find_it(
    bench: Bench, connection: SpotifyConnection
) -> None:
    query = TrackQuery(title="Élan", artist="Ondine & Bjørk Lund", isrc="USXXX0000000")
    (found,) = connection.search(query)
    assert found.title == "Élan"
    assert _queries(bench) == ["isrc:USXXX0000000", 'track:"Élan" artist:"Ondine & Bjørk Lund"']


def test_where_the_artist_is_written_otherwise_the_bare_words_find_it(
    bench: Bench, connection: SpotifyConnection
) -> None:
    (found,) = connection.search(TrackQuery(title='Lantern "Street"', artist="Small Weather"))
    assert found.title == "Lantern Street"
    assert _queries(bench)[-1] == "Lantern Street Small Weather"


def test_what_is_not_there_is_no_error(connection: SpotifyConnection) -> None:
    assert connection.search(UNKNOWN) == []


def test_nothing_is_asked_for_nothing(bench: Bench, connection: SpotifyConnection) -> None:
    assert connection.search(TrackQuery()) == []
    assert bench.asked() == []


@pytest.mark.parametrize("limit", [1, 7, 10, 50])
def test_never_more_than_ten_are_asked_for(connection: SpotifyConnection, limit: int) -> None:
    found = connection.search(TrackQuery(words="acoustic"), limit)
    assert len(found) == min(limit, 10)  # the service answers more with 400


def test_long_titles_are_cut_to_what_the_service_takes(connection: SpotifyConnection) -> None:
    assert connection.search(TrackQuery(title="long " * 100, artist="x" * 300)) == []


def test_what_may_not_be_played_here_says_so(connection: SpotifyConnection) -> None:
    (found,) = connection.search(TrackQuery(words="Not Sold Where You Live"))
    assert not found.is_playable


def test_the_starter_music_is_matched(connection: SpotifyConnection) -> None:
    for recording in RECORDINGS[:28]:
        query = TrackQuery(title=recording.title, duration_s=recording.duration_s)
        match = best_match(query, connection.search(query))
        assert match is not None
        assert match.track.id == recording.id


@pytest.mark.parametrize(
    "address",
    [
        "spotify:track:4iV5W9uYEdYUVa79Axb7Rh",
        "https://open.spotify.com/track/4iV5W9uYEdYUVa79Axb7Rh",
        "https://open.spotify.com/intl-pl/track/4iV5W9uYEdYUVa79Axb7Rh?si=abc",
    ],
)
def test_its_own_addresses_are_known(connection: SpotifyConnection, address: str) -> None:
    located = connection.locate(address)
    assert located is not None
    assert located.uri == "spotify:track:4iV5W9uYEdYUVa79Axb7Rh"


@pytest.mark.parametrize(
    "address", ["", "spotify:album:4iV5W9uYEdYUVa79Axb7Rh", "spotify:track:../me", "file:///x"]
)
def test_other_addresses_are_not(connection: SpotifyConnection, address: str) -> None:
    assert connection.locate(address) is None


@pytest.mark.parametrize(
    ("message", "error", "told"),
    [
        (
            b"Active premium subscription required for the owner of the app.",
            PremiumNeededError,
            "who made it has Premium",
        ),
        (
            b"Check settings on developer.spotify.com/dashboard, the user may not be registered.",
            NotAllowedError,
            "User Management",
        ),
    ],
)
def test_the_limits_of_development_mode_are_told(
    message: bytes, error: type[ProviderError], told: str
) -> None:
    # Both come as plain text at times.
    for body in (message, b'{"error": {"status": 403, "message": "%s"}}' % message):
        explained = explain_api(403, body)
        assert isinstance(explained, error)
        assert told in str(explained)


def test_leave_that_was_not_given_is_told(bench: Bench) -> None:
    secrets = bench.service.authority.give(bench.listener, SCOPES - {"user-modify-playback-state"})
    connection = bench.provider.open(Account({"client_id": CLIENT_ID}, secrets))
    with pytest.raises(NotAllowedError, match="agree to what is asked"):
        connection.play([_FIRST.id])


def test_a_short_pause_that_is_asked_for_is_kept(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.server.fail(Fault.BUSY, times=1, headers={"Retry-After": "0"})
    assert connection.search(KNOWN)
    assert len(bench.asked()) == 2


def test_too_many_calls_are_told_with_the_time_to_wait(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.service.web_api.rate_limit = 2
    connection.describe_account()
    bench.clock.pass_by(9.5)
    connection.describe_account()
    with pytest.raises(BusyError, match="in 21 s") as caught:
        connection.describe_account()
    assert caught.value.retry_after_s == 21
    bench.clock.pass_by(21)
    assert connection.describe_account() == "Robin"


def test_a_quota_that_is_used_up_is_not_asked_again(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.service.web_api.quota = 0
    with pytest.raises(BusyError, match="quota of your Spotify app"):
        connection.describe_account()
    assert len(bench.asked()) == 1


def test_lists_are_gone_through_page_by_page(bench: Bench, connection: SpotifyConnection) -> None:
    for number in range(120):
        bench.listener.make_playlist(f"List {number}", is_public=False)
    bench.listener.playlists[0].recordings.extend(RECORDINGS * 4)
    playlists = connection.list_playlists()
    assert len({playlist.id for playlist in playlists}) == 120
    assert [track.id for track in connection.playlist_tracks(playlists[0].id)] == [
        recording.id for recording in RECORDINGS * 4
    ]


def test_other_people_s_playlists_are_listed_but_not_opened(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.listener.playlists.append(DemoPlaylist("3" * 22, "Theirs", "somebody", is_public=True))
    (followed,) = connection.list_playlists()
    assert (followed.name, followed.track_count) == ("Theirs", None)
    with pytest.raises(NotAllowedError):
        connection.playlist_tracks(followed.id)


def test_plays_come_first_and_the_newest_of_them(
    bench: Bench, connection: SpotifyConnection
) -> None:
    bench.listener.plays = [
        HeardRecording(RECORDINGS[number % 9], bench.clock.now - 60 * number)
        for number in range(1, 121)
    ]
    listens = list(connection.listens())
    plays = [listen for listen in listens if listen.reaction is Reaction.PLAY]
    assert len(plays) == 120
    assert listens[:120] == plays
    moments = [listen.at for listen in plays if listen.at is not None]
    assert moments == sorted(moments, reverse=True)


def test_only_plays_after_a_moment_come_and_favourites_either_way(
    bench: Bench, connection: SpotifyConnection
) -> None:
    since = datetime.fromtimestamp(bench.listener.plays[2].at, UTC)
    listens = list(connection.listens(since))
    assert sum(listen.reaction is Reaction.PLAY for listen in listens) == 2
    nothing_new = list(connection.listens(since + timedelta(days=1)))
    assert {listen.reaction for listen in nothing_new} == {Reaction.FAVOURITE}


def test_favourites_of_the_three_ranges_come_once_each(
    bench: Bench, connection: SpotifyConnection
) -> None:
    favourites = [each for each in connection.listens() if each.reaction is Reaction.FAVOURITE]
    assert len(favourites) == len(set(favourites))
    assert {each.title for each in favourites} == {r.title for r in RECORDINGS[:22]} | {""}
    assert [each.artist for each in favourites if not each.title] == ["Starter Music"]
    ranges = [
        request.query["time_range"]
        for request in bench.server.requests
        if request.path == "/v1/me/top/tracks"
    ]
    assert ranges == ["short_term", "medium_term", "long_term"]


def test_history_is_asked_for_as_it_is_taken(bench: Bench, connection: SpotifyConnection) -> None:
    next(connection.listens())
    assert bench.asked() == ["GET /v1/me/player/recently-played"]


def test_likes_go_to_the_library_by_uri(bench: Bench, connection: SpotifyConnection) -> None:
    connection.rate(_FIRST.id, liked=True)
    assert bench.listener.saved == {_FIRST.uri}
    connection.rate(_FIRST.id, liked=False)
    assert bench.listener.saved == set()
    assert bench.asked() == ["PUT /v1/me/library", "DELETE /v1/me/library"]


def _is_order(request: Request) -> bool:
    return request.method != "GET"


@pytest.mark.parametrize(
    "order",
    [
        lambda connection: connection.play([_FIRST.id]),
        lambda connection: connection.next(),
        lambda connection: connection.rate(_FIRST.id, liked=True),
        lambda connection: connection.set_volume(3),
    ],
)
def test_a_page_in_between_is_not_taken_for_done(
    bench: Bench, connection: SpotifyConnection, order: Callable[[SpotifyConnection], None]
) -> None:
    bench.server.fail(Fault.HTML, where=_is_order)
    with pytest.raises(ProviderError, match="is the network signed in"):
        order(connection)


def test_passing_faults_are_waited_out(bench: Bench, connection: SpotifyConnection) -> None:
    bench.server.fail(Fault.OVERLOADED, times=2)
    assert connection.search(KNOWN)
    bench.server.fail(Fault.BROKEN, times=2)
    connection.rate(_FIRST.id, liked=True)
    assert bench.listener.saved == {_FIRST.uri}


def test_what_spotify_took_away_is_never_asked_for(
    bench: Bench, connection: SpotifyConnection
) -> None:
    playlist = connection.write_playlist("Evening", [_FIRST.id])
    connection.list_playlists()
    connection.playlist_tracks(playlist.id)
    connection.search(KNOWN)
    list(connection.listens())
    connection.rate(_FIRST.id, liked=True)
    connection.play([_FIRST.id])
    connection.remove_playlist(playlist.id)
    gone = re.compile(
        r"/v1/(recommendations|audio-|browse|users|markets|tracks$|artists|me/tracks"
        r"|playlists/[^/]+/(tracks|followers))"
    )
    asked = [request.path for request in bench.server.requests]
    assert len(asked) > 10
    assert not list(filter(gone.match, asked))
