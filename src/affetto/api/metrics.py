"""Figures of the running service, for Prometheus. They tell nothing of who asks, or for what."""

from __future__ import annotations

import time
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Seconds; from a small answer to the explanation of a crowd.
_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_STATUS_OF_CRASH = 500
_STATUS_OF_ABSENCE = 499  # as nginx counts clients who left before they were answered
_NO_ROUTE = "(none)"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_OTHER_METHOD = "(other)"  # clients may make up any, and each would be a figure of its own


class Metrics:
    """The figures of one service; several services in one process have their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "affetto_requests",
            "Requests that were answered.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._request_s = Histogram(
            "affetto_request_duration_seconds",
            "From the head of a request to the end of its answer.",
            ("method", "route"),
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self._inference_s = Histogram(
            "affetto_inference_duration_seconds",
            "Work of the networks for one request or frame, without the wait.",
            ("queue",),
            buckets=_BUCKETS_S,
            registry=self.registry,
        )

    def note_request(self, method: str, route: str, status: int, duration_s: float) -> None:
        """Counts an answer."""
        if method not in _METHODS:
            method = _OTHER_METHOD
        self._requests.labels(method, route, str(status)).inc()
        self._request_s.labels(method, route).observe(duration_s)

    def note_inference(self, queue: str) -> Callable[[float], None]:
        """What counts the jobs of a queue, told how long each took, in seconds."""
        return self._inference_s.labels(queue).observe

    def watch(self, name: str, text: str, value: Callable[[], float]) -> None:
        """A figure that is looked up whenever it is asked for."""
        Gauge(name, text, registry=self.registry).set_function(value)


class RequestMetrics:
    """Counts and times the answers.

    Args:
        app: what answers.
        metrics: where they are counted.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started_s = time.perf_counter()
        status = _STATUS_OF_ABSENCE

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        except Exception:
            status = _STATUS_OF_CRASH
            raise
        finally:
            duration_s = time.perf_counter() - started_s
            self._metrics.note_request(scope["method"], _route_of(scope), status, duration_s)


def _route_of(scope: Scope) -> str:
    """The path as it is declared; the numbers in it would make a figure of every track."""
    return getattr(scope.get("route"), "path", _NO_ROUTE)
