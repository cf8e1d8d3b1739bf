"""How a request of the Web API finds what answers it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from affetto.providers.spotify.demo.listeners import Listener
from affetto.providers.spotify.demo.messages import RefusedError, Reply, Request

# The most that a page of most lists may have, and has unasked.
_MAX_PAGE, _PAGE = 50, 20


@dataclass(frozen=True)
class Call:
    """A request that may be answered.

    Attributes:
        listener: who asks.
        scopes: what they agreed to.
        parts: of the path, by name.
        address: of the demonstration.
    """

    request: Request
    listener: Listener
    scopes: frozenset[str]
    parts: Mapping[str, str]
    address: str

    def need(self, *scopes: str) -> None:
        """Refuses unless all were agreed to.

        Raises:
            RefusedError: one was not.
        """
        if not self.scopes >= set(scopes):
            raise RefusedError(HTTPStatus.FORBIDDEN, "Insufficient client scope")

    def whole_number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """A number of the query.

        Raises:
            RefusedError: it is none, or out of its range.
        """
        text = self.request.query.get(name)
        if text is None:
            return default
        if not re.fullmatch(r"-?\d{1,9}", text) or not lowest <= int(text) <= highest:
            raise RefusedError(HTTPStatus.BAD_REQUEST, f"Invalid {name}")
        return int(text)

    def page_of(self, entries: list[object], path: str) -> dict[str, object]:
        """The paging object for the place that the query asks for."""
        limit = self.whole_number("limit", _PAGE, 1, _MAX_PAGE)
        offset = self.whole_number("offset", 0, 0, 100_000)
        here = f"{self.address}{path}"
        is_last = offset + limit >= len(entries)
        return {
            "href": f"{here}?offset={offset}&limit={limit}",
            "items": entries[offset : offset + limit],
            "limit": limit,
            "next": None if is_last else f"{here}?offset={offset + limit}&limit={limit}",
            "offset": offset,
            "previous": None,
            "total": len(entries),
        }


Answer = Callable[[Call], Reply]


@dataclass(frozen=True)
class Route:
    """Requests of one kind.

    Args:
        method: such as "GET".
        path: a pattern for all of the path after /v1; its groups become `Call.parts`.
        answer: what answers.
        scopes: all of which must have been agreed to.
    """

    method: str
    path: re.Pattern[str]
    answer: Answer
    scopes: tuple[str, ...] = ()


def route(method: str, path: str, answer: Answer, *scopes: str) -> Route:
    """A route, its path written with names in braces."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Route(method, re.compile(pattern), answer, scopes)
