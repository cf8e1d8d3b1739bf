"""OpenSubsonic: Navidrome, Gonic, Supysonic, Airsonic-Advanced and others that people run."""

from __future__ import annotations

from dataclasses import dataclass, field

from affetto.errors import InputError
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.opensubsonic.client import Credentials, SubsonicClient
from affetto.providers.opensubsonic.connection import OpenSubsonicConnection
from affetto.providers.opensubsonic.parsers import TITLE
from affetto.providers.own_servers import ADDRESS, read_address, server_mark

_NAME = AccountField("name", "Name", is_required=False, help="Not needed with an API key")
_PASSWORD = AccountField(
    "password", "Password", is_secret=True, is_required=False, help="Not needed with an API key"
)
_API_KEY = AccountField(
    "api_key",
    "API key",
    is_secret=True,
    is_required=False,
    help="Instead of name and password, where your server gives you one",
)


@dataclass(frozen=True)
class OpenSubsonicProvider:
    """Servers that speak the OpenSubsonic API, or that of Subsonic from version 1.8 on.

    Attributes:
        patience: how long to wait for a server.
    """

    patience: Patience = field(default_factory=Patience)
    name: str = field(default="opensubsonic", init=False)
    title: str = field(default=TITLE, init=False)
    sign_in: SignIn = field(default=SignIn.FIELDS, init=False)
    fields: tuple[AccountField, ...] = field(
        default=(ADDRESS, _NAME, _PASSWORD, _API_KEY), init=False
    )
    capabilities: frozenset[Capability] = field(
        default=frozenset(
            {
                Capability.SEARCH,
                Capability.STREAM,
                Capability.PLAYLISTS,
                Capability.BROWSE,
                Capability.RATE,
                Capability.SUBMIT,
            }
        ),
        init=False,
    )
    is_for_listening_only: bool = field(default=False, init=False)

    def open(self, account: Account) -> OpenSubsonicConnection:
        """See `Provider.open`."""
        address = read_address(account.settings.get(ADDRESS.name, "")).removesuffix("/rest")
        credentials = Credentials(
            account.settings.get(_NAME.name, "").strip(),
            account.secrets.get(_PASSWORD.name, ""),
            account.secrets.get(_API_KEY.name, ""),
        )
        if not credentials.api_key:
            if not credentials.name:
                raise InputError(_NAME.name, "is needed where there is no API key")
            if not credentials.password:
                raise InputError(_PASSWORD.name, "is needed where there is no API key")
        client = SubsonicClient(address, credentials, self.patience)
        return OpenSubsonicConnection(client, server_mark(address), credentials.name)


PROVIDER = OpenSubsonicProvider()
