"""Jellyfin: a server of one's own for music, films and more."""

from __future__ import annotations

from dataclasses import dataclass, field

from affetto.errors import InputError
from affetto.providers.capabilities import Account, AccountField, Capability, SignIn
from affetto.providers.http import Patience
from affetto.providers.jellyfin.client import Credentials, JellyfinClient
from affetto.providers.jellyfin.connection import JellyfinConnection
from affetto.providers.jellyfin.parsers import TITLE
from affetto.providers.own_servers import ADDRESS, read_address

_NAME = AccountField("name", "Name")
_PASSWORD = AccountField(
    "password",
    "Password",
    is_secret=True,
    is_required=False,
    help="Exchanged for a token at once, and not kept",
)
_API_KEY = AccountField(
    "api_key",
    "API key",
    is_secret=True,
    is_required=False,
    help="Instead of the password: Dashboard, API Keys; it opens the whole server",
)


@dataclass(frozen=True)
class JellyfinProvider:
    """Servers of Jellyfin 10.9 and newer.

    Attributes:
        patience: how long to wait for a server.
    """

    patience: Patience = field(default_factory=Patience)
    name: str = field(default="jellyfin", init=False)
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
                Capability.CONTROL,
            }
        ),
        init=False,
    )
    is_for_listening_only: bool = field(default=False, init=False)

    def open(self, account: Account) -> JellyfinConnection:
        """See `Provider.open`."""
        address = read_address(account.settings.get(ADDRESS.name, ""))
        credentials = Credentials(
            account.settings.get(_NAME.name, "").strip(),
            account.secrets.get(_PASSWORD.name, ""),
            account.secrets.get(_API_KEY.name, ""),
            account.secrets.get("token", ""),
            account.secrets.get("device_id", ""),
        )
        if not credentials.name:
            raise InputError(_NAME.name, "is needed")
        if not (credentials.password or credentials.api_key or credentials.token):
            raise InputError(_PASSWORD.name, "is needed where there is no API key")
        client = JellyfinClient(address, credentials, account.keep_secrets, self.patience)
        return JellyfinConnection(client)


PROVIDER = JellyfinProvider()
