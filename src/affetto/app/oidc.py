"""Logging in by way of an identity provider (OpenID Connect Core 1.0).

The authorization code flow, with proof that who asks for the token is who asked for the code
(PKCE, RFC 7636), and a nonce that ties the token to the browser.
"""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from itertools import chain, count
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from affetto.app.accounts import check_email, check_name
from affetto.app.matching import DEFAULT_USER
from affetto.errors import AffettoError, InputError
from affetto.library.account_repository import Account, AccountRepository

if TYPE_CHECKING:
    from joserfc.jwk import KeySet
    from joserfc.jwt import Token

    from affetto.config import Settings
    from affetto.library.music_library import Library

_SCOPE = "openid profile email"
# Signatures that a key anybody may read can check; "none" and shared secrets are not among them.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_TIMEOUT_S = 10.0
_MAX_ANSWER_BYTES = 1_000_000
# How long what the provider says of itself is believed without asking again, seconds.
_METADATA_LIFETIME_S = 3600.0
# Clocks differ, seconds.
_LEEWAY_S = 60
# How long somebody may take to log in there, and how many may be about to. Our own choice.
_PENDING_LIFETIME_S = 600.0
_MAX_PENDING = 1000
# Of names that a provider states; leaves room for a number in `accounts.check_name`.
_MAX_NAME_LENGTH = 56


class OidcError(AffettoError):
    """The provider cannot be reached, or what it says cannot be trusted."""


class CancelledError(OidcError):
    """The person, or the provider, did not let the login go on."""


class NoAccountError(OidcError):
    """The provider vouches for somebody who has no account here."""


@dataclass(frozen=True)
class Identity:
    """Whom a provider vouches for.

    Attributes:
        email: one that the provider has verified; None without.
        name: what the person is called there; "" where it does not say.
    """

    issuer: str
    subject: str
    email: str | None
    name: str


@dataclass(frozen=True)
class PendingLogin:
    """What must be remembered while somebody logs in at the provider."""

    state: str
    nonce: str
    code_verifier: str
    redirect_uri: str
    begun_s: float


class IdentityProvider:
    """An OpenID provider; all threads may use it.

    Args:
        issuer: its address, by HTTPS unless it runs on this machine.
        client_id: what it calls this service.
        client_secret: what this service shows it; "" for a public client.
        name: what people call it.

    Raises:
        InputError: the address is not one that can be trusted.
    """

    def __init__(self, issuer: str, client_id: str, client_secret: str, name: str) -> None:
        if not client_id:
            raise InputError("AFFETTO_OIDC_CLIENT_ID", "is needed along with AFFETTO_OIDC_ISSUER")
        if not _is_trustworthy(issuer):
            raise InputError("AFFETTO_OIDC_ISSUER", f"{issuer!r} is not an https:// address")
        self.issuer = issuer
        self.name = name
        self._client_id = client_id
        self._client_secret = client_secret
        self._lock = Lock()
        self._pending: OrderedDict[str, PendingLogin] = OrderedDict()
        self._metadata: tuple[float, Mapping[str, Any]] | None = None
        self._keys: KeySet | None = None

    def start(self, redirect_uri: str) -> tuple[str, str]:
        """Begins a login.

        Args:
            redirect_uri: where the provider is to send the browser back to.

        Returns:
            The address to send the browser to, and the state that it must bring back.

        Raises:
            OidcError: the provider cannot be reached or trusted.
        """
        metadata = self._discover()
        pending = PendingLogin(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            code_verifier=secrets.token_urlsafe(48),
            redirect_uri=redirect_uri,
            begun_s=time.monotonic(),
        )
        with self._lock:
            self._pending[pending.state] = pending
            while len(self._pending) > _MAX_PENDING:
                self._pending.popitem(last=False)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(pending.code_verifier.encode()).digest()
        )
        question = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": _SCOPE,
            "state": pending.state,
            "nonce": pending.nonce,
            "code_challenge": challenge.decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        endpoint = _address(metadata, "authorization_endpoint")
        joint = "&" if urlsplit(endpoint).query else "?"
        return f"{endpoint}{joint}{urlencode(question)}", pending.state

    def finish(self, answer: Mapping[str, str], browser_state: str | None) -> Identity:
        """Ends a login.

        Args:
            answer: the parameters that the provider sent the browser back with.
            browser_state: the state that the browser was given; it shows that it is the same one.

        Raises:
            CancelledError: the provider says that there is to be no login.
            OidcError: the provider cannot be reached, or the answer cannot be trusted.
        """
        pending = self._take_pending(answer.get("state", ""), browser_state)
        if "error" in answer:
            raise CancelledError(
                f"{self.name}: {answer.get('error_description') or answer['error']}"
            )
        # Another provider's answer in place of this one's (RFC 9207).
        if answer.get("iss", self.issuer) != self.issuer:
            raise OidcError(f"{self.name}: the answer is another provider's")
        token = self._exchange(answer.get("code", ""), pending)
        return self._read_identity(token, pending)

    def _take_pending(self, state: str, browser_state: str | None) -> PendingLogin:
        with self._lock:
            pending = self._pending.pop(state, None)
        is_own = browser_state is not None and secrets.compare_digest(
            state.encode(), browser_state.encode()
        )
        if pending is None or not is_own or _age_s(pending.begun_s) > _PENDING_LIFETIME_S:
            raise OidcError(f"{self.name}: this login was not begun here, or took too long")
        return pending

    def _exchange(self, code: str, pending: PendingLogin) -> str:
        question = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": pending.redirect_uri,
            "client_id": self._client_id,
            "code_verifier": pending.code_verifier,
        }
        if self._client_secret:
            question["client_secret"] = self._client_secret
        answer = self._ask(_address(self._discover(), "token_endpoint"), question)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise OidcError(f"{self.name}: sent no ID token")
        return token

    def _read_identity(self, token: str, pending: PendingLogin) -> Identity:
        """What an ID token says, checked as OpenID Connect Core, 3.1.3.7, asks."""
        from joserfc.errors import JoseError
        from joserfc.jwt import JWTClaimsRegistry

        try:
            decoded = self._decode(token)
            JWTClaimsRegistry(
                leeway=_LEEWAY_S,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self._client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": pending.nonce},
            ).validate(decoded.claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise OidcError(f"{self.name}: its ID token cannot be trusted ({error})") from error
        claims = decoded.claims
        audience = claims["aud"]
        is_shared = isinstance(audience, list) and len(audience) > 1
        if claims.get("azp", None if is_shared else self._client_id) != self._client_id:
            raise OidcError(f"{self.name}: its ID token is for another service")
        if not isinstance(claims["sub"], str) or not claims["sub"]:
            raise OidcError(f"{self.name}: its ID token names nobody")
        return Identity(self.issuer, claims["sub"], _verified_email(claims), _name_in(claims))

    def _decode(self, token: str) -> Token:
        """The token, if a key of the provider signed it; keys are fetched anew once where none did.

        Providers change their keys, and let the new ones be found when they are first used.
        """
        from joserfc import jwt
        from joserfc.errors import JoseError

        try:
            return jwt.decode(token, self._key_set(is_fresh=False), algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            return jwt.decode(token, self._key_set(is_fresh=True), algorithms=_ALGORITHMS)

    def _key_set(self, *, is_fresh: bool) -> KeySet:
        from joserfc.jwk import KeySet

        with self._lock:
            keys = self._keys
        if keys is None or is_fresh:
            document: Any = self._ask(_address(self._discover(), "jwks_uri"))
            keys = KeySet.import_key_set(document)
            with self._lock:
                self._keys = keys
        return keys

    def _discover(self) -> Mapping[str, Any]:
        with self._lock:
            known = self._metadata
        if known is not None and _age_s(known[0]) < _METADATA_LIFETIME_S:
            return known[1]
        metadata = self._ask(self.issuer.rstrip("/") + "/.well-known/openid-configuration")
        # Else one provider could speak for another (OpenID Connect Discovery, 4.3).
        if metadata.get("issuer") != self.issuer:
            raise OidcError(f"{self.name}: calls itself {metadata.get('issuer')!r}")
        with self._lock:
            self._metadata = (time.monotonic(), metadata)
        return metadata

    def _ask(self, address: str, form: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """The JSON object at an address, or what a form that is sent there is answered with."""
        data = None if form is None else urlencode(form).encode()
        # Only addresses that `_is_trustworthy` let pass.
        request = Request(address, data, {"Accept": "application/json"})  # noqa: S310
        try:
            with _OPENER.open(request, timeout=_TIMEOUT_S) as response:
                answer = json.loads(response.read(_MAX_ANSWER_BYTES))
        except HTTPError as error:
            raise OidcError(f"{self.name}: answers {error.code} {error.reason}") from error
        except (OSError, HTTPException, ValueError) as error:
            raise OidcError(f"{self.name}: cannot be asked ({error})") from error
        if not isinstance(answer, dict):
            raise OidcError(f"{self.name}: answers what is no JSON object")
        return answer


class _NoRedirects(HTTPRedirectHandler):
    """Endpoints lie where the provider's own document says, or nowhere."""

    def redirect_request(self, *_arguments: Any) -> None:
        """Follows none, which makes the redirection an error."""


_OPENER = build_opener(_NoRedirects())


def open_provider(settings: Settings) -> IdentityProvider | None:
    """The identity provider that the settings name; None where they name none.

    Raises:
        InputError: a setting cannot be used.
    """
    if not settings.oidc_issuer:
        return None
    return IdentityProvider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        settings.oidc_name,
    )


def account_of(library: Library, identity: Identity, *, sign_up: bool) -> Account:
    """The account of somebody for whom a provider vouches.

    At their first login it is the one that waits for their verified e-mail address; or, where
    people may sign up, a new one, which is no administrator's. Names never tell who somebody is:
    anybody may choose any.

    Raises:
        NoAccountError: they have none.
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        accounts = AccountRepository(session)
        known = accounts.find_by_identity(identity.issuer, identity.subject)
        if known is not None:
            return known
        waiting = accounts.find_by_email(identity.email) if identity.email else None
        if waiting is not None and waiting.issuer is None:
            account = waiting
        elif sign_up:
            account = accounts.add(
                _free_name(identity, accounts.is_name_known),
                datetime.now(UTC),
                email=None if waiting is not None else identity.email,
            )
        else:
            raise NoAccountError(
                f"{identity.email or identity.name or identity.subject} has no account here; an "
                "administrator can make one with `affetto account add NAME --email ADDRESS`"
            )
        accounts.set_identity(account.id, identity.issuer, identity.subject)
        return account


def _free_name(identity: Identity, is_known: Callable[[str], bool]) -> str:
    """A name under which nothing is kept yet: what the person is called, numbered where need be."""
    try:
        name = check_name(identity.name)
    except InputError:
        name = "guest"
    candidates = chain([name], (f"{name} {number}" for number in count(2)))
    return next(free for free in candidates if free != DEFAULT_USER and not is_known(free))


def _verified_email(claims: Mapping[str, Any]) -> str | None:
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    try:
        return check_email(email).lower()
    except InputError:
        return None


def _name_in(claims: Mapping[str, Any]) -> str:
    for claim in ("preferred_username", "name", "email"):
        value = claims.get(claim)
        if isinstance(value, str) and value.strip():
            return value.strip()[:_MAX_NAME_LENGTH]
    return ""


def _address(metadata: Mapping[str, Any], name: str) -> str:
    address = metadata.get(name)
    if not isinstance(address, str) or not _is_trustworthy(address):
        raise OidcError(f"the identity provider names no {name} by https")
    return address


def _is_trustworthy(address: str) -> bool:
    """Whether nobody can read or change what is sent there: HTTPS, or this very machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and _is_this_machine(host)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _age_s(since_s: float) -> float:
    return time.monotonic() - since_s
