"""Asks an OpenSubsonic server, in the way in which it likes to be asked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from affetto.providers.capabilities import AudioStream
from affetto.providers.errors import (
    BadAnswerError,
    NotAllowedError,
    NotThereError,
    SignInNeededError,
)
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.opensubsonic.parsers import (
    TITLE,
    ParameterMissingError,
    TokenRefusedError,
    UnnamedFaultError,
    explain_fault,
    read_extensions,
    read_response,
)
from affetto.providers.own_servers import is_private_way
from affetto.providers.reading import Fields

# The oldest version with salted tokens: servers refuse clients that are newer than they are.
_COMMON = {"v": "1.13.0", "c": "Affetto", "f": "json"}

Parameters = Mapping[str, str | int | Sequence[str]]


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with: a name and password, a key, or both."""

    name: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)


class _Signature(Protocol):
    """How requests show whose they are."""

    def parameters(self) -> dict[str, str]:
        """What is added to a request."""
        ...


@dataclass(frozen=True)
class _ApiKey:
    key: str = field(repr=False)

    def parameters(self) -> dict[str, str]:
        return {"apiKey": self.key}


@dataclass(frozen=True)
class _SaltedToken:
    name: str
    password: str = field(repr=False)

    def parameters(self) -> dict[str, str]:
        salt = secrets.token_hex(16)
        # MD5 is what the protocol prescribes; the salt is new in every request.
        token = hashlib.md5((self.password + salt).encode(), usedforsecurity=False)
        return {"u": self.name, "t": token.hexdigest(), "s": salt}


@dataclass(frozen=True)
class _PlainPassword:
    name: str
    password: str = field(repr=False)

    def parameters(self) -> dict[str, str]:
        return {"u": self.name, "p": f"enc:{self.password.encode().hex()}"}


@dataclass(frozen=True)
class _Dialect:
    """How a server is asked.

    Attributes:
        signature: what it knows people by.
        takes_forms: whether parameters may stand in the body, where no log shows them.
    """

    signature: _Signature
    takes_forms: bool


class SubsonicClient:
    """Asks one server as one person; all threads may use it.

    Args:
        address: of the server, without /rest.
        credentials: whose requests they are.
        patience: how long to wait and how often to try.
    """

    def __init__(self, address: str, credentials: Credentials, patience: Patience) -> None:
        self._address = address
        self._credentials = credentials
        self._http = ServiceClient(
            TITLE, f"{address}/rest", patience=patience, explain=explain_fault
        )
        self._lock = Lock()
        self._dialect: _Dialect | None = None

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    @property
    def uses_key(self) -> bool:
        """Whether it signs in with an API key, and not with a name; may ask the server."""
        return isinstance(self._find_dialect().signature, _ApiKey)

    def call(
        self, endpoint: str, parameters: Parameters | None = None, *, is_repeatable: bool = True
    ) -> Fields:
        """What an endpoint answers.

        Args:
            endpoint: such as "ping".
            parameters: besides those of all requests; a list is given item by item.
            is_repeatable: whether doing it twice does no more than once.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        return self._ask(
            self._find_dialect(), endpoint, parameters or {}, is_repeatable=is_repeatable
        )

    def stream(self, track_id: str, byte_range: str) -> AbstractContextManager[AudioStream]:
        """The file of a recording as it is, or a part of it.

        Raises:
            ProviderError: see `affetto.providers.http.ServiceClient.stream`.
        """
        # By GET even where forms are taken: no other method knows ranges (RFC 9110, 14.2).
        parameters = {
            **_COMMON,
            **self._find_dialect().signature.parameters(),
            "id": track_id,
            "format": "raw",
        }
        return self._http.stream("/stream.view", params=parameters, byte_range=byte_range)

    def _ask(
        self,
        dialect: _Dialect,
        endpoint: str,
        parameters: Parameters,
        *,
        is_repeatable: bool = True,
    ) -> Fields:
        path = f"/{endpoint}.view"
        everything = {**_COMMON, **dialect.signature.parameters(), **parameters}
        if dialect.takes_forms:
            answer = self._http.request("POST", path, form=everything, is_repeatable=is_repeatable)
        else:
            answer = self._http.request("GET", path, params=everything, is_repeatable=is_repeatable)
        return read_response(self._http.read_json(answer))

    def _find_dialect(self) -> _Dialect:
        """How the server is asked, found out at the first request."""
        with self._lock:
            if self._dialect is None:
                self._dialect = self._negotiate()
            return self._dialect

    def _negotiate(self) -> _Dialect:
        extensions = self._extensions()
        takes_forms = "formPost" in extensions
        name, password = self._credentials.name, self._credentials.password
        if self._credentials.api_key and "apiKeyAuthentication" in extensions:
            dialect = _Dialect(_ApiKey(self._credentials.api_key), takes_forms)
            self._ask(dialect, "ping", {})
            return dialect
        if not password:
            raise NotAllowedError(TITLE, "takes no API keys; give it your name and password")
        dialect = _Dialect(_SaltedToken(name, password), takes_forms)
        try:
            self._ask(dialect, "ping", {})
        except (TokenRefusedError, ParameterMissingError):
            # Supysonic, for one, keeps passwords such that no token can be checked.
            if not is_private_way(self._address):
                raise NotAllowedError(
                    TITLE,
                    "wants your password as it is, which others on the network could read; "
                    "use an https:// address",
                ) from None
            # A form, known to servers long before they could say so, keeps it out of logs.
            dialect = _Dialect(_PlainPassword(name, password), takes_forms=True)
            self._ask(dialect, "ping", {})
        return dialect

    def _extensions(self) -> frozenset[str]:
        """What the server can do beyond the protocol of old, which it says without a password."""
        try:
            answer = self._http.request("GET", "/getOpenSubsonicExtensions.view", params=_COMMON)
            return read_extensions(read_response(self._http.read_json(answer)))
        except (
            BadAnswerError,
            NotAllowedError,
            NotThereError,
            SignInNeededError,
            UnnamedFaultError,
        ):
            # A server of old; where it is none at all, the request that follows tells.
            return frozenset()
