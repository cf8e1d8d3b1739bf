"""The leave that somebody gave: tokens, and how they are renewed.

An access token is good for an hour and is renewed by the refresh token, which is good for six
months from the moment of signing in, however often it is used (developer.spotify.com, "Refreshing
tokens", as of June 2026).
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from affetto.providers.capabilities import Account, KeepSecrets
from affetto.providers.errors import SignInNeededError
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.spotify.parsers import read_token_answer
from affetto.providers.spotify.refusals import SERVICE, LeaveEndedError, explain_accounts

# Renewed so long before its end that no request meets it, seconds. Our choice.
_LEEWAY_S = 60.0


@dataclass(frozen=True)
class Tokens:
    """What a sign-in gave.

    Attributes:
        access: shown with each request.
        refresh: by which a new access token is had.
        expires_at: when `access` ends, seconds since 1970.
        scopes: what was agreed to.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_at: float
    scopes: frozenset[str]

    def as_secrets(self) -> dict[str, str]:
        """As `Account.secrets` keeps them."""
        return {
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_at": repr(self.expires_at),
            "scope": " ".join(sorted(self.scopes)),
        }


def read_secrets(secrets: Mapping[str, str]) -> Tokens | None:
    """The tokens among an account's secrets; None where nobody signed in yet."""
    refresh = secrets.get("refresh_token", "")
    if not refresh:
        return None
    try:
        expires_at = float(secrets.get("expires_at", "0"))
    except ValueError:
        expires_at = 0.0
    return Tokens(
        access=secrets.get("access_token", ""),
        refresh=refresh,
        expires_at=expires_at if math.isfinite(expires_at) else 0.0,
        scopes=frozenset(secrets.get("scope", "").split()),
    )


class TokenEndpoint:
    """Asks Spotify's accounts service for tokens.

    Args:
        address: of the accounts service.
        client_id: of the app in whose name it is asked.
        patience: see `ServiceClient`.
        clock: seconds since 1970.
    """

    def __init__(
        self, address: str, client_id: str, patience: Patience, clock: Callable[[], float]
    ) -> None:
        self._client_id = client_id
        self._clock = clock
        self._http = ServiceClient(SERVICE, address, patience=patience, explain=explain_accounts)

    def exchange(self, code: str, verifier: str, return_url: str) -> Tokens:
        """The tokens for the code of a visit.

        Raises:
            ProviderError: the code is not good, or the service fails.
        """
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": return_url,
            "code_verifier": verifier,
        }
        # A code is good for once: a second try with it would only hide what went wrong.
        return self._ask(form, None, is_repeatable=False)

    def refresh(self, tokens: Tokens) -> Tokens:
        """New tokens in the place of old ones.

        Raises:
            SignInNeededError: the refresh token is no longer good.
            ProviderError: the service fails.
        """
        form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
        return self._ask(form, tokens, is_repeatable=True)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def _ask(self, form: dict[str, str], old: Tokens | None, *, is_repeatable: bool) -> Tokens:
        asked_at = self._clock()
        answer = self._http.request(
            "POST",
            "/api/token",
            form={**form, "client_id": self._client_id},
            is_repeatable=is_repeatable,
        )
        given = read_token_answer(self._http.read_json(answer))
        refresh = given.refresh or (old.refresh if old else "")
        if not refresh:
            raise SignInNeededError(SERVICE, "gave no lasting leave; sign in again")
        scopes = given.scopes if given.scopes is not None else old.scopes if old else frozenset()
        return Tokens(given.access, refresh, asked_at + given.lifetime_s, scopes)


class Leave:
    """The tokens of one account, renewed in time; all threads may use it.

    Args:
        account: whose secrets hold the tokens; told of new ones.
        endpoint: where they are renewed.
        clock: seconds since 1970.
    """

    def __init__(
        self, account: Account, endpoint: TokenEndpoint, clock: Callable[[], float]
    ) -> None:
        self._keep: KeepSecrets = account.keep_secrets
        self._endpoint = endpoint
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens = read_secrets(account.secrets)

    def tokens(self) -> Tokens:
        """Tokens that are good for a while yet.

        Raises:
            SignInNeededError: nobody signed in, or the leave was taken back.
            ProviderError: they had to be renewed, and the service fails.
        """
        with self._lock:
            tokens = self._known()
            if tokens.access and self._clock() < tokens.expires_at - _LEEWAY_S:
                return tokens
            return self._renew(tokens)

    def tokens_instead_of(self, refused: str) -> Tokens:
        """Tokens in the place of an access token that was refused before its end.

        They are those that another thread had meanwhile, where there is one.

        Raises:
            ProviderError: see `tokens`.
        """
        with self._lock:
            tokens = self._known()
            return tokens if tokens.access != refused else self._renew(tokens)

    def _known(self) -> Tokens:
        if self._tokens is None:
            raise SignInNeededError(SERVICE, "nobody is signed in; sign in first")
        return self._tokens

    def _renew(self, old: Tokens) -> Tokens:
        try:
            self._tokens = self._endpoint.refresh(old)
        except LeaveEndedError:
            # "Do not retry the refresh - discard the stored token" (Spotify's blog, 18 June 2026).
            self._tokens = None
            raise
        self._keep(self._tokens.as_secrets())
        return self._tokens
