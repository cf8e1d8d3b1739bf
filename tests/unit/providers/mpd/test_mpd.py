"""A real MPD: told what to play, searched, given playlists, killed and started again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.servers.local_server import Fault, LocalServer, Reply
from tests.servers.mpd import MpdRelay, RealMpd, running_mpd
from tests.servers.small_recordings import RECORDINGS

from affetto.errors import InputError
from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    PlaylistNotWrittenError,
    ProviderError,
    SignInNeededError,
    UnreachableError,
)
from affetto.providers.http import Patience
from affetto.providers.mpd import PROVIDER, MpdProvider
from affetto.providers.mpd.client import Place
from affetto.providers.mpd.connection import MpdConnection

_QUICK = Patience(connect_s=1, silence_s=0.4, total_s=1, tries=3, first_pause_s=0.01)


@pytest.fixture(scope="module")
def mpd() -> Iterator[RealMpd]:
    with running_mpd() as running:
        yield running


@pytest.fixture(scope="module")
def relay(mpd: RealMpd) -> Iterator[MpdRelay]:
    with MpdRelay(mpd.address) as relay:
        yield relay


@pytest.fixture
def connection(mpd: RealMpd) -> MpdConnection:
    return _open(mpd.address, music_folder=str(mpd.folder))


@pytest.fixture
def relayed(relay: MpdRelay, mpd: RealMpd) -> Iterator[MpdConnection]:
    yield _open(relay.address, music_folder=str(mpd.folder))
    relay.heal()


def _open(address: str, password: str = "", **settings: str) -> MpdConnection:
    return MpdProvider(_QUICK).open(
        Account({"address": address, **settings}, {"password": password})
    )


def _names(mpd: RealMpd) -> list[str]:
    return [path.relative_to(mpd.folder).as_posix() for path in mpd.music]


def test_the_whole_library_is_browsed_as_files(connection: MpdConnection, mpd: RealMpd) -> None:
    tracks = list(connection.tracks())
    assert {track.uri for track in tracks} == {path.as_uri() for path in mpd.music}
    assert {(track.title, track.artist, track.album) for track in tracks} == {
        (each.title, each.artist, each.album) for each in RECORDINGS
    }


def test_a_large_library_is_browsed_page_by_page(
    relayed: MpdConnection, relay: MpdRelay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("affetto.providers.mpd.connection._PAGE", 2)
    relay.requests.clear()
    tracks = relayed.tracks()
    first = next(tracks)
    assert len(relay.requests) == 1
    ids = [first.id, *(track.id for track in tracks)]
    assert len(set(ids)) == len(ids) == len(RECORDINGS)
    assert len(relay.requests) == 3


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda each: each.file)
def test_every_recording_is_found_by_title_and_artist_and_by_words(
    connection: MpdConnection, recording
) -> None:
    found = connection.search(TrackQuery(title=recording.title, artist=recording.artist))
    assert (found[0].title, found[0].artist) == (recording.title, recording.artist)
    words = f"{recording.artist} {recording.title}"
    (track,) = connection.search(TrackQuery(words=words))
    assert (track.title, track.artist) == (recording.title, recording.artist)


def test_nonsense_finds_nothing(connection: MpdConnection) -> None:
    assert connection.search(TrackQuery(words="zzzz")) == []
    assert connection.search(TrackQuery(title="zzzz", mbid="zzzz")) == []
    assert connection.search(TrackQuery()) == []
    assert len(connection.search(TrackQuery(words="harbour"), limit=1)) == 1


def test_it_plays_pauses_goes_on_and_back(connection: MpdConnection, mpd: RealMpd) -> None:
    names = _names(mpd)
    connection.play([mpd.music[1].as_uri(), str(mpd.music[3]), names[0]])
    playback = connection.playback()
    assert playback.track is not None
    assert (playback.track.title, playback.is_playing) == ("Last Ferry", True)
    assert playback.device is not None
    assert playback.device.name == "Room"
    connection.pause()
    assert not connection.playback().is_playing
    connection.pause()
    assert not connection.playback().is_playing
    connection.next()
    connection.pause()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.artist == "Another Band"
    connection.seek(12.5)
    assert connection.playback().position_s == pytest.approx(12.5, abs=0.1)
    connection.previous()
    connection.pause()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.title == "Last Ferry"
    connection.resume()
    assert connection.playback().is_playing
    connection.pause()


def test_what_is_enqueued_comes_after_all_others(connection: MpdConnection, mpd: RealMpd) -> None:
    names = _names(mpd)
    connection.play([names[0]])
    connection.pause()
    connection.enqueue(names[1])
    connection.next()
    connection.pause()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.id == names[1]


def test_music_that_is_to_come_stays_where_a_track_is_gone(
    connection: MpdConnection, mpd: RealMpd
) -> None:
    names = _names(mpd)
    connection.play([names[1], names[2]])
    connection.pause()
    with pytest.raises(NotThereError):
        connection.play([names[0], "nobody/nothing.flac"])
    connection.next()
    connection.pause()
    playback = connection.playback()
    assert playback.track is not None
    assert playback.track.id == names[2]


def test_where_nothing_plays_there_is_no_next(connection: MpdConnection) -> None:
    connection._client.ask("stop")
    connection._client.ask("clear")
    with pytest.raises(NotThereError, match="plays nothing"):
        connection.next()
    with pytest.raises(NotThereError, match="plays nothing"):
        connection.seek(1)
    connection.pause()
    assert connection.playback().track is None


def test_the_volume_is_set(connection: MpdConnection, mpd: RealMpd) -> None:
    connection.play(_names(mpd)[:1])
    connection.pause()
    connection.set_volume(37)
    assert connection.playback().volume == 37


def test_without_a_mixer_it_is_said_how_there_can_be_one() -> None:
    with running_mpd(mixer="none") as mpd:
        connection = _open(mpd.address)
        with pytest.raises(NotAllowedError, match="mixer_type"):
            connection.set_volume(37)
        assert connection.playback().volume is None


def test_music_moves_to_another_output(connection: MpdConnection) -> None:
    assert [(device.name, device.is_active) for device in connection.devices()] == [
        ("Room", True),
        ("Kitchen", False),
    ]
    connection.transfer("1")
    assert [device.is_active for device in connection.devices()] == [False, True]
    connection.transfer("0")
    assert [device.is_active for device in connection.devices()] == [True, False]
    with pytest.raises(NotThereError, match="output"):
        connection.transfer("7")


def test_a_playlist_is_written_read_and_removed(connection: MpdConnection, mpd: RealMpd) -> None:
    wanted = _names(mpd) * 40
    written = connection.write_playlist('Wieczór / „noc" \\ ’n’ \nmorning', wanted)
    assert written.name == 'Wieczór / „noc" \\ ’n’ morning'
    assert "/" not in written.id  # MPD keeps each in a file
    assert [playlist.id for playlist in connection.list_playlists()] == [written.id]
    assert [track.id for track in connection.playlist_tracks(written.id)] == wanted
    connection.remove_playlist(written.id)
    assert connection.list_playlists() == []
    with pytest.raises(NotThereError):
        connection.playlist_tracks(written.id)


def test_a_playlist_of_somebody_s_is_not_added_to(connection: MpdConnection, mpd: RealMpd) -> None:
    names = _names(mpd)
    first = connection.write_playlist("Mine", names[:2])
    second = connection.write_playlist("Mine", names[2:3])
    assert (first.id, second.id) == ("Mine", "Mine (2)")
    assert [track.id for track in connection.playlist_tracks("Mine")] == names[:2]
    connection.remove_playlist(first.id)
    connection.remove_playlist(second.id)


def test_of_a_playlist_with_a_track_that_is_gone_nothing_stays(
    connection: MpdConnection, mpd: RealMpd
) -> None:
    with pytest.raises(PlaylistNotWrittenError) as caught:
        connection.write_playlist("Half", [*_names(mpd), "nobody/nothing.flac"])
    assert caught.value.left == ""
    assert connection.list_playlists() == []


@pytest.mark.parametrize(
    "fault", [Fault.CUT, Fault.RESET, Fault.SILENCE, Fault.WRONG_JSON, Fault.BROKEN]
)
@pytest.mark.parametrize("command", ["playlistadd", "listplaylist"])
def test_a_playlist_that_breaks_off_is_taken_back(
    relayed: MpdConnection, relay: MpdRelay, mpd: RealMpd, fault: Fault, command: str
) -> None:
    relay.fail(fault, times=3, where=lambda request: request.path.split(" ")[0] == command)
    with pytest.raises(PlaylistNotWrittenError) as caught:
        relayed.write_playlist("Evening", _names(mpd))
    assert caught.value.left == ""
    assert relayed.list_playlists() == []


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.CUT, UnreachableError),
        (Fault.RESET, UnreachableError),
        (Fault.SILENCE, UnreachableError),
        (Fault.DRIP, UnreachableError),
        (Fault.WRONG_JSON, BadAnswerError),
        (Fault.HTML, BadAnswerError),
        (Fault.OTHER_SHAPE, BadAnswerError),
        (Fault.UNAUTHORIZED, SignInNeededError),
    ],
)
def test_each_fault_is_told_and_passes(
    relayed: MpdConnection, relay: MpdRelay, fault: Fault, error: type[ProviderError]
) -> None:
    relay.fail(fault)
    with pytest.raises(error, match=r"^MPD: "):
        relayed.playback()
    relay.heal()
    relayed.playback()


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.SILENCE])
def test_what_passes_is_tried_again_where_that_does_no_harm(
    relayed: MpdConnection, relay: MpdRelay, fault: Fault
) -> None:
    relay.requests.clear()
    relay.fail(fault, times=2)
    relayed.devices()
    assert len(relay.requests) == 3
    relay.fail(fault, times=1)
    with pytest.raises(UnreachableError):
        relayed.next()
    assert len(relay.requests) == 4


def test_something_else_at_its_place_is_no_mpd() -> None:
    with LocalServer(lambda _: Reply()) as server, pytest.raises(ProviderError):
        _open(server.address.removeprefix("http://")).describe_account()


@pytest.mark.parametrize("by_socket", [False, True])
def test_a_killed_one_is_told_of_and_found_again(by_socket: bool) -> None:
    with running_mpd(socket_file=by_socket) as mpd:
        connection = _open(mpd.address)
        connection.play(_names(mpd)[:1])
        mpd.kill()
        with pytest.raises(UnreachableError, match="cannot be reached"):
            connection.playback()
        mpd.start()
        connection.play(_names(mpd)[:1])
        assert connection.playback().is_playing


def test_a_password_is_given_and_a_wrong_one_told() -> None:
    password = 'o"p\\en ż'
    with running_mpd(password="plain-and-secret") as mpd:
        assert _open(mpd.address, "plain-and-secret").describe_account() == ""
        with pytest.raises(SignInNeededError, match="wants a password"):
            _open(mpd.address).describe_account()
        with pytest.raises(SignInNeededError, match="not take this password") as caught:
            _open(mpd.address, password).describe_account()
        assert password not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("localhost", Place("localhost", 6600)),
        ("mpd://localhost:6601", Place("localhost", 6601)),
        (" room.example.org:6601 ", Place("room.example.org", 6601)),
        ("[::1]:6601", Place("::1", 6601)),
        ("[::1]", Place("::1", 6600)),
        ("::1", Place("::1", 6600)),
        ("/run/mpd/socket", Place("/run/mpd/socket", 0)),
        ("@mpd", Place("@mpd", 0)),
    ],
)
def test_places_are_read_as_people_write_them(text: str, place: Place) -> None:
    assert Place.read(text, "address") == place


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({}, "address"),
        ({"address": "http://localhost/mpd"}, "address"),
        ({"address": "localhost:port"}, "address"),
        ({"address": "localhost:0"}, "address"),
        ({"address": "a b"}, "address"),
        ({"address": "localhost", "music_folder": "Music"}, "music_folder"),
    ],
)
def test_fields_that_cannot_be_used_are_named(settings: dict[str, str], field: str) -> None:
    with pytest.raises(InputError) as caught:
        PROVIDER.open(Account(settings))
    assert caught.value.source == field
