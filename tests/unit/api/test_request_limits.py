"""The limits alone, before an application that only reads."""

import asyncio
import json

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from affetto.api.request_limits import DEFAULT_BODY_BYTES, RequestLimits


async def count_bytes(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def hide_errors(request: Request) -> PlainTextResponse:
    """Takes every trouble with the body for its own, as readers of forms do."""
    try:
        return PlainTextResponse(str(len(await request.body())))
    except Exception:  # noqa: BLE001
        return PlainTextResponse("cannot be read", 400)


class Client:
    """Sends a body chunk by chunk; after the last it sends no more, and does not hang up."""

    def __init__(self, *chunks: bytes, ends: bool = True) -> None:
        self._messages = [
            {"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks
        ]
        if ends:
            self._messages.append({"type": "http.request", "body": b"", "more_body": False})
        self.answers: list[dict] = []

    async def receive(self) -> dict:
        if not self._messages:
            await asyncio.Event().wait()
        return self._messages.pop(0)

    async def send(self, message: dict) -> None:
        self.answers.append(message)

    @property
    def status(self) -> int:
        (start,) = [m for m in self.answers if m["type"] == "http.response.start"]
        return start["status"]

    @property
    def body(self) -> bytes:
        return b"".join(m.get("body", b"") for m in self.answers)


def ask(client: Client, path: str = "/count", **headers: str) -> Client:
    routes = [Route(p, count_bytes, methods=["POST"]) for p in ("/count", "/large/one")]
    routes.append(Route("/hides", hide_errors, methods=["POST"]))
    limits = Middleware(RequestLimits, body_bytes={"/large": 3_000_000}, idle_s=0.05)
    app = Starlette(routes=routes, middleware=[limits])
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    asyncio.run(app(scope, client.receive, client.send))
    return client


def test_what_fits_is_let_through() -> None:
    client = ask(Client(bytes(600_000), bytes(400_000)))
    assert (client.status, client.body) == (200, b"1000000")


def test_some_paths_take_more() -> None:
    client = ask(Client(bytes(2_000_000)), "/large/one")
    assert (client.status, client.body) == (200, b"2000000")


@pytest.mark.parametrize("path", ["/count", "/hides"])
def test_what_is_too_long_is_refused_whatever_the_path_makes_of_it(path) -> None:
    client = ask(Client(bytes(DEFAULT_BODY_BYTES), b"!", ends=False), path)
    assert client.status == 413
    assert json.loads(client.body)["type"] == "urn:affetto:problem:too-large"


def test_what_states_to_be_too_long_is_refused_unread() -> None:
    client = ask(Client(ends=False), content_length="1000001")
    assert client.status == 413


@pytest.mark.parametrize("path", ["/count", "/hides"])
def test_who_stops_sending_is_cut_off(path) -> None:
    client = ask(Client(b"half of it", ends=False), path)
    assert client.status == 408
    assert json.loads(client.body)["type"] == "urn:affetto:problem:slow"
    (start,) = [m for m in client.answers if m["type"] == "http.response.start"]
    assert (b"connection", b"close") in start["headers"]


def test_who_leaves_half_way_is_not_answered() -> None:
    client = Client(b"half of it", ends=False)
    client._messages.append({"type": "http.disconnect"})
    assert ask(client).answers == []


def test_after_its_body_a_request_may_wait_for_its_answer() -> None:
    async def answer_late(scope, receive, send) -> None:
        request = Request(scope, receive)
        await request.body()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(receive(), 0.2)  # the client does not leave
        await PlainTextResponse("late")(scope, receive, send)

    client = Client(b"all of it")
    app = RequestLimits(answer_late, {}, idle_s=0.05)
    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    asyncio.run(app(scope, client.receive, client.send))
    assert client.status == 200
