"""Tables with a header: comma, semicolon or tab between the cells, read row by row."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import IO

from affetto.errors import InputError
from affetto.library.importers import BadRow, ImportedTrack
from affetto.library.importers.reading.opening import (
    UndecodableError,
    decode_head,
    mend,
    open_unpacked,
    read_lines,
)

# Of every column the spellings by which it may be called, the best first; see `column_key`.
Columns = Mapping[str, Sequence[str]]

_DELIMITERS = ",;\t|"
# Excel in many countries writes 0,5 for a half, and then parts cells by semicolons.
_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")


def column_key(name: str) -> str:
    """The letters and digits of a column's name: "Duration (ms)" is "durationms"."""
    return "".join(filter(str.isalnum, name.casefold()))


class Row:
    """One row of a table.

    Attributes:
        line: of the file in which it begins, from 1.
    """

    __slots__ = ("_cells", "_decimal_comma", "_places", "line")

    def __init__(
        self, line: int, cells: list[str], places: Mapping[str, int], *, decimal_comma: bool = False
    ) -> None:
        self.line = line
        self._cells = cells
        self._places = places
        self._decimal_comma = decimal_comma

    def text(self, column: str) -> str:
        """What stands in a column; "" where the table has none that is called so."""
        place = self._places.get(column)
        return "" if place is None else self._cells[place]

    def number_text(self, column: str) -> str:
        """The same of a column of numbers, with a point before the decimals."""
        text = self.text(column)
        if self._decimal_comma and _DECIMAL_COMMA.fullmatch(text):
            return text.replace(",", ".")
        return text


def header_keys(head: bytes) -> frozenset[str]:
    """The columns that the first line of a file names, as `column_key` writes them."""
    line = decode_head(head).splitlines()[:1]
    return frozenset(map(column_key, _split_header(line[0])[0])) if line else frozenset()


def has_columns(head: bytes, *choices: Iterable[str]) -> bool:
    """Whether the first line of a file names a column of each of the choices."""
    found = header_keys(head)
    return all(not found.isdisjoint(choice) for choice in choices)


def read_table(
    path: Path, columns: Columns, required: Iterable[Iterable[str]]
) -> Iterator[Row | BadRow]:
    """The rows below the header; of a column that is there twice the first is read.

    Args:
        columns: the columns that are wanted.
        required: of each of these sets the table must have at least one column.

    Raises:
        InputError: the file cannot be read, is empty, or has not the columns.
    """
    with open_unpacked(path) as file:
        yield from read_table_from(file, path, columns, required)


def read_table_from(
    file: IO[bytes], path: Path, columns: Columns, required: Iterable[Iterable[str]]
) -> Iterator[Row | BadRow]:
    """The same of a table that is open already, or lies in an archive.

    Args:
        path: for messages.
    """
    lines = read_lines(file)
    header = next(lines, "")
    if not header.strip():
        raise InputError(path, "line 1: has no header that names the columns")
    names, delimiter = _split_header(_mend_header(header))
    yield from read_below_header(path, lines, 1, names, delimiter, columns, required)


def read_below_header(
    path: Path,
    lines: Iterator[str],
    lines_before: int,
    names: Sequence[str],
    delimiter: str,
    columns: Columns,
    required: Iterable[Iterable[str]],
) -> Iterator[Row | BadRow]:
    """The rows of a table whose header was read already.

    Args:
        lines: from below the header.
        lines_before: how many lines the header takes.
        names: of the columns.
    """
    places = _find_columns(names, columns)
    for choice in required:
        if places.keys().isdisjoint(choice):
            wanted = " or ".join(columns[column][0] for column in choice)
            raise InputError(path, f"line 1: has no column {wanted}")
    for record in read_records(lines, lines_before, delimiter, len(names)):
        if isinstance(record, BadRow):
            yield record
        else:
            line, cells = record
            yield Row(line, cells, places, decimal_comma=delimiter == ";")


def read_records(
    lines: Iterator[str], lines_before: int, delimiter: str, n_cells: int
) -> Iterator[tuple[int, list[str]] | BadRow]:
    """The records of a table, each with the line on which it begins.

    A quotation mark too many joins rows that are none. So a record of several lines that does not
    come out right costs its first line only, and reading goes on with the second.

    Args:
        lines: of the file, from below the header.
        lines_before: how many of the file came before.
        n_cells: how many every record must have; empty ones at the end may be missing or more.
    """
    feed = _Feed(lines, lines_before)
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    while True:
        feed.begin_record()
        line = feed.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, UndecodableError) as error:
            feed.go_back()
            yield BadRow(line, str(error))
            continue
        if len(cells) > n_cells and not any(cells[n_cells:]):
            del cells[n_cells:]
        if len(cells) == n_cells:
            yield line, cells
        elif any(cells):
            feed.go_back()
            yield BadRow(line, f"has {len(cells)} cells where the header names {n_cells}")


def convert(
    rows: Iterable[Row | BadRow], to_track: Callable[[Row], ImportedTrack | None]
) -> Iterator[ImportedTrack | BadRow]:
    """The tracks of rows; a row of which `to_track` raises ValueError is a bad one.

    Args:
        to_track: None from it passes a row over.
    """
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            track = to_track(row)
        except ValueError as error:
            yield BadRow(row.line, str(error))
            continue
        if track is not None:
            yield track


def look_ahead(rows: Iterator[Row | BadRow], n: int) -> tuple[list[Row], Iterator[Row | BadRow]]:
    """The good ones of the first `n` rows, and all rows from the first on.

    Where the file turns out to be unusable within them, the rows before are still given.
    """
    first: list[Row | BadRow] = []
    failure = None
    try:
        first.extend(islice(rows, n))
    except InputError as error:
        failure = error
    return [row for row in first if isinstance(row, Row)], _resume(first, failure, rows)


def _resume(
    first: list[Row | BadRow], failure: InputError | None, rest: Iterator[Row | BadRow]
) -> Iterator[Row | BadRow]:
    yield from first
    if failure is not None:
        raise failure
    yield from rest


class _Feed:
    """Lines for a csv reader, which can be told to go back to the second line of a record."""

    def __init__(self, lines: Iterator[str], lines_before: int) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self.line = lines_before

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.line += 1
        self._record.append(line)
        return mend(line)

    def begin_record(self) -> None:
        self._record.clear()

    def go_back(self) -> None:
        self.line -= len(self._record[1:])
        self._again.extendleft(reversed(self._record[1:]))


def _mend_header(line: str) -> str:
    try:
        return mend(line)
    except UndecodableError:
        return line  # columns with such names are not asked for


def _split_header(line: str) -> tuple[list[str], str]:
    """The names in a header and what parts them: whatever gives the most."""
    found = [(_split(line, delimiter), delimiter) for delimiter in _DELIMITERS]
    return max(found, key=lambda names_and_delimiter: len(names_and_delimiter[0]))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _find_columns(header: Sequence[str], columns: Columns) -> dict[str, int]:
    first: dict[str, int] = {}
    for place, name in enumerate(header):
        first.setdefault(column_key(name), place)
    found = {
        column: [first[key] for key in map(column_key, spellings) if key in first]
        for column, spellings in columns.items()
    }
    return {column: places[0] for column, places in found.items() if places}
