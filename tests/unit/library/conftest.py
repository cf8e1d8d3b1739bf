from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
import wave
from array import array
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

# Worker processes get the path of modules from this one, and unpickle the readers by name.
sys.path.insert(0, str(Path(__file__).parent))

from affetto.library.database import copy_database
from affetto.library.music_library import Library

ADD_PROGRAM = Path(__file__).with_name("add_for_tests.py")

WriteWav = Callable[..., Path]


@pytest.fixture
def write_wav() -> WriteWav:
    """Writes a WAV file of noise: the same seed gives the same file."""

    def write(path: Path, *, seed: int | str, seconds: float = 0.05, level: float = 0.5) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        noise = random.Random(seed)
        peak = int(level * 32767)
        samples = array("h", (noise.randint(-peak, peak) for _ in range(int(8000 * seconds))))
        with path.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(8000)
            file.writeframes(samples.tobytes())
        return path

    return write


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """An empty folder for music."""
    folder = tmp_path / "music"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def new_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a library without tracks; making one goes through every migration."""
    path = tmp_path_factory.mktemp("new") / "library.db"
    Library.open(path).close()
    return path


@pytest.fixture
def library(tmp_path: Path, new_library: Path) -> Iterator[Library]:
    path = tmp_path / "home" / "library.db"
    path.parent.mkdir()
    copy_database(new_library, path)
    with Library.open(path) as library:
        yield library


@pytest.fixture
def read_jobs() -> Callable[[Path], list[dict[str, object]]]:
    """Reads the jobs of a library, the oldest first, as another program sees them."""

    def read(path: Path) -> list[dict[str, object]]:
        with closing(sqlite3.connect(path)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute("SELECT * FROM jobs ORDER BY id")]

    return read


def _heed_the_keyboard() -> None:
    """As in a terminal: a shell makes what it starts in the background ignore Ctrl-C for good."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def start_add(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a program that adds music, in a process group of its own."""
    started: list[subprocess.Popen[str]] = []

    def start(**order: object) -> subprocess.Popen[str]:
        order = {name: str(v) if isinstance(v, Path) else v for name, v in order.items()}
        process = subprocess.Popen(
            [sys.executable, str(ADD_PROGRAM), json.dumps(order)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=_heed_the_keyboard,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
