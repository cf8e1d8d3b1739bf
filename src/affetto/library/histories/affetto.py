"""What `affetto taste export` writes: everything somebody did with music, to be taken elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from affetto.errors import InputError
from affetto.files import write_whole
from affetto.library.histories.records import Record, objects, read_records, text, written_moment
from affetto.library.importers import BadRow
from affetto.listening import Listen, Reaction

_FORMAT = "affetto-taste"
_VERSION = 1
_TEXTS = ("title", "artist", "uri", "isrc", "mbid")


class AffettoHistory:
    """Reactions from another library of Affetto's."""

    name = "affetto"

    def recognizes(self, head: bytes) -> bool:
        """See `History.recognizes`."""
        return f'"{_FORMAT}"'.encode() in head

    def read(self, path: Path) -> Iterator[Listen | BadRow]:
        """See `History.read`."""
        return read_records(path, _listens)


def write_history(listens: Iterable[Listen], target: Path) -> int:
    """Writes reactions to a file that `affetto taste import` reads; how many there are.

    Raises:
        InputError: the file cannot be written.
    """
    text = history_text(listens)
    try:
        write_whole(target, text.encode())
    except OSError as error:
        raise InputError(target, f"cannot be written ({error.strerror})") from error
    return text.count("\n") - 1


def history_text(listens: Iterable[Listen]) -> str:
    """Reactions as the text of a file that `affetto taste import` reads.

    One object a line, so that reading it takes no more memory than the longest.
    """
    lines = [json.dumps({"format": _FORMAT, "version": _VERSION})]
    lines += [json.dumps(listen_as_dict(listen), ensure_ascii=False) for listen in listens]
    return "\n".join(lines) + "\n"


def listen_as_dict(listen: Listen) -> dict[str, Any]:
    """A reaction as JSON; what is not known of it is left out."""
    said = {name: value for name, value in asdict(listen).items() if value not in ("", None)}
    if listen.at is not None:
        said["at"] = listen.at.isoformat()
    return said


def _listens(record: Record) -> Iterator[Listen]:
    if "format" in record:
        if record.get("version") != _VERSION:
            raise ValueError("was written by a newer Affetto; update it")
        return
    for said in objects(record):
        written, fit = text(said, "at"), said.get("fit")
        if fit is not None and not (isinstance(fit, int | float) and 0 <= fit <= 1):
            raise ValueError(f"the fit {fit!r} is not from 0 to 1")
        yield Listen(
            Reaction(text(said, "reaction")),
            at=written_moment(written) if written else None,
            fit=fit,
            **{name: text(said, name) for name in _TEXTS},
        )


HISTORY = AffettoHistory()
