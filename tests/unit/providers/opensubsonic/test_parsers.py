"""Answers as the documentation of OpenSubsonic shows them, and answers as none should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from affetto.providers.capabilities import ProviderPlaylist, ProviderTrack
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    PremiumNeededError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.opensubsonic.parsers import (
    explain_fault,
    read_extensions,
    read_playlist,
    read_response,
    read_track,
    read_tracks,
)
from affetto.providers.reading import Fields


@pytest.fixture
def payload(root: Path) -> Any:
    def load(name: str) -> Any:
        path = root / "tests" / "data" / "providers" / "opensubsonic" / f"{name}.json"
        return json.loads(path.read_text())

    return load


def test_a_song_is_read_with_all_that_newer_servers_add(payload) -> None:
    songs = read_response(payload("navidrome_song")).object("searchResult3").objects("song")
    assert read_tracks(songs, "mark") == [
        ProviderTrack(
            id="082f435a363c32c57d5edb6a678a28d4",
            uri="opensubsonic:mark:082f435a363c32c57d5edb6a678a28d4",
            title='"winter harbour"',
            artist="The Tin Lanterns feat. Guest",
            album="Live by the Pier",
            duration_s=178.0,
            isrc="USSM18300073",
            mbid="189002e7-3285-4e2e-92a3-7f6c30d407a2",
            genres=("Hip-Hop", "East coast"),
            year=2005,
            is_explicit=True,
        )
    ]


def test_a_playlist_of_an_old_server_is_read(payload) -> None:
    playlist = read_response(payload("subsonic_playlist")).object("playlist")
    assert read_playlist(playlist) == ProviderPlaylist("800000075", "quiet evening", "", 1)
    (song,) = playlist.objects("entry")
    track = read_track(song, "mark")
    assert (track.title, track.artist, track.genres) == (
        "Brown Smoke",
        "Synthesists",
        ("Electronic",),
    )
    assert (track.isrc, track.mbid, track.is_explicit) == ("", "", None)


def test_folders_films_and_podcasts_are_left_out() -> None:
    kinds = [
        {"id": "1", "isDir": True, "title": "folder"},
        {"id": "2", "isDir": False, "isVideo": True, "title": "film"},
        {"id": "3", "isDir": False, "type": "podcast", "title": "podcast"},
        {"id": "4", "isDir": False, "title": "song"},
    ]
    songs = [Fields("OpenSubsonic", kind) for kind in kinds]
    assert [track.id for track in read_tracks(songs, "mark")] == ["4"]


def test_the_musicbrainz_id_of_an_album_is_not_a_recording_s() -> None:
    song = Fields("", {"id": "1", "mediaType": "album", "musicBrainzId": "x"})
    assert read_track(song, "mark").mbid == ""


def test_extensions_are_read_by_name() -> None:
    content = {"openSubsonicExtensions": [{"name": "formPost", "versions": [1]}]}
    assert read_extensions(Fields("", content)) == {"formPost"}


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (0, ServiceDownError),
        (10, BadAnswerError),
        (20, BadAnswerError),
        (30, BadAnswerError),
        (40, SignInNeededError),
        (41, SignInNeededError),
        (42, SignInNeededError),
        (43, SignInNeededError),
        (44, SignInNeededError),
        (50, NotAllowedError),
        (60, PremiumNeededError),
        (70, NotThereError),
        (999, ServiceDownError),
    ],
)
@pytest.mark.parametrize("status", ["failed", "ok"])  # one server calls failures so
def test_errors_of_the_protocol_have_their_kinds(
    code: int, error: type[ProviderError], status: str
) -> None:
    content = {"subsonic-response": {"status": status, "error": {"code": code, "message": "m"}}}
    with pytest.raises(error) as caught:
        read_response(content)
    assert "\n" not in str(caught.value)
    explained = explain_fault(200, json.dumps(content).encode())
    assert type(explained) is type(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "text",
        {},
        {"subsonic-response": []},
        {"subsonic-response": {"status": "failed"}},
        {"subsonic-response": {"status": "failed", "error": {"code": "many"}}},
    ],
)
def test_what_is_no_answer_is_told_as_such(content: Any) -> None:
    with pytest.raises(BadAnswerError):
        read_response(content)


@pytest.mark.parametrize(
    "song", [{}, {"id": None}, {"id": "1", "duration": "long"}, {"id": "1", "genres": [7]}]
)
def test_a_song_of_another_shape_is_told_as_such(song: dict[str, Any]) -> None:
    with pytest.raises(BadAnswerError):
        read_track(Fields("OpenSubsonic", song), "mark")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"error": {"code": 70}}', b"[" * 100_000]
)
def test_an_error_that_is_not_the_protocol_s_is_not_explained(body: bytes) -> None:
    assert explain_fault(404, body) is None
