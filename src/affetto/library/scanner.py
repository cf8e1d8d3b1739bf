"""Adds music to the library: finds files, hears each once, goes on where it was stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import assert_never

from affetto.errors import LibraryError
from affetto.execution import make_executor
from affetto.library.analysis import (
    FileReader,
    HeardFile,
    Unusable,
    identify_file,
    out_of_time_reason,
    read_file,
    stamp_file,
)
from affetto.library.batching import batched
from affetto.library.discovery import find_music
from affetto.library.disk import explaining_full_disk, is_there
from affetto.library.file_repository import FileRepository
from affetto.library.licence_sidecars import LicenceSidecars
from affetto.library.music_library import JobProgress, Library
from affetto.library.records import (
    AnalyserId,
    Failure,
    FileStamp,
    KnownFile,
    Placement,
)
from affetto.library.task_pool import ExecutorFactory, TaskPool, WorkerDied
from affetto.library.texts import show_path

# Our own choice: at forty times real time, three hours of music take less than half of it.
FILE_TIME_LIMIT_S = 600.0

ADD_JOB = "add music"
ANALYSE_JOB = "analyse music"

# Files looked up in the database at a time.
_BATCH = 200

_WAIT_S = 0.5


@dataclass(frozen=True)
class AddProgress:
    """How far adding music has come.

    Attributes:
        done: files dealt with, of `total`.
        failed: files among them that could not be used.
        current: the file that was dealt with last; None at the beginning.
    """

    done: int
    total: int
    failed: int
    current: Path | None


@dataclass(frozen=True)
class AddReport:
    """What came of adding music; numbers of files.

    Attributes:
        added: new tracks.
        found: the first files of tracks that were known from catalogues only.
        updated: analysed again, for they changed or the analyser did; or under another licence.
        moved: known recordings found in a new place.
        copies: further files of known recordings.
        unchanged: known already.
        failed: what could not be used this time, and why.
        failed_before: files that failed earlier, have not changed and were not tried again.
        missing: files that the library knows and that are not there now; told by
            `analyse_music` only.
        is_interrupted: whether it was stopped by Ctrl-C; the next run does the rest.
    """

    added: int = 0
    found: int = 0
    updated: int = 0
    moved: int = 0
    copies: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    failed_before: tuple[Failure, ...] = ()
    missing: int = 0
    is_interrupted: bool = False


def add_music(
    library: Library,
    paths: Sequence[Path],
    reader: FileReader,
    *,
    workers: int,
    on_progress: Callable[[AddProgress], object] = lambda _progress: None,
    retry_failed: bool = False,
    time_limit_s: float = FILE_TIME_LIMIT_S,
    executor_factory: ExecutorFactory = make_executor,
) -> AddReport:
    """Brings files, and what is in folders, into the library, each recording analysed once.

    Every result is kept as soon as it is there. After a kill, a power cut or a full disk the
    next run goes on with the files that are missing. Several programs may add at once.

    Args:
        paths: files and folders.
        reader: analyses one file, in a worker process.
        workers: files analysed side by side.
        on_progress: called after every file, in this process.
        retry_failed: whether files that failed before are tried again though nothing changed.
        time_limit_s: how long one file may take, seconds.
        executor_factory: makes an executor of so many workers.

    Raises:
        InputError: there is no music under `paths`.
        LibraryError: the library cannot be written, or no worker can be started.
    """
    found = find_music(paths)
    subject = ", ".join(show_path(path) for path in paths)
    tally = _Tally(total=len(found.files), on_progress=on_progress, failed=list(found.failures))
    work = _Work(library, reader, workers, executor_factory, retry_failed, time_limit_s)
    return work.run(ADD_JOB, subject, found.files, tally)


def analyse_music(
    library: Library,
    reader: FileReader,
    *,
    workers: int,
    on_progress: Callable[[AddProgress], object] = lambda _progress: None,
    retry_failed: bool = False,
    time_limit_s: float = FILE_TIME_LIMIT_S,
    executor_factory: ExecutorFactory = make_executor,
) -> AddReport:
    """Hears the library's own files that nothing has heard yet, or another version of the reader.

    Those are files that a catalogue told of, and all files after an update. It stops and goes on
    as `add_music` does; arguments are as there.

    Raises:
        LibraryError: the library cannot be written, or no worker can be started.
    """
    with library.looking() as session:
        known = list(FileRepository(session).unheard_files(AnalyserId(reader.name, reader.version)))
    files = [path for path in known if is_there(path)]
    tally = _Tally(total=len(files), on_progress=on_progress, missing=len(known) - len(files))
    work = _Work(library, reader, workers, executor_factory, retry_failed, time_limit_s)
    return work.run(ANALYSE_JOB, str(library.path), files, tally)


@dataclass(frozen=True)
class _Work:
    """How files are heard, whichever they are."""

    library: Library
    reader: FileReader
    workers: int
    executor_factory: ExecutorFactory
    retry_failed: bool
    time_limit_s: float

    def run(self, kind: str, subject: str, files: Sequence[Path], tally: _Tally) -> AddReport:
        try:
            with (
                explaining_full_disk(),
                self.library.running_job(kind, subject, tally.total) as job,
                TaskPool[_Task, _Result](
                    self.workers, partial(_use, self.reader), self.executor_factory
                ) as pool,
            ):
                tally.job = job
                _Adding(self, pool, tally).run(files)
        except KeyboardInterrupt:
            return tally.report(is_interrupted=True)
        except ImportError as error:
            raise LibraryError(f"the music analyser cannot be loaded: {error}") from error
        return tally.report()


def _use(reader: FileReader) -> str:
    return reader.name


@dataclass
class _Tally:
    """Counts what becomes of the files, and says so."""

    total: int
    on_progress: Callable[[AddProgress], object]
    failed: list[Failure] = field(default_factory=list)
    missing: int = 0
    failed_before: list[Failure] = field(default_factory=list)
    placements: Counter[Placement] = field(default_factory=Counter)
    job: JobProgress | None = None
    done: int = 0

    def show(self, current: Path | None = None) -> None:
        if self.job is not None:
            self.job.done = self.done
            self.job.failed = self._failed_files
            self.job.show()
        self.on_progress(AddProgress(self.done, self.total, self._failed_files, current))

    def place(self, path: Path, placement: Placement) -> None:
        self.placements[placement] += 1
        self._finish(path)

    def fail(self, path: Path, reason: str) -> None:
        self.failed.append(Failure(path, reason))
        self._finish(path)

    def skip(self, path: Path, reason: str) -> None:
        self.failed_before.append(Failure(path, reason))
        self._finish(path)

    def report(self, *, is_interrupted: bool = False) -> AddReport:
        return AddReport(
            added=self.placements[Placement.ADDED],
            found=self.placements[Placement.FOUND],
            updated=self.placements[Placement.UPDATED],
            moved=self.placements[Placement.MOVED],
            copies=self.placements[Placement.COPY],
            unchanged=self.placements[Placement.UNCHANGED],
            failed=tuple(self.failed),
            failed_before=tuple(self.failed_before),
            missing=self.missing,
            is_interrupted=is_interrupted,
        )

    @property
    def _failed_files(self) -> int:
        return len(self.failed) + len(self.failed_before)

    def _finish(self, path: Path) -> None:
        self.done += 1
        self.show(path)


@dataclass(frozen=True)
class _Task:
    """What a worker does with a file: identifies it, or, once its content is known, reads it."""

    stamp: FileStamp

    @property
    def is_reading(self) -> bool:
        return self.stamp.content_hash is not None


_Result = FileStamp | HeardFile | Unusable


class _Adding:
    """One run through a list of files."""

    def __init__(self, work: _Work, pool: TaskPool[_Task, _Result], tally: _Tally) -> None:
        self._library = work.library
        self._reader = work.reader
        self._analyser = AnalyserId(work.reader.name, work.reader.version)
        self._retry_failed = work.retry_failed
        self._time_limit_s = work.time_limit_s
        self._pool = pool
        self._tally = tally
        self._sidecars = LicenceSidecars()
        # Files of the same content wait for the one of them that is being read.
        self._waiting: dict[str, list[FileStamp]] = {}
        self._tried: set[str] = set()

    def run(self, paths: Iterable[Path]) -> None:
        self._tally.show()
        for stamp, known in self._look_up(paths):
            self._consider(stamp, known)
            while self._pool.is_full:
                self._settle_next()
        while self._pool.is_busy:
            self._settle_next()

    def _look_up(self, paths: Iterable[Path]) -> Iterator[tuple[FileStamp, KnownFile | None]]:
        for batch in batched(paths, _BATCH):
            with self._library.looking() as session:
                known = FileRepository(session).known_files(batch)
            for path in batch:
                try:
                    stamp = stamp_file(path)
                except OSError as error:
                    self._tally.fail(path, f"cannot be read: {error.strerror or error}")
                else:
                    yield stamp, known.get(path)

    def _consider(self, stamp: FileStamp, known: KnownFile | None) -> None:
        if known is None or not _is_same(stamp, known.stamp):
            self._identify(stamp)
        elif known.failure is not None and known.failed_by == self._analyser:
            if self._retry_failed:
                self._read(known.stamp)
            else:
                self._tally.skip(stamp.path, known.failure)
        elif known.analyser != self._analyser:
            self._read(known.stamp)
        elif _lost(known.copies, stamp):
            self._place(known.stamp)
        else:
            self._tally.place(stamp.path, self._check_licence(known))

    def _check_licence(self, known: KnownFile) -> Placement:
        """Keeps what is written beside a known file, where that is new."""
        licence = self._sidecars.licence_of(known.stamp.path)
        if licence == known.sidecar_licence:
            return Placement.UNCHANGED
        with self._library.changing() as session:
            FileRepository(session).save_sidecar_licence(known.stamp.path, licence)
        return Placement.UPDATED

    def _identify(self, stamp: FileStamp) -> None:
        self._pool.submit(_Task(stamp), identify_file, stamp.path, self._time_limit_s)

    def _read(self, stamp: FileStamp) -> None:
        if stamp.content_hash in self._waiting:
            self._waiting[stamp.content_hash].append(stamp)
            return
        self._waiting[_hash_of(stamp)] = []
        self._pool.submit(_Task(stamp), read_file, self._reader, stamp, self._time_limit_s)

    def _settle_next(self) -> None:
        finished = self._pool.next_result(_WAIT_S)
        if finished is None:
            self._tally.show()
            return
        task, result = finished
        if isinstance(result, WorkerDied):
            result = self._explain_death(task, result)
        match result:
            case FileStamp():
                self._place(result)
            case HeardFile():
                self._keep(task.stamp, result)
            case Unusable():
                self._keep_failure(task.stamp, result)
            case _:
                assert_never(result)
        if task.is_reading:
            content_hash = _hash_of(task.stamp)
            self._tried.add(content_hash)
            for stamp in self._waiting.pop(content_hash):
                self._place(stamp)

    def _place(self, stamp: FileStamp) -> None:
        """Deals with a file whose content is known, if need be by reading it."""
        with self._library.changing() as session:
            files = FileRepository(session)
            content = files.known_content(_hash_of(stamp))
            placement = reason = None
            if content.analyser == self._analyser:
                licence = self._sidecars.licence_of(stamp.path)
                placement = files.link(stamp, _lost(content.paths, stamp), licence)
            elif self._analyser in content.failures and not self._shall_try(stamp):
                reason = content.failures[self._analyser]
                files.save_failure(stamp, reason, self._analyser)
        if placement is not None:
            self._tally.place(stamp.path, placement)
        elif reason is not None:
            self._tally.fail(stamp.path, reason)
        else:
            self._read(stamp)

    def _shall_try(self, stamp: FileStamp) -> bool:
        return self._retry_failed and stamp.content_hash not in self._tried

    def _keep(self, stamp: FileStamp, heard: HeardFile) -> None:
        licence = self._sidecars.licence_of(stamp.path)
        with self._library.changing() as session:
            files = FileRepository(session)
            lost = _lost(files.known_content(_hash_of(stamp)).paths, stamp)
            placement = files.save_heard(stamp, heard, self._analyser, lost, licence)
        self._tally.place(stamp.path, placement)

    def _keep_failure(self, stamp: FileStamp, unusable: Unusable) -> None:
        if not unusable.is_gone:
            if not unusable.is_lasting:
                stamp = replace(stamp, content_hash=None)
            with self._library.changing() as session:
                FileRepository(session).save_failure(stamp, unusable.reason, self._analyser)
        self._tally.fail(stamp.path, unusable.reason)

    def _explain_death(self, task: _Task, death: WorkerDied) -> Unusable:
        if death.after_s >= self._time_limit_s:
            reason = out_of_time_reason(self._time_limit_s)
        else:
            reason = "it makes the analyser crash"
        return Unusable(reason, is_lasting=task.is_reading)


def _is_same(stamp: FileStamp, known: FileStamp) -> bool:
    """Whether a file is as it was when its content was last known."""
    return known.content_hash is not None and (
        (stamp.size_bytes, stamp.mtime_ns) == (known.size_bytes, known.mtime_ns)
    )


def _hash_of(stamp: FileStamp) -> str:
    if stamp.content_hash is None:
        raise ValueError(f"{stamp.path} was not identified")
    return stamp.content_hash


def _lost(paths: Iterable[Path], stamp: FileStamp) -> list[Path]:
    """Those of a track's files, other than `stamp`, that are gone or not to be got at."""
    return [path for path in paths if path != stamp.path and not is_there(path)]
