"""Opens the SQLite file of a study.

One file is all there is at any moment: the journal is rolled back, not written ahead, so that a
study can be copied and handed on.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from affetto.study.errors import StudyFileError
from affetto.study.tables import Base

# Tells a study from all other SQLite files: "AfSt" in ASCII.
_APPLICATION_ID = int.from_bytes(b"AfSt")
_SCHEMA = 1
# How long to wait for another program to finish its change, seconds. Changes take milliseconds.
_BUSY_TIMEOUT_S = 60.0

_WRITING = "affetto_writing"

_REASONS = {
    "SQLITE_NOTADB": "is no study of Affetto",
    "SQLITE_CORRUPT": "is damaged; put back a copy",
    "SQLITE_READONLY": "cannot be written; check its permissions",
    "SQLITE_CANTOPEN": "cannot be opened; check its permissions",
    "SQLITE_FULL": "the disk is full; make room and try again",
    "SQLITE_BUSY": "another program has been changing it for a long time; try again later",
}


def create_database(path: Path) -> Engine:
    """The database of a new study.

    Raises:
        StudyFileError: it cannot be made.
    """
    with explain_errors(path):
        # Links are keys to answers: nobody else's business.
        path.touch(mode=0o600)
        engine = _connect_to(path)
        with writing(engine).begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {_SCHEMA}")
            Base.metadata.create_all(connection)
    return engine


def open_database(path: Path) -> Engine:
    """The database of a study.

    Raises:
        StudyFileError: it is no study, damaged, or of a newer Affetto.
    """
    engine = _connect_to(path)
    with explain_errors(path), engine.connect() as connection:
        kind = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if kind != _APPLICATION_ID:
        raise StudyFileError(path, _REASONS["SQLITE_NOTADB"])
    if schema > _SCHEMA:
        raise StudyFileError(path, "was made by a newer Affetto; update Affetto")
    return engine


def writing(engine: Engine) -> Engine:
    """The same database, for transactions that write: they lock it from their start."""
    return engine.execution_options(**{_WRITING: True})


@contextmanager
def explain_errors(path: Path) -> Iterator[None]:
    """Turns the errors of a database into `StudyFileError`s that say what to do."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "")
        known = (reason for beginning, reason in _REASONS.items() if name.startswith(beginning))
        raise StudyFileError(path, next(known, f"the database reports: {error.orig}")) from error
    except SQLAlchemyError as error:  # a row is missing that is always there
        raise StudyFileError(path, _REASONS["SQLITE_CORRUPT"]) from error
    except OSError as error:
        raise StudyFileError(path, f"cannot be made ({error.strerror})") from error


def _connect_to(path: Path) -> Engine:
    # Connections are opened when they are needed: a file that nobody asks anything of is not held.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": _BUSY_TIMEOUT_S},
        poolclass=NullPool,
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_connection(connection: sqlite3.Connection, _record: object) -> None:
    # Python's sqlite3 would begin transactions by rules of its own; `_begin` does it.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # What participants take back is overwritten, not only marked as free.
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
