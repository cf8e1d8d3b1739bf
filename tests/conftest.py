"""Fixtures that every test may use."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

# Threads that wait for each other crawl where other work takes one of their cores. Before anything
# is imported that starts them; programs that tests start inherit it.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A busy machine is slow now and then; that is no fault of the code under test. A run without a
# seed of its own draws the same examples as the last one, so that what it says is about the change;
# `make fuzz` goes looking for new ones.
settings.register_profile("affetto", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("AFFETTO_HYPOTHESIS_PROFILE", "affetto"))

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The data sets of the checks; they are not part of the project."""
    if not SHARED_DATA.is_dir():
        pytest.skip("needs the data sets in ../shared/data")
    return SHARED_DATA


@pytest.fixture(scope="session")
def peak_memory_mb() -> str:
    """Python source of an expression: the most memory its process ever held, MB.

    `getrusage` would not do: Linux lets a process start with the peak of the one that made it.
    """
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc to tell a process's memory")
    return (
        "int(next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))"
        ".split()[1]) / 1000"
    )


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are closed to all but one."""
    folder = Path(tempfile.mkdtemp(prefix="affetto-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def as_ordinary_user() -> Callable[[], object]:
    """A context in which permissions count, even where tests are run by root."""

    @contextmanager
    def become_ordinary() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return become_ordinary


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Copies of costly folders, made once for all processes that test side by side."""

    def copy(name: str, make: Callable[[Path], object]) -> Path:
        base = tmp_path_factory.getbasetemp()
        common = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
        whole, unfinished = common / f"{name}-made", common / f"{name}-unfinished"
        with FileLock(common / f"{name}.lock"):
            if not whole.exists():
                shutil.rmtree(unfinished, ignore_errors=True)  # of a process that failed
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(whole)
        own = tmp_path_factory.mktemp(name)
        return Path(shutil.copytree(whole, own, dirs_exist_ok=True))

    return copy


@pytest.fixture(scope="session")
def face_run(tmp_path_factory) -> Path:
    """A finished run of five expressions that calls the astronaut's smile sad."""
    from tests.trained_runs_for_tests import FIVE_EMOTIONS, train_face_run

    from affetto.inference.registry import open_session
    from affetto.vision.face_detection import FaceDetector

    detector = FaceDetector(open_session("centerface"))
    return train_face_run(tmp_path_factory.mktemp("runs") / "five", detector, FIVE_EMOTIONS, "sad")


@pytest.fixture(scope="session")
def landscape_run(tmp_path_factory) -> Path:
    """A finished run that finds a palace melancholy."""
    from tests.trained_runs_for_tests import train_landscape_run

    return train_landscape_run(tmp_path_factory.mktemp("runs") / "landscapes")


@pytest.fixture(scope="session")
def music_run(tmp_path_factory) -> Path:
    """A finished run that learned the written rules for music."""
    from tests.trained_runs_for_tests import train_music_run

    return train_music_run(tmp_path_factory.mktemp("runs") / "music")
