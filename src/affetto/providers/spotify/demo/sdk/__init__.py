"""A stand-in for the Web Playback SDK: a player for web pages, with its documented interface.

As the SDK does, `player.js` puts a frame of its own origin into the page, and what it does it does
there; the page need not allow more than that script and that frame. It makes no sound.
"""

from __future__ import annotations

from http import HTTPStatus
from importlib import resources

from affetto.providers.spotify.demo.authority import Authority
from affetto.providers.spotify.demo.messages import (
    NOTHING,
    RefusedError,
    Reply,
    Request,
    json_reply,
)
from affetto.providers.spotify.scopes import PLAYBACK_SCOPES

_PREFIX = "/sdk/"
SCRIPT_PATH = f"{_PREFIX}player.js"
_SESSION = f"{_PREFIX}session"

_HTML, _SCRIPT = "text/html; charset=utf-8", "text/javascript; charset=utf-8"
_FILES = {
    SCRIPT_PATH: ("player.js", _SCRIPT),
    f"{_PREFIX}frame": ("frame.html", _HTML),
    f"{_PREFIX}frame.js": ("frame.js", _SCRIPT),
}
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "base-uri 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
}


def is_of_sdk(request: Request) -> bool:
    """Whether `answer_sdk` is to answer."""
    return request.path.startswith(_PREFIX)


def answer_sdk(request: Request, authority: Authority) -> Reply:
    """The stand-in's files, and the sessions of pages that play.

    A session makes the listener's page a device by the name that it gives itself; it begins with
    POST and ends with DELETE, both with an access token.
    """
    try:
        match request.method, request.path:
            case "GET", path if path in _FILES:
                return _file(path)
            case "POST", path if path == _SESSION:
                return _begin(request, authority)
            case "DELETE", path if path == _SESSION:
                return _end(request, authority)
    except RefusedError as error:
        return error.as_reply()
    return RefusedError(HTTPStatus.NOT_FOUND, "Not found.").as_reply()


def _file(path: str) -> Reply:
    name, media_type = _FILES[path]
    content = resources.files(__name__).joinpath(name).read_bytes()
    return Reply(body=content, media_type=media_type, headers=_HEADERS)


def _begin(request: Request, authority: Authority) -> Reply:
    grant = authority.check(request)
    if not grant.scopes >= PLAYBACK_SCOPES:
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "Invalid token scopes.")
    if not grant.listener.has_premium:
        raise RefusedError(
            HTTPStatus.FORBIDDEN,
            "This functionality is restricted to premium users only",
            "PREMIUM_REQUIRED",
        )
    device = grant.listener.player.page
    device.name = str(request.read_json().get("name", device.name))
    return json_reply({"device_id": device.id})


def _end(request: Request, authority: Authority) -> Reply:
    player = authority.check(request).listener.player
    if player.active is player.page:
        player.release()
    return NOTHING
