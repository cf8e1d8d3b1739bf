"""Runs the service in this process until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable

import h11
import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from affetto.errors import InputError

# How long answers that are under way may still take when the service stops, seconds.
_GRACE_S = 5
# Longest time for the head of a request, seconds: some kilobytes, even on a bad line.
_HEAD_S = 15.0
# A camera's frame is a small JPEG; no message of a browser is larger.
_MESSAGE_BYTES = 4_000_000
_BACKLOG = 256


def open_socket(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Args:
        host: name or address of this machine.
        port: 0 for any that is free.

    Raises:
        InputError: the port is taken or may not be used, or this machine has no such address.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise InputError(f"--host {host}", "is no name or address of this machine") from error
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise _explain(error, host, port) from error
    return listening


def address_of(host: str, listening: socket.socket) -> str:
    """Where browsers find the service."""
    port = listening.getsockname()[1]
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def run_server(
    app: FastAPI, listening: socket.socket, on_started: Callable[[], object] = lambda: None
) -> None:
    """Answers requests until Ctrl-C or SIGTERM; what is under way then may end.

    Args:
        app: from `affetto.api.application.create_app`.
        listening: from `open_socket`.
        on_started: called once requests are answered.
    """
    config = uvicorn.Config(
        app,
        http=_ImpatientProtocol,
        ws_max_size=_MESSAGE_BYTES,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    _Server(config, on_started).run(sockets=[listening])


class _Server(uvicorn.Server):
    """A server that tells answers without an end, such as events, when it stops."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_started()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app = self.config.app
        if isinstance(app, FastAPI) and hasattr(app.state, "shutdown"):
            app.state.shutdown.begin()
        await super().shutdown(sockets)


class _ImpatientProtocol(H11Protocol):
    """HTTP that hangs up on clients who take too long over the head of a request.

    Uvicorn waits for it for ever; bodies are bounded by `affetto.api.request_limits`.
    """

    _hanging_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._begin_waiting()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._end_waiting()
        elif self._hanging_up is None:
            self._begin_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_waiting()
        super().connection_lost(exc)

    def _begin_waiting(self) -> None:
        self._hanging_up = self.loop.call_later(_HEAD_S, self.transport.close)

    def _end_waiting(self) -> None:
        if self._hanging_up is not None:
            self._hanging_up.cancel()
            self._hanging_up = None


def _explain(error: OSError, host: str, port: int) -> InputError:
    if error.errno == errno.EADDRINUSE:
        return InputError(f"port {port}", "is taken by another program; choose another with --port")
    if error.errno == errno.EACCES:
        return InputError(f"port {port}", "is for the system's programs; choose one from 1024 on")
    if error.errno == errno.EADDRNOTAVAIL:
        return InputError(f"--host {host}", "is no address of this machine")
    return InputError(f"{host}:{port}", f"cannot be listened at ({error.strerror or error})")
