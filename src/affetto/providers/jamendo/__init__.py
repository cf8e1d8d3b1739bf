"""Jamendo: music under Creative Commons licences, from the artists themselves.

Its interface: https://developer.jamendo.com/v3.0/docs
"""

from __future__ import annotations

from dataclasses import dataclass, field

from affetto.providers.account_fields import needed_setting
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.jamendo.client import JamendoConnection


@dataclass(frozen=True)
class Jamendo:
    """The service."""

    address: str = "https://api.jamendo.com"
    patience: Patience = field(default_factory=Patience)

    name = "jamendo"
    title = "Jamendo"
    sign_in = SignIn.FIELDS
    fields = (
        AccountField(
            "client_id", "Client id", help="Of an application of your own, at devportal.jamendo.com"
        ),
    )
    capabilities = frozenset({Capability.SEARCH, Capability.STREAM})
    is_for_listening_only = False

    def open(self, account: Account) -> JamendoConnection:
        """See `Provider.open`."""
        return JamendoConnection(self.address, needed_setting(account, "client_id"), self.patience)


PROVIDER = Jamendo()
