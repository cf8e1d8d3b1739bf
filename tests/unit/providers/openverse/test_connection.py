"""Openverse: searching by words, mood and licence, and playing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.servers.local_server import LocalServer
from tests.servers.openverse import KNOWN, RECORDINGS, OpenverseRules
from tests.servers.small_recordings import sound_of

from affetto.licences import LicenceUse, allows
from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.errors import BusyError, NotThereError
from affetto.providers.http import Patience
from affetto.providers.open_music import OpenMusic
from affetto.providers.openverse import Openverse
from affetto.providers.openverse.client import OpenverseConnection

_QUICK = Patience(first_pause_s=0.01, silence_s=0.4, total_s=1, longest_wait_s=0.5)


@pytest.fixture
def rules() -> OpenverseRules:
    return OpenverseRules()


@pytest.fixture
def server(rules: OpenverseRules) -> Iterator[LocalServer]:
    with LocalServer(rules.answer) as running:
        yield running


@pytest.fixture
def openverse(server: LocalServer) -> OpenverseConnection:
    return Openverse(server.address, _QUICK).open(Account())


def test_it_is_a_catalogue_of_open_music_without_accounts(openverse: OpenverseConnection) -> None:
    assert isinstance(openverse, OpenMusic)
    assert openverse.describe_account() == ""


def test_film_music_is_asked_for_by_licence_and_judged_here(
    server: LocalServer, openverse: OpenverseConnection
) -> None:
    found = openverse.search_mood(["happy", "calm"], LicenceUse.FILM)
    assert {track.title for track in found} == {"Reverie", "Old March"}
    assert all(allows(track.licence, track.uri, LicenceUse.FILM) for track in found)
    assert server.requests[-1].query["license"] == "by,cc0,pdm"


def test_only_music_is_found_by_mood(openverse: OpenverseConnection) -> None:
    assert "Rain Loop" not in {track.title for track in openverse.search_mood(["calm"])}


def test_for_oneself_a_licence_is_needed_that_can_be_read(openverse: OpenverseConnection) -> None:
    found = openverse.search_mood(["happy"], LicenceUse.PERSONAL)
    assert {track.title for track in found} == {"Old March", "Brass Weather"}
    assert "Cut Me" in {track.title for track in openverse.search_mood(["happy"])}


def test_no_word_means_any_music(server: LocalServer, openverse: OpenverseConnection) -> None:
    assert len(openverse.search_mood([])) == 4
    assert "q" not in server.requests[-1].query


def test_names_are_not_read_as_a_query_language(
    server: LocalServer, openverse: OpenverseConnection
) -> None:
    openverse.search(TrackQuery(title='Re-verie | "Ada" (live)*', artist="+Linde"))
    assert server.requests[-1].query["q"] == "Linde Re verie Ada live"
    openverse.search(TrackQuery(words="a" * 300))
    assert len(server.requests[-1].query["q"]) == 200


def test_nobody_asks_for_more_rows_than_nobody_in_particular_may(
    server: LocalServer, openverse: OpenverseConnection
) -> None:
    openverse.search(KNOWN)
    openverse.search_mood(["calm"])
    assert all(int(request.query["page_size"]) <= 20 for request in server.requests)


def test_files_are_followed_to_where_they_were_moved(
    server: LocalServer, openverse: OpenverseConnection
) -> None:
    identifier = RECORDINGS[0].id
    with openverse.stream(identifier, "bytes=100-199") as sound:
        assert b"".join(sound.chunks) == sound_of(identifier)[100:200]
    assert server.requests[-1].path == f"/files/{identifier}.flac"


def test_what_is_not_there_has_no_sound(openverse: OpenverseConnection) -> None:
    for identifier in ("0a6d3f1e-0000-4000-8000-00000000ffff", "../images"):
        with pytest.raises(NotThereError), openverse.stream(identifier):
            pass


def test_too_many_requests_a_minute_are_told_with_the_time_to_wait(
    rules: OpenverseRules, openverse: OpenverseConnection
) -> None:
    rules.requests_a_minute = 1
    openverse.search(KNOWN)
    with pytest.raises(BusyError, match="try again in") as caught:
        openverse.search(KNOWN)
    assert caught.value.retry_after_s is not None
    assert 50 <= caught.value.retry_after_s <= 60


def test_recordings_are_known_by_their_own_addresses_only(openverse: OpenverseConnection) -> None:
    located = openverse.locate(f"openverse:audio:{RECORDINGS[0].id}")
    assert located is not None
    assert located.id == RECORDINGS[0].id
    assert openverse.locate("spotify:track:1") is None


def test_nothing_is_searched_for_by_nothing(
    server: LocalServer, openverse: OpenverseConnection
) -> None:
    assert openverse.search(TrackQuery()) == openverse.search(TrackQuery(words=" |() ")) == []
    assert server.requests == []


def test_a_file_is_kept_only_under_a_licence_that_can_be_read(
    openverse: OpenverseConnection,
) -> None:
    first, *_, sampled = RECORDINGS
    with openverse.download(openverse.obtain(first.id)) as file:
        assert b"".join(file.chunks) == sound_of(first.id)
    with pytest.raises(NotThereError), openverse.download(openverse.obtain(sampled.id)):
        pass
