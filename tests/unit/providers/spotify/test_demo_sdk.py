"""The demonstration's stand-in for the Web Playback SDK, as far as its server goes."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from affetto.providers.spotify.demo import Demo, start_demo
from affetto.providers.spotify.demo.catalogue import RECORDINGS
from affetto.providers.spotify.demo.listeners import Listener
from affetto.providers.spotify.scopes import SCOPES

NAME = "Affetto (this browser)"


@pytest.fixture
def demo() -> Iterator[Demo]:
    with start_demo() as running:
        yield running


def session(
    demo: Demo, method: str, listener: Listener, scopes: frozenset[str] = SCOPES
) -> httpx.Response:
    token = demo.service.authority.give(listener, scopes)["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.request(
        method, f"{demo.address}/sdk/session", headers=headers, json={"name": NAME}
    )


def test_the_provider_names_the_script_and_frames_come_from_its_origin(demo: Demo) -> None:
    assert demo.provider.sdk == f"{demo.address}/sdk/player.js"
    script = httpx.get(demo.provider.sdk)
    assert script.headers["content-type"].startswith("text/javascript")
    assert "not Spotify" in script.text
    frame = httpx.get(f"{demo.address}/sdk/frame")
    assert frame.headers["content-type"].startswith("text/html")
    assert "/sdk/frame.js" in frame.text
    assert httpx.get(f"{demo.address}/sdk/frame.js").status_code == 200
    assert httpx.get(f"{demo.address}/sdk/frame.html").status_code == 404


def test_a_page_becomes_a_device_by_its_name(demo: Demo) -> None:
    robin = demo.service.listeners[0]
    answer = session(demo, "POST", robin)
    assert answer.json() == {"device_id": robin.player.page.id}
    assert [device.name for device in robin.player.devices].count(NAME) == 1


def test_the_music_stops_with_the_page_that_it_played_in(demo: Demo) -> None:
    robin = demo.service.listeners[0]
    player = robin.player
    session(demo, "POST", robin)
    player.play(RECORDINGS[:2], player.page)
    session(demo, "DELETE", robin)
    assert not player.is_playing
    player.play(RECORDINGS[:2], player.devices[1])
    session(demo, "DELETE", robin)
    assert player.is_playing


def test_without_premium_no_page_plays(demo: Demo) -> None:
    answer = session(demo, "POST", demo.service.listeners[1])
    assert answer.status_code == 403
    assert answer.json()["error"]["reason"] == "PREMIUM_REQUIRED"


def test_a_token_without_leave_for_it_is_refused(demo: Demo) -> None:
    robin = demo.service.listeners[0]
    assert session(demo, "POST", robin, SCOPES - {"streaming"}).status_code == 401
    assert httpx.post(f"{demo.address}/sdk/session").status_code == 401
