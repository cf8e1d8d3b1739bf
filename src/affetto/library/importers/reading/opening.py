"""Files as bytes and as lines, packed or not, in bounded memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, cast

from affetto.errors import InputError

# How much of a file is looked at to tell its format.
HEAD_BYTES = 1 << 16
# No honest line of a table is longer, and memory must not depend on a missing line break.
LONGEST_LINE = 1 << 20

_GZIP, _BZIP2, _XZ, _ZSTANDARD = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"
_ZIP = b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# By what Python stands for bytes that are no UTF-8 ("surrogateescape").
_STRAY_BYTES = re.compile("[\udc80-\udcff]")


class UndecodableError(ValueError):
    """A line holds bytes that are text in no encoding it could be in."""


@contextmanager
def open_unpacked(path: Path) -> Iterator[IO[bytes]]:
    """A file's content, unpacked where it is packed with gzip, bzip2, xz or Zstandard.

    What is wrong with the file while it is read within the context is raised as an `InputError`.

    Raises:
        InputError: it cannot be opened or read, or is damaged.
    """
    try:
        with _open(path) as file:
            yield file
    except FileNotFoundError as error:
        raise InputError(path, "no such file") from error
    except EOFError as error:
        raise InputError(path, "is cut off: its packed data has no end") from error
    except (gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
        raise InputError(path, f"is damaged: it cannot be unpacked ({error})") from error
    except OSError as error:
        # bzip2 has no error of its own for data that is damaged.
        raise InputError(path, f"cannot be read ({error.strerror or error})") from error


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(_GZIP):
        return cast("IO[bytes]", gzip.open(path))
    if magic.startswith(_BZIP2):
        return bz2.open(path)
    if magic.startswith(_XZ):
        return lzma.open(path)
    if magic.startswith(_ZSTANDARD):
        return _open_zstandard(path)
    if magic.startswith(_ZIP):
        raise InputError(path, "is a zip archive; unpack it, then name the file that was in it")
    return path.open("rb")


def _open_zstandard(path: Path) -> IO[bytes]:
    try:
        zstd = import_module("compression.zstd")
    except ImportError as error:
        reason = "is packed with Zstandard, which takes Python 3.14; unpack it first, with zstd -d"
        raise InputError(path, reason) from error
    file: IO[bytes] = zstd.open(path)
    return file


def read_head(path: Path) -> bytes:
    """How a file begins, unpacked: at most `HEAD_BYTES`, b"" for a folder.

    A file that is damaged farther on is not found out here.

    Raises:
        InputError: there is no such file, it cannot be read, or it is empty.
    """
    if path.is_dir():
        return b""
    head = b""
    try:
        with open_unpacked(path) as file:
            # In small pieces: of a file that is cut off, what stands before the cut is kept.
            while len(head) < HEAD_BYTES and (piece := file.read(1024)):
                head += piece
    except InputError:
        if not head:
            raise
    if not head:
        raise InputError(path, "is empty")
    return head


def decode_head(head: bytes) -> str:
    """The beginning of a file as text; what is no text becomes U+FFFD."""
    if head.startswith(_UTF_16):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8-sig", "replace")


def read_lines(file: IO[bytes]) -> Iterator[str]:
    """The lines of a text with their line breaks, each at most `LONGEST_LINE` characters.

    A longer one is cut off there. The text is UTF-8 with or without byte order mark, or UTF-16
    with one. Bytes that are no UTF-8 stay in it as surrogates, for `mend` to look at. The file is
    closed with the lines.
    """
    mark = file.peek(2)[:2] if hasattr(file, "peek") else b""
    encoding, errors = (
        ("utf-16", "replace") if mark in _UTF_16 else ("utf-8-sig", "surrogateescape")
    )
    with io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="") as text:
        while line := text.readline(LONGEST_LINE):
            yield line
            while len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
                line = text.readline(LONGEST_LINE)


def mend(text: str) -> str:
    """A line of `read_lines` as the text that was meant.

    Without a single character that is UTF-8 it is taken as Windows-1252, the Latin-1 of most
    programs. With one it is UTF-8 that was damaged.

    Raises:
        UndecodableError: it can be read neither way.
    """
    if text.isascii() or not _STRAY_BYTES.search(text):
        return text
    try:
        if _STRAY_BYTES.sub("", text).isascii():
            return text.encode("ascii", "surrogateescape").decode("cp1252")
    except UnicodeDecodeError:
        pass
    raise UndecodableError("has bytes that are no text in UTF-8")
