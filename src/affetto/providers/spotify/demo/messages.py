"""Requests and replies of the demonstration, apart from any server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Request:
    """What a program or a browser asked; names of headers in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def read_json(self) -> Mapping[str, Any]:
        """The body as a JSON object, an empty one where there is no body.

        Raises:
            RefusedError: it is none.
        """
        if not self.body:
            return {}
        try:
            content = json.loads(self.body)
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "Error parsing JSON.")
        return content

    def read_form(self) -> Mapping[str, str]:
        """The body as a form."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    status: int = HTTPStatus.OK
    body: bytes = b""
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


NOTHING = Reply(HTTPStatus.NO_CONTENT)


class RefusedError(Exception):
    """The Web API refuses a request.

    Args:
        status: of the reply.
        message: as Spotify words it.
        reason: of player endpoints and quotas; "" for none.
        retry_after_s: in how many whole seconds it is worth another try.
    """

    def __init__(
        self, status: int, message: str, reason: str = "", retry_after_s: int | None = None
    ) -> None:
        self.status = status
        self.message = message
        self.reason = reason
        self.retry_after_s = retry_after_s
        super().__init__(message)

    def as_reply(self) -> Reply:
        """The regular error object."""
        error: dict[str, Any] = {"status": int(self.status), "message": self.message}
        if self.reason:
            error["reason"] = self.reason
        wait = {} if self.retry_after_s is None else {"retry-after": str(self.retry_after_s)}
        return Reply(self.status, json.dumps({"error": error}).encode(), headers=wait)


def json_reply(content: Any, status: int = HTTPStatus.OK) -> Reply:
    """A reply that says something."""
    return Reply(status, json.dumps(content).encode())


def page_reply(page: str, status: int = HTTPStatus.OK) -> Reply:
    """A page for people, which can run nothing and be framed by nobody."""
    headers = {
        "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; "
        "frame-ancestors 'none'; base-uri 'none'",
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
    }
    return Reply(status, page.encode(), "text/html; charset=utf-8", headers)


def redirect_reply(address: str) -> Reply:
    """Sends a browser elsewhere."""
    return Reply(HTTPStatus.FOUND, headers={"location": address, "cache-control": "no-store"})
