"""Talks to Spotify's Web API in the name of one account."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from affetto.providers.errors import BadAnswerError, PremiumNeededError, SignInNeededError
from affetto.providers.http import Answer, Patience, ServiceClient
from affetto.providers.spotify.refusals import SERVICE, explain_api
from affetto.providers.spotify.tokens import Leave


class SpotifyClient:
    """Sends requests with a token that is good; all threads may use it.

    Args:
        address: of the Web API.
        leave: the account's tokens.
        patience: see `ServiceClient`.
    """

    def __init__(self, address: str, leave: Leave, patience: Patience) -> None:
        self._leave = leave
        self._pause_s = patience.first_pause_s
        self._http = ServiceClient(SERVICE, address, patience=patience, explain=explain_api)

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """What a GET request answers, read as JSON; None where it has no content.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        answer = self.send("GET", path, params=params)
        return self._http.read_json(answer) if answer.body else None

    def post(self, path: str, content: Mapping[str, Any]) -> Any:
        """What a POST request with JSON answers, read as JSON.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        return self._http.read_json(self.send("POST", path, json=content))

    def order(
        self,
        method: str,
        path: str,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
    ) -> Answer:
        """A request whose answer says nothing beyond that it was done.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        answer = self.send(method, path, params=params, json=json)
        # Documented is an empty body; Spotify sends words of its own at times, but never a page.
        if answer.headers.get("content-type", "").startswith("text/html"):
            raise BadAnswerError(SERVICE, "a page answered in its place; is the network signed in?")
        return answer

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        json: Any = None,
    ) -> Answer:
        """The answer to a request.

        A request that was refused with 401 is sent again with a renewed token, and one that was
        refused for want of Premium as it is, each once: neither did anything, and Spotify refuses
        so now and then without cause.

        Raises:
            ProviderError: the kind that fits what went wrong.
        """
        token = self._leave.tokens().access
        is_renewed = is_doubted = False
        while True:
            headers = {"Authorization": f"Bearer {token}"}
            try:
                return self._http.request(method, path, params=params, json=json, headers=headers)
            except SignInNeededError:
                if is_renewed:
                    raise
                is_renewed = True
                token = self._leave.tokens_instead_of(token).access
            except PremiumNeededError:
                if is_doubted:
                    raise
                is_doubted = True
                time.sleep(self._pause_s)
