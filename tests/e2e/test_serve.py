"""`affetto serve` as a user starts it: a process of its own, real sockets, real signals."""

from __future__ import annotations

import json
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

# Machines that are busy with other work answer late; nothing is asserted of how fast they are.
PATIENCE_S = 120


@dataclass
class Service:
    """A running service."""

    process: subprocess.Popen
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rpartition(":")[2])

    def get(self, path: str, **options) -> httpx.Response:
        return httpx.get(self.address + path, timeout=PATIENCE_S, **options)

    def post(self, path: str, **options) -> httpx.Response:
        return httpx.post(self.address + path, timeout=PATIENCE_S, **options)

    def memory_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1000

    def stop(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(PATIENCE_S)


@contextmanager
def serving(affetto, *options):
    """`affetto serve` on a free port, ready."""
    program = str(Path(sys.executable).with_name("affetto"))
    process = subprocess.Popen(
        [program, "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=affetto.environment(PYTHONUNBUFFERED="1"),
    )
    try:
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE_S)
        assert ready, "nothing was said"
        line = process.stdout.readline()
        address = re.search(r"http://\S+", line)
        assert address, line + process.stderr.read()
        service = Service(process, address[0])
        while service.get("/readyz").status_code != 200:
            time.sleep(0.05)
        yield service
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def service(starter):
    """A service with the starter music."""
    with serving(starter) as running:
        yield running


def test_answers_as_the_command_line_does(service, starter, astronaut) -> None:
    read = starter.run("feel", "--json", astronaut)
    with astronaut.open("rb") as picture:
        answer = service.post("/api/v1/affect", files={"picture": (str(astronaut), picture)}).json()
    printed = json.loads(read.stdout)
    assert answer == {**printed, "picture": astronaut.name}

    found = starter.run("match", "--emotion", "happy", "--format", "json", "-n", "5")
    answer = service.post("/api/v1/matches", json={"emotion": "happy", "n": 5})
    assert answer.json() == json.loads(found.stdout)


def test_the_document_of_the_service_lies_where_it_should(service) -> None:
    document = service.get("/api/v1/openapi.json").json()
    assert {"/api/v1/affect", "/api/v1/matches", "/healthz"} <= set(document["paths"])


def test_a_port_that_is_taken_is_told_in_one_line(affetto, service, one_clear_line) -> None:
    result = affetto.run("serve", "--port", service.port)
    one_clear_line(result, f"port {service.port}", "--port")


def test_others_are_let_in_only_where_there_are_accounts(affetto, one_clear_line) -> None:
    one_clear_line(affetto.run("serve", "--host", "0.0.0.0", "--port", 0), "account")


def test_without_the_web_packages_one_line_says_how_to_get_them(affetto) -> None:
    program = (
        "import sys; sys.modules['fastapi'] = None; sys.argv = ['affetto', 'serve']; "
        "from affetto.cli.main import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=affetto.environment(),
        check=False,
    )
    assert result.returncode == 1
    assert result.stderr == (
        "affetto: the web application is not installed: pip install 'affetto[web]'\n"
    )


def test_an_upload_of_200_mb_is_refused_before_it_is_read(service) -> None:
    taken = 0

    def body():
        nonlocal taken
        for _ in range(200):
            taken += 1
            yield bytes(1_000_000)

    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    before_mb = service.memory_mb()
    with httpx.Client(timeout=PATIENCE_S) as client:
        try:
            answer = client.post(
                service.address + "/api/v1/affect",
                content=body(),
                headers={**headers, "Content-Length": "200000000"},
            )
            assert answer.status_code == 413
            assert answer.headers["content-type"] == "application/problem+json"
        except httpx.WriteError:
            pass  # the service had hung up by then
    assert taken < 100
    assert service.memory_mb() < before_mb + 60


def test_a_half_sent_upload_leaves_nothing_behind(service, astronaut) -> None:
    data = astronaut.read_bytes()
    head = (
        "POST /api/v1/affect HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Content-Type: multipart/form-data; boundary=x\r\n"
        f"Content-Length: {len(data) + 200}\r\n\r\n"
        '--x\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'
    )
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", service.port)) as connection:
            connection.sendall(head.encode() + data[: len(data) // 2])
    while held_bytes(service):
        time.sleep(0.02)
    assert service.get("/healthz").status_code == 200


def held_bytes(service: Service) -> float:
    text = service.get("/metrics").text
    return float(re.search(r"^affetto_upload_bytes (\S+)$", text, re.MULTILINE)[1])


def test_fifty_uploads_at_once_are_answered_or_put_off(service, astronaut) -> None:
    content = astronaut.read_bytes()

    def send(_number: int) -> httpx.Response:
        return service.post("/api/v1/affect", files={"picture": ("a.png", content)})

    with ThreadPoolExecutor(50) as people:
        answers = list(people.map(send, range(50)))
    assert {answer.status_code for answer in answers} <= {200, 429}
    assert sum(answer.status_code == 200 for answer in answers) >= 10
    for answer in answers:
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) >= 1
    assert held_bytes(service) == 0


def test_memory_stays_flat_over_many_pictures(service, astronaut) -> None:
    content = astronaut.read_bytes()

    def read_some(times: int) -> float:
        for _ in range(times):
            assert service.post("/api/v1/affect", files={"picture": ("a.png", content)}).is_success
        return service.memory_mb()

    settled_mb = read_some(15)
    assert read_some(40) < settled_mb + 30


def test_a_cancelled_request_gives_its_place_back(service, astronaut) -> None:
    content = astronaut.read_bytes()
    for _ in range(60):  # more than may wait
        try:
            httpx.post(
                service.address + "/api/v1/affect",
                files={"picture": ("a.png", content)},
                timeout=httpx.Timeout(PATIENCE_S, read=0.01),
            )
        except httpx.ReadTimeout:
            continue
    assert service.post("/api/v1/affect", files={"picture": ("a.png", content)}).is_success


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_stops_at_once_though_a_camera_is_on(affetto, astronaut, by) -> None:
    with serving(affetto) as service:
        address = service.address.replace("http", "ws") + "/api/v1/live"
        with connect(address, open_timeout=PATIENCE_S) as camera:
            camera.send('{"consent": true}')
            camera.send(astronaut.read_bytes())
            assert json.loads(camera.recv(PATIENCE_S))["emotion"] == "happy"
            stopping = threading.Thread(target=service.stop, args=(by,))
            stopping.start()
            with pytest.raises(ConnectionClosed) as closed:
                camera.recv(PATIENCE_S)
            assert closed.value.rcvd.code in (1001, 1012)  # going away, or restarting
            stopping.join(PATIENCE_S)
        assert "Traceback" not in service.process.stderr.read()
