"""Long work in the service: in threads, with progress that others see, and to be stopped."""

from __future__ import annotations

import shutil
import threading
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from affetto.app.music_library import add_to_library, analyse_library, import_to_library
from affetto.app.services.library import check_importable, import_service
from affetto.app.services.open_music import DOWNLOAD_JOB, add_open_music, check_obtainable
from affetto.errors import InputError, LibraryError
from affetto.library.import_service import IMPORT_JOB, ImportProgress, ImportReport
from affetto.library.importers import find_importer
from affetto.library.job_repository import JobRepository
from affetto.library.records import JobRecord, JobState
from affetto.library.scanner import ADD_JOB, ANALYSE_JOB, AddProgress, AddReport
from affetto.library.server_music import SERVER_JOB
from affetto.library.server_reports import ServerProgress, ServerReport
from affetto.library.texts import show_path
from affetto.text import printable

if TYPE_CHECKING:
    from affetto.app.services.accounts import Services
    from affetto.library.music_library import Library

JobReport = AddReport | ImportReport | ServerReport

# Work of one line is done one after the other: hearing music keeps all cores busy already, and
# imports would only wait for each other's transactions.
_HEARING = "hearing"
_IMPORTING = "importing"

# How often a job that waits for its turn shows that it lives, seconds.
_SIGN_OF_LIFE_S = 10.0
# How long the end of the service waits for its jobs, seconds. They look up twice a second; only a
# search through a slow disk's folders, or a long transaction, may take longer, and such a job is
# marked as interrupted the next time the library is opened.
_PATIENCE_S = 10.0
# Of so many jobs the report is remembered after their end.
_MOST_REMEMBERED = 100


class NoSuchJobError(LibraryError):
    """No job has the number that was asked for."""

    def __init__(self, job_id: int) -> None:
        super().__init__(f"no job has the number {job_id}")


class ForeignJobError(LibraryError):
    """A job is another program's, which alone can stop it."""


@dataclass(frozen=True)
class Job:
    """A job as it stands.

    Attributes:
        record: what the library knows of it.
        current: what it is busy with, for people; "" where that is not known.
        report: what came of it; None before its end, and of jobs of other programs.
    """

    record: JobRecord
    current: str = ""
    report: JobReport | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing works at it any more."""
        return self.record.state is not JobState.RUNNING


class _Stopped(KeyboardInterrupt):
    """Somebody wants the job to end. Work takes it as Ctrl-C: what is done is kept."""


class _Work:
    """One job of this program, shared by its thread and those who ask about it."""

    def __init__(self, job_id: int, line: str) -> None:
        self.job_id = job_id
        self.line = line
        self.thread: threading.Thread | None = None
        self.progress = ServerProgress(0, 0, 0)
        self.report: JobReport | None = None
        self.is_over = False
        self._is_unwanted = threading.Event()

    def stop(self) -> None:
        """Lets the work end at its next step."""
        self._is_unwanted.set()

    def check(self) -> None:
        """Ends the work where nobody wants it any more."""
        if self._is_unwanted.is_set():
            raise _Stopped

    def show(self, progress: ServerProgress) -> None:
        """Lets others see how far the work has come."""
        self.progress = progress
        self.check()

    def show_files(self, progress: AddProgress) -> None:
        """As `show`, of files."""
        current = "" if progress.current is None else progress.current.name
        self.show(ServerProgress(progress.done, progress.total, progress.failed, current))

    def show_rows(self, progress: ImportProgress) -> None:
        """As `show`, of rows of which nobody knows how many there are."""
        self.show(ServerProgress(progress.rows, 0, progress.bad))


class Jobs:
    """The jobs of a library, and what does those of this program.

    Each is a row of the library, entered at once, so that it has a number that others can ask for
    before its work begins, and is found interrupted after the program was killed. At the end of a
    `with` block all work is stopped; what is done is kept.

    Args:
        library: open as long as this.
        workers: processes that analyse music side by side.
    """

    def __init__(self, library: Library, workers: int) -> None:
        self._library = library
        self._workers = workers
        self._works: OrderedDict[int, _Work] = OrderedDict()
        self._lines: dict[str, deque[int]] = defaultdict(deque)
        # Guards the two above, and wakes those that wait for their turn.
        self._turns = threading.Condition()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        works = self._unfinished()
        for work in works:
            self._stop(work)
        for work in works:
            if work.thread is not None:
                work.thread.join(_PATIENCE_S)

    def add_music(self, path: Path, name: str = "") -> Job:
        """Starts to bring a file, or what is in a folder, into the library.

        Args:
            path: absolute.
            name: what people call it; the path where empty.

        Raises:
            InputError: there is no such file or folder.
            LibraryError: the library cannot be written.
        """
        _check_is_there(path)

        def add(library: Library, work: _Work) -> JobReport:
            return add_to_library(
                library, [path], workers=self._workers, on_progress=work.show_files
            )

        return self._start(ADD_JOB, name or show_path(path), _HEARING, add)

    def analyse_music(self) -> Job:
        """Starts to hear the library's own files that nothing has heard yet.

        Raises:
            LibraryError: the library cannot be written.
        """

        def analyse(library: Library, work: _Work) -> JobReport:
            return analyse_library(library, workers=self._workers, on_progress=work.show_files)

        return self._start(ANALYSE_JOB, show_path(self._library.path), _HEARING, analyse)

    def import_tracks(self, file: Path, name: str) -> Job:
        """Starts to bring what a file tells of into the library.

        Args:
            file: in a folder of its own, which is removed in the end, whatever comes.
            name: what people call the file.

        Raises:
            InputError: the file is of no known format.
            LibraryError: the library cannot be written.
        """

        def read(library: Library, work: _Work) -> JobReport:
            try:
                report = import_to_library(library, file, on_progress=work.show_rows)
            except InputError as error:
                raise InputError(name, error.reason) from error
            finally:
                shutil.rmtree(file.parent, ignore_errors=True)
            told = tuple(row.replace(printable(str(file)), name, 1) for row in report.bad_rows)
            return replace(report, bad_rows=told)

        try:
            find_importer(file)
            return self._start(IMPORT_JOB, name, _IMPORTING, read)
        except BaseException as error:
            shutil.rmtree(file.parent, ignore_errors=True)
            if isinstance(error, InputError):
                raise InputError(name, error.reason) from error
            raise

    def import_service(
        self, services: Services, user: str, name: str, *, retry_failed: bool = False
    ) -> Job:
        """Starts to bring in the music of somebody's server, and to hear it.

        Args:
            services: open until the job is over.
            user: whose account with the server is used.
            name: of the service.
            retry_failed: whether recordings that could not be heard before are tried again.

        Raises:
            CannotError, NotConnectedError: it cannot be asked.
            LibraryError: the library cannot be written.
        """
        provider = check_importable(services, user, name)

        def bring_in(library: Library, work: _Work) -> JobReport:
            return import_service(
                services,
                user,
                name,
                workers=self._workers,
                library=library,
                on_progress=work.show,
                retry_failed=retry_failed,
            )

        return self._start(SERVER_JOB, provider.title, _HEARING, bring_in)

    def add_open_music(
        self, services: Services, user: str, name: str, track_ids: Sequence[str]
    ) -> Job:
        """Starts to keep tracks of a catalogue as files, and to hear them.

        Args:
            services: open until the job is over.
            user: whose account with the catalogue is used.
            name: of the service.
            track_ids: `ProviderTrack.id` of each.

        Raises:
            CannotError, NotConnectedError: it cannot be asked.
            LibraryError: the library cannot be written.
        """
        check_obtainable(services, user, name)

        def add(library: Library, work: _Work) -> JobReport:
            return add_open_music(
                services,
                user,
                name,
                track_ids,
                workers=self._workers,
                library=library,
                on_progress=work.show_files,
            )

        return self._start(DOWNLOAD_JOB, services.providers[name].title, _HEARING, add)

    def find(self, job_id: int) -> Job:
        """A job, of this program or another one.

        Raises:
            NoSuchJobError: there is none.
            LibraryError: the library cannot be read.
        """
        with self._library.looking() as session:
            record = JobRepository(session).find(job_id)
        if record is None:
            raise NoSuchJobError(job_id)
        return self._complete(record)

    def newest(self, limit: int) -> list[Job]:
        """The jobs that were started last, the newest first.

        Raises:
            LibraryError: the library cannot be read.
        """
        with self._library.looking() as session:
            records = JobRepository(session).newest(limit)
        return [self._complete(record) for record in records]

    def stop(self, job_id: int) -> None:
        """Lets a job end at its next step; what is done is kept. One that is over stays as it is.

        Raises:
            NoSuchJobError: there is none.
            ForeignJobError: another program works at it.
            LibraryError: the library cannot be read.
        """
        job = self.find(job_id)
        if job.is_over:
            return
        work = self._works.get(job_id)
        if work is None:
            raise ForeignJobError(
                f"job {job_id} is done by another program; stop it there, with Ctrl-C"
            )
        self._stop(work)

    def _start(
        self, kind: str, subject: str, line: str, do: Callable[[Library, _Work], JobReport]
    ) -> Job:
        work = _Work(self._library.enter_job(kind, subject), line)
        work.thread = threading.Thread(
            target=self._run, args=(work, do), name=f"job {work.job_id}", daemon=True
        )
        with self._turns:
            self._works[work.job_id] = work
            self._lines[line].append(work.job_id)
            self._forget_old()
        work.thread.start()
        return self.find(work.job_id)

    def _run(self, work: _Work, do: Callable[[Library, _Work], JobReport]) -> None:
        state, error = None, ""
        try:
            with self._turn_of(work):
                work.report = do(self._library.for_job(work.job_id), work)
        except _Stopped:
            state = JobState.INTERRUPTED
        except BaseException as cause:  # noqa: BLE001 - a thread has nobody to tell but the job
            state, error = JobState.FAILED, str(cause) or type(cause).__name__
        # Work that came to its end, or was stopped in its midst, has said so itself.
        if state is not None:
            progress = work.progress
            with suppress(LibraryError):
                self._library.save_job(
                    work.job_id, progress.done, progress.failed, state, printable(error)
                )
        work.is_over = True

    @contextmanager
    def _turn_of(self, work: _Work) -> Iterator[None]:
        """A block that begins when all earlier work of the same line is over."""
        line = self._lines[work.line]
        try:
            with self._turns:
                while line[0] != work.job_id:
                    work.check()
                    self._turns.wait(_SIGN_OF_LIFE_S)
                    self._library.save_job(work.job_id, 0, 0, JobState.RUNNING)
            work.check()
            yield
        finally:
            with self._turns:
                line.remove(work.job_id)
                self._turns.notify_all()

    def _stop(self, work: _Work) -> None:
        work.stop()
        with self._turns:
            self._turns.notify_all()

    def _complete(self, record: JobRecord) -> Job:
        """A job with what only the program that does it knows."""
        work = self._works.get(record.id)
        if work is None:
            return Job(record)
        if work.is_over:
            return Job(record, report=work.report)
        progress = work.progress
        # Work says that it is over before it can hand over its report.
        current = replace(
            record,
            state=JobState.RUNNING,
            done=progress.done,
            total=progress.total,
            failed=progress.failed,
        )
        return Job(current, printable(progress.current))

    def _unfinished(self) -> Sequence[_Work]:
        with self._turns:
            return [work for work in self._works.values() if not work.is_over]

    def _forget_old(self) -> None:
        over = [work.job_id for work in self._works.values() if work.is_over]
        for job_id in over[: max(0, len(self._works) - _MOST_REMEMBERED)]:
            del self._works[job_id]


def _check_is_there(path: Path) -> None:
    try:
        path.stat()
    except (OSError, ValueError) as error:  # a zero character makes it no path at all
        reason = getattr(error, "strerror", None) or "is no path"
        raise InputError("path", f"{show_path(path)}: {reason}") from error
