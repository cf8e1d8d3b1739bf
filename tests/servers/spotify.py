"""The demonstration of Spotify behind a server whose answers can be made to fail."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from tests.servers.local_server import LocalServer, Reply, Request

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.http import Patience
from affetto.providers.spotify.demo import DemoSpotify, make_provider
from affetto.providers.spotify.demo import messages as demo
from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.catalogue import RECORDINGS
from affetto.providers.spotify.provider import SpotifyProvider
from affetto.providers.spotify.scopes import SCOPES

KNOWN = TrackQuery(
    title="Harbour Before Dawn", artist="Mira Voss", isrc="ZZAFF2600029", duration_s=214.2
)
UNKNOWN = TrackQuery(title="Nobody Ever Sang This", artist="No Such Band", isrc="ZZAFF2699999")

# Tries again at once, and waits as long as a busy machine may take.
QUICK = Patience(first_pause_s=0.01)


@contextmanager
def serving(
    clock: Callable[[], float] = time.time, patience: Patience = QUICK
) -> Iterator[tuple[LocalServer, DemoSpotify, SpotifyProvider]]:
    """The demonstration, and a provider that is pointed at it; both go by the same clock."""
    service = DemoSpotify(clock)

    def answer(request: Request) -> Reply:
        reply = service.answer(demo.Request(**vars(request)))
        return Reply(reply.status, reply.body, reply.media_type, reply.headers)

    with LocalServer(answer) as server:
        service.address = server.address
        provider = make_provider(server.address)
        yield server, service, replace(provider, clock=clock, patience=patience)


def account_of(service: DemoSpotify, listener: int = 0) -> Account:
    """An account whose leave was given for all that is asked for."""
    secrets = service.authority.give(service.listeners[listener], SCOPES)
    return Account({"client_id": CLIENT_ID}, secrets)


@contextmanager
def running() -> Iterator[tuple[LocalServer, SpotifyProvider, Account]]:
    """For the suites that ask every service the same: an account with a playlist and plays."""
    with serving(patience=Patience()) as (server, service, provider):
        service.web_api.rate_limit = 10**9  # the suites ask more in a moment than people do
        playlist = service.listeners[0].make_playlist("Mornings", is_public=False)
        playlist.recordings.extend(RECORDINGS[:3])
        yield server, provider, account_of(service)
