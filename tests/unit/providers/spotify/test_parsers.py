"""Payloads as the reference shows them become Affetto's types; others are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.listening import Reaction
from affetto.providers.capabilities import Device, ProviderPlaylist
from affetto.providers.errors import BadAnswerError
from affetto.providers.spotify import parsers

_RECORDED = Path(__file__).parents[3] / "data" / "providers" / "spotify"


def _recorded(name: str) -> Any:
    return json.loads((_RECORDED / f"{name}.json").read_text(encoding="utf-8"))


def test_a_track_has_all_that_is_told_of_it() -> None:
    track, other = parsers.read_search(_recorded("search"))
    assert track.id == "4iV5W9uYEdYUVa79Axb7Rh"
    assert track.uri == "spotify:track:4iV5W9uYEdYUVa79Axb7Rh"
    assert (track.title, track.artist) == ("Salt on the Window", "Quiet Harbour, Lena Ståhl")
    assert (track.album, track.year, track.duration_s) == ("Breakwater", 2021, 203.947)
    assert track.isrc == "SEABC2100017"
    assert track.url == "https://open.spotify.com/track/4iV5W9uYEdYUVa79Axb7Rh"
    assert track.cover_url.endswith("b273ff9ca10b55ce82ae553c8228")
    assert (track.is_explicit, track.is_playable) == (False, True)
    assert (other.isrc, other.is_explicit, other.is_playable) == ("", True, False)


def test_playlists_are_counted_by_the_new_field_the_old_one_or_not_at_all() -> None:
    page = parsers.read_playlists(_recorded("playlists"))
    assert [(each.name, each.track_count) for each in page.items] == [
        ("Rain", 7),
        ("From before the change", 2),
        ("Somebody else’s", None),
    ]
    assert page.items[0] == ProviderPlaylist(
        "3cEYpjA9oz9GiPac4AsH4n",
        "Rain",
        "https://open.spotify.com/playlist/3cEYpjA9oz9GiPac4AsH4n",
        7,
    )
    assert page.is_last


def test_what_is_no_track_of_spotify_is_left_out_of_a_playlist_but_counted() -> None:
    page = parsers.read_playlist_items(_recorded("playlist_items"))
    assert [track.title for track in page.items] == ["Salt on the Window", "Low Tide"]
    assert (page.length, page.total, page.is_last) == (5, 61, False)


def test_devices_that_take_no_orders_are_left_out() -> None:
    assert parsers.read_devices(_recorded("devices")) == [
        Device("74ASZWbe4lXaubB36ztrGX", "Web player", is_active=True, volume=59),
        Device("9f6a", "Telephone", is_active=False, volume=None),
        Device("c3d4", "Amplifier", is_active=False, volume=None),
    ]


def test_playback_tells_track_place_and_device() -> None:
    playback = parsers.read_playback(_recorded("playback"))
    assert playback.track is not None
    assert (playback.track.title, playback.position_s) == ("Salt on the Window", 61.25)
    assert (playback.is_playing, playback.volume) == (True, 59)
    assert playback.device is not None
    assert playback.device.name == "Web player"


def test_nothing_and_advertisements_are_no_track() -> None:
    assert parsers.read_playback(None).track is None
    advertisement = _recorded("playback") | {"item": None, "currently_playing_type": "ad"}
    playback = parsers.read_playback(advertisement)
    assert (playback.track, playback.is_playing) == (None, True)


def test_plays_have_their_moment() -> None:
    plays = parsers.read_plays(_recorded("recently_played"))
    newest, older = plays.listens
    assert newest.reaction is Reaction.PLAY
    assert newest.at == datetime(2026, 9, 21, 14, 17, 20, 456_000, UTC)
    assert older.at == datetime(2026, 9, 21, 14, 13, 20, tzinfo=UTC)
    assert newest.uri == "spotify:track:4iV5W9uYEdYUVa79Axb7Rh"
    assert plays.before == "1790000000123"


def test_tokens_are_read_and_not_shown() -> None:
    answer = parsers.read_token_answer(_recorded("token"))
    assert (answer.access, answer.refresh) == ("NgCXRK-MzYjw", "NgAagA-Um_SHo")
    assert answer.scopes == {"user-top-read", "streaming"}
    assert "NgCXRK" not in repr(answer)
    assert "NgAagA" not in repr(answer)


_READERS: dict[str, Callable[[Any], Any]] = {
    "search": parsers.read_search,
    "playlists": parsers.read_playlists,
    "playlist_items": parsers.read_playlist_items,
    "devices": parsers.read_devices,
    "playback": parsers.read_playback,
    "recently_played": parsers.read_plays,
    "token": parsers.read_token_answer,
}

_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("name", _READERS)
@settings(max_examples=60)
@given(data=st.data())
def test_any_other_shape_is_a_bad_answer_and_no_crash(name: str, data: st.DataObject) -> None:
    payload = _recorded(name)
    _replace_somewhere(payload, data)
    # Whatever else it raised would fail the test.
    with suppress(BadAnswerError):
        _READERS[name](payload)


def _replace_somewhere(payload: Any, data: st.DataObject) -> None:
    """Puts something else in the place of one value, however deep."""
    place = payload
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            place[key] = data.draw(_ANY_JSON)
            return
        place = inner


@pytest.mark.parametrize("reader", _READERS.values())
@pytest.mark.parametrize("payload", [[], "text", 7, {"unexpected": [[1, None, {"id": 7}]]}])
def test_what_is_not_its_own_is_refused(reader: Callable[[Any], Any], payload: Any) -> None:
    with pytest.raises(BadAnswerError):
        reader(payload)
