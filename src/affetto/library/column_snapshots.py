"""Columns kept in files beside the library, so that they need not be made of its rows each time.

A file is good for one stamp of the library (see `CatalogueStampRow`) and one version of Affetto.
One that is of another, cut short or damaged counts as missing.
"""

from __future__ import annotations

import json
import logging
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto import __version__
from affetto.files import write_whole

# Raised whenever columns are made otherwise out of the same rows.
_FORMAT = 1
_MAGIC = b"AFFCOLS\n"
# After the magic: CRC-32 of all that follows it, and the length of the header.
_FRAME = struct.Struct("<8sII")
_ALIGNMENT = 64

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class ColumnPart:
    """Columns that are read together.

    Attributes:
        arrays: by their names.
        words: what numbers in the arrays stand for, or the names of columns; may be empty.
    """

    arrays: Mapping[str, NDArray[Any]]
    words: tuple[str, ...] = ()


class ColumnSnapshots:
    """Parts of the columns of one library, a file each.

    Args:
        folder: made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str, stamp: str) -> ColumnPart | None:
        """The part of that name as it was when the library bore `stamp`; None where none is kept.

        Its arrays cannot be changed.
        """
        try:
            content = memoryview(self._path_of(name).read_bytes())
        except OSError:
            return None
        try:
            return _part_of(content, _key(stamp))
        except (ValueError, KeyError, TypeError, struct.error) as error:
            _log.info("%s is not used: %s", self._path_of(name), error)
            return None

    def keep(self, name: str, stamp: str, part: ColumnPart) -> None:
        """Keeps a part, instead of an older one. Where it cannot be written, nothing is kept."""
        try:
            self._folder.mkdir(exist_ok=True)
            write_whole(self._path_of(name), _content_of(part, _key(stamp)))
        except OSError as error:
            _log.info("%s is not kept: %s", self._path_of(name), error)

    def _path_of(self, name: str) -> Path:
        return self._folder / f"{name}.columns"


def _key(stamp: str) -> list[Any]:
    return [_FORMAT, __version__, stamp]


def _content_of(part: ColumnPart, key: list[Any]) -> bytes:
    arrays = {name: np.ascontiguousarray(array) for name, array in part.arrays.items()}
    header = json.dumps(
        {
            "key": key,
            "arrays": [[name, array.dtype.str, array.shape] for name, array in arrays.items()],
            "words": part.words,
        }
    ).encode()
    pieces = [header]
    length = _FRAME.size + len(header)
    for array in arrays.values():
        gap = -length % _ALIGNMENT
        pieces += [bytes(gap), array.tobytes()]
        length += gap + array.nbytes
    checksum = 0
    for piece in pieces:
        checksum = zlib.crc32(piece, checksum)
    return b"".join([_FRAME.pack(_MAGIC, checksum, len(header)), *pieces])


def _part_of(content: memoryview, key: list[Any]) -> ColumnPart | None:
    """What a file holds; None where it is good for another library than `key` says.

    Raises:
        ValueError, KeyError, TypeError, struct.error: it is damaged.
    """
    magic, checksum, header_length = _FRAME.unpack_from(content)
    if magic != _MAGIC:
        raise ValueError("it is no file of columns")
    end = _FRAME.size + header_length
    header = json.loads(bytes(content[_FRAME.size : end]))
    if header["key"] != key:
        return None
    if zlib.crc32(content[_FRAME.size :]) != checksum:
        raise ValueError("it is damaged")
    arrays = {}
    for name, dtype, shape in header["arrays"]:
        start = end + -end % _ALIGNMENT
        # Of `bytes`, so nobody can write to it.
        array = np.ndarray(shape, dtype, content, start)
        arrays[name] = array
        end = start + array.nbytes
    return ColumnPart(arrays, tuple(header["words"]))
