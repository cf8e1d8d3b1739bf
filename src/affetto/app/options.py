"""What can be asked for, and how much of it the library has."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from affetto.library.composition import compose
from affetto.recommend.strategies import find_strategy, list_strategies

if TYPE_CHECKING:
    from affetto.library.music_library import Library

# What each way to rank does, in a few words for people; others are told by their first sentence.
_STRATEGY_SUMMARIES: Mapping[str, str] = MappingProxyType(
    {
        "affect": "Music that most probably fits all that the picture may feel",
        "knn": "Music that sounds most like what fits best",
        "mood": "Music whose mood is called as the leading emotion is",
        "playlist": "The playlist that you wrote down for the emotion",
        "popularity": "What most people know, whatever the picture",
        "random": "Anything at all, drawn by lot",
        "targets": "Music with the energy, tempo and mode that the emotion calls for",
    }
)


@dataclass(frozen=True)
class LibraryChoice:
    """What the library offers to filter by, each with the number of tracks.

    Attributes:
        genres: the most frequent first.
        decades: by their first years, ascending.
        providers: what plays the tracks, "file" or the name of a service, the most frequent first.
    """

    genres: Mapping[str, int]
    decades: Mapping[int, int]
    providers: Mapping[str, int]


def describe_strategies() -> dict[str, str]:
    """What each way to rank does, by its name; the one that is used first."""
    names = sorted(list_strategies(), key=lambda name: (name != "affect", name))
    return {name: _STRATEGY_SUMMARIES.get(name) or _first_sentence(name) for name in names}


def _first_sentence(name: str) -> str:
    words = inspect.getdoc(type(find_strategy(name))) or ""
    return words.partition("\n\n")[0].replace("\n", " ").rstrip(".")


def choose_from(library: Library) -> LibraryChoice:
    """What there is to filter by.

    Raises:
        LibraryError: the library cannot be read.
    """
    years = library.columns().columns.year
    decades, counts = np.unique(years[years > 0] // 10 * 10, return_counts=True)
    with library.looking() as session:
        providers = compose(session).sources
    return LibraryChoice(
        genres=library.stats().genres,
        decades=dict(zip(decades.tolist(), counts.tolist(), strict=True)),
        providers=providers,
    )
