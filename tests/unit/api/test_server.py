"""Sockets: where the service listens, and how long it waits for a request."""

import socket
import threading

import pytest
from fastapi import FastAPI

from affetto.api import server
from affetto.api.server import address_of, open_socket
from affetto.errors import InputError


def test_any_free_port_is_found() -> None:
    with open_socket("127.0.0.1", 0) as listening:
        address = address_of("127.0.0.1", listening)
        port = listening.getsockname()[1]
        assert port > 0
        assert address == f"http://127.0.0.1:{port}"


def test_addresses_of_version_6_are_written_in_brackets() -> None:
    with open_socket("127.0.0.1", 0) as listening:
        assert address_of("::1", listening).startswith("http://[::1]:")


def test_a_port_that_is_taken_is_told() -> None:
    with open_socket("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        with pytest.raises(InputError, match=f"port {port}: is taken"):
            open_socket("127.0.0.1", port)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "203.0.113.1", "\udcff", "a" * 300])
def test_an_address_that_is_not_here_is_told(host) -> None:
    with pytest.raises(InputError, match="of this machine"):
        open_socket(host, 0)


@pytest.fixture
def port(monkeypatch):
    """A running server that waits for the head of a request for a tenth of a second."""
    monkeypatch.setattr(server, "_HEAD_S", 0.1)
    app, started, running = FastAPI(), threading.Event(), []

    @app.get("/")
    def greet() -> str:
        return "hello"

    def note(made: server._Server) -> server._Server:
        running.append(made)
        return made

    make = server._Server
    monkeypatch.setattr(server, "_Server", lambda *parts: note(make(*parts)))
    with open_socket("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run_server, args=(app, listening, started.set))
        thread.start()
        started.wait()
        yield listening.getsockname()[1]
        running[0].should_exit = True
        thread.join()


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: 127."])
def test_who_does_not_finish_the_head_of_a_request_is_cut_off(port, sent) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(sent)
        assert connection.recv(1000) == b""  # would wait for ever


def test_who_begins_a_second_request_and_stops_is_cut_off_too(port) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert b'"hello"' in read_answer(connection)
        connection.sendall(b"GET / HT")
        assert connection.recv(1000) == b""


def read_answer(connection: socket.socket) -> bytes:
    answer = b""
    while b'"hello"' not in answer:
        chunk = connection.recv(1000)
        assert chunk, "hung up before the answer"
        answer += chunk
    return answer
