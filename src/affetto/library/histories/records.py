"""What the histories of services have in common: records of JSON, fields, moments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from affetto.library.importers import BadRow
from affetto.library.importers.reading.json_records import read_objects
from affetto.library.importers.reading.opening import open_unpacked
from affetto.library.importers.reading.values import clean
from affetto.listening import Listen

Record = Mapping[str, Any]


def read_records(
    path: Path, listen_of: Callable[[Record], Iterator[Listen]]
) -> Iterator[Listen | BadRow]:
    """The reactions of the objects of a JSON file.

    Args:
        path: the file.
        listen_of: the reactions that one object tells of; raises ValueError where it tells of
            something impossible.
    """
    with open_unpacked(path) as file:
        for number, record in read_objects(path, file):
            if not isinstance(record, dict):
                yield BadRow(number, "is no object")
                continue
            try:
                yield from listen_of(record)
            except ValueError as error:
                yield BadRow(number, str(error))


def text(record: Record, *names: str) -> str:
    """The text of a field, the later names being steps into it; "" where there is none."""
    value: Any = record
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return clean(value) if isinstance(value, str) else ""


def objects(value: Any) -> list[Record]:
    """The objects of a list; of a single object, that one."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def moment(seconds: Any) -> datetime:
    """The moment that is so many seconds after the beginning of 1970 in UTC.

    Raises:
        ValueError: it is no number, or no moment.
    """
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ValueError(f"{seconds!r} is no moment") from error


def written_moment(written: str, *forms: str) -> datetime:
    """A moment in UTC, written in one of the forms of `datetime.strptime`, or as ISO 8601.

    Raises:
        ValueError: it is none.
    """
    for form in forms:
        try:
            return datetime.strptime(written, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    try:
        at = datetime.fromisoformat(written)
    except ValueError as error:
        raise ValueError(f"{written!r} is no moment") from error
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
