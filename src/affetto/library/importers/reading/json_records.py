"""Objects of JSON files that may be larger than memory: arrays, lines, or one after another."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from affetto.errors import InputError

# No honest record is larger, and memory must not depend on a missing bracket.
_LARGEST_RECORD = 1 << 24
_PIECE_BYTES = 1 << 16
_SPACE = " \t\r\n"
_BETWEEN_RECORDS = f"{_SPACE},[]"

# What the decoder raises for a text that is no JSON, for one that is nested without end, and for
# a number of thousands of digits.
BAD_JSON = (ValueError, RecursionError)


def read_objects(path: Path, file: IO[bytes]) -> Iterator[tuple[int, Any]]:
    """The values of a JSON array, or of several values in a row, each with its number from 1.

    Args:
        path: for messages.
        file: its content, unpacked.

    Raises:
        InputError: it is no JSON, or none from some place on.
    """
    decoder = json.JSONDecoder()
    n = 0
    pieces = _decode(path, file)
    text = next(pieces, "")
    while True:
        text = text.lstrip(_BETWEEN_RECORDS)
        if not text:
            text = next(pieces, "")
            if not text:
                return
            continue
        try:
            value, end = decoder.raw_decode(text)
        except BAD_JSON as error:
            longer = _read_on(text, pieces)
            if longer is None:
                raise InputError(path, f"is no JSON from record {n + 1} on ({error})") from error
            text = longer
            continue
        n += 1
        yield n, value
        text = text[end:]


def read_array(path: Path, file: IO[bytes], route: Sequence[str]) -> Iterator[tuple[int, Any]]:
    """The values of an array that lies within objects, each with its number from 1.

    What follows the array is read, so that a file that is cut off says so, but not looked at.

    Args:
        path: for messages.
        file: its content, unpacked.
        route: keys that lead to the array, from the outermost object on.

    Raises:
        InputError: it is no JSON up to the end of the array, or has no such array.
    """
    text = _Cursor(path, file)
    for key in route:
        text.enter(key)
    text.take("[")
    n = 0
    while text.next_character() != "]":
        if n:
            text.take(",")
        n += 1
        yield n, text.take_value(f"record {n}")
    text.drop_rest()


class _Cursor:
    """A place in a JSON text of which only a part is in memory."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._pieces = _decode(path, file)
        self._text = ""
        self._decoder = json.JSONDecoder()

    def next_character(self) -> str:
        """The next one that is no space; "" at the end."""
        while not (text := self._text.lstrip(_SPACE)) and (piece := next(self._pieces, "")):
            self._text = piece
        self._text = text
        return text[:1]

    def take(self, mark: str) -> None:
        """Goes over a mark that has to be here."""
        if self.next_character() != mark:
            raise InputError(self._path, f"is no JSON of this form: it lacks a {mark}")
        self._text = self._text[1:]

    def enter(self, key: str) -> None:
        """Goes to the value of a key of the object that begins here."""
        self.take("{")
        while self.next_character() == '"':
            found = self.take_value("a key")
            self.take(":")
            if found == key:
                return
            self.take_value(f"the value of {found!r}"[:60])
            if self.next_character() == ",":
                self.take(",")
        raise InputError(self._path, f"is no JSON of this form: it has no {key}")

    def take_value(self, name: str) -> Any:
        """Goes over a value."""
        self.next_character()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text)
            except BAD_JSON as error:
                longer = _read_on(self._text, self._pieces)
                if longer is None:
                    raise InputError(self._path, f"is no JSON from {name} on ({error})") from error
                self._text = longer
                continue
            # A number may go on in the next piece.
            if end == len(self._text) and (piece := next(self._pieces, "")):
                self._text += piece
                continue
            self._text = self._text[end:]
            return value

    def drop_rest(self) -> None:
        """Goes to the end."""
        self._text = ""
        for _ in self._pieces:
            pass


def _read_on(text: str, pieces: Iterator[str]) -> str | None:
    """The text and as much again, so that reading stays linear; None where there is no more."""
    parts, wanted = [text], len(text)
    while wanted > 0 and (piece := next(pieces, "")):
        parts.append(piece)
        wanted -= len(piece)
    longer = "".join(parts)
    return longer if len(text) < len(longer) <= _LARGEST_RECORD else None


def _decode(path: Path, file: IO[bytes]) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while piece := file.read(_PIECE_BYTES):
            if text := decoder.decode(piece):
                yield text
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise InputError(path, f"is not in UTF-8, as JSON must be ({error})") from error


def field_text(value: Any) -> str:
    """A field of a record as the text a table would hold; "" for what is no text or number."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool | int | float | str):
        return str(value)
    return ""
