"""Text and file names in the form in which the library keeps and shows them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes

from affetto.errors import InputError
from affetto.text import printable

# What no database takes: NUL, and the surrogates by which Python stands for the bytes of a file
# name that are not UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def make_storable(text: str) -> str:
    """The text without the characters that a database refuses."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def show_path(path: Path) -> str:
    """The path for people: printable on every terminal, though perhaps not the way back to it."""
    return printable(str(path))


def absolute_path(path: Path) -> Path:
    """The path from the root and without "..".

    Symbolic links are kept: they are how the user knows the files.

    Raises:
        InputError: it starts from a working directory that no longer exists.
    """
    try:
        return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps ".."
    except OSError as error:
        reason = "the current folder no longer exists; go to another one, or give the whole path"
        raise InputError(path, reason) from error


def file_uri(path: Path) -> str:
    """The file:// address of an absolute path, which keeps every byte of it in plain ASCII."""
    return path.as_uri()


def folder_uri(path: Path) -> str:
    """What the addresses of all files under an absolute path begin with."""
    return file_uri(path).rstrip("/") + "/"


def is_file(uri: str) -> bool:
    """Whether an address is that of a file, and not one of a service."""
    return uri.startswith("file:")


def path_of(uri: str) -> Path:
    """The path of an address made by `file_uri`."""
    text = os.fsdecode(unquote_to_bytes(uri.removeprefix("file://")))
    if os.name == "nt":
        text = text.removeprefix("/") if text.startswith("/") else f"//{text}"
    return Path(text)
