"""A real Supysonic with real files: heard, browsed, its playlists written, its songs starred."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.servers.local_server import LocalServer, Reply, Request, json_reply
from tests.servers.small_recordings import RECORDINGS
from tests.servers.supysonic import Supysonic, running_supysonic

from affetto.providers.capabilities import Account, Play, TrackQuery
from affetto.providers.errors import (
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    SignInNeededError,
)
from affetto.providers.opensubsonic import PROVIDER
from affetto.providers.opensubsonic.connection import OpenSubsonicConnection


@pytest.fixture(scope="module")
def listens() -> list[dict]:
    """What the server has told ListenBrainz of."""
    return []


@pytest.fixture(scope="module")
def server(listens: list[dict]) -> Iterator[Supysonic]:
    def answer(request: Request) -> Reply:
        if request.path == "/1/validate-token":
            return json_reply({"valid": True, "message": "valid"})
        listens.append(request.json())
        return json_reply({"status": "ok"})

    with LocalServer(answer) as listenbrainz, running_supysonic(listenbrainz.address) as running:
        yield running


@pytest.fixture(scope="module")
def connection(server: Supysonic) -> Iterator[OpenSubsonicConnection]:
    connection = PROVIDER.open(server.account)
    yield connection
    connection.close()


def _id_of(connection: OpenSubsonicConnection, title: str, artist: str) -> str:
    (track,) = (
        track
        for track in connection.search(TrackQuery(title=title, artist=artist))
        if track.artist == artist
    )
    return track.id


def test_the_account_is_proved_and_named(connection: OpenSubsonicConnection) -> None:
    assert connection.describe_account() == "ada"


def test_a_wrong_password_is_told(server: Supysonic) -> None:
    connection = PROVIDER.open(replace(server.account, secrets={"password": "wrong"}))
    with pytest.raises(SignInNeededError, match="name and password"):
        connection.describe_account()
    connection.close()


def test_the_whole_library_is_browsed(connection: OpenSubsonicConnection) -> None:
    tracks = list(connection.tracks())
    assert {(track.title, track.artist, track.album) for track in tracks} == {
        (each.title, each.artist, each.album) for each in RECORDINGS
    }
    assert len({track.uri for track in tracks}) == len(RECORDINGS)
    ferry = next(track for track in tracks if track.title == "Last Ferry")
    assert (ferry.duration_s, ferry.year, ferry.genres) == (30.0, 1987, ("Sea Songs",))


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda each: each.file)
def test_every_recording_is_found_by_title_and_artist(
    connection: OpenSubsonicConnection, recording
) -> None:
    found = connection.search(TrackQuery(title=recording.title, artist=recording.artist))
    assert (found[0].title, found[0].artist) == (recording.title, recording.artist)


def test_words_find_and_nonsense_does_not(connection: OpenSubsonicConnection) -> None:
    assert {track.artist for track in connection.search(TrackQuery(words="harbour"))} == {
        "The Tin Lanterns",
        "Another Band",
    }
    assert len(connection.search(TrackQuery(words="harbour"), limit=1)) == 1
    assert connection.search(TrackQuery(words="zzzz")) == []
    assert connection.search(TrackQuery()) == []


def test_a_stream_is_the_file_byte_for_byte(
    connection: OpenSubsonicConnection, server: Supysonic
) -> None:
    for path, recording in zip(server.music, RECORDINGS, strict=True):
        track_id = _id_of(connection, recording.title, recording.artist)
        with connection.stream(track_id) as stream:
            assert stream.length == path.stat().st_size
            assert b"".join(stream.chunks) == path.read_bytes()


def test_a_part_of_a_file_can_be_had(connection: OpenSubsonicConnection, server: Supysonic) -> None:
    content = server.music[0].read_bytes()
    track_id = _id_of(connection, RECORDINGS[0].title, RECORDINGS[0].artist)
    with connection.stream(track_id, "bytes=100-199") as stream:
        assert stream.content_range == f"bytes 100-199/{len(content)}"
        assert b"".join(stream.chunks) == content[100:200]


def test_a_song_that_is_gone_is_told(connection: OpenSubsonicConnection) -> None:
    with (
        pytest.raises(NotThereError),
        connection.stream("00000000-0000-0000-0000-000000000000"),
    ):
        pass


def test_a_playlist_is_written_read_and_removed(connection: OpenSubsonicConnection) -> None:
    ids = [track.id for track in connection.tracks()]
    wanted = (ids * 50)[:230]  # more than one request takes, and songs several times
    written = connection.write_playlist("Wieczór & „noc”", wanted)
    assert written in connection.list_playlists()
    assert [track.id for track in connection.playlist_tracks(written.id)] == wanted
    connection.remove_playlist(written.id)
    assert written not in connection.list_playlists()
    with pytest.raises(NotThereError):
        connection.playlist_tracks(written.id)


def test_of_a_playlist_with_a_song_that_is_gone_nothing_stays(
    connection: OpenSubsonicConnection,
) -> None:
    ids = [track.id for track in connection.tracks()] * 30
    ids[140] = "00000000-0000-0000-0000-000000000000"
    before = connection.list_playlists()
    with pytest.raises(PlaylistNotWrittenError) as caught:
        connection.write_playlist("Half", ids)
    assert caught.value.left == ""
    assert connection.list_playlists() == before


def test_two_playlists_may_have_one_name(connection: OpenSubsonicConnection) -> None:
    ids = [track.id for track in connection.tracks()]
    first = connection.write_playlist("Twice", ids[:1])
    second = connection.write_playlist("Twice", ids[1:3])
    assert first.id != second.id
    assert [track.id for track in connection.playlist_tracks(first.id)] == ids[:1]
    connection.remove_playlist(first.id)
    connection.remove_playlist(second.id)


def test_stars_are_given_and_taken_away_also_twice(connection: OpenSubsonicConnection) -> None:
    track_id = _id_of(connection, "Last Ferry", "The Tin Lanterns")

    def is_starred() -> bool:
        song = connection._client.call("getSong", {"id": track_id}).object("song")
        return "starred" in song

    for liked in (True, True, False, False):
        connection.rate(track_id, liked=liked)
        assert is_starred() is liked


def test_plays_reach_the_place_where_the_server_keeps_them(
    connection: OpenSubsonicConnection, listens: list[dict]
) -> None:
    at = datetime(2026, 3, 1, 20, 15, tzinfo=UTC)
    connection.submit(
        [
            Play("Last Ferry", "The Tin Lanterns", at),
            Play("Nobody Has Recorded This", "Nobody", at),
        ]
    )
    connection.submit_now_playing(Play("Harbour at Noon", "Another Band", at))
    single, now = listens
    assert single["listen_type"] == "single"
    assert single["payload"][0]["listened_at"] == at.timestamp()
    assert single["payload"][0]["track_metadata"]["track_name"] == "Last Ferry"
    assert now["listen_type"] == "playing_now"
    assert now["payload"][0]["track_metadata"]["artist_name"] == "Another Band"


def test_a_password_is_not_sent_as_it_is_where_others_may_read_it(server: Supysonic) -> None:
    # Leads to this very computer too, but does not say so.
    address = server.address.replace("127.0.0.1", "0.0.0.0")
    settings = {**server.account.settings, "address": address}
    connection = PROVIDER.open(Account(settings, server.account.secrets))
    with pytest.raises(NotAllowedError, match="https://"):
        connection.describe_account()
    connection.close()
