"""Keeps foreign pages and strangers out, before any path is asked."""

from __future__ import annotations

import secrets
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from affetto.api.access import Access, is_loopback
from affetto.api.login_cookie import read_token, write_token
from affetto.api.problems import ProblemError
from affetto.app.accounts import Login, resume_login

CSRF_HEADER = "X-CSRF-Token"

_API = "/api/"
_SESSION = "/api/v1/session"
# What the participants of a study have instead of a session: each address holds a secret.
_STUDY = "/api/v1/study/"
_OPEN_PATHS = frozenset({_SESSION, "/api/v1/openapi.json"})
_OPEN_PREFIXES = (f"{_SESSION}/oidc/", _STUDY)
# Figures of the service are not a secret, but nobody else's business either.
_METRICS = "/metrics"

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110, 9.2.1
# `Sec-Fetch-Site` of requests that this service's own pages, or the user, make (W3C, "Fetch
# Metadata Request Headers").
_OWN_SITES = frozenset({"same-origin", "none"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
_POLICY_VIOLATION = 1008  # RFC 6455, 7.4.1


class SecurityMiddleware:
    """Refuses foreign hosts and origins and, where there are accounts, whoever is not logged in.

    It stands before all paths, so that a new one is closed unless it is opened here. Where there
    are accounts, paths find in the request's state: `user` (a name; None where nobody is logged
    in, which open paths allow), `is_administrator` and `login`.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or lets it through."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            self._check_host(connection)
            _check_origin(connection)
            if self._access.has_accounts:
                send = await self._admit(connection, send)
        except ProblemError as problem:
            await _refuse(problem, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _check_host(self, connection: HTTPConnection) -> None:
        host, _ = _split_host(connection.headers.get("host", ""))
        if not self._access.is_known_host(host):
            raise ProblemError(
                HTTPStatus.FORBIDDEN,
                f"{host or 'a request without a host'}: this service does not go by that name; "
                "name it in AFFETTO_HOSTS if it should",
                "host",
            )

    async def _admit(self, connection: HTTPConnection, send: Send) -> Send:
        """Notes who asks; what to send the answer by."""
        path, state = connection.url.path, connection.state
        state.login, state.user, state.is_administrator = None, None, False
        if path == _METRICS:
            _check_metrics(connection)
        # The page itself is the same for all, and is kept by browsers and proxies.
        if not path.startswith(_API):
            return send
        token = read_token(connection)
        if token is not None:
            library = connection.app.state.library
            state.login = await run_in_threadpool(resume_login, library, token)
        login: Login | None = state.login
        if login is None:
            if path in _OPEN_PATHS or path.startswith(_OPEN_PREFIXES):
                return send
            raise _not_logged_in(connection, had_token=token is not None)
        state.user, state.is_administrator = login.account.name, login.account.is_administrator
        _check_csrf(connection, login)
        if login.new_token is None:
            return send
        return _with_cookie(send, write_token(connection, login.new_token))


def _check_origin(connection: HTTPConnection) -> None:
    """Refuses what pages of other origins ask for; links to this service may be followed.

    Raises:
        ProblemError: 403.
    """
    headers = connection.headers
    origin = headers.get("origin")
    if origin is not None:
        is_own = _is_own_origin(origin, headers.get("host", ""))
    else:
        site = headers.get("sec-fetch-site", "none")
        is_followed = (
            headers.get("sec-fetch-mode") == "navigate"
            and connection.scope.get("method") in _SAFE_METHODS
        )
        is_own = site in _OWN_SITES or is_followed
    if not is_own:
        raise ProblemError(
            HTTPStatus.FORBIDDEN,
            f"a page of {origin or 'another site'} may not ask this service; open its own page",
            "origin",
        )


def _is_own_origin(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in _DEFAULT_PORTS or parts.hostname is None:
        return False
    default = _DEFAULT_PORTS[parts.scheme]
    own_name, own_port = _split_host(host)
    # The scheme itself is not compared: behind a proxy this service does not know its own.
    return (parts.hostname, port or default) == (own_name, own_port or default)


def _split_host(host: str) -> tuple[str, int | None]:
    """Name and port of a `Host` header; the name is empty where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return "", None
    if name is None or parts.netloc != host or "@" in host:
        return "", None
    return name.removesuffix("."), port


def _check_metrics(connection: HTTPConnection) -> None:
    client = connection.client
    if client is None or not is_loopback(client.host):
        raise ProblemError(
            HTTPStatus.FORBIDDEN, "the figures are for the machine of the service only", "metrics"
        )


def _check_csrf(connection: HTTPConnection, login: Login) -> None:
    """Refuses changes that a page of this service did not ask for.

    Logging in needs no token, for there is none before; the origin is checked all the same.

    Raises:
        ProblemError: 403.
    """
    method, path = connection.scope.get("method", "GET"), connection.url.path
    if method in _SAFE_METHODS or (method, path) == ("POST", _SESSION) or path.startswith(_STUDY):
        return
    sent = connection.headers.get(CSRF_HEADER, "")
    if not secrets.compare_digest(sent.encode(), login.csrf_token.encode()):
        raise ProblemError(
            HTTPStatus.FORBIDDEN,
            f"the header {CSRF_HEADER} is missing or outdated; load the page again",
            "csrf",
        )


def not_logged_in() -> ProblemError:
    """What to answer whom nobody knows."""
    return ProblemError(
        HTTPStatus.UNAUTHORIZED,
        "log in first",
        "session",
        # HTTP asks for a scheme to be named; none is registered for cookies.
        headers={"WWW-Authenticate": 'Cookie realm="Affetto"'},
    )


def _not_logged_in(connection: HTTPConnection, *, had_token: bool) -> ProblemError:
    problem = not_logged_in()
    if not had_token:
        return problem
    return ProblemError(
        problem.status,
        "your session has ended; log in again, nothing is lost",
        problem.kind,
        headers={**(problem.headers or {}), "Set-Cookie": write_token(connection, None)},
    )


def _with_cookie(send: Send, cookie: str) -> Send:
    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            # What proxies keep for others must carry nobody's token. It is then as if the answer
            # had been lost: the next request gets another one.
            if "public" not in headers.get("Cache-Control", ""):
                headers.append("Set-Cookie", cookie)
        await send(message)

    return send_with_cookie


async def _refuse(problem: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        # Pages cannot read why a socket was refused; servers answer 403.
        await receive()  # the request to connect
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION, "reason": problem.kind})
        return
    await problem.response()(scope, receive, send)
