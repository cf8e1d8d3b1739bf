"""Answers as Jellyfin's OpenAPI description has them, and answers as none should be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from affetto.providers.capabilities import Device, ProviderTrack
from affetto.providers.errors import BadAnswerError
from affetto.providers.jellyfin.parsers import (
    normal_id,
    read_items,
    read_people,
    read_person,
    read_players,
    read_sign_in,
    read_track,
)


@pytest.fixture
def payload(root: Path) -> Callable[[str], Any]:
    def load(name: str) -> Any:
        path = root / "tests" / "data" / "providers" / "jellyfin" / f"{name}.json"
        return json.loads(path.read_text())

    return load


def test_songs_are_read(payload) -> None:
    full, bare = map(read_track, read_items(payload("items")))
    assert full == ProviderTrack(
        id="0d5a1c5e4f0b4f2b8c3d2e1f0a9b8c7d",
        uri="jellyfin:5f0c3d1e8a4b4e6f9d2c7b1a0e9f8d7c:0d5a1c5e4f0b4f2b8c3d2e1f0a9b8c7d",
        title="Snow Over Varanger",
        artist="Ingrid Vik, Trio Onkel",
        album="North",
        duration_s=225.3066666,
        mbid="0c6a2f9d-4d7b-4a0e-9a5f-3f1f0d0b7f11",
        genres=("Jazz", "Nordic"),
        year=1999,
    )
    assert (bare.title, bare.artist, bare.duration_s, bare.year) == ("Untagged", "", None, None)


def test_only_players_of_music_that_take_orders_are_shown(payload) -> None:
    (player,) = read_players(payload("sessions"))
    assert player.as_device() == Device("f2c9a8", "Firefox (Jellyfin Web)", True, 45)
    playback = player.as_playback()
    assert playback.track is not None
    assert (playback.track.title, playback.is_playing) == ("Night Bus", True)
    assert (playback.position_s, playback.volume) == (65.5, 45)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0D5A1C5E-4F0B-4F2B-8C3D-2E1F0A9B8C7D", "0d5a1c5e4f0b4f2b8c3d2e1f0a9b8c7d"),
        ("0d5a1c5e4f0b4f2b8c3d2e1f0a9b8c7d", "0d5a1c5e4f0b4f2b8c3d2e1f0a9b8c7d"),
        ("../../System/Shutdown", None),
        ("", None),
        ("٣" * 32, None),
    ],
)
def test_numbers_of_items_are_guids(text: str, number: str | None) -> None:
    assert normal_id(text) == number


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_items, {"unexpected": []}),
        (read_items, {"Items": [7]}),
        (read_items, []),
        (read_players, {}),
        (read_players, [{"Id": "1", "SupportsRemoteControl": True, "PlayState": []}]),
        (read_people, {"Items": []}),
        (read_person, {"Name": "x"}),
        (read_sign_in, {"AccessToken": "x"}),
        (read_sign_in, {"User": {"Id": "1", "Name": "x"}, "AccessToken": None}),
    ],
)
def test_what_is_no_answer_is_told_as_such(read: Callable[[Any], Any], content: Any) -> None:
    with pytest.raises(BadAnswerError):
        read(content)
