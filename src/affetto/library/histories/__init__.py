"""Histories of listening that services let people take with them: one module per format.

A format is a module of this package with a constant `HISTORY`, and a line in `_MODULES` below.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, runtime_checkable

from affetto.errors import InputError
from affetto.library.importers import BadRow
from affetto.library.importers.reading.opening import read_head
from affetto.listening import Listen


@runtime_checkable
class History(Protocol):
    """A file of listening in, reactions out."""

    @property
    def name(self) -> str:
        """What users call the format."""
        ...

    def recognizes(self, head: bytes) -> bool:
        """Whether a file is of this format, by how it begins."""
        ...

    def read(self, path: Path) -> Iterator[Listen | BadRow]:
        """The reactions of a file in its order, read as they are asked for.

        What is no reaction to music (podcasts, what is playing just now, what was neither heard
        nor skipped) is passed over; a record that cannot be used is a `BadRow` and stops nothing.
        The same file gives equal results each time.

        Raises:
            InputError: the file as a whole cannot be used, or not from some place on.
        """
        ...


# In the order in which they are asked whether a file is theirs.
_MODULES = ("affetto", "spotify", "listenbrainz", "lastfm")


def list_histories() -> list[str]:
    """Names of all formats, in alphabetical order."""
    return sorted(_MODULES)


def find_history(path: Path, name: str | None = None) -> History:
    """What reads a file of listening.

    Args:
        path: the file.
        name: of the format; None to tell it from what the file holds.

    Raises:
        InputError: no format is called so; or the file cannot be read, is empty, is a folder, or
            is of no known format.
    """
    known = ", ".join(list_histories())
    if name is not None:
        if name not in _MODULES:
            raise InputError(name, f"no history is called so; there are: {known}")
        return _load(name)
    if path.is_dir():
        raise InputError(path, "is a folder; name the files in it")
    head = read_head(path)
    for candidate in _MODULES:
        history = _load(candidate)
        if history.recognizes(head):
            return history
    raise InputError(path, f"is no history that is known; there are: {known}")


def _load(name: str) -> History:
    module = f"{__name__}.{name}"
    history = import_module(module).HISTORY
    if not isinstance(history, History):
        raise TypeError(f"HISTORY of {module} is no History")
    return history
