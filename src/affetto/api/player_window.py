"""The window in which Spotify plays in the browser, by the Web Playback SDK.

It is a document of its own because it must allow what the page may not: the SDK is a script of
Spotify's that puts a frame of Spotify's beside itself, and neither may be in a page that is
isolated from other origins, as Live needs it. The page and the window are cut off from each other
(`Cross-Origin-Opener-Policy`) and talk by a `BroadcastChannel`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request, Response

from affetto.api.web_page import page_folder, send_file
from affetto.providers.capabilities import PageScripted, Provider

PATH = "/spotify-player"

_SERVICE = "spotify"
_FILE = "spotify-player.html"


def mount_player_window(
    app: FastAPI, providers: Mapping[str, Provider], folder: Path | None = None
) -> None:
    """Answers the window's path, if there is a Spotify to play from.

    Args:
        app: the page is to be mounted after it.
        providers: the services where people listen.
        folder: None for what is built into the package.
    """
    provider = providers.get(_SERVICE)
    if not isinstance(provider, PageScripted):
        return
    root = (folder or page_folder()).resolve()
    headers = window_headers(provider.sdk)

    @app.api_route(PATH, methods=["GET", "HEAD"], include_in_schema=False)
    def show_window(request: Request) -> Response:
        answer = send_file(request, root, _FILE)
        # Also where nothing changed: browsers take the headers of such an answer for the new ones.
        answer.headers.update(headers)
        return answer


def window_headers(sdk: str) -> dict[str, str]:
    """What differs from the headers of all other answers.

    Args:
        sdk: address of the script, from whose origin scripts and frames may come.
    """
    url = urlsplit(sdk)
    origin = f"{url.scheme}://{url.netloc}"
    policy = "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {origin}",
            f"frame-src {origin}",
            "style-src 'self' 'unsafe-inline'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]
    )
    return {"Content-Security-Policy": policy, "Cross-Origin-Embedder-Policy": "unsafe-none"}
