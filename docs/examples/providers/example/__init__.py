"""Example: an invented service, to be copied."""

from __future__ import annotations

from dataclasses import dataclass, field

from affetto.providers.account_fields import needed_secret
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.example.client import ExampleConnection
from affetto.providers.http import Patience


@dataclass(frozen=True)
class Example:
    """The service; tests give it another address, and less patience."""

    address: str = "https://api.example.org"
    patience: Patience = field(default_factory=Patience)

    name = "example"
    title = "Example"
    sign_in = SignIn.FIELDS
    fields = (
        AccountField("key", "Key", is_secret=True, help="Shown in your settings at example.org"),
    )
    capabilities = frozenset({Capability.SEARCH, Capability.PLAYLISTS})
    is_for_listening_only = False

    def open(self, account: Account) -> ExampleConnection:
        """See `Provider.open`."""
        return ExampleConnection(self.address, needed_secret(account, "key"), self.patience)


PROVIDER = Example()
