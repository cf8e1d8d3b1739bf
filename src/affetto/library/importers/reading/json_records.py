"""Objects of JSON files that may be larger than memory: arrays, lines, or one after another."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from affetto.errors import InputError

# No honest record is larger, and memory must not depend on a missing bracket.
_LARGEST_RECORD = 1 << 24
_PIECE_BYTES = 1 << 16
_BETWEEN_RECORDS = " \t\r\n,[]"

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
