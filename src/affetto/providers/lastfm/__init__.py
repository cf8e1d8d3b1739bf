"""Last.fm: a history of listening, and what somebody loves of it.

Its interface: https://www.last.fm/api
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from affetto.providers.account_fields import needed_secret, needed_setting
from affetto.providers.capabilities import (
    Account,
    AccountField,
    BrowserVisit,
    Capability,
    SignIn,
)
from affetto.providers.errors import SignInNeededError
from affetto.providers.http import Patience
from affetto.providers.lastfm.client import LastFmClient, LastFmConnection
from affetto.providers.lastfm.parsers import SERVICE, parse_session_key


@dataclass(frozen=True)
class LastFm:
    """The service.

    Attributes:
        address: of its interface.
        page_address: of the page on which somebody gives leave.
    """

    address: str = "https://ws.audioscrobbler.com"
    page_address: str = "https://www.last.fm/api/auth/"
    patience: Patience = field(default_factory=Patience)

    name = "lastfm"
    title = "Last.fm"
    sign_in = SignIn.BROWSER
    fields = (
        AccountField(
            "api_key",
            "API key",
            help="Of an API account of your own, made at last.fm/api/account/create",
        ),
        AccountField(
            "shared_secret", "Shared secret", is_secret=True, help="Shown beside the API key"
        ),
    )
    capabilities = frozenset(
        {Capability.SEARCH, Capability.HISTORY, Capability.SUBMIT, Capability.RATE}
    )
    is_for_listening_only = False

    def open(self, account: Account) -> LastFmConnection:
        """See `Provider.open`."""
        return LastFmConnection(self._client(account, account.secrets.get("session_key", "")))

    def start_sign_in(self, account: Account, return_url: str) -> BrowserVisit:
        """See `BrowserSignIn`; the service hands no state back, so it travels in the address."""
        state = secrets.token_urlsafe()
        joint = "&" if urlsplit(return_url).query else "?"
        back = f"{return_url}{joint}{urlencode({'state': state})}"
        query = urlencode({"api_key": needed_setting(account, "api_key"), "cb": back})
        needed_secret(account, "shared_secret")
        return BrowserVisit(f"{self.page_address}?{query}", {"state": state})

    def finish_sign_in(
        self,
        account: Account,
        visit: BrowserVisit,
        return_url: str,  # noqa: ARG002 - the token is bound to the key alone
        answer: Mapping[str, str],
    ) -> Mapping[str, str]:
        """See `BrowserSignIn`."""
        state = answer.get("state", "").encode()
        if not hmac.compare_digest(visit.kept["state"].encode(), state):
            raise SignInNeededError(SERVICE, "sent an answer to another visit; sign in again")
        token = answer.get("token", "")
        if not token:
            raise SignInNeededError(SERVICE, "was not given leave; sign in again")
        client = self._client(account, session_key="")
        try:
            session_key = parse_session_key(client.call("auth.getSession", {"token": token}))
        finally:
            client.close()
        return {"session_key": session_key}

    def _client(self, account: Account, session_key: str) -> LastFmClient:
        return LastFmClient(
            self.address,
            needed_setting(account, "api_key"),
            needed_secret(account, "shared_secret"),
            session_key,
            self.patience,
        )


PROVIDER = LastFm()
