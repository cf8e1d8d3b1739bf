"""Context labels of OASIS's pictures: which things and places each of them shows.

The labels are our own: one labeller looked at a small version of every picture and wrote down
which tags hold. They lie beside this module (names and tags only, no picture); a folder of other
pictures may bring its own as `context.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affetto.errors import InputError

_OUR_LABELS = Path(__file__).with_name("oasis_context.csv")


def load_context(
    folder: Path, themes: Sequence[str], tags: Sequence[str], *, at_least: int
) -> NDArray[np.float64]:
    """Which of `tags` each of `themes` shows.

    Reads `folder/context.csv` (columns theme and tags, the latter parted by spaces), or our
    labels of OASIS where there is none.

    Args:
        folder: the data set.
        themes: names of its pictures, such as "Beach 2".
        at_least: pictures that must bear a tag, and that must not, for it to be learned.

    Returns:
        float64 [themes, tags]: 1 where the picture shows it, 0 where not; a row that is not a
        number where nobody labelled the picture.

    Raises:
        InputError: the file is not of its form, or too few pictures bear a tag.
    """
    path = folder / "context.csv"
    path = path if path.is_file() else _OUR_LABELS
    shown = _read(path, set(tags))
    labels = np.full((len(themes), len(tags)), np.nan)
    for index, theme in enumerate(themes):
        if theme in shown:
            labels[index] = [tag in shown[theme] for tag in tags]
    for tag, column in zip(tags, labels.T, strict=True):
        for meaning, number in (("shown", 1), ("known not to be shown", 0)):
            if (count := int((column == number).sum())) < at_least:
                reason = f"{tag!r} is {meaning} in {count} pictures; {at_least} are needed"
                raise InputError(path, reason)
    return labels


def _read(path: Path, known: set[str]) -> dict[str, set[str]]:
    shown: dict[str, set[str]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            theme, words = row.get("theme"), row.get("tags")
            if theme is None or words is None:
                raise InputError(path, f"line {line}: not a row of theme and tags")
            tags = set(words.split())
            if unknown := sorted(tags - known):
                raise InputError(path, f"line {line}: no tag is called {unknown[0]!r}")
            shown[theme.strip()] = tags
    return shown
