"""Serves the demonstration on a port of this machine, as `affetto serve --demo-spotify` does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.messages import Reply, Request
from affetto.providers.spotify.demo.sdk import SCRIPT_PATH
from affetto.providers.spotify.demo.service import DemoSpotify
from affetto.providers.spotify.provider import SpotifyProvider

_LOOPBACK = "127.0.0.1"
_MAX_BODY_BYTES = 1_000_000
# How often it is looked whether the server is to stop, seconds.
_POLL_S = 0.1


@dataclass(frozen=True)
class Demo:
    """A demonstration that runs.

    Attributes:
        provider: Spotify as a service, pointed at it.
        address: of its home page.
        service: what answers.
    """

    provider: SpotifyProvider
    address: str
    service: DemoSpotify


def make_provider(address: str) -> SpotifyProvider:
    """Spotify as a service, pointed at a demonstration."""
    return SpotifyProvider(
        api=f"{address}/v1",
        accounts=address,
        sdk=f"{address}{SCRIPT_PATH}",
        client_id_help=f"in this demonstration: {CLIENT_ID}",
    )


@contextmanager
def start_demo(port: int = 0) -> Iterator[Demo]:
    """A demonstration that runs as long as the context is open, for this machine only.

    Args:
        port: where it listens; 0 for any that is free.

    Raises:
        OSError: the port is taken.
    """
    service = DemoSpotify()
    with _Server((_LOOPBACK, port), _handler_of(service)) as server:
        service.address = f"http://{_LOOPBACK}:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(_POLL_S,), daemon=True)
        thread.start()
        try:
            yield Demo(make_provider(service.address), service.address, service)
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False


def _handler_of(service: DemoSpotify) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            length = self.headers.get("content-length", "0")
            if not length.isdigit() or int(length) > _MAX_BODY_BYTES:
                self.close_connection = True
                self._send(Reply(413))
                return
            url = urlsplit(self.path)
            request = Request(
                self.command,
                url.path,
                dict(parse_qsl(url.query, keep_blank_values=True)),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(int(length)),
            )
            self._send(service.answer(request))

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Addresses hold codes; nothing of them is written down."""

        def _send(self, reply: Reply) -> None:
            with suppress(ConnectionError):
                self.send_response(reply.status)
                if reply.status != 204:
                    self.send_header("Content-Type", reply.media_type)
                    self.send_header("Content-Length", str(len(reply.body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

    return Handler
