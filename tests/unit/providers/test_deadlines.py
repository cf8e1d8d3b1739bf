"""Connections end in time, also before they stand."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from tests.servers.local_server import LocalServer, closed_port, json_reply

from affetto.providers.errors import UnreachableError
from affetto.providers.http import Patience, ServiceClient

QUICK = Patience(connect_s=0.3, silence_s=5, total_s=5, tries=1)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(lambda _: json_reply({"here": True})) as running:
        yield running


def test_a_name_server_that_is_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def wait(*_: object, **__: object) -> list[object]:
        answered.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", wait)
    client = ServiceClient("Wave", "http://music.example.org", patience=QUICK)
    with pytest.raises(UnreachableError, match="cannot be reached"):
        client.get_json("/any")
    assert not answered.is_set()
    answered.set()
    client.close()


def test_a_host_is_tried_at_all_its_addresses(
    server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.address.rpartition(":")[2])
    # Nothing listens at the first one: the server has 127.0.0.1 only.
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in _HOSTS]
    monkeypatch.setattr(socket, "getaddrinfo", _answering_names(found))
    client = ServiceClient("Wave", f"http://music.example.org:{port}", patience=QUICK)
    assert client.get_json("/any") == {"here": True}
    assert server.requests[0].headers["host"] == f"music.example.org:{port}"
    client.close()


_HOSTS = ("127.0.0.2", "127.0.0.1")


def _answering_names(found: list[object]) -> object:
    """Numbers are looked up as ever."""
    plain = socket.getaddrinfo

    def look_up(host: str, *arguments: object, **options: object) -> object:
        is_name = host[0].isalpha()
        return found if is_name else plain(host, *arguments, **options)  # type: ignore[arg-type]

    return look_up


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "no-such-host.invalid", "127.0.0.1"])
def test_a_name_that_leads_nowhere_cannot_be_reached(host: str) -> None:
    client = ServiceClient("Wave", f"http://{host}:{closed_port()}", patience=QUICK)
    with pytest.raises(UnreachableError):
        client.get_json("/any")
    client.close()
