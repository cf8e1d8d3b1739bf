"""A real Supysonic with real files, behind a server whose answers can be made to fail.

It knows no salted tokens and no extensions, and does not say which playlist it has made: all that
the oldest servers of the protocol do.
"""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from tests.servers.local_server import LocalServer, Reply, Request, closed_port
from tests.servers.small_recordings import write_recordings

from affetto.providers.capabilities import Account, TrackQuery
from affetto.providers.opensubsonic import OpenSubsonicProvider

_PROGRAMS = Path(__file__).resolve().parents[2] / ".venv" / "servers" / "bin"
_PASSWORD = "pässwörd of ada"

KNOWN = TrackQuery(title="Last Ferry", artist="The Tin Lanterns")
UNKNOWN = TrackQuery(title="Nobody Has Recorded This", artist="Nobody")
# The rules of opensubsonic.py fail in its place, much quicker.
HAS_FAULTS = False


@dataclass(frozen=True)
class Supysonic:
    """A server that runs.

    Attributes:
        music: the files that it has, without folders.
        account: somebody's whom it knows.
    """

    address: str
    music: list[Path]
    account: Account


@contextmanager
def running_supysonic(listenbrainz: str = "http://127.0.0.1:9") -> Iterator[Supysonic]:
    """Installed programs, a new database, a scanned folder.

    Args:
        listenbrainz: where it is to send what is heard.
    """
    if not (_PROGRAMS / "supysonic-server").exists():
        pytest.skip("needs Supysonic, which `make test` installs into .venv/servers")
    with tempfile.TemporaryDirectory(prefix="affetto-supysonic-") as home, ExitStack() as stack:
        folder = Path(home)
        music = write_recordings(folder / "music")
        (folder / "supysonic.conf").write_text(
            f"[base]\ndatabase_uri = sqlite:///{folder}/supysonic.db\n"
            f"[webapp]\ncache_dir = {folder}/cache\n"
            f"[daemon]\nsocket = {folder}/daemon.sock\n"
            f"[listenbrainz]\napi_url = {listenbrainz}\n"
        )
        _run(folder, "supysonic-cli", "user", "add", "ada", "--password", _PASSWORD)
        _link_listenbrainz(folder / "supysonic.db")
        _run(folder, "supysonic-cli", "folder", "add", "music", str(folder / "music"))
        _run(folder, "supysonic-cli", "folder", "scan", "--foreground", "music")
        port = closed_port()
        server = subprocess.Popen(
            [_PROGRAMS / "supysonic-server", "-S", "waitress", "-h", "127.0.0.1", "-p", str(port)],
            **_surroundings(folder),
        )
        stack.callback(_end, server)
        _await(server, port)
        address = f"http://127.0.0.1:{port}"
        account = Account({"address": address, "name": "ada"}, {"password": _PASSWORD})
        yield Supysonic(address, music, account)


@contextmanager
def running() -> Iterator[tuple[LocalServer, OpenSubsonicProvider, Account]]:
    """The real one behind a server that passes everything on."""
    with running_supysonic() as real, httpx.Client(base_url=real.address) as client:

        def pass_on(request: Request) -> Reply:
            headers = {
                name: value
                for name, value in request.headers.items()
                if name in ("content-type", "range")
            }
            answer = client.request(
                request.method,
                f"{request.path}?{urlencode(request.query)}",
                content=request.body,
                headers=headers,
            )
            kept = {
                name: answer.headers[name]
                for name in ("content-range", "accept-ranges")
                if name in answer.headers
            }
            return Reply(answer.status_code, answer.content, answer.headers["content-type"], kept)

        with LocalServer(pass_on) as server:
            settings = {**real.account.settings, "address": server.address}
            yield server, OpenSubsonicProvider(), Account(settings, real.account.secrets)


def _link_listenbrainz(database: Path) -> None:
    """What the user's page would do, for which there is no command."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE user SET listenbrainz_session = 'token'")


def _surroundings(folder: Path) -> dict[str, object]:
    return {
        "cwd": folder,
        "env": {**os.environ, "HOME": str(folder), "PYTHONWARNINGS": "ignore"},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }


def _run(folder: Path, program: str, *arguments: str) -> None:
    subprocess.run([_PROGRAMS / program, *arguments], check=True, **_surroundings(folder))


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("Supysonic ended as it was started")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait()
