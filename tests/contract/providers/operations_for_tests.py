"""Every method of every capability, as a call that can be made at any time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any

import pytest
from tests.contract.providers.cases_for_tests import Service

from affetto.providers.capabilities import Capability, Play, TrackQuery
from affetto.providers.errors import ProviderError

# Far beyond every patience: what takes longer hangs.
HARD_LIMIT_S = 60.0
SCRAP = "Scrap of a test"


@dataclass(frozen=True)
class Material:
    """What the calls are made with.

    Attributes:
        scrap_id: of a playlist that may be removed; "" where there are none.
        device_id: "" where nothing is played.
    """

    query: TrackQuery
    track_ids: tuple[str, ...]
    scrap_id: str
    device_id: str


Call = Callable[[Any, Material], object]


def _stream(connection: Any, material: Material) -> bytes:
    with connection.stream(material.track_ids[0]) as sound:
        return b"".join(sound.chunks)


def _submit(connection: Any, material: Material) -> None:
    connection.submit([play_of(material.query)])


def play_of(query: TrackQuery, minutes_ago: float = 10) -> Play:
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=minutes_ago)
    return Play(query.title, query.artist, at, duration_s=query.duration_s)


_ACCOUNT: Mapping[str, Call] = {"describe_account": lambda c, _: c.describe_account()}
READS: Mapping[Capability, Mapping[str, Call]] = {
    Capability.SEARCH: {"search": lambda c, m: c.search(m.query, 3)},
    Capability.STREAM: {"stream": _stream},
    Capability.PLAYLISTS: {
        "list_playlists": lambda c, _: c.list_playlists(),
        "playlist_tracks": lambda c, m: c.playlist_tracks(m.scrap_id),
    },
    Capability.CONTROL: {
        "devices": lambda c, _: c.devices(),
        "playback": lambda c, _: c.playback(),
    },
    Capability.HISTORY: {"listens": lambda c, _: list(islice(c.listens(), 300))},
    Capability.BROWSE: {"tracks": lambda c, _: list(islice(c.tracks(), 300))},
}
# Those whose answer nobody needs to read.
ORDERS: Mapping[Capability, Mapping[str, Call]] = {
    Capability.PLAYLISTS: {
        "write_playlist": lambda c, m: c.write_playlist(SCRAP, m.track_ids[:2]),
        "remove_playlist": lambda c, m: c.remove_playlist(m.scrap_id),
    },
    Capability.CONTROL: {
        "play": lambda c, m: c.play(m.track_ids[:2], m.device_id),
        "resume": lambda c, _: c.resume(),
        "next": lambda c, _: c.next(),
        "previous": lambda c, _: c.previous(),
        "seek": lambda c, _: c.seek(1.0),
        "enqueue": lambda c, m: c.enqueue(m.track_ids[0]),
        "set_volume": lambda c, _: c.set_volume(40),
        "transfer": lambda c, m: c.transfer(m.device_id),
        "pause": lambda c, _: c.pause(),
    },
    Capability.SUBMIT: {
        "submit": _submit,
        "submit_now_playing": lambda c, m: c.submit_now_playing(play_of(m.query)),
    },
    Capability.RATE: {"rate": lambda c, m: c.rate(m.track_ids[0], liked=True)},
}


def reads_of(service: Service) -> dict[str, Call]:
    """The calls that ask for something."""
    return {**_ACCOUNT, **_of_capabilities(service, READS)}


def orders_of(service: Service) -> dict[str, Call]:
    """The calls that change something."""
    return _of_capabilities(service, ORDERS)


def calls_on(
    service: Service, connection: Any, material: Material, *, orders: bool = True
) -> dict[str, Callable[[], object]]:
    """All calls on a connection, with what they are made with."""
    calls = {**reads_of(service), **(orders_of(service) if orders else {})}
    return {name: partial(call, connection, material) for name, call in calls.items()}


def _of_capabilities(
    service: Service, calls: Mapping[Capability, Mapping[str, Call]]
) -> dict[str, Call]:
    able = service.provider.capabilities
    return {
        name: call
        for capability, its_calls in calls.items()
        if capability in able
        for name, call in its_calls.items()
    }


@contextmanager
def prepared(service: Service) -> Iterator[Material]:
    """What calls are made with, prepared while nothing fails; what they leave is taken away."""
    service.server.heal()
    able = service.provider.capabilities
    with service.connected() as connection:
        scrap_id = device_id = ""
        track_ids = tuple(service.track_ids[:3])
        if Capability.PLAYLISTS in able:
            scrap_id = connection.write_playlist(SCRAP, track_ids[:2]).id
        if Capability.CONTROL in able:
            device_id = next((device.id for device in connection.devices()), "")
            if device_id:
                connection.play(track_ids, device_id)
        query = service.case.known or TrackQuery("Reverie", "Ada Linde")
        try:
            yield Material(query, track_ids, scrap_id, device_id)
        finally:
            service.server.heal()
            if Capability.PLAYLISTS in able:
                remove_named(connection, SCRAP)


def remove_named(connection: Any, name: str) -> None:
    for playlist in connection.list_playlists():
        if playlist.name == name:
            connection.remove_playlist(playlist.id)


def outcomes(calls: Mapping[str, Callable[[], object]]) -> dict[str, object]:
    """What calls return, or the errors that they raise, all made at once.

    A call that hangs, or fails otherwise than a service may, fails the test.
    """
    results: dict[str, object] = {}

    def make(name: str, call: Callable[[], object]) -> None:
        try:
            results[name] = call()
        except BaseException as error:  # noqa: BLE001  for the thread that waits
            results[name] = error

    threads = [
        threading.Thread(target=make, args=item, name=item[0], daemon=True)
        for item in calls.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HARD_LIMIT_S)
    assert not [thread.name for thread in threads if thread.is_alive()], "hangs"
    for name, result in results.items():
        if isinstance(result, BaseException) and not isinstance(result, ProviderError):
            pytest.fail(f"{name} raised {result!r}")
    return results
