"""Copies of a whole library, for the day its disk fails."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from affetto.errors import InputError, LibraryError
from affetto.library.database import copy_database
from affetto.library.disk import DISK_FULL_ERRORS, DISK_FULL_REASON

_DAMAGE = frozenset({"SQLITE_CORRUPT", "SQLITE_NOTADB"})


def back_up(library: Path, target: Path | None = None) -> Path:
    """Copies a library, also while it is used; where the copy lies.

    The copy is one file, checked, and takes the place of an older one only then.

    Args:
        library: its file.
        target: the copy, or the folder for it; None for beside the library. In a folder it is
            named after the moment.

    Raises:
        InputError: the copy cannot be written there.
        LibraryError: the library is damaged, and so would be the copy.
    """
    place = library.parent if target is None else target
    if place.is_dir():
        place = place / f"{library.stem}-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.db"
    if place.exists() and place.samefile(library):
        raise InputError(place, "is the library itself; choose another name for the copy")
    checked = place.with_name(f".{place.name}.new")
    try:
        copy_database(library, checked)
        _check(checked, library)
        checked.replace(place)
    except OSError as error:
        reason = DISK_FULL_REASON if error.errno in DISK_FULL_ERRORS else error.strerror
        raise InputError(place, f"the copy cannot be written: {reason}") from error
    except sqlite3.Error as error:
        if error.sqlite_errorname in _DAMAGE:
            raise _damaged(library, str(error)) from error
        raise InputError(place, f"the copy cannot be written: {error}") from error
    finally:
        checked.unlink(missing_ok=True)
    return place


def _check(copy: Path, library: Path) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise _damaged(library, verdict)


def _damaged(library: Path, detail: str) -> LibraryError:
    return LibraryError(
        f"{library}: is damaged ({detail}); no copy was made, and older ones are as they were: "
        "put one back"
    )
