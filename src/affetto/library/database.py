"""Opens the SQLite file of a library: its settings, its schema, and its errors in plain words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from affetto.errors import LibraryError
from affetto.library.disk import DISK_FULL_ERRORS, DISK_FULL_REASON, is_there
from affetto.library.migrations import HEAD_REVISION, SCRIPT_LOCATION

if TYPE_CHECKING:
    from alembic.config import Config

# How long to wait for another program to finish its change, seconds. Changes take milliseconds;
# only a migration takes longer.
_BUSY_TIMEOUT_S = 60.0

# Below this much free space, SQLite's vaguer complaints mean that the disk is full.
_FULL_DISK_BYTES = 1_000_000

_WRITING = "affetto_writing"

_REASONS = {
    "SQLITE_FULL": DISK_FULL_REASON,
    "SQLITE_NOTADB": "this is no music library; move it away, or choose another place "
    "with AFFETTO_HOME",
    "SQLITE_CORRUPT": "the file is damaged; move it away and put back a backup, "
    "or add your music again",
    "SQLITE_READONLY": "cannot be written; check its permissions, or choose another place "
    "with AFFETTO_HOME",
    "SQLITE_CANTOPEN": "cannot be opened; check its permissions, or choose another place "
    "with AFFETTO_HOME",
    "SQLITE_IOERR": "the disk reports an error; look whether it is full or failing, then run the "
    "same command again, it goes on where it stopped",
    "SQLITE_BUSY": "another program has been changing it for a long time; try again later",
    "SQLITE_LOCKED": "another program has been changing it for a long time; try again later",
}


def open_database(path: Path) -> Engine:
    """The database of a library, created or brought up to date where need be.

    Raises:
        LibraryError: it cannot be opened, is damaged, or was written by a newer Affetto.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _os_error(path.parent, error) from error
    engine = _connect_to(path)
    try:
        with explain_errors(path):
            if not is_there(path) or _revision_in(engine) != HEAD_REVISION:
                migrate(engine, path)
    except OSError as error:
        engine.dispose()
        raise _os_error(path, error) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def writing(engine: Engine) -> Engine:
    """The same database, for transactions that write.

    They lock it from their start. A transaction that reads first and asks for the lock later is
    refused at once if another one has written in between.
    """
    return engine.execution_options(**{_WRITING: True})


@contextmanager
def explain_errors(path: Path) -> Iterator[None]:
    """Turns the errors of a database into `LibraryError`s that say what to do."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig if isinstance(error.orig, sqlite3.Error) else None
        raise LibraryError(f"{path}: {_reason_of(path, cause, str(error.orig))}") from error
    except sqlite3.Error as error:
        raise LibraryError(f"{path}: {_reason_of(path, error, str(error))}") from error


def copy_database(path: Path, target: Path) -> None:
    """Copies a database as it is at one moment, though others may be using it.

    An older `target` is replaced only when the copy is complete.

    Raises:
        OSError, sqlite3.Error: one of the two files, which then are as they were.
    """
    unfinished = target.with_name(target.name + ".partial")
    try:
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(unfinished)) as new:
            old.backup(new)
        unfinished.replace(target)
    except (sqlite3.Error, OSError):
        unfinished.unlink(missing_ok=True)
        raise


def migrate(engine: Engine, path: Path, script_location: str = SCRIPT_LOCATION) -> None:
    """Brings a library to the newest schema, all of it or nothing; a copy of the old one is kept.

    Args:
        engine: from `open_database`.
        path: its file.
        script_location: folder, or package resource, of the migrations.

    Raises:
        LibraryError: it is no library, was written by a newer Affetto, or there is no room.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=_BUSY_TIMEOUT_S)
    try:
        with lock, explain_errors(path):
            _migrate_locked(engine, path, script_location)
    except Timeout as error:
        raise LibraryError(f"{path}: {_REASONS['SQLITE_BUSY']}") from error
    except OSError as error:
        raise _os_error(path, error) from error


def _migrate_locked(engine: Engine, path: Path, script_location: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = _alembic_config(script_location)
    scripts = ScriptDirectory.from_config(config)
    revision = _revision_in(engine)
    if revision == scripts.get_current_head():
        return
    if revision is not None:
        known = {script.revision for script in scripts.walk_revisions()}
        if revision not in known:
            raise LibraryError(
                f"{path}: was written by a newer Affetto (schema {revision}); update Affetto, "
                "or choose another place with AFFETTO_HOME"
            )
        _back_up(path, revision)
    with engine.connect().execution_options(**{_WRITING: True}) as connection:
        # Outside of a transaction, where alone SQLite takes these two. Changing a table drops its
        # old copy, which would delete the rows that refer to it.
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise LibraryError(f"{path}: {_REASONS['SQLITE_CORRUPT']}")
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")


def _alembic_config(script_location: str) -> Config:
    from alembic.config import Config

    config = Config()
    # Percent signs are the configuration parser's own.
    config.set_main_option("script_location", script_location.replace("%", "%%"))
    return config


def _connect_to(path: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_TIMEOUT_S}
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_connection(connection: sqlite3.Connection, _record: object) -> None:
    # Python's sqlite3 would begin transactions by rules of its own, and no migration would be
    # all or nothing; `_begin` does it.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # Safe with a write-ahead log: a power cut may undo the last changes, never tear one.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _revision_in(engine: Engine) -> str | None:
    """The schema revision of a library; None for an empty file.

    Raises:
        LibraryError: the database belongs to another program.
    """
    with engine.connect() as connection:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if "alembic_version" not in tables or "tracks" not in tables:
            raise LibraryError(f"{engine.url.database}: {_REASONS['SQLITE_NOTADB']}")
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if revision is None else str(revision)


def _back_up(path: Path, revision: str) -> None:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    backup = path.with_name(f"{path.stem}-schema-{revision}-{now}{path.suffix}")
    copy_database(path, backup)


def _reason_of(path: Path, error: sqlite3.Error | None, message: str) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _is_disk_full(path):
        name = "SQLITE_FULL"
    for beginning, reason in _REASONS.items():
        if name.startswith(beginning):
            return reason
    return f"the database reports: {message}"


def _is_disk_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _FULL_DISK_BYTES
    except OSError:
        return False


def _os_error(path: Path, error: OSError) -> LibraryError:
    if error.errno in DISK_FULL_ERRORS:
        return LibraryError(f"{path}: {DISK_FULL_REASON}")
    reason = error.strerror or str(error)
    return LibraryError(f"{path}: {reason}; choose another place with AFFETTO_HOME")
