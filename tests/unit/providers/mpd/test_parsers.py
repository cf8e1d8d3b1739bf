"""Lines as MPD's documentation shows them, and lines as none should be."""

from __future__ import annotations

from pathlib import Path

import pytest

from affetto.providers.capabilities import Device, ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.mpd.parsers import (
    MusicFolder,
    error_of,
    read_count,
    read_devices,
    read_line,
    read_playback,
    read_songs,
)

_FOLDER = MusicFolder(Path("/srv/music"), "mark")
_UNKNOWN_FOLDER = MusicFolder(None, "mark")


def _lines(text: str) -> list[tuple[str, str]]:
    return [read_line(line) for line in text.strip().splitlines()]


_LISTING = _lines(
    """
directory: Albums
Last-Modified: 2026-01-02T10:00:00Z
file: Albums/b: side.flac
Last-Modified: 2026-01-02T10:00:00Z
Format: 44100:16:2
Title: Side: B
Artist: One
Artist: Two
Album: Sides
Genre: Folk
Genre: Jazz
Date: 1994-05-01
Time: 231
duration: 230.613
MUSICBRAINZ_TRACKID: 0c6a2f9d-4d7b-4a0e-9a5f-3f1f0d0b7f11
playlist: Albums/old.m3u
Last-Modified: 2026-01-02T10:00:00Z
file: https://radio.example.org/live%20one.ogg
"""
)


def test_songs_are_read_and_folders_left_out() -> None:
    song, stream = read_songs(_LISTING, _FOLDER)
    assert song == ProviderTrack(
        id="Albums/b: side.flac",
        uri="file:///srv/music/Albums/b%3A%20side.flac",
        title="Side: B",
        artist="One",
        album="Sides",
        duration_s=230.613,
        mbid="0c6a2f9d-4d7b-4a0e-9a5f-3f1f0d0b7f11",
        genres=("Folk", "Jazz"),
        year=1994,
    )
    assert stream.title == "live one.ogg"
    assert stream.uri == stream.url == stream.id


def test_without_a_folder_tracks_are_known_by_mpd_s_names() -> None:
    song, _stream = read_songs(_LISTING, _UNKNOWN_FOLDER)
    assert song.uri == "mpd:mark:Albums/b%3A%20side.flac"
    assert _UNKNOWN_FOLDER.name_of(song.uri) == song.id


@pytest.mark.parametrize(
    ("track_id", "name"),
    [
        ("Albums/a.flac", "Albums/a.flac"),
        ("file:///srv/music/Albums/b%3A%20side.flac", "Albums/b: side.flac"),
        ("/srv/music/Albums/a.flac", "Albums/a.flac"),
        ("https://radio.example.org/a.ogg", "https://radio.example.org/a.ogg"),
    ],
)
def test_files_and_streams_have_names_of_mpd_s(track_id: str, name: str) -> None:
    assert _FOLDER.name_of(track_id) == name


def test_files_that_mpd_cannot_reach_are_told() -> None:
    with pytest.raises(NotThereError, match="outside of /srv/music"):
        _FOLDER.name_of("file:///home/ada/a.flac")
    with pytest.raises(NotThereError, match="where its music folder is"):
        _UNKNOWN_FOLDER.name_of("file:///home/ada/a.flac")


@pytest.mark.parametrize("folder", [_FOLDER, _UNKNOWN_FOLDER])
def test_addresses_lead_back_to_mpd_s_names(folder: MusicFolder) -> None:
    song, _stream = read_songs(_LISTING, folder)
    located = folder.locate(song.uri)
    assert located is not None
    assert (located.id, located.title) == (song.id, "b: side")
    for other in ("file:///home/ada/a.flac", "mpd:other:a.flac", "https://example.org/a.ogg", ""):
        assert folder.locate(other) is None


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("ACK [3@0] {password} incorrect password", SignInNeededError),
        ("ACK [4@0] {config} Command only permitted to local clients", NotAllowedError),
        ('ACK [5@0] {} unknown command "bogus"', NotAllowedError),
        ('ACK [50@1] {play} song doesn\'t exist: "10240"', NotThereError),
        ("ACK [51@0] {add} playlist is at the max size", NotAllowedError),
        ("ACK [52@0] {setvol} problems setting volume", ServiceDownError),
        ("ACK [55@0] {next} Not playing", NotThereError),
        ("ACK [2@0] {play} Bad song index", BadAnswerError),
        ("ACK [99@0] {play}", BadAnswerError),
        ("ACK something else", BadAnswerError),
    ],
)
def test_errors_of_the_protocol_have_their_kinds(line: str, error: type[ProviderError]) -> None:
    assert isinstance(error_of(line), error)
    assert "\n" not in str(error_of(line))


def test_outputs_are_devices() -> None:
    outputs = _lines(
        """
outputid: 0
outputname: Living room
plugin: alsa
outputenabled: 1
attribute: dop=0
outputid: 1
outputname: Kitchen
plugin: httpd
outputenabled: 0
"""
    )
    assert read_devices(outputs) == [
        Device("0", "Living room", is_active=True),
        Device("1", "Kitchen", is_active=False),
    ]


def test_what_is_played_is_read() -> None:
    status = _lines("volume: 55\nstate: pause\nelapsed: 12.250\nplaylistlength: 3")
    playback = read_playback(status, _LISTING[2:6], [], _FOLDER)
    assert playback.track is not None
    assert (playback.track.title, playback.is_playing) == ("Side: B", False)
    assert (playback.position_s, playback.volume) == (12.25, 55)
    assert read_count(status) == 3


@pytest.mark.parametrize("volume", ["", "volume: -1\n", "volume: n/a\n"])
def test_without_a_mixer_there_is_no_volume(volume: str) -> None:
    playback = read_playback(_lines(f"{volume}state: stop"), [], [], _FOLDER)
    assert (playback.volume, playback.track, playback.is_playing) == (None, None, False)


def test_what_is_no_answer_is_told_as_such() -> None:
    with pytest.raises(BadAnswerError):
        read_line("no colon")
    with pytest.raises(BadAnswerError):
        read_playback([("volume", "5")], [], [], _FOLDER)
    with pytest.raises(BadAnswerError):
        read_count([("playlistlength", "many")])
