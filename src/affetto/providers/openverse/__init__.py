"""Openverse: openly licensed sound from many collections, without an account.

Its interface: https://api.openverse.org/v1/
"""

from __future__ import annotations

from dataclasses import dataclass, field

from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.openverse.client import OpenverseConnection


@dataclass(frozen=True)
class Openverse:
    """The service."""

    address: str = "https://api.openverse.org"
    patience: Patience = field(default_factory=Patience)

    name = "openverse"
    title = "Openverse"
    sign_in = SignIn.NONE
    fields: tuple[AccountField, ...] = ()
    capabilities = frozenset({Capability.SEARCH, Capability.STREAM})
    is_for_listening_only = False

    def open(self, account: Account) -> OpenverseConnection:  # noqa: ARG002 - it has none
        """See `Provider.open`."""
        return OpenverseConnection(self.address, self.patience)


PROVIDER = Openverse()
