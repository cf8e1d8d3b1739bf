"""The demonstration of Spotify, and connections to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from tests.servers import spotify
from tests.servers.local_server import LocalServer

from affetto.providers.capabilities import Account
from affetto.providers.spotify.connection import SpotifyConnection
from affetto.providers.spotify.demo import DemoSpotify
from affetto.providers.spotify.demo.listeners import Listener
from affetto.providers.spotify.provider import SpotifyProvider


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Bench:
    """What a test has to do with."""

    server: LocalServer
    service: DemoSpotify
    provider: SpotifyProvider
    clock: Clock

    @property
    def listener(self) -> Listener:
        return self.service.listeners[0]

    def account(self, listener: int = 0) -> Account:
        return spotify.account_of(self.service, listener)

    def asked(self) -> list[str]:
        """Method and path of each request so far."""
        return [f"{request.method} {request.path}" for request in self.server.requests]


@pytest.fixture
def bench() -> Iterator[Bench]:
    clock = Clock()
    with spotify.serving(clock) as (server, service, provider):
        yield Bench(server, service, provider, clock)


@pytest.fixture
def connection(bench: Bench) -> Iterator[SpotifyConnection]:
    opened = bench.provider.open(bench.account())
    yield opened
    opened.close()


@pytest.fixture
def connection_without_premium(bench: Bench) -> Iterator[SpotifyConnection]:
    opened = bench.provider.open(bench.account(1))
    yield opened
    opened.close()
