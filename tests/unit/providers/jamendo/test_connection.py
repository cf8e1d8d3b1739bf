"""Jamendo: searching by words, mood and licence, and playing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.servers.jamendo import CLIENT_ID, KNOWN, JamendoRules
from tests.servers.local_server import Fault, LocalServer
from tests.servers.small_recordings import sound_of

from affetto.errors import InputError
from affetto.licences import LicenceUse, read_licence
from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.errors import NotThereError, SignInNeededError, UnreachableError
from affetto.providers.http import Patience
from affetto.providers.jamendo import Jamendo
from affetto.providers.jamendo.client import JamendoConnection
from affetto.providers.open_music import OpenMusic

_QUICK = Patience(first_pause_s=0.01, silence_s=0.4, total_s=1)


@pytest.fixture
def rules() -> JamendoRules:
    return JamendoRules()


@pytest.fixture
def server(rules: JamendoRules) -> Iterator[LocalServer]:
    with LocalServer(rules.answer) as running:
        yield running


@pytest.fixture
def jamendo(server: LocalServer) -> JamendoConnection:
    account = Account({"client_id": CLIENT_ID})
    return Jamendo(server.address, _QUICK).open(account)


def test_it_is_a_catalogue_of_open_music(jamendo: JamendoConnection) -> None:
    assert isinstance(jamendo, OpenMusic)


def test_film_music_is_free_of_every_condition_but_credit(jamendo: JamendoConnection) -> None:
    found = jamendo.search_mood(["calm", "happy"], LicenceUse.FILM)
    assert [track.id for track in found] == ["1001", "1005"]
    for track in found:
        licence = read_licence(track.licence)
        assert licence is not None
        assert licence.terms.film_safe
        assert track.attribution


def test_any_of_the_words_will_do(jamendo: JamendoConnection) -> None:
    assert {track.id for track in jamendo.search_mood(["calm"])} == {"1001", "1002", "1003"}
    assert {track.id for track in jamendo.search_mood(["calm", "sad"])} == {
        *("1001", "1002", "1003", "1006"),
    }


def test_for_oneself_a_licence_is_needed_of_whatever_kind(jamendo: JamendoConnection) -> None:
    assert jamendo.search_mood(["sad"], LicenceUse.PERSONAL) == []
    assert len(jamendo.search_mood(["calm"], LicenceUse.PERSONAL)) == 3


def test_no_word_means_any_music(jamendo: JamendoConnection) -> None:
    assert len(jamendo.search_mood([])) == 6


def test_a_filter_that_leaves_nothing_is_not_believed(
    rules: JamendoRules, jamendo: JamendoConnection
) -> None:
    rules.loses_filtered_tags = True
    found = jamendo.search_mood(["happy"], LicenceUse.FILM, limit=1)
    assert [track.id for track in found] == ["1005"]


def test_sound_is_of_good_quality_and_comes_from_elsewhere(
    server: LocalServer, jamendo: JamendoConnection
) -> None:
    with jamendo.stream("1003") as sound:
        assert b"".join(sound.chunks) == sound_of("1003")
    asked, redirected, stored = server.requests
    assert asked.query["audioformat"] == redirected.query["format"] == "mp32"
    assert stored.path == "/storage/1003.mp3"


def test_where_a_file_is_tells_nobody_who_asks(
    server: LocalServer, jamendo: JamendoConnection
) -> None:
    with jamendo.stream("1001") as sound:
        list(sound.chunks)
    for request in server.requests[1:]:
        assert CLIENT_ID not in str(request)
        assert not {"authorization", "cookie", "referer"} & request.headers.keys()


def test_the_parts_of_a_file_are_asked_for_without_asking_where_it_is(
    server: LocalServer, jamendo: JamendoConnection
) -> None:
    [track] = jamendo.search(KNOWN)
    for part in ("bytes=0-9", "bytes=10-19"):
        with jamendo.stream(track.id, part) as sound:
            assert sound.content_range.startswith(part.replace("=", " "))
            assert len(b"".join(sound.chunks)) == 10
    assert sum(request.path == "/v3.0/tracks/" for request in server.requests) == 1


@pytest.mark.parametrize("track_id", ["9999", "../albums", "1 OR 1"])
def test_a_track_that_is_not_there_has_no_sound(jamendo: JamendoConnection, track_id: str) -> None:
    with pytest.raises(NotThereError), jamendo.stream(track_id):
        pass


def test_sound_that_breaks_off_says_so(server: LocalServer, jamendo: JamendoConnection) -> None:
    server.fail(Fault.CUT, where=lambda request: request.path.startswith("/storage/"))
    with jamendo.stream("1001") as sound, pytest.raises(UnreachableError):
        list(sound.chunks)


def test_tracks_are_known_by_the_addresses_that_the_library_has(
    jamendo: JamendoConnection,
) -> None:
    located = jamendo.locate("https://www.jamendo.com/track/1001/reverie")
    assert located is not None
    assert located.id == "1001"
    assert jamendo.locate("https://www.jamendo.com/track/abc") is None
    assert jamendo.locate("https://example.org/track/1001") is None


def test_a_wrong_client_id_is_told(server: LocalServer) -> None:
    connection = Jamendo(server.address, _QUICK).open(Account({"client_id": "wrong"}))
    with pytest.raises(SignInNeededError, match="client id"):
        connection.describe_account()


def test_without_a_client_id_nothing_is_opened() -> None:
    with pytest.raises(InputError) as caught:
        Jamendo().open(Account())
    assert caught.value.source == "client_id"


def test_nothing_is_searched_for_by_nothing(
    server: LocalServer, jamendo: JamendoConnection
) -> None:
    assert jamendo.search(TrackQuery()) == []
    assert server.requests == []


def test_a_file_is_kept_only_where_its_artist_allows_it(jamendo: JamendoConnection) -> None:
    with jamendo.download(jamendo.obtain("1001")) as file:
        assert b"".join(file.chunks) == sound_of("1001")
    forbidden = jamendo.obtain("1003")
    assert forbidden.download_url == ""
    with pytest.raises(NotThereError), jamendo.download(forbidden):
        pass
    with pytest.raises(NotThereError):
        jamendo.obtain("9999")
