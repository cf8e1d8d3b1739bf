"""Bounds of what a client may send, and how slowly."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from affetto.api.problems import ProblemError
from affetto.api.uploads import too_large

# JSON of a few fields, or some thousands of track numbers.
DEFAULT_BODY_BYTES = 1_000_000

# A phone on a slow line sends some 25 kB a second; who sends nothing at all for so long has gone.
_IDLE_S = 20.0
_LEAST_BYTES_PER_S = 10_000
# Every request may take so long, however little it brings.
_GRACE_S = 30.0


class RequestLimits:
    """Refuses bodies that are too large (413) or come too slowly (408), as early as it shows.

    Args:
        app: what answers.
        body_bytes: largest body, by the beginning of the path; the longest beginning counts, and
            `DEFAULT_BODY_BYTES` where none does.
        idle_s: longest time without a byte.
    """

    def __init__(
        self, app: ASGIApp, body_bytes: Mapping[str, int], idle_s: float = _IDLE_S
    ) -> None:
        self._app = app
        self._body_bytes = sorted(body_bytes.items(), key=lambda item: -len(item[0]))
        self._idle_s = idle_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit_of(scope["path"])
        if _stated_length(scope) > limit:
            await _refuse(_over(limit), scope, receive, send)
            return
        body = _BoundedBody(receive, limit, self._idle_s)
        has_begun = False

        async def send_unless_refused(message: Message) -> None:
            nonlocal has_begun
            # Whoever reads the body may take the refusal for an error of its own.
            if body.refusal is None or has_begun:
                has_begun = True
                await send(message)

        try:
            await self._app(scope, body.receive, send_unless_refused)
        except ProblemError:
            if body.refusal is None:
                raise
        except ClientDisconnect:
            return  # there is nobody to answer
        if body.refusal is not None and not has_begun:
            await _refuse(body.refusal, scope, receive, send)

    def _limit_of(self, path: str) -> int:
        for beginning, limit in self._body_bytes:
            if path.startswith(beginning):
                return limit
        return DEFAULT_BODY_BYTES


class _BoundedBody:
    """The body of one request.

    Attributes:
        refusal: why it was refused; None as long as it was not.
    """

    def __init__(self, receive: Receive, limit: int, idle_s: float) -> None:
        self.refusal: ProblemError | None = None
        self._receive = receive
        self._limit = limit
        self._idle_s = idle_s
        self._received = 0
        self._began_s = time.monotonic()
        self._is_complete = False

    async def receive(self) -> Message:
        if self._is_complete:  # what follows is the client's leaving, which may take its time
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._idle_s)
        except TimeoutError:
            raise self._refuse(_too_slow()) from None
        if message["type"] == "http.request":
            self._received += len(message.get("body", b""))
            self._is_complete = not message.get("more_body", False)
        if self._received > self._limit:
            raise self._refuse(_over(self._limit))
        taken_s = time.monotonic() - self._began_s
        if not self._is_complete and taken_s > _GRACE_S + self._received / _LEAST_BYTES_PER_S:
            raise self._refuse(_too_slow())
        return message

    def _refuse(self, problem: ProblemError) -> ProblemError:
        self.refusal = problem
        return problem


def _stated_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


def _over(limit: int) -> ProblemError:
    amount = f"{limit / 1e6:,.0f} MB" if limit >= 1e6 else f"{limit / 1e3:,.0f} kB"
    return too_large(f"what is sent here may have {amount} at most")


def _too_slow() -> ProblemError:
    return ProblemError(
        HTTPStatus.REQUEST_TIMEOUT,
        "the request came too slowly; try again on a better connection",
        "slow",
    )


async def _refuse(problem: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
    """Tells of the problem and hangs up, so that the rest of the body need not be read."""
    response = problem.response()
    response.headers["Connection"] = "close"
    await response(scope, receive, send)
