"""Takes the answer of a service's page to which somebody was sent in a browser."""

from __future__ import annotations

import html
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from affetto.errors import InputError

# How long somebody may take there, seconds.
_PATIENCE_S = 600.0


class BrowserVisitor:
    """Waits on this machine for a browser to come back; to be used as a context.

    Args:
        provider: name of the service.
        port: of this machine; services want to know beforehand where they send people.

    Raises:
        InputError: the port is taken.
    """

    def __init__(self, provider: str, port: int) -> None:
        self._path = f"/api/v1/providers/{provider}/callback"
        self._answer: dict[str, str] | None = None
        self._is_back = threading.Event()
        try:
            self._server = HTTPServer(("127.0.0.1", port), _handler_of(self))
        except OSError as error:
            raise InputError(
                f"port {port}", "is taken; stop what uses it, or choose another with --port"
            ) from error
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def return_url(self) -> str:
        """Where the service's page is to send the browser."""
        return f"http://127.0.0.1:{self._server.server_port}{self._path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def wait(self) -> Mapping[str, str]:
        """What the browser came back with.

        Raises:
            InputError: nobody came back for ten minutes.
        """
        if not self._is_back.wait(_PATIENCE_S) or self._answer is None:
            raise InputError("sign-in", "nobody came back from the service's page; start again")
        return self._answer

    def take(self, target: str) -> bool:
        """Takes the answer of a request; whether it was one."""
        url = urlsplit(target)
        if url.path != self._path or self._is_back.is_set():
            return False
        self._answer = dict(parse_qsl(url.query, keep_blank_values=True))
        self._is_back.set()
        return True


def _handler_of(visitor: BrowserVisitor) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answers the browser."""
            is_taken = visitor.take(self.path)
            sentence = "You can close this page." if is_taken else "There is nothing here."
            body = f"<!doctype html><title>Affetto</title><p>{html.escape(sentence)}".encode()
            self.send_response(200 if is_taken else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Says nothing: the address holds what is nobody's business."""

    return Handler
