"""The music library: a SQLite file of tracks, and what was heard in them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from affetto.errors import LibraryError
from affetto.library.catalogue_loading import LibraryTracks, read_stamp
from affetto.library.database import explain_errors, open_database, writing
from affetto.library.job_repository import JobRepository
from affetto.library.records import (
    Failure,
    JobState,
    LibraryStats,
    TrackDetails,
    TrackFilter,
)
from affetto.library.repository import Repository
from affetto.music import Track

_EVERYTHING = TrackFilter()

# How often a running job shows its progress and that it lives, seconds.
_SIGN_OF_LIFE_S = 1.0


class Library:
    """A music library that is open; several programs may have the same one open.

    All methods raise `LibraryError` where the file cannot be read or written.
    """

    def __init__(self, path: Path, engine: Engine, entered_job: int | None = None) -> None:
        self.path = path
        self._engine = engine
        self._writing_engine = writing(engine)
        self._entered_job = entered_job

    @classmethod
    def open(cls, path: Path) -> Library:
        """Opens a library, which is created, or brought to the newest schema, where need be.

        Jobs of programs that were killed are marked as interrupted.

        Raises:
            LibraryError: it cannot be opened, is damaged, or was written by a newer Affetto.
        """
        library = cls(path, open_database(path))
        try:
            library._mark_abandoned_jobs()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Closes the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def tracks(self, wanted: TrackFilter = _EVERYTHING) -> Iterator[Track]:
        """The tracks that pass a filter, by artist, album and title.

        They are read as they are asked for, a few hundred at a time.
        """
        with self.reading() as repository:
            yield from repository.tracks(wanted)

    def columns(self) -> LibraryTracks:
        """All tracks as columns, for questions to very many at once."""
        return LibraryTracks(self)

    def stamp(self) -> str:
        """What is another text after every change of what tracks are told by, whoever made it.

        Neither jobs nor what people do with music change it.
        """
        with self.looking() as session:
            return read_stamp(session)

    def count(self, wanted: TrackFilter = _EVERYTHING) -> int:
        """How many tracks pass a filter."""
        with self.reading() as repository:
            return repository.count(wanted)

    def details(self, track_id: int) -> TrackDetails | None:
        """All that is known of a track; None where there is no such track."""
        with self.reading() as repository:
            return repository.details(track_id)

    def stats(self) -> LibraryStats:
        """Figures of the whole library."""
        with self.reading() as repository:
            return repository.stats()

    def failures(self) -> Iterator[Failure]:
        """The files that could not be analysed, by path."""
        with self.reading() as repository:
            yield from repository.failures()

    def find_damage(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file; empty where it is sound. Reads all of it."""
        try:
            with explain_errors(self.path), self._engine.connect() as connection:
                lines = connection.scalars(text("PRAGMA integrity_check")).all()
        except LibraryError as error:  # too damaged to be checked
            return (str(error),)
        return tuple(line for line in lines if line != "ok")

    @contextmanager
    def reading(self) -> Iterator[Repository]:
        """Questions that are all answered from the same state of the library."""
        with self.looking() as session:
            yield Repository(session)

    @contextmanager
    def writing(self) -> Iterator[Repository]:
        """Changes that are made together or not at all; others wait for them to end."""
        with self.changing() as session:
            yield Repository(session)

    @contextmanager
    def looking(self) -> Iterator[Session]:
        """A session as of `reading`, for repositories of what is not tracks and files."""
        with explain_errors(self.path), Session(self._engine) as session:
            yield session

    @contextmanager
    def changing(self) -> Iterator[Session]:
        """A session as of `writing`, for repositories of what is not tracks and files."""
        with explain_errors(self.path), Session(self._writing_engine) as session, session.begin():
            yield session

    @contextmanager
    def running_job(self, kind: str, subject: str, total: int) -> Iterator[JobProgress]:
        """A block of long work that others can watch.

        It is entered as done, as interrupted (by Ctrl-C), or as failed, by how the block ends.

        Args:
            kind: what is done, such as "add music".
            subject: what it is done to.
            total: units of work.
        """
        with self._writing_jobs() as jobs:
            job_id = self._entered_job
            if job_id is None:
                job_id = jobs.start(kind, subject, total)
            else:
                jobs.begin(job_id, total)
        progress = JobProgress(self, job_id)
        try:
            yield progress
        except KeyboardInterrupt:
            progress.end(JobState.INTERRUPTED)
            raise
        except BaseException as error:
            progress.end(JobState.FAILED, str(error) or type(error).__name__)
            raise
        progress.end(JobState.DONE)

    def enter_job(self, kind: str, subject: str) -> int:
        """Enters a job whose work has not begun; its number.

        Its work is what a block of `running_job` does with the library of `for_job`.
        """
        with self._writing_jobs() as jobs:
            return jobs.start(kind, subject, total=0)

    def for_job(self, job_id: int) -> Library:
        """The same library, of which the next block of `running_job` is a job entered before."""
        return Library(self.path, self._engine, job_id)

    def begin_job(self, job_id: int, total: int) -> None:
        """Notes how much work a job is."""
        with self._writing_jobs() as jobs:
            jobs.begin(job_id, total)

    def save_job(
        self, job_id: int, done: int, failed: int, state: JobState, error: str = ""
    ) -> None:
        """Notes how far a job has come."""
        with self._writing_jobs() as jobs:
            jobs.update(job_id, done, failed, state, error)

    def _mark_abandoned_jobs(self) -> None:
        with self.looking() as session:
            abandoned = JobRepository(session).abandoned()
        if abandoned:
            with self._writing_jobs() as jobs:
                jobs.mark_interrupted(abandoned)

    @contextmanager
    def _writing_jobs(self) -> Iterator[JobRepository]:
        with self.changing() as session:
            yield JobRepository(session)


class JobProgress:
    """How far a running job has come."""

    def __init__(self, library: Library, job_id: int) -> None:
        self.job_id = job_id
        self.done = 0
        self.failed = 0
        self._library = library
        self._saved_at_s = time.monotonic()

    def expect(self, total: int) -> None:
        """Begins to count anew, now that it is known how much there is to do."""
        self.done = self.failed = 0
        self._library.begin_job(self.job_id, total)

    def show(self) -> None:
        """Lets others see the progress, and that the job lives; at most once a second."""
        if time.monotonic() - self._saved_at_s < _SIGN_OF_LIFE_S:
            return
        self._library.save_job(self.job_id, self.done, self.failed, JobState.RUNNING)
        self._saved_at_s = time.monotonic()

    def end(self, state: JobState, error: str = "") -> None:
        """Enters how the job ended."""
        # What ended the job may well keep this from being written, and matters more.
        with suppress(LibraryError):
            self._library.save_job(self.job_id, self.done, self.failed, state, error)
