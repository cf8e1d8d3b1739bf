"""Fetches the files of a server, a few at a time, for as long as they are needed."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from affetto.errors import AffettoError
from affetto.library.analysis import Unusable, identify_file
from affetto.library.importers import ImportedTrack
from affetto.library.job_repository import JobRepository
from affetto.library.music_library import Library
from affetto.library.records import FileStamp, JobState
from affetto.library.scanner import FILE_TIME_LIMIT_S

# Beside the library: what a server sends is as private, and the disk is one with room for music.
_FOLDER = "fetched"
# Servers of one household are asked for few files at once.
_FETCHERS = 2


@dataclass(frozen=True)
class ServerTrack:
    """A recording of a server.

    Attributes:
        track: what the server says of it.
        id: by which it is fetched.
    """

    track: ImportedTrack
    id: str


class UnfetchableError(AffettoError):
    """One recording cannot be had, for now; others can."""


# Ends the fetching, by raising, where nobody wants it any more.
CheckWanted = Callable[[], None]


class ServerMusic(Protocol):
    """Somebody's music on a server, as the library needs it."""

    @property
    def name(self) -> str:
        """What the library calls where tracks come from: at most 32 small letters and hyphens."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    def tracks(self) -> Iterator[ServerTrack]:
        """All of it, asked for as it is taken.

        Raises:
            AffettoError: the server fails.
        """
        ...

    def fetch(self, track_id: str, target: Path, check: CheckWanted) -> Path:
        """Writes the file of a recording; called from several threads.

        Args:
            track_id: `ServerTrack.id`.
            target: where, without the suffix that tells what kind of file it is.
            check: to be called every now and then.

        Returns:
            Where it is now: `target` with a suffix.

        Raises:
            UnfetchableError: it cannot be had.
            AffettoError: the server fails for all.
            OSError: the file cannot be written.
        """
        ...


@dataclass(frozen=True)
class Stream:
    """A recording that is to be heard."""

    uri: str
    id: str
    name: str


class _UnwantedError(Exception):
    """Nobody waits for a file any more."""


class Fetchers:
    """Threads that fetch files into a folder."""

    def __init__(self, music: ServerMusic, folder: Path) -> None:
        self._music = music
        self._folder = folder
        self._pool = ThreadPoolExecutor(_FETCHERS, "fetching")
        self._is_over = threading.Event()
        self._count = 0
        self._fetching: dict[Future[FileStamp | Unusable], Stream] = {}

    def __enter__(self) -> Fetchers:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._is_over.set()
        self._pool.shutdown(cancel_futures=True)

    def __len__(self) -> int:
        """How many files are on their way."""
        return len(self._fetching)

    def start(self, stream: Stream) -> None:
        """Fetches a recording as soon as a thread is free."""
        self._count += 1
        target = self._folder / f"{self._count}"
        self._fetching[self._pool.submit(self._fetch, stream, target)] = stream

    def take(self, timeout_s: float) -> Mapping[Stream, FileStamp | Unusable]:
        """What has come, or could not be had.

        Args:
            timeout_s: returns nothing where nothing comes in this time.

        Raises:
            AffettoError: the server fails for all.
            OSError: a file cannot be written.
        """
        done, _ = wait(self._fetching, timeout_s, FIRST_COMPLETED)
        return {self._fetching.pop(future): future.result() for future in done}

    def _fetch(self, stream: Stream, target: Path) -> FileStamp | Unusable:
        try:
            path = self._music.fetch(stream.id, target, self._check)
        except UnfetchableError as error:
            return Unusable(str(error))
        return identify_file(path, FILE_TIME_LIMIT_S)

    def _check(self) -> None:
        if self._is_over.is_set():
            raise _UnwantedError


@contextmanager
def folder_of(library: Library, job_id: int) -> Iterator[Path]:
    """A folder for the files of a job; those of jobs that were killed are removed."""
    shelf = library.path.parent / _FOLDER
    folder = shelf / str(job_id)
    _remove_left_over(library, shelf)
    shelf.mkdir(mode=0o700, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # another job has its folder there
            shelf.rmdir()


def _remove_left_over(library: Library, shelf: Path) -> None:
    folders = list(shelf.iterdir()) if shelf.is_dir() else []
    with library.looking() as session:
        jobs = JobRepository(session)
        for folder in folders:
            job = jobs.find(int(folder.name)) if folder.name.isdecimal() else None
            if job is None or job.state is not JobState.RUNNING:
                shutil.rmtree(folder, ignore_errors=True)
