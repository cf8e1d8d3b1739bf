"""The accounts service of the demonstration: leave, codes and tokens."""

from __future__ import annotations

import ipaddress
import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from affetto.providers.spotify.demo.listeners import Listener
from affetto.providers.spotify.demo.messages import (
    RefusedError,
    Reply,
    Request,
    json_reply,
    redirect_reply,
)
from affetto.providers.spotify.pkce import challenge_of

# The app that everybody may use here.
CLIENT_ID = "0123456789abcdef0123456789abcdef"

ACCESS_LIFETIME_S = 3600.0
REFRESH_LIFETIME_S = 182 * 86_400.0  # six months, from the sign-in on
# RFC 6749 recommends at most ten minutes (4.1.2).
CODE_LIFETIME_S = 600.0

_CALLBACK_PATH = "/api/v1/providers/spotify/callback"
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class WrongVisitError(Exception):
    """A visit that Spotify shows a page about, and sends nobody back from."""


@dataclass(frozen=True)
class Visit:
    """What an app sent somebody to ask for."""

    redirect_uri: str
    scopes: frozenset[str]
    state: str
    challenge: str

    def answer(self, **fields: str) -> Reply:
        """Sends the visitor back."""
        return redirect_reply(f"{self.redirect_uri}?{urlencode({**fields, 'state': self.state})}")


@dataclass(frozen=True)
class _Code:
    visit: Visit
    listener: Listener
    expires_at: float


@dataclass
class Grant:
    """The leave that a listener gave.

    Attributes:
        access: good access tokens, and when they end.
        refresh: the refresh token.
    """

    listener: Listener
    scopes: frozenset[str]
    given_at: float
    refresh: str = field(repr=False)
    access: dict[str, float] = field(default_factory=dict, repr=False)
    is_revoked: bool = False


class Authority:
    """Gives codes and tokens, once and for a while each.

    Args:
        clock: seconds since 1970.

    Attributes:
        rotates: whether a renewal gives a new refresh token and ends the old one, as Spotify did
            for apps without a secret until June 2026.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.rotates = False
        self._clock = clock
        self._codes: dict[str, _Code] = {}
        self._grants: list[Grant] = []

    def read_visit(self, query: Mapping[str, str]) -> Visit | Reply:
        """What a visit asks for, or where it is sent back to at once.

        Raises:
            WrongVisitError: nobody may be sent back to where it came from.
        """
        if query.get("client_id") != CLIENT_ID:
            raise WrongVisitError("INVALID_CLIENT: Invalid client")
        redirect_uri = query.get("redirect_uri", "")
        _check_redirect_uri(redirect_uri)
        visit = Visit(
            redirect_uri,
            frozenset(query.get("scope", "").split()),
            query.get("state", ""),
            query.get("code_challenge", ""),
        )
        if query.get("response_type") != "code":
            return visit.answer(error="unsupported_response_type")
        is_s256 = query.get("code_challenge_method") == "S256"
        if not (is_s256 and _CHALLENGE.fullmatch(visit.challenge)):
            return visit.answer(error="invalid_request")
        return visit

    def give_code(self, visit: Visit, listener: Listener) -> Reply:
        """Sends a visitor back who gave leave."""
        code = secrets.token_urlsafe(48)
        self._codes[code] = _Code(visit, listener, self._clock() + CODE_LIFETIME_S)
        return visit.answer(code=code)

    def answer_token_request(self, request: Request) -> Reply:
        """`POST /api/token`."""
        media_type = request.headers.get("content-type", "").partition(";")[0].strip()
        if media_type != "application/x-www-form-urlencoded":
            return _refuse("invalid_request", "unsupported content type")
        form = request.read_form()
        if form.get("client_id") != CLIENT_ID:
            return _refuse("invalid_client", "Invalid client")
        match form.get("grant_type"):
            case "authorization_code":
                return self._exchange(form)
            case "refresh_token":
                return self._refresh(form)
        return _refuse("unsupported_grant_type", "grant_type parameter is not supported")

    def check(self, request: Request) -> Grant:
        """Whose token a request shows.

        Raises:
            RefusedError: it shows none that is good.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not token:
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "No token provided")
        if scheme.casefold() != "bearer":
            raise RefusedError(
                HTTPStatus.UNAUTHORIZED, "Only valid bearer authentication supported"
            )
        for grant in self._grants:
            if token in grant.access and not grant.is_revoked:
                if grant.access[token] <= self._clock():
                    raise RefusedError(HTTPStatus.UNAUTHORIZED, "The access token expired")
                return grant
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "Invalid access token")

    def revoke(self, listener: Listener) -> None:
        """Takes back all leave that a listener gave, as on Spotify's page of their apps."""
        for grant in self._grants:
            if grant.listener is listener:
                grant.is_revoked = True

    def end_access(self) -> None:
        """Ends all access tokens before their time; refresh tokens stay good."""
        for grant in self._grants:
            grant.access.clear()

    def give(self, listener: Listener, scopes: frozenset[str]) -> dict[str, str]:
        """Leave without a visit, as the secrets of an account."""
        grant = self._make_grant(listener, scopes)
        access = self._new_access(grant)
        return {
            "access_token": access,
            "refresh_token": grant.refresh,
            "expires_at": repr(grant.access[access]),
            "scope": " ".join(sorted(scopes)),
        }

    def _exchange(self, form: Mapping[str, str]) -> Reply:
        code = self._codes.pop(form.get("code", ""), None)
        if code is None:
            return _refuse("invalid_grant", "Invalid authorization code")
        if code.expires_at <= self._clock():
            return _refuse("invalid_grant", "Authorization code expired")
        if form.get("redirect_uri") != code.visit.redirect_uri:
            return _refuse("invalid_grant", "Invalid redirect URI")
        verifier = form.get("code_verifier", "")
        if not (verifier.isascii() and challenge_of(verifier) == code.visit.challenge):
            return _refuse("invalid_grant", "code_verifier was incorrect")
        grant = self._make_grant(code.listener, code.visit.scopes)
        return self._tokens(grant, shows_refresh=True)

    def _refresh(self, form: Mapping[str, str]) -> Reply:
        token = form.get("refresh_token", "")
        grant = next((each for each in self._grants if each.refresh == token), None)
        if grant is None:
            return _refuse("invalid_grant", "Invalid refresh token")
        if grant.is_revoked:
            return _refuse("invalid_grant", "Refresh token revoked")
        if grant.given_at + REFRESH_LIFETIME_S <= self._clock():
            return _refuse("invalid_grant", "Refresh token expired")
        if self.rotates:
            grant.refresh = _new_token()
        return self._tokens(grant, shows_refresh=self.rotates)

    def _make_grant(self, listener: Listener, scopes: frozenset[str]) -> Grant:
        grant = Grant(listener, scopes, self._clock(), _new_token())
        self._grants.append(grant)
        return grant

    def _new_access(self, grant: Grant) -> str:
        access = _new_token()
        grant.access[access] = self._clock() + ACCESS_LIFETIME_S
        return access

    def _tokens(self, grant: Grant, *, shows_refresh: bool) -> Reply:
        content = {
            "access_token": self._new_access(grant),
            "token_type": "Bearer",
            "expires_in": int(ACCESS_LIFETIME_S),
            "scope": " ".join(sorted(grant.scopes)),
        }
        if shows_refresh:
            content["refresh_token"] = grant.refresh
        return json_reply(content)


def _check_redirect_uri(redirect_uri: str) -> None:
    """The rules of "Redirect URIs"; the port of a loopback address may be any (RFC 8252, 7.3)."""
    url = urlsplit(redirect_uri)
    is_loopback = url.scheme == "http" and _is_loopback(url.hostname or "")
    if not is_loopback and url.scheme != "https":
        raise WrongVisitError("INVALID_CLIENT: Insecure redirect URI")
    if url.path != _CALLBACK_PATH or url.query or url.fragment:
        raise WrongVisitError("INVALID_CLIENT: Invalid redirect URI")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _new_token() -> str:
    return secrets.token_urlsafe(96)


def _refuse(error: str, description: str) -> Reply:
    """The authentication error object (RFC 6749, 5.2)."""
    content = {"error": error, "error_description": description}
    return Reply(HTTPStatus.BAD_REQUEST, json.dumps(content).encode())
