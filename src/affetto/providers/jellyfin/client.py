"""Asks a Jellyfin server as one person."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import quote

from affetto import __version__
from affetto.providers.capabilities import AudioStream, KeepSecrets
from affetto.providers.errors import NotThereError, SignInNeededError
from affetto.providers.http import Patience, ServiceClient
from affetto.providers.jellyfin.parsers import (
    TITLE,
    Person,
    read_people,
    read_person,
    read_sign_in,
)


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with.

    Attributes:
        token: what a password was exchanged for before; "" for nothing yet.
        device_id: by which the server knows who has the token: it lets a new one end the others
            of the same device.
    """

    name: str
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    device_id: str = ""


class JellyfinClient:
    """Asks one server; all threads may use it.

    A password is exchanged for a token at the first request, and forgotten.

    Args:
        address: of the server.
        credentials: whose requests they are.
        keep_secrets: is given the token in the place of the password.
        patience: how long to wait and how often to try.
    """

    def __init__(
        self, address: str, credentials: Credentials, keep_secrets: KeepSecrets, patience: Patience
    ) -> None:
        self._http = ServiceClient(TITLE, address, patience=patience)
        self._name = credentials.name
        self._password = credentials.password
        self._has_api_key = bool(credentials.api_key)
        self._token = credentials.api_key or credentials.token
        self._device_id = credentials.device_id or secrets.token_hex(16)
        self._keep_secrets = keep_secrets
        self._person: Person | None = None
        self._lock = Lock()

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def who_asks(self) -> Person:
        """Who signed in; at the first time this is where they do.

        Raises:
            ProviderError: the server does not let them in, or fails.
        """
        with self._lock:
            if self._person is None:
                self._person = self._sign_in()
            return self._person

    def check(self) -> Person:
        """Who asks, as the server says now."""
        return read_person(self.get(f"/Users/{self.who_asks().id}"))

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """The JSON that a GET request answers.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        return self._http.get_json(path, params, self._signed_headers())

    def send(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None = None,
        *,
        json: Any = None,
        is_repeatable: bool | None = None,
    ) -> bytes:
        """The body that a request answers.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        answer = self._http.request(
            method,
            path,
            params=params,
            json=json,
            headers=self._signed_headers(),
            is_repeatable=is_repeatable,
        )
        return answer.body

    def send_for_json(self, path: str, json: Any) -> Any:
        """The JSON that a POST request answers, which is not repeated.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        headers = self._signed_headers()
        return self._http.read_json(self._http.request("POST", path, json=json, headers=headers))

    def stream(self, path: str, byte_range: str) -> AbstractContextManager[AudioStream]:
        """The sound that a GET request answers.

        Raises:
            ProviderError: see `affetto.providers.http.ServiceClient.stream`.
        """
        headers = self._signed_headers()
        return self._http.stream(path, byte_range=byte_range, headers=headers)

    def _sign_in(self) -> Person:
        if self._has_api_key:
            return self._person_of_key()
        if not self._password:
            return read_person(self._http.get_json("/Users/Me", headers=self._headers()))
        try:
            # Each time it is done there is one token of this device, and so it may be repeated.
            answer = self._http.request(
                "POST",
                "/Users/AuthenticateByName",
                json={"Username": self._name, "Pw": self._password},
                headers=self._headers(),
                is_repeatable=True,
            )
        except SignInNeededError:
            raise SignInNeededError(TITLE, "does not take this name and password") from None
        person, self._token = read_sign_in(self._http.read_json(answer))
        self._password = ""
        self._keep_secrets({"token": self._token, "device_id": self._device_id, "password": ""})
        return person

    def _person_of_key(self) -> Person:
        """Keys are the server's and not a person's: whose library it is, the name tells."""
        people = read_people(self._http.get_json("/Users", headers=self._headers()))
        name = self._name.casefold()
        for person in people:
            if person.name.casefold() == name:
                return person
        raise NotThereError(TITLE, "knows nobody of this name")

    def _signed_headers(self) -> dict[str, str]:
        self.who_asks()
        return self._headers()

    def _headers(self) -> dict[str, str]:
        """Show who asks; a parameter of the address would stand in logs."""
        values = {
            "Client": "Affetto",
            "Device": "Affetto",
            "DeviceId": self._device_id,
            "Version": __version__,
        }
        if self._token:
            values["Token"] = self._token
        listed = ", ".join(f'{name}="{quote(value, safe="")}"' for name, value in values.items())
        return {"Authorization": f"MediaBrowser {listed}"}
