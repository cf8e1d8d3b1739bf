"""Keeps the music of watched folders in the library as it comes, changes and goes.

Folders are looked through again and again rather than by what the system tells of changes: that
works on network shares and on every system, and whoever waits until a file has stopped changing
has to look twice anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from affetto.errors import InputError
from affetto.library.analysis import stamp_file
from affetto.library.discovery import search_folder
from affetto.library.music_library import Library
from affetto.library.records import Failure, FileStamp, Removed
from affetto.library.scanner import AddReport
from affetto.library.watch_repository import WatchRepository

AddMusic = Callable[[Sequence[Path]], AddReport]
# Files by path, with their sizes and ages.
_Snapshot = dict[Path, FileStamp]

_NOTHING_REMOVED = Removed(tracks=0, files=0)

# Looking through folders takes no more than this share of the time, however large they are.
_BUSY_SHARE = 0.1


@dataclass(frozen=True)
class RescanReport:
    """What came of looking through the watched folders.

    Attributes:
        added: what became of the files that are there.
        vanished: files that are gone, though their folder is there.
        removed: what was forgotten of these.
        out_of_reach: folders that are not there or empty where there was music, as when a disk
            is not mounted; nothing in them is taken for gone.
    """

    added: AddReport = field(default_factory=AddReport)
    vanished: tuple[Path, ...] = ()
    removed: Removed = _NOTHING_REMOVED
    out_of_reach: tuple[Failure, ...] = ()


def rescan(library: Library, add: AddMusic, *, remove_missing: bool = False) -> RescanReport:
    """Brings the library up to date with the watched folders.

    Args:
        library: says which folders are watched.
        add: adds what is new or changed of some files.
        remove_missing: whether files that are gone are forgotten.

    Raises:
        LibraryError: the library cannot be written.
    """
    folders = _watched(library)
    found = [search_folder(folder) for folder in folders if folder.is_dir()]
    unreadable = tuple(failure for each in found for failure in each.failures)
    added = _add_all(add, list(dict.fromkeys(file for each in found for file in each.files)))
    if added.is_interrupted:
        return RescanReport(added, out_of_reach=unreadable)
    # Only now: files that were moved are found again by what they hold, and are not gone.
    gone = find_gone(library, folders)
    removed = _forget(library, gone.files) if remove_missing else _NOTHING_REMOVED
    return RescanReport(added, gone.files, removed, (*unreadable, *gone.out_of_reach))


class FolderWatch:
    """Looks through the watched folders again and again, and adds what has stopped changing.

    A file is taken up when two looks in a row find it of the same size and age, and given up when
    two looks in a row do not find it.

    Args:
        library: says which folders are watched; asked at every look.
        add: adds files.
        remove_missing: whether files that are gone are forgotten.
    """

    def __init__(self, library: Library, add: AddMusic, *, remove_missing: bool = False) -> None:
        self._library = library
        self._add = add
        self._remove_missing = remove_missing
        self._handled: _Snapshot = {}
        self._last_seen: _Snapshot = {}

    def begin(self) -> RescanReport:
        """Brings the library up to date with the folders, as `rescan` does."""
        # Before the rest: what changes meanwhile is seen to differ later.
        self._handled = self._last_seen = _look(_watched(self._library))
        return rescan(self._library, self._add, remove_missing=self._remove_missing)

    def look(self) -> RescanReport:
        """Looks once; what was added, and what has gone."""
        folders = _watched(self._library)
        seen = _look(folders)
        settled = {
            path: stamp
            for path, stamp in seen.items()
            if stamp == self._last_seen.get(path) and stamp != self._handled.get(path)
        }
        missing = self._handled.keys() - seen.keys() - self._last_seen.keys()
        self._last_seen = seen
        self._handled = {
            path: stamp for path, stamp in self._handled.items() if path not in missing
        } | settled
        added = _add_all(self._add, list(settled))
        if added.is_interrupted or not missing:
            return RescanReport(added)
        gone = find_gone(self._library, folders)
        vanished = tuple(path for path in gone.files if path in missing)
        removed = _forget(self._library, vanished) if self._remove_missing else _NOTHING_REMOVED
        return RescanReport(added, vanished, removed, gone.out_of_reach)

    def run(
        self,
        on_report: Callable[[RescanReport], object],
        interval_s: float,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        """Begins, and then looks until Ctrl-C.

        Args:
            on_report: told what came of the beginning, and of every look that found a change.
            interval_s: time between two looks, seconds; longer where a look takes long.
            wait: lets so many seconds pass.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed.
            LibraryError: the library cannot be written.
        """
        report = self.begin()
        on_report(report)
        while not report.added.is_interrupted:
            began_s = time.monotonic()
            report = self.look()
            if report != _NOTHING:
                on_report(report)
            took_s = time.monotonic() - began_s
            wait(max(interval_s, took_s * (1 / _BUSY_SHARE - 1)))
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Gone:
    """What the library holds of some folders and the disk does not.

    Attributes:
        files: gone for good, as far as can be told.
        out_of_reach: as of `RescanReport`.
    """

    files: tuple[Path, ...]
    out_of_reach: tuple[Failure, ...]


def find_gone(library: Library, folders: Iterable[Path]) -> Gone:
    """Tells files of some folders that were deleted from those that cannot be reached now."""
    with library.looking() as session:
        repository = WatchRepository(session)
        known = [(path, folder) for folder in folders for path in repository.files_under(folder)]
    return tell_gone(known)


def tell_gone(files: Iterable[tuple[Path, Path]]) -> Gone:
    """Tells files that were deleted from those that cannot be reached now.

    Args:
        files: each with a folder above it that is there unless its disk is not.
    """
    gone: dict[Path, None] = {}
    out_of_reach: dict[Path, Failure] = {}
    for path, folder in files:
        if not _is_deleted(path):
            continue
        obstacle = _why_out_of_reach(path, folder)
        if obstacle is None:
            gone[path] = None
        else:
            out_of_reach[obstacle.path] = obstacle
    return Gone(tuple(gone), tuple(out_of_reach.values()))


def _is_deleted(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # there, or not to be told
        return False
    return False


def _why_out_of_reach(path: Path, folder: Path) -> Failure | None:
    """What speaks against a missing file having been deleted; None where nothing does.

    A disk that is not mounted leaves an empty folder behind, or none where the watched one was.
    """
    if not folder.is_dir():
        return Failure(folder, "the folder is not there")
    above = next(parent for parent in path.parents if parent.is_dir())
    try:
        is_empty = next(above.iterdir(), None) is None
    except OSError as error:
        return Failure(above, f"the folder cannot be read: {error.strerror or error}")
    if is_empty:
        return Failure(above, "the folder is empty, as if a disk were not mounted")
    return None


def _watched(library: Library) -> list[Path]:
    with library.looking() as session:
        return WatchRepository(session).folders()


def _look(folders: Iterable[Path]) -> _Snapshot:
    """The files in some folders as they are now."""
    snapshot = {}
    for folder in folders:
        for path in search_folder(folder).files:
            with suppress(OSError):  # gone again
                snapshot[path] = stamp_file(path)
    return snapshot


def _forget(library: Library, files: Sequence[Path]) -> Removed:
    if not files:
        return _NOTHING_REMOVED
    with library.changing() as session:
        return WatchRepository(session).forget_files(files)


def _add_all(add: AddMusic, files: Sequence[Path]) -> AddReport:
    try:
        return add(files) if files else AddReport()
    except InputError:
        # All of them have gone since they were found.
        return AddReport()


_NOTHING = RescanReport()
