"""The cookie by which a browser stays logged in."""

from __future__ import annotations

from http.cookies import SimpleCookie

from starlette.requests import HTTPConnection

from affetto.app.accounts import IDLE_TIMEOUT

# Browsers take a cookie of this prefix only from the host itself, and by HTTPS (RFC 6265bis).
_SECURE_PREFIX = "__Host-"
_NAME = "affetto_session"


def is_secure(connection: HTTPConnection) -> bool:
    """Whether the browser asked by HTTPS, as far as this service and its proxy know."""
    return connection.url.scheme in ("https", "wss")


def read_token(connection: HTTPConnection) -> str | None:
    """The token that the browser carries; None where it carries none."""
    return connection.cookies.get(_name(connection)) or None


def write_token(connection: HTTPConnection, token: str | None) -> str:
    """The value of `Set-Cookie` that gives the browser a token, or takes it away."""
    name = _name(connection)
    cookie = SimpleCookie()
    cookie[name] = token or ""
    cookie[name]["path"] = "/"
    cookie[name]["max-age"] = int(IDLE_TIMEOUT.total_seconds()) if token else 0
    cookie[name]["httponly"] = True
    cookie[name]["samesite"] = "Lax"
    if is_secure(connection):
        cookie[name]["secure"] = True
    return cookie[name].OutputString()


def _name(connection: HTTPConnection) -> str:
    return _SECURE_PREFIX + _NAME if is_secure(connection) else _NAME
