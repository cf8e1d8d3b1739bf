"""What every service promises: each capability does what its protocol says."""

from __future__ import annotations

import dataclasses
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, cast

import pytest
from tests.contract.providers.cases_for_tests import Service, find_cases
from tests.contract.providers.conftest import check_no_secret
from tests.contract.providers.operations_for_tests import (
    calls_on,
    outcomes,
    play_of,
    prepared,
    remove_named,
)

from affetto.errors import InputError
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    PROTOCOLS,
    Account,
    BrowserSignIn,
    Capability,
    Locating,
    Provider,
    ProviderTrack,
    SignIn,
    TrackQuery,
)
from affetto.providers.errors import NotAllowedError, NotThereError, ProviderError
from affetto.providers.matching import best_match
from affetto.text import printable

MANY = 250
ODD_NAME = "Ünïcode & “quotes” / 100% #1 <b> +?"


@pytest.fixture
def connection(service: Service) -> Iterator[Any]:
    with service.connected() as opened:
        yield opened


def require(service: Service, *capabilities: Capability) -> None:
    """Skips a test of what the service does not do."""
    missing = set(capabilities) - service.provider.capabilities
    if missing:
        pytest.skip(f"a service without {', '.join(sorted(missing))}")


def check_track(track: ProviderTrack) -> None:
    assert track.id
    assert re.fullmatch(r"[a-z][a-z0-9+.-]*:\S+", track.uri)
    for text in (track.title, track.artist, track.album, track.licence, track.attribution):
        assert text == printable(text).strip()
    assert track.title
    assert track.duration_s is None or track.duration_s > 0
    for address in (track.url, track.cover_url, track.download_url):
        assert not address or address.startswith(("http://", "https://"))


def test_it_says_what_it_is(service: Service) -> None:
    provider = service.provider
    assert isinstance(provider, Provider)
    assert re.fullmatch(r"[a-z]{2,32}", provider.name)
    assert provider.title.strip() == provider.title != ""
    names = [field.name for field in provider.fields]
    assert len(set(names)) == len(names)
    assert provider.capabilities
    assert isinstance(provider, BrowserSignIn) == (provider.sign_in is SignIn.BROWSER)
    assert (provider.sign_in is SignIn.NONE) <= (provider.fields == ())
    with pytest.raises(dataclasses.FrozenInstanceError):
        cast("Any", provider).patience = None


def test_a_connection_has_the_capabilities_that_are_named_and_no_others(
    service: Service, connection: Any
) -> None:
    has = {capability for capability, kind in PROTOCOLS.items() if isinstance(connection, kind)}
    assert has == service.provider.capabilities


def test_a_field_that_is_missing_is_named(service: Service) -> None:
    account = service.account
    needed = [field.name for field in service.provider.fields if field.is_required]
    for name in needed:
        settings = {key: value for key, value in account.settings.items() if key != name}
        secrets = {key: value for key, value in account.secrets.items() if key != name}
        for blank in ({}, {name: "  "}):
            with pytest.raises(InputError) as caught:
                service.provider.open(Account({**settings, **blank}, {**secrets, **blank}))
            assert caught.value.source == name


def test_opening_asks_nothing(service: Service) -> None:
    before = len(service.server.requests)
    service.provider.open(service.account).close()
    assert len(service.server.requests) == before


def test_nothing_that_is_shown_holds_a_secret(service: Service, connection: Any) -> None:
    connection.describe_account()
    for thing in (service.account, service.provider, connection, *vars(connection).values()):
        check_no_secret(service, repr(thing))
        check_no_secret(service, str(thing))


def test_it_says_whose_account_it_is(connection: Any) -> None:
    name = connection.describe_account()
    assert name == printable(name).strip()


@pytest.mark.parametrize("limit", range(1, MAX_SEARCH_RESULTS + 1))
def test_search_finds_what_is_there(service: Service, connection: Any, limit: int) -> None:
    require(service, Capability.SEARCH)
    assert service.case.known is not None
    found = connection.search(service.case.known, limit)
    assert 1 <= len(found) <= limit
    for track in found:
        check_track(track)
    assert best_match(service.case.known, found) is not None


def test_search_finds_nothing_where_nothing_is(service: Service, connection: Any) -> None:
    require(service, Capability.SEARCH)
    assert service.case.unknown is not None
    assert connection.search(service.case.unknown) == []


def test_search_takes_any_words(service: Service, connection: Any) -> None:
    require(service, Capability.SEARCH)
    assert service.case.known is not None
    words = f"{service.case.known.title} {service.case.known.artist}"
    for query in (
        TrackQuery(words=words),
        TrackQuery(ODD_NAME, 'x" OR artist:*', isrc="no code", mbid="none"),
        TrackQuery(words="x" * 3000),
    ):
        found = connection.search(query, 3)
        assert len(found) <= 3


def test_addresses_lead_back_to_recordings(service: Service, connection: Any) -> None:
    if not isinstance(connection, Locating):
        pytest.skip("does not know recordings by addresses")
    for track in service.tracks:
        located = connection.locate(track.uri)
        assert located is not None
        assert located.id == track.id
    for other in ("https://example.org/x", "file:///music/a.mp3", "", "tel:1", "http://["):
        assert connection.locate(other) is None


def test_sound_comes_whole_and_in_parts(service: Service, connection: Any) -> None:
    require(service, Capability.STREAM)
    track_id = service.track_ids[0]
    with connection.stream(track_id) as sound:
        assert re.fullmatch(r"(audio|video|application)/[\w.+-]+", sound.media_type)
        assert sound.content_range == ""
        whole = b"".join(sound.chunks)
    assert whole
    assert sound.length in (None, len(whole))
    for wanted, part in (("bytes=0-9", whole[:10]), ("bytes=5-", whole[5:])):
        with connection.stream(track_id, wanted) as sound:
            begin = wanted[6:].split("-")[0]
            end = int(begin) + len(part) - 1
            assert sound.content_range == f"bytes {begin}-{end}/{len(whole)}"
            assert b"".join(sound.chunks) == part
            assert sound.length in (None, len(part))


def test_sound_may_be_given_up_midway(service: Service, connection: Any) -> None:
    require(service, Capability.STREAM)
    for _ in range(25):  # more than connections are kept
        with connection.stream(service.track_ids[0]) as sound:
            assert next(iter(sound.chunks))
    assert connection.describe_account() is not None


@pytest.mark.parametrize("name", ["Evening", ODD_NAME])
def test_a_playlist_is_kept_shown_and_taken_away(
    service: Service, connection: Any, name: str
) -> None:
    require(service, Capability.PLAYLISTS)
    before = connection.list_playlists()
    track_ids = service.track_ids[:3][::-1]
    assert len(track_ids) >= 2
    written = connection.write_playlist(name, track_ids)
    assert (written.name, written.track_count) in {(name, len(track_ids)), (name, None)}
    shown = [playlist for playlist in connection.list_playlists() if playlist.id == written.id]
    assert [playlist.name for playlist in shown] == [name]
    assert shown[0].track_count in (None, len(track_ids))
    tracks = connection.playlist_tracks(written.id)
    assert [track.id for track in tracks] == track_ids
    for track in tracks:
        check_track(track)
    connection.remove_playlist(written.id)
    assert {playlist.id for playlist in connection.list_playlists()} == {
        playlist.id for playlist in before
    }


def test_a_long_playlist_is_kept_whole(service: Service, connection: Any) -> None:
    require(service, Capability.PLAYLISTS)
    track_ids = [service.track_ids[n % len(service.track_ids)] for n in range(MANY)]
    written = connection.write_playlist("Long evening", track_ids)
    kept = [track.id for track in connection.playlist_tracks(written.id)]
    # Some services have each recording once in a playlist.
    assert kept in (track_ids, list(dict.fromkeys(track_ids)))
    assert written.track_count in (None, len(kept))
    connection.remove_playlist(written.id)


def test_an_account_may_have_no_playlists(service: Service, connection: Any) -> None:
    require(service, Capability.PLAYLISTS)
    kept = {
        playlist.name: [track.id for track in connection.playlist_tracks(playlist.id)]
        for playlist in connection.list_playlists()
    }
    for name in kept:
        remove_named(connection, name)
    assert connection.list_playlists() == []
    for name, track_ids in kept.items():
        connection.write_playlist(name, track_ids)


def test_it_does_what_it_is_told(service: Service, connection: Any) -> None:
    require(service, Capability.CONTROL)
    first, second, *_ = track_ids = service.track_ids[:3]
    device = connection.devices()[0]
    connection.play(track_ids, device.id)
    playing = connection.playback()
    assert playing.track is not None
    assert (playing.track.id, playing.is_playing) == (first, True)
    check_track(playing.track)
    for _ in range(2):  # what is paused may be paused
        connection.pause()
        assert connection.playback().is_playing is False
    for _ in range(2):
        connection.resume()
        assert connection.playback().is_playing is True
    connection.next()
    assert connection.playback().track.id == second
    connection.previous()
    assert connection.playback().track.id == first
    connection.pause()
    connection.seek(0.5)
    assert connection.playback().position_s == pytest.approx(0.5, abs=0.3)
    connection.enqueue(second)
    assert connection.devices()[0].id == device.id


def test_it_plays_as_loud_as_it_is_told_or_says_that_it_cannot(
    service: Service, connection: Any
) -> None:
    require(service, Capability.CONTROL)
    connection.play(service.track_ids[:2], connection.devices()[0].id)
    for volume in (30, 0, 100):
        try:
            connection.set_volume(volume)
        except NotAllowedError:
            assert connection.playback().volume is None
        else:
            assert connection.playback().volume == volume


def test_it_goes_on_playing_on_another_device(service: Service, connection: Any) -> None:
    require(service, Capability.CONTROL)
    devices = connection.devices()
    if len(devices) < 2:
        pytest.skip("has one device only")
    connection.play(service.track_ids[:2], devices[0].id)
    connection.transfer(devices[1].id)
    now = connection.playback()
    assert now.device is not None
    assert now.device.id == devices[1].id
    assert now.track is not None
    assert now.track.id == service.track_ids[0]
    active = [device.id for device in connection.devices() if device.is_active]
    assert active == [devices[1].id]


def test_a_device_that_is_switched_off_is_told(service: Service, connection: Any) -> None:
    require(service, Capability.CONTROL)
    with pytest.raises(NotThereError):
        connection.transfer("no-such-device")


def test_a_history_is_told_from_its_newest_end(service: Service, connection: Any) -> None:
    require(service, Capability.HISTORY)
    told = list(islice(connection.listens(), 500))
    assert told
    by_kind: dict[Any, list[datetime]] = {}
    for listen in told:
        assert listen.title or listen.artist
        if listen.at is not None:
            assert listen.at.tzinfo is not None
            by_kind.setdefault(listen.reaction, []).append(listen.at)
    for moments in by_kind.values():
        assert moments == sorted(moments, reverse=True)


def test_a_history_can_be_told_from_a_moment_on(service: Service, connection: Any) -> None:
    require(service, Capability.HISTORY)
    told = list(islice(connection.listens(), 500))
    moments = sorted(listen.at for listen in told if listen.at is not None)
    assert moments
    since = moments[len(moments) // 2]
    later = list(islice(connection.listens(since), 500))
    assert [each for each in later if each.at is not None] == [
        each for each in told if each.at is not None and each.at > since
    ]
    assert [each for each in later if each.at is None] == [each for each in told if each.at is None]
    future = datetime.now(UTC) + timedelta(days=2)
    assert not [each for each in connection.listens(future) if each.at is not None]


def test_what_was_heard_is_told_afterwards(service: Service, connection: Any) -> None:
    require(service, Capability.SUBMIT, Capability.HISTORY)
    query = service.case.known or TrackQuery("Reverie", "Ada Linde")
    plays = [play_of(query, minutes_ago) for minutes_ago in (3.0, 7.0)]
    connection.submit(plays)
    told = [listen for listen in islice(connection.listens(), 500) if listen.at is not None]
    for play in plays:
        matching = [each for each in told if each.at == play.at and each.title == play.title]
        assert len(matching) == 1
        assert matching[0].artist == play.artist


def test_more_plays_than_one_request_takes_can_be_told(service: Service, connection: Any) -> None:
    require(service, Capability.SUBMIT)
    query = service.case.known or TrackQuery("Reverie", "Ada Linde")
    connection.submit([])
    connection.submit([play_of(query, 60.0 + n) for n in range(55)])
    connection.submit_now_playing(play_of(query, 0))


def test_a_library_can_be_gone_through(service: Service, connection: Any) -> None:
    require(service, Capability.BROWSE)
    tracks = list(connection.tracks())
    assert len({track.id for track in tracks}) == len(tracks) > 1
    for track in tracks:
        check_track(track)
    if service.case.known is not None:
        assert best_match(service.case.known, tracks) is not None
    assert len(list(islice(connection.tracks(), 1))) == 1


def test_what_is_liked_is_marked_and_the_mark_taken_away(service: Service, connection: Any) -> None:
    require(service, Capability.RATE)
    for liked in (True, True, False, False):
        connection.rate(service.track_ids[0], liked=liked)


def test_several_threads_may_use_a_connection(service: Service, connection: Any) -> None:
    with prepared(service) as material:
        reads = {
            f"{name} {n}": call
            for n in range(3)
            for name, call in calls_on(service, connection, material, orders=False).items()
        }
        for name, result in outcomes(reads).items():
            assert not isinstance(result, Exception), f"{name}: {result!r}"


def test_a_connection_that_is_closed_leaves_no_thread_behind(service: Service) -> None:
    threads = set(threading.enumerate())
    with service.connected() as connection, suppress(ProviderError):
        connection.describe_account()
    for _ in range(100):
        left = {
            thread
            for thread in set(threading.enumerate()) - threads
            # The server answers each connection in a thread of its own.
            if "process_request_thread" not in thread.name
        }
        if not left:
            return
        time.sleep(0.05)
    pytest.fail(f"left {left}")


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in find_cases()]
    assert names
    assert len(set(names)) == len(names)
