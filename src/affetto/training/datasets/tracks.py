"""Tables of tracks with Spotify's audio features, labelled by S4's written rules.

A csv, also gzipped, with a header that names the features as Spotify does; other columns may
stand beside them.
"""

from __future__ import annotations

import csv
import gzip
import math
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from affetto.errors import InputError
from affetto.mood_rules import MOODS, label_by_rules
from affetto.training.datasets.samples import Part, Samples

if TYPE_CHECKING:
    from numpy.typing import NDArray

SUFFIXES = (".csv", ".csv.gz")

# The end of single precision, in which networks work.
_LARGEST = float(np.finfo(np.float32).max)


def is_table(path: Path) -> bool:
    """Whether a file's name is that of a table of tracks."""
    return path.name.lower().endswith(SUFFIXES)


def load_tracks(path: Path, columns: Sequence[str]) -> Samples:
    """Tracks with the mood that the rules give each; those of equal features are kept once.

    Args:
        columns: the features, by their names in the header; each that a rule asks for is among
            them.

    Returns:
        Inputs float32 [n, columns] on their raw scale, labels in `mood_rules.MOODS`.

    Raises:
        InputError: the file cannot be read, a column is missing, or a row is damaged.
    """
    rows = list(_read_rows(path, columns))
    if not rows:
        raise InputError(path, "has no tracks, only a header")
    features = np.array([numbers for _, numbers in rows], np.float32)
    kept = _first_of_equals(features)
    features = features[kept]
    return Samples(
        inputs=features,
        labels=label_by_rules(features, columns),
        names=tuple(map(str, MOODS)),
        origins=[f"{path.name} line {rows[row][0]}" for row in kept],
        parts=np.full(len(kept), Part.UNSAID),
    )


def _first_of_equals(features: NDArray[np.float32]) -> NDArray[np.intp]:
    _, first = np.unique(features, axis=0, return_index=True)
    return np.sort(first)


def _read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[float]]]:
    """The line and the features of each track."""
    opened = gzip.open if path.name.lower().endswith(".gz") else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _require_columns(path, columns, reader.fieldnames or ())
            for row in reader:
                yield reader.line_num, _read_numbers(path, reader.line_num, row, columns)
    except FileNotFoundError as error:
        raise InputError(path, "no such file") from error
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise InputError(path, f"cannot be read as a table ({error})") from error


def _require_columns(path: Path, columns: Sequence[str], header: Sequence[str]) -> None:
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError(path, f"line 1: has no column {', '.join(missing)}")


def _read_numbers(
    path: Path, line: int, row: dict[str | None, str | None], columns: Sequence[str]
) -> list[float]:
    if None in row or None in row.values():
        raise InputError(path, f"line {line}: has another number of fields than the header")
    numbers = []
    for column in columns:
        try:
            number = float(row[column] or "")
        except ValueError:
            number = math.nan
        # Also false for what is not a number at all.
        if not abs(number) <= _LARGEST:
            raise InputError(path, f"line {line}: {column} is {row[column]!r}, not a number")
        numbers.append(number)
    return numbers
