"""The Web API of the demonstration: who may ask what, and how often."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Callable
from http import HTTPStatus

from affetto.providers.spotify.demo.authority import Authority
from affetto.providers.spotify.demo.catalogue_routes import CATALOGUE_ROUTES
from affetto.providers.spotify.demo.messages import RefusedError, Reply, Request
from affetto.providers.spotify.demo.player_routes import PLAYER_ROUTES
from affetto.providers.spotify.demo.playlist_routes import PLAYLIST_ROUTES
from affetto.providers.spotify.demo.routes import Call

PREFIX = "/v1"
_ROUTES = (*CATALOGUE_ROUTES, *PLAYLIST_ROUTES, *PLAYER_ROUTES)

# Calls are counted over a rolling window of thirty seconds; how many there may be Spotify does
# not say ("Rate Limits").
_WINDOW_S = 30.0
DEFAULT_RATE_LIMIT = 180

# What was taken away in November 2024 and, for apps in Development Mode, in February 2026.
_GONE_404 = re.compile(r"/recommendations(/.*)?|/artists/[^/]+/related-artists")
_GONE_403 = re.compile(
    r"/audio-(features|analysis)(/.*)?|/browse/.*|/markets|/users/.*|/(tracks|albums|artists)"
    r"|/playlists/[^/]+/(tracks|followers)(/.*)?|/artists/[^/]+/top-tracks"
    r"|/me/(tracks|albums|episodes|shows|audiobooks|following)(/contains)?"
)


class WebApi:
    """Answers requests for /v1.

    Args:
        authority: knows whose tokens are good.
        clock: seconds since 1970.

    Attributes:
        rate_limit: calls that may be made in thirty seconds.
        quota: calls that may be made yet; None for any number.
        false_refusals: so many of the next orders to a player are refused for want of Premium
            although it is there, as it happened to many in July 2026.
    """

    def __init__(self, authority: Authority, clock: Callable[[], float]) -> None:
        self.rate_limit = DEFAULT_RATE_LIMIT
        self.quota: int | None = None
        self.false_refusals = 0
        self._authority = authority
        self._clock = clock
        self._calls: deque[float] = deque()

    def answer(self, request: Request, address: str) -> Reply:
        """What is answered to a request whose path begins with /v1."""
        try:
            return self._answer(request, address)
        except RefusedError as error:
            return error.as_reply()

    def _answer(self, request: Request, address: str) -> Reply:
        grant = self._authority.check(request)
        self._count()
        path = request.path.removeprefix(PREFIX)
        self._refuse_what_is_gone(request.method, path)
        for each in _ROUTES:
            found = each.path.fullmatch(path)
            if found and each.method == request.method:
                call = Call(request, grant.listener, grant.scopes, found.groupdict(), address)
                call.need(*each.scopes)
                self._refuse_falsely(request.method, path)
                return each.answer(call)
        raise RefusedError(HTTPStatus.NOT_FOUND, "Service not found")

    def _count(self) -> None:
        if self.quota is not None:
            if self.quota <= 0:
                raise RefusedError(
                    HTTPStatus.TOO_MANY_REQUESTS, "Too many requests", "QUOTA_EXCEEDED"
                )
            self.quota -= 1
        now = self._clock()
        while self._calls and self._calls[0] <= now - _WINDOW_S:
            self._calls.popleft()
        if len(self._calls) >= self.rate_limit:
            oldest = self._calls[0] if self._calls else now
            wait_s = max(1, math.ceil(oldest + _WINDOW_S - now))
            raise RefusedError(
                HTTPStatus.TOO_MANY_REQUESTS, "API rate limit exceeded", retry_after_s=wait_s
            )
        self._calls.append(now)

    def _refuse_what_is_gone(self, method: str, path: str) -> None:
        if _GONE_404.fullmatch(path):
            raise RefusedError(HTTPStatus.NOT_FOUND, "Not found.")
        # What people saved can still be listed.
        is_listing = method == "GET" and path in {"/me/tracks", "/me/albums", "/me/following"}
        if _GONE_403.fullmatch(path) and not is_listing:
            raise RefusedError(HTTPStatus.FORBIDDEN, "Forbidden")

    def _refuse_falsely(self, method: str, path: str) -> None:
        if self.false_refusals and method != "GET" and path.startswith("/me/player"):
            self.false_refusals -= 1
            raise RefusedError(
                HTTPStatus.FORBIDDEN, "Player command failed: Premium required", "PREMIUM_REQUIRED"
            )
