"""Every service that has a server in tests/servers, as the suites of this folder ask it."""

from __future__ import annotations

import dataclasses
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from itertools import islice
from typing import Any, cast
from urllib.parse import urlsplit

from tests import servers
from tests.servers.local_server import Fault, LocalServer

from affetto.providers.capabilities import (
    Account,
    Browsable,
    Connection,
    PlaylistWritable,
    Provider,
    ProviderTrack,
    Searchable,
    TrackQuery,
)
from affetto.providers.errors import ProviderError
from affetto.providers.http import Patience

# For faults that end at once, and for those that last until patience is over.
PATIENT = Patience(tries=2, first_pause_s=0.01, longest_wait_s=0.5)
IMPATIENT = Patience(
    connect_s=1.0, silence_s=1.0, total_s=1.5, tries=2, first_pause_s=0.01, longest_wait_s=0.5
)

Running = Callable[[], AbstractContextManager[tuple[LocalServer, Provider, Account]]]


@dataclass(frozen=True)
class Case:
    """A service and its server, not started yet.

    Attributes:
        known: a recording that the server has; None for a service that does not search.
        unknown: one that it has not.
        track_ids: such as the service knows, where it offers no way to find them.
        kinds: of errors for faults that mean something else to it.
        has_faults: whether its faults are looked at; not where another server does for the
            same provider.
        asks_again: whether a read that failed is made once more; not where each is paid for.
    """

    name: str
    running: Running
    known: TrackQuery | None
    unknown: TrackQuery | None
    track_ids: tuple[str, ...]
    kinds: Mapping[Fault, tuple[type[ProviderError], ...]]
    has_faults: bool
    asks_again: bool


def find_cases() -> list[Case]:
    """The modules of tests/servers that say how they are run."""
    modules = [
        import_module(f"{servers.__name__}.{found.name}")
        for found in pkgutil.iter_modules(servers.__path__)
    ]
    return [
        Case(
            module.__name__.rpartition(".")[2],
            module.running,
            getattr(module, "KNOWN", None),
            getattr(module, "UNKNOWN", None),
            tuple(getattr(module, "TRACK_IDS", ())),
            getattr(module, "KINDS", {}),
            getattr(module, "HAS_FAULTS", True),
            getattr(module, "ASKS_AGAIN", True),
        )
        for module in modules
        if hasattr(module, "running")
    ]


class _Forgetful:
    """Keeps no answer, so that each call asks the service."""

    def get(self, question: str) -> str | None:
        return None

    def keep(self, question: str, answer: str) -> None:
        pass


class Service:
    """A service whose server runs, and one person's account with it.

    Attributes:
        server: whose answers can be made to fail.
        provider: pointed at it.
    """

    def __init__(
        self, case: Case, server: LocalServer, provider: Provider, account: Account
    ) -> None:
        self.case = case
        self.server = server
        self.provider = provider
        self._secrets = dict(account.secrets)
        # A name is kept beside the keys, but everybody may see it.
        self.all_secrets = {
            value for name, value in account.secrets.items() if not name.endswith("name")
        }
        self.account = replace(account, keep_secrets=self._keep, answers=_Forgetful())

    def _keep(self, renewed: Mapping[str, str]) -> None:
        self._secrets.update(renewed)
        self.all_secrets.update(
            value for name, value in renewed.items() if not name.endswith("name")
        )
        self.account = replace(self.account, secrets=dict(self._secrets))

    @contextmanager
    def connected(self, patience: Patience | None = None) -> Iterator[Any]:
        """A connection of its own, which has what the provider says."""
        provider = self.provider
        if patience is not None:
            provider = cast("Provider", replace(cast("Any", provider), patience=patience))
        connection = provider.open(self.account)
        try:
            yield connection
        finally:
            connection.close()

    def moved(self, host: str, port: int) -> Connection:
        """A connection to another place, at which nothing is."""
        here = self.server.address
        address = urlsplit(here)._replace(netloc=f"{host}:{port}").geturl()
        fields = {
            name: value.replace(here, address)
            for name, value in _fields_of(self.provider).items()
            if isinstance(value, str)
        }
        fields["patience"] = IMPATIENT
        settings = {
            name: value.replace(here, address) for name, value in self.account.settings.items()
        }
        provider = cast("Provider", replace(cast("Any", self.provider), **fields))
        return provider.open(replace(self.account, settings=settings))

    @cached_property
    def tracks(self) -> list[ProviderTrack]:
        """Some recordings that the service has, by whatever it offers to find them."""
        found: list[ProviderTrack] = []
        with self.connected() as connection:
            if isinstance(connection, Searchable) and self.case.known is not None:
                found += connection.search(self.case.known)
            if isinstance(connection, Browsable):
                found += islice(connection.tracks(), 5)
            if isinstance(connection, PlaylistWritable):
                for playlist in connection.list_playlists():
                    found += connection.playlist_tracks(playlist.id)
        return list({track.id: track for track in found if track.is_playable}.values())

    @property
    def track_ids(self) -> list[str]:
        """Numbers of recordings that the service has; at least two, each once."""
        return list(dict.fromkeys([*(track.id for track in self.tracks), *self.case.track_ids]))


@contextmanager
def started(case: Case) -> Iterator[Service]:
    """A service that runs."""
    with case.running() as (server, provider, account):
        yield Service(case, server, provider, account)


def _fields_of(provider: Provider) -> dict[str, Any]:
    return {
        field.name: getattr(provider, field.name)
        for field in dataclasses.fields(cast("Any", provider))
        if field.init
    }
