"""A real HTTP server on this machine, whose answers can be made to fail in every way.

What a service does is a function from `Request` to `Reply`; the faults lie below it, where real
ones do: on the connection.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Request:
    """What a client asked; names of headers in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))


@dataclass(frozen=True)
class Reply:
    status: int = 200
    body: bytes = b""
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


def json_reply(content: Any, status: int = 200, **headers: str) -> Reply:
    return Reply(
        status,
        json.dumps(content).encode(),
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


class Fault(StrEnum):
    """Ways in which an answer fails."""

    CUT = "cut"  # the connection ends in the middle of the body
    RESET = "reset"  # the connection ends before an answer
    SILENCE = "silence"  # nothing comes
    DRIP = "drip"  # a byte now and then, the head included
    DRIP_BODY = "drip-body"  # the head at once, then a byte now and then
    WRONG_JSON = "wrong-json"
    HTML = "html"  # the page of a login in between
    OTHER_SHAPE = "other-shape"  # JSON, of another shape than promised
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    GONE = "404"
    BUSY = "429"
    BROKEN = "500"
    OVERLOADED = "503"
    REDIRECT = "302"


_STATUS = {
    Fault.UNAUTHORIZED: 401,
    Fault.FORBIDDEN: 403,
    Fault.GONE: 404,
    Fault.BUSY: 429,
    Fault.BROKEN: 500,
    Fault.OVERLOADED: 503,
}


_ENDLESS_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + b"X: y\r\n" * 1000


_NONSENSE = {
    Fault.WRONG_JSON: Reply(body=b'{"tracks": ['),
    Fault.HTML: Reply(body=b"<html>Log in</html>", media_type="text/html"),
    Fault.OTHER_SHAPE: json_reply({"unexpected": [[1, None, {"id": 7}]]}),
}


@dataclass
class Plan:
    """A fault that waits for its requests."""

    fault: Fault
    times: int
    skips: int
    matches: Callable[[Request], bool]
    headers: Mapping[str, str]


class FaultPlans:
    """Which requests are to fail, and how; all threads may use it.

    Attributes:
        requests: all that were asked, in their order.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: list[Plan] = []
        self.requests: list[Request] = []

    def fail(
        self,
        fault: Fault,
        *,
        times: int = 10**9,
        skips: int = 0,
        where: Callable[[Request], bool] = lambda _: True,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Lets requests fail: so many of those that match, after so many that do not yet."""
        with self._lock:
            self._plans.append(Plan(fault, times, skips, where, headers or {}))

    def heal(self) -> None:
        """Answers as it should again."""
        with self._lock:
            self._plans.clear()

    def plan_for(self, request: Request) -> Plan | None:
        """How a request is to fail; None where it is not."""
        with self._lock:
            self.requests.append(request)
            for plan in self._plans:
                if plan.times > 0 and plan.matches(request):
                    if plan.skips > 0:
                        plan.skips -= 1
                        return None
                    plan.times -= 1
                    return plan
        return None

    def takes(self, fault: Fault) -> bool:
        """Whether a connection is to fail so before anything was asked."""
        with self._lock:
            for plan in self._plans:
                if plan.fault is fault and plan.times > 0:
                    plan.times -= 1
                    return True
        return False


class LocalServer(FaultPlans):
    """Answers on a port of its own; to be used as a context."""

    def __init__(self, answer: Callable[[Request], Reply]) -> None:
        super().__init__()
        self._answer = answer
        self._stopping = threading.Event()
        self._http = _Server(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> LocalServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """From now on connections are refused."""
        self._stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def serve(self, request: Request, handler: BaseHTTPRequestHandler) -> None:
        plan = self.plan_for(request)
        with suppress(ConnectionError):
            if plan is None:
                _send(handler, self._answer(request))
            else:
                self._fail(plan, request, handler)

    def _fail(self, plan: Plan, request: Request, handler: BaseHTTPRequestHandler) -> None:
        match plan.fault:
            case Fault.RESET:
                _reset(handler)
            case Fault.SILENCE:
                self._stopping.wait(60)
            case Fault.DRIP:
                self._drip(handler, _ENDLESS_HEAD)
            case Fault.DRIP_BODY:
                reply = self._answer(request)
                _send(handler, reply, only=0)
                self._drip(handler, reply.body)
            case Fault.CUT:
                reply = self._answer(request)
                if reply.body:  # else nothing of the answer arrives
                    _send(handler, reply, only=len(reply.body) // 2)
                _reset(handler)
            case Fault.WRONG_JSON | Fault.HTML | Fault.OTHER_SHAPE:
                _send(handler, _NONSENSE[plan.fault])
            case Fault.REDIRECT:
                away = {"location": "http://127.0.0.1:9/", **plan.headers}
                _send(handler, Reply(302, headers=away))
            case _:
                body = json.dumps({"error": {"status": _STATUS[plan.fault], "message": "no"}})
                _send(handler, Reply(_STATUS[plan.fault], body.encode(), headers=plan.headers))

    def _drip(self, handler: BaseHTTPRequestHandler, content: bytes) -> None:
        for byte in content:
            if self._stopping.is_set():
                return
            handler.connection.sendall(bytes([byte]))
            time.sleep(0.05)


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class _Server(ThreadingHTTPServer):
    request_queue_size = 100  # many threads ask at once
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that goes away is what some tests are about."""


def _handler_of(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else a body waits for 40 ms until its head is acknowledged.
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            server.serve(
                Request(
                    self.command,
                    url.path,
                    dict(parse_qsl(url.query, keep_blank_values=True)),
                    {name.lower(): value for name, value in self.headers.items()},
                    body,
                ),
                self,
            )

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _send(handler: BaseHTTPRequestHandler, reply: Reply, only: int | None = None) -> None:
    handler.send_response(reply.status)
    handler.send_header("Content-Type", reply.media_type)
    handler.send_header("Content-Length", str(len(reply.body)))
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(reply.body[:only])
        handler.wfile.flush()


def _reset(handler: BaseHTTPRequestHandler) -> None:
    """Ends the connection at once, as a crash does."""
    at_once = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    handler.close_connection = True
    handler.connection.close()
