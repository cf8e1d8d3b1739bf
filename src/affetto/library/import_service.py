"""Brings what catalogues and other programs tell of music into the library."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from affetto.library.batching import batched
from affetto.library.database import copy_database, explain_errors
from affetto.library.identity import Evidence
from affetto.library.import_batch import ImportOutcome
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import BadRow, ImportedTrack, Importer
from affetto.library.music_library import JobProgress, Library
from affetto.library.texts import absolute_path, show_path
from affetto.text import printable

IMPORT_JOB = "import tracks"

# Rows that are brought in together or not at all: enough of them to look up and write many at a
# time, few enough for others to write in between.
_TRANSACTION_ROWS = 1000

# Bad rows that are told one by one; a file of another kind may hold millions.
MAX_BAD_ROWS_TOLD = 100


@dataclass(frozen=True)
class ImportProgress:
    """How far an import has come; how many rows there are is known in the end only.

    Attributes:
        rows: dealt with so far.
        bad: those of them that could not be used.
    """

    rows: int
    bad: int


@dataclass(frozen=True)
class ImportReport:
    """What came of an import; numbers of rows. All but `rows` and `bad_rows` add up to `rows`.

    Attributes:
        new: became new tracks.
        merged: have a new address, but tell of a known recording, by what shows that: they became
            further sources of its track.
        changed: have a known address and say more of their track than was known.
        unchanged: have a known address and say nothing new.
        bad: could not be used.
        bad_rows: where they stand and why, the first `MAX_BAD_ROWS_TOLD`.
        is_interrupted: whether it was stopped by Ctrl-C; the next run does the rest.
    """

    rows: int = 0
    new: int = 0
    merged: Mapping[Evidence, int] = field(default_factory=dict)
    changed: int = 0
    unchanged: int = 0
    bad: int = 0
    bad_rows: tuple[str, ...] = ()
    is_interrupted: bool = False


def import_tracks(
    library: Library,
    path: Path,
    importer: Importer,
    *,
    dry_run: bool = False,
    on_progress: Callable[[ImportProgress], object] = lambda _progress: None,
) -> ImportReport:
    """Brings the tracks of a file into the library.

    A thousand rows at a time are brought in together or not at all. After a stop, however it
    came, the same call does the rest; after the end it changes nothing. Memory does not grow with
    the file.

    Args:
        library: the library.
        path: the file, or a folder where the format is one of folders.
        importer: reads it.
        dry_run: whether only to tell what would come of it. A copy of the library is made and
            changed for that, so that the answer is exact, and thrown away.
        on_progress: called after every transaction.

    Raises:
        InputError: the file cannot be used, or not from some place on. What stands before that is
            kept.
        LibraryError: the library cannot be written.
    """
    if not dry_run:
        return _import(library, path, importer, on_progress)
    with _copy_of(library) as copy:
        return _import(copy, path, importer, on_progress)


def _import(
    library: Library,
    path: Path,
    importer: Importer,
    on_progress: Callable[[ImportProgress], object],
) -> ImportReport:
    tally = _Tally(path, on_progress)
    try:
        # The number of rows is not known ahead: 0.
        with library.running_job(IMPORT_JOB, show_path(absolute_path(path)), total=0) as job:
            for rows in batched(importer.read(path), _TRANSACTION_ROWS):
                tracks = [row for row in rows if isinstance(row, ImportedTrack)]
                with library.changing() as session:
                    outcomes = ImportRepository(session, importer.name).add(tracks)
                tally.count(outcomes, [row for row in rows if isinstance(row, BadRow)])
                tally.show(job)
    except KeyboardInterrupt:
        return tally.report(is_interrupted=True)
    return tally.report()


@contextmanager
def _copy_of(library: Library) -> Iterator[Library]:
    folder = Path(tempfile.mkdtemp(prefix="affetto-"))
    try:
        with explain_errors(library.path):
            copy_database(library.path, folder / library.path.name)
        with Library.open(folder / library.path.name) as copy:
            yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Tally:
    """Counts what becomes of the rows, and says so."""

    def __init__(self, path: Path, on_progress: Callable[[ImportProgress], object]) -> None:
        self._path = path
        self._on_progress = on_progress
        self._outcomes: Counter[ImportOutcome] = Counter()
        self._bad = 0
        self._bad_rows: list[str] = []

    def count(self, outcomes: Sequence[ImportOutcome], bad: Sequence[BadRow]) -> None:
        self._outcomes.update(outcomes)
        self._bad += len(bad)
        for row in bad[: MAX_BAD_ROWS_TOLD - len(self._bad_rows)]:
            self._bad_rows.append(printable(f"{self._path}:{row.line}: {row.reason}"))

    def show(self, job: JobProgress) -> None:
        job.done, job.failed = self._rows, self._bad
        job.show()
        self._on_progress(ImportProgress(self._rows, self._bad))

    def report(self, *, is_interrupted: bool = False) -> ImportReport:
        merged = {
            evidence: count
            for evidence in Evidence
            if (count := self._outcomes[ImportOutcome(merged_by=evidence)])
        }
        return ImportReport(
            rows=self._rows,
            new=self._outcomes[ImportOutcome(is_new=True)],
            merged=merged,
            changed=self._outcomes[ImportOutcome(is_changed=True)],
            unchanged=self._outcomes[ImportOutcome()],
            bad=self._bad,
            bad_rows=tuple(self._bad_rows),
            is_interrupted=is_interrupted,
        )

    @property
    def _rows(self) -> int:
        return self._outcomes.total() + self._bad
