"""OASIS, the Open Affective Standardized Image Set (Kurdi, Lozano & Banaji 2017).

A folder with `norms.csv` (theme, category, valence_mean, valence_sd, arousal_mean, arousal_sd;
ratings from 1 to 7) and `images/<theme>.jpg`. The published table, `OASIS.csv` with the same
columns in capitals, is read as well.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affetto.errors import InputError

_NORMS = ("norms.csv", "OASIS.csv")
_SCALE_MIDDLE, _SCALE_HALF = 4.0, 3.0  # ratings run from 1 to 7


@dataclass(frozen=True)
class RatedPictures:
    """Pictures with the mean ratings of about a hundred people each.

    Attributes:
        paths: picture files, n of them.
        themes: name of each picture, such as "Beach 2".
        categories: Person, Animal, Object or Scenery.
        affect: float64 [n, 2], mean valence and arousal, brought from 1..7 to [-1, 1].
    """

    paths: list[Path]
    themes: list[str]
    categories: NDArray[np.str_]
    affect: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.paths)

    def select(self, rows: NDArray[np.bool_]) -> RatedPictures:
        """The pictures where `rows` is true."""
        chosen = np.flatnonzero(rows)
        return RatedPictures(
            paths=[self.paths[row] for row in chosen],
            themes=[self.themes[row] for row in chosen],
            categories=self.categories[rows],
            affect=self.affect[rows],
        )

    @property
    def groups(self) -> list[str]:
        """The theme without its number: pictures of one group show the same kind of thing."""
        return [re.sub(r" \d+$", "", theme) for theme in self.themes]


def load_oasis(folder: Path) -> RatedPictures:
    """Read OASIS from its folder.

    Raises:
        InputError: `norms.csv` or a picture it names is missing, or a row is not of its form.
    """
    norms = next((folder / name for name in _NORMS if (folder / name).is_file()), None)
    if norms is None:
        raise InputError(folder, "has no norms.csv; give the folder that holds it and images/")
    paths: list[Path] = []
    themes: list[str] = []
    categories: list[str] = []
    ratings: list[tuple[float, float]] = []
    with norms.open(newline="", encoding="utf-8") as file:
        for line, cells in enumerate(csv.DictReader(file), start=2):
            row = {str(name).strip().lower(): cell for name, cell in cells.items()}
            try:
                ratings.append((float(row["valence_mean"]), float(row["arousal_mean"])))
                themes.append(row["theme"].strip())
                categories.append(row["category"].strip())
            except (KeyError, ValueError, TypeError, AttributeError) as error:
                raise InputError(norms, f"line {line}: not a row of norms ({error})") from error
            path = folder / "images" / f"{themes[-1]}.jpg"
            if not path.is_file():
                raise InputError(norms, f"line {line}: images/{path.name} is missing")
            paths.append(path)
    if not paths:
        raise InputError(norms, "no rows")
    affect = (np.array(ratings) - _SCALE_MIDDLE) / _SCALE_HALF
    return RatedPictures(paths, themes, np.array(categories), affect)
