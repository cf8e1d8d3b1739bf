"""Spotify as it is for an app that somebody makes for themselves (Development Mode)."""

from __future__ import annotations

import ipaddress
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

from affetto.errors import InputError
from affetto.providers.account_fields import needed_setting
from affetto.providers.capabilities import (
    Account,
    AccountField,
    BrowserVisit,
    Capability,
    SignIn,
)
from affetto.providers.errors import NotAllowedError, SignInNeededError
from affetto.providers.http import Patience
from affetto.providers.spotify.client import SpotifyClient
from affetto.providers.spotify.connection import SpotifyConnection
from affetto.providers.spotify.pkce import challenge_of, new_verifier
from affetto.providers.spotify.refusals import SERVICE
from affetto.providers.spotify.scopes import SCOPES
from affetto.providers.spotify.tokens import Leave, TokenEndpoint

_CLIENT_ID = "client_id"
_WELL_FORMED_CLIENT_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class SpotifyProvider:
    """Spotify: search, playlists, playing on devices, history and Liked Songs.

    Attributes:
        api: address of the Web API.
        accounts: address of the accounts service.
        sdk: address of the Web Playback SDK.
        client_id_help: where to find the client ID.
        patience: how long to wait for either, and how often to try.
        clock: seconds since 1970.
    """

    api: str = "https://api.spotify.com/v1"
    accounts: str = "https://accounts.spotify.com"
    sdk: str = "https://sdk.scdn.co/spotify-player.js"
    client_id_help: str = (
        "of an app that you make at developer.spotify.com/dashboard; the guide says how"
    )
    patience: Patience = field(default_factory=Patience)
    clock: Callable[[], float] = time.time

    name: ClassVar[str] = "spotify"
    title: ClassVar[str] = SERVICE
    sign_in: ClassVar[SignIn] = SignIn.BROWSER
    # Spotify Developer Terms: no recording with moving or still pictures, no content to models.
    is_for_listening_only: ClassVar[bool] = True
    capabilities: ClassVar[frozenset[Capability]] = frozenset(
        {
            Capability.SEARCH,
            Capability.PLAYLISTS,
            Capability.CONTROL,
            Capability.HISTORY,
            Capability.RATE,
            Capability.PAGE,
        }
    )

    @property
    def fields(self) -> tuple[AccountField, ...]:
        """See `Provider.fields`."""
        return (AccountField(_CLIENT_ID, "Client ID", help=self.client_id_help),)

    def open(self, account: Account) -> SpotifyConnection:
        """See `Provider.open`."""
        endpoint = self._endpoint(account)
        leave = Leave(account, endpoint, self.clock)
        client = SpotifyClient(self.api, leave, self.patience)
        return SpotifyConnection(leave, endpoint, client, self.sdk)

    def start_sign_in(self, account: Account, return_url: str) -> BrowserVisit:
        """See `BrowserSignIn.start_sign_in`."""
        _check_return_url(return_url)
        state, verifier = secrets.token_urlsafe(32), new_verifier()
        question = {
            "response_type": "code",
            "client_id": _client_id(account),
            "redirect_uri": return_url,
            "scope": " ".join(sorted(SCOPES)),
            "state": state,
            "code_challenge_method": "S256",
            "code_challenge": challenge_of(verifier),
        }
        url = f"{self.accounts}/authorize?{urlencode(question)}"
        return BrowserVisit(url, {"state": state, "code_verifier": verifier})

    def finish_sign_in(
        self, account: Account, visit: BrowserVisit, return_url: str, answer: Mapping[str, str]
    ) -> Mapping[str, str]:
        """See `BrowserSignIn.finish_sign_in`."""
        state = visit.kept.get("state", "")
        is_own = secrets.compare_digest(state.encode(), answer.get("state", "").encode())
        if not (state and is_own):
            raise SignInNeededError(SERVICE, "this is not the answer to your visit; begin again")
        if "error" in answer:
            raise NotAllowedError(SERVICE, "was not given leave; nothing is connected")
        endpoint = self._endpoint(account)
        try:
            tokens = endpoint.exchange(
                answer.get("code", ""), visit.kept.get("code_verifier", ""), return_url
            )
        finally:
            endpoint.close()
        return tokens.as_secrets()

    def _endpoint(self, account: Account) -> TokenEndpoint:
        return TokenEndpoint(self.accounts, _client_id(account), self.patience, self.clock)


def _client_id(account: Account) -> str:
    client_id = needed_setting(account, _CLIENT_ID)
    if not _WELL_FORMED_CLIENT_ID.fullmatch(client_id):
        raise InputError(_CLIENT_ID, "is none of Spotify's: those are 32 digits and letters a to f")
    return client_id


def _check_return_url(return_url: str) -> None:
    """Refuse what Spotify refuses with a page that says less ("Redirect URIs").

    Raises:
        InputError: it is neither by HTTPS nor a loopback address.
    """
    url = urlsplit(return_url)
    if url.scheme == "https" or (url.scheme == "http" and _is_loopback(url.hostname or "")):
        return
    raise InputError(
        return_url,
        "Spotify sends nobody back there; open Affetto at http://127.0.0.1 or by https://",
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name; "localhost" is none that Spotify takes
        return False
