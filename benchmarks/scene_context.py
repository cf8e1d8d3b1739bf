"""What does it change that the music knows what is to be seen in a picture?

    python benchmarks/scene_context.py ../shared/data/oasis TRACKS...

TRACKS are libraries (`library.db`), or tables that Affetto imports. Every picture in which a thing
is named that bears on the music is asked for ten tracks twice, with that thing alone and without,
and the two lists are compared:

- other tracks: how many of the ten are not in the list without,
- moved: by how many places the tracks move that are in both,
- feature: the mean over the list of what the thing asks for, without and with,
- fit lost: how much less the tracks fit, as a share of their fit, the thing itself left aside,
- told: in how many of the ten reasons the thing is named.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Affect
from affetto.app.pictures import AskedMood, build_picture_reader, combine_readings
from affetto.library.importers import BadRow, find_importer
from affetto.library.mood_words import statement_from_catalogue
from affetto.library.music_library import Library
from affetto.music import Track
from affetto.recommend.affinities import AFFINITIES, Affinity
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.fit import fits, shares_of
from affetto.recommend.known_features import known_feature
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy
from affetto.recommend.wishes import wishes_for
from affetto.vision.frames import load_picture

K = 10


@dataclass(frozen=True)
class Change:
    """What one thing seen in one picture changes in its list.

    Attributes:
        others: how many of the tracks are not in the list without it.
        moved: mean difference of ranks of tracks in both lists.
        without, with_: mean of the feature over the lists.
        fit_lost: share of the mean fit.
        told: how many reasons name it.
    """

    others: int
    moved: float
    without: float
    with_: float
    fit_lost: float
    told: int


def read_moods(oasis: Path) -> list[AskedMood]:
    """What is asked for by each picture."""
    reader = build_picture_reader()
    pictures = sorted((oasis / "images").iterdir())
    return [combine_readings([reader.read(load_picture(path).rgb)]) for path in pictures]


def open_tracks(path: Path) -> Catalogue:
    """A library, or a table."""
    if path.suffix == ".db":
        with Library.open(path) as library:
            return Catalogue.over(library.columns())
    return Catalogue.of(_read_table(path))


def _read_table(path: Path) -> Iterator[Track]:
    for number, row in enumerate(find_importer(path).read(path), start=1):
        if isinstance(row, BadRow) or row.catalogue is None:
            continue
        stated = statement_from_catalogue(row.catalogue, "catalogue")
        yield Track(
            id=number,
            tags=row.tags,
            uri=row.uri,
            mood=None if stated is None else stated.point,
            mood_uncertainty=None if stated is None else stated.uncertainty,
            catalogue=row.catalogue,
        )


def compare(catalogue: Catalogue, mood: AskedMood, affinity: Affinity) -> Change:
    """The list with a thing that is to be seen, beside that without."""
    seen = {affinity.tag: mood.context[affinity.tag]}
    strategy = find_strategy("affect")
    plain = strategy.rank(Query(mood.affect), catalogue, K)
    found = strategy.rank(Query(mood.affect, context=seen), catalogue, K)
    before, after = ([entry.track.id for entry in entries] for entries in (plain, found))
    both = [(before.index(i), after.index(i)) for i in after if i in before]
    features = [
        known_feature(catalogue, affinity.feature, _rows(catalogue, ids)) for ids in (before, after)
    ]
    fit_before, fit_after = (_mean_fit(catalogue, mood.affect, ids) for ids in (before, after))
    return Change(
        others=len(after) - len(both),
        moved=float(np.mean([abs(one - other) for one, other in both])) if both else 0.0,
        without=_mean_known(features[0]),
        with_=_mean_known(features[1]),
        fit_lost=1 - fit_after / fit_before,
        told=sum("to go with" in reason for entry in found for reason in entry.reasons),
    )


def _rows(catalogue: Catalogue, ids: Sequence[int]) -> NDArray[np.intp]:
    return np.searchsorted(catalogue.ids, ids)


def _mean_known(values: NDArray[np.float64]) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else np.nan


def _mean_fit(catalogue: Catalogue, affect: Affect, ids: Sequence[int]) -> float:
    wishes = wishes_for(affect)
    return float((shares_of(wishes) @ fits(wishes, catalogue, _rows(catalogue, ids))).mean())


def _print_table(name: str, catalogue: Catalogue, moods: Sequence[AskedMood]) -> None:
    for affinity in AFFINITIES:
        changes = [
            compare(catalogue, mood, affinity) for mood in moods if affinity.tag in mood.context
        ]
        if np.isnan([change.with_ for change in changes]).all():
            print(f"| {name} | {affinity.tag} | {len(changes)} | not known of these tracks |")
            continue
        mean = {
            field: np.nanmean([getattr(change, field) for change in changes])
            for field in ("others", "moved", "without", "with_", "fit_lost", "told")
        }
        print(
            f"| {name} | {affinity.tag} | {len(changes)} | {mean['others']:.1f} "
            f"| {mean['moved']:.1f} | {affinity.feature} {mean['without']:.2f} → "
            f"{mean['with_']:.2f} | {mean['fit_lost']:.2%} | {mean['told']:.1f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("oasis", type=Path, help="folder with images/")
    parser.add_argument("tracks", type=Path, nargs="+", help="libraries or tables")
    arguments = parser.parse_args()
    moods = read_moods(arguments.oasis)
    print("| tracks | seen | pictures | other tracks | moved | feature | fit lost | told |")
    print("|---|---|---|---|---|---|---|---|")
    for path in arguments.tracks:
        catalogue = open_tracks(path)
        _print_table(f"{len(catalogue):,}", catalogue, moods)


if __name__ == "__main__":
    main()
