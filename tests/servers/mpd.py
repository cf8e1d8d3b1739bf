"""A real MPD that plays real files into nowhere, and a relay to it that can fail in every way."""

from __future__ import annotations

import re
import shutil
import socket
import socketserver
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.servers.local_server import Fault, FaultPlans, Request, closed_port
from tests.servers.small_recordings import RECORDINGS, write_recordings

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.errors import UnreachableError
from affetto.providers.mpd import MpdProvider

KNOWN = TrackQuery(title="Last Ferry", artist="The Tin Lanterns")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")
# It asks nobody to wait: connections that are too many it ends before they begin.
KINDS = {Fault.BUSY: (UnreachableError,)}

_CONFIGURATION = """
music_directory "{folder}/music"
playlist_directory "{folder}/playlists"
db_file "{folder}/database"
log_file "{folder}/log"
bind_to_address "{address}"
{port}
zeroconf_enabled "no"
auto_update "no"
{password}
audio_output {{
    type "null"
    name "Room"
    mixer_type "{mixer}"
}}
audio_output {{
    type "null"
    name "Kitchen"
    mixer_type "{mixer}"
    enabled "no"
}}
"""


@dataclass
class RealMpd:
    """A program that runs, and can be killed and started again.

    Attributes:
        address: where it listens, as the field of an account.
        folder: where its music lies.
        music: its files.
    """

    address: str
    folder: Path
    music: list[Path]
    _configuration: Path
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["mpd", "--no-daemon", str(self._configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while self._process.poll() is None:
            with suppress(OSError), _connect(self.address) as connection:
                connection.recv(100)
                return
            time.sleep(0.02)
        raise AssertionError("MPD ended as it was started")

    def kill(self) -> None:
        """Ends it as a crash does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@contextmanager
def running_mpd(
    *, socket_file: bool = False, mixer: str = "software", password: str = ""
) -> Iterator[RealMpd]:
    """A new database, filled.

    Args:
        socket_file: whether it listens at a socket, and not at a port.
        mixer: what sets the volume; "none" for nothing.
        password: without which it answers nothing; "" for none.
    """
    if shutil.which("mpd") is None:
        pytest.skip("needs the program mpd (Debian: apt-get install mpd)")
    with tempfile.TemporaryDirectory(prefix="affetto-mpd-") as home, ExitStack() as stack:
        folder = Path(home)
        music = write_recordings(folder / "music")
        (folder / "playlists").mkdir()
        port = closed_port()
        configuration = folder / "mpd.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder,
                mixer=mixer,
                address=folder / "socket" if socket_file else "127.0.0.1",
                port="" if socket_file else f'port "{port}"',
                password=f'password "{password}@read,add,control,admin"\ndefault_permissions ""'
                if password
                else "",
            )
        )
        address = str(folder / "socket") if socket_file else f"127.0.0.1:{port}"
        mpd = RealMpd(address, folder / "music", music, configuration)
        mpd.start()
        stack.callback(mpd.kill)
        _fill(mpd, password)
        yield mpd


class MpdRelay(FaultPlans):
    """Passes on what clients ask an MPD, and fails as `LocalServer` does; to be used as a context.

    Attributes:
        requests: all commands that were asked, a list of commands being one; their path is the
            commands' names, their body what was sent.
    """

    def __init__(self, target: str) -> None:
        super().__init__()
        self._target = target
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler_of(self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )

    @property
    def address(self) -> str:
        return f"mpd://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> MpdRelay:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """From now on connections are refused."""
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, client: socket.socket) -> None:
        if self.takes(Fault.BUSY):
            _reset(client)
            return
        with suppress(OSError), _connect(self._target) as target:
            orders = client.makefile("rb")
            answers = target.makefile("rb")
            client.sendall(answers.readline())
            while order := _read_order(orders):
                fault = self._fault_for(order)
                if fault not in (None, Fault.CUT):
                    self._fail(fault, client)
                    return
                target.sendall(order)
                answer = _read_answer(answers)
                if fault is Fault.CUT:
                    client.sendall(answer[: len(answer) // 2])
                    return
                client.sendall(answer)

    def _fault_for(self, order: bytes) -> Fault | None:
        names = [line.split(b" ")[0].decode() for line in order.splitlines()]
        names = [name for name in names if not name.startswith("command_list")]
        request = Request("MPD", " ".join(names), {}, {}, order)
        plan = self.plan_for(request)
        return None if plan is None else plan.fault

    def _fail(self, fault: Fault, client: socket.socket) -> None:
        match fault:
            case Fault.SILENCE:
                self.stopping.wait(60)
            case Fault.DRIP:
                for _ in range(100_000):
                    if self.stopping.is_set():
                        return
                    client.sendall(b"x")
                    time.sleep(0.05)
            case Fault.RESET:
                _reset(client)
            case _:
                client.sendall(_SAID_INSTEAD[fault])


# What MPD says in the place of HTTP's status, or what something else says in its place.
_SAID_INSTEAD = {
    Fault.UNAUTHORIZED: b"ACK [3@0] {password} incorrect password\n",
    Fault.FORBIDDEN: b"ACK [4@0] {x} Access denied\n",
    Fault.GONE: b"ACK [50@0] {x} No such song\n",
    Fault.BROKEN: b"ACK [52@0] {x} Failed to open\n",
    Fault.OVERLOADED: b"ACK [52@0] {x} Too many open files\n",
    Fault.WRONG_JSON: b"\xff\xfe\x00\n",
    Fault.HTML: b"HTTP/1.1 400 Bad Request\r\n\r\n<html>\n",
    Fault.OTHER_SHAPE: b"file\nOK\n",
    Fault.REDIRECT: b"ACK elsewhere\n",
}


@contextmanager
def running() -> Iterator[tuple[MpdRelay, MpdProvider, Account]]:
    """A real MPD with files and a playlist, behind a relay."""
    password = "sesame-of-the-room"
    with running_mpd(password=password) as mpd, MpdRelay(mpd.address) as relay:
        settings = {"address": relay.address, "music_folder": str(mpd.folder)}
        first = RECORDINGS[0]
        playlist = mpd.folder.parent / "playlists" / "Evenings.m3u"
        playlist.write_text(f"{first.artist}/{first.file}\n")
        yield relay, MpdProvider(), Account(settings, {"password": password})


class _Server(socketserver.ThreadingTCPServer):
    request_queue_size = 100  # many threads ask at once
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away is what some tests are about."""


def _handler_of(relay: MpdRelay) -> type[socketserver.BaseRequestHandler]:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            relay.serve(self.request)

    return Handler


def _reset(client: socket.socket) -> None:
    """Lets the connection end at once, as a crash does."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)))


def _read_order(orders: Iterator[bytes]) -> bytes:
    """The next command, or the next list of commands."""
    order = next(orders, b"")
    if order.startswith(b"command_list"):
        for line in orders:
            order += line
            if line == b"command_list_end\n":
                break
    return order


def _read_answer(answers: Iterator[bytes]) -> bytes:
    answer = b""
    for line in answers:
        answer += line
        if line == b"OK\n" or line.startswith(b"ACK "):
            break
    return answer


def _fill(mpd: RealMpd, password: str) -> None:
    """Lets it read its music, and waits until it has."""
    with _connect(mpd.address) as connection:
        answers = connection.makefile("rb")
        answers.readline()
        if password:
            connection.sendall(f'password "{password}"\n'.encode())
            _read_answer(answers)
        connection.sendall(b"update\n")
        _read_answer(answers)
        while True:
            connection.sendall(b"status\n")
            if not re.search(rb"^updating_db:", _read_answer(answers), re.MULTILINE):
                return
            time.sleep(0.02)
