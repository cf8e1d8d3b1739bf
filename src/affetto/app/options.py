"""What can be asked for, and how much of it the library has."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.languages import NO_WORDS, language_key
from affetto.recommend.strategies import find_strategy, list_strategies

if TYPE_CHECKING:
    from affetto.app.shared_view import LibraryFigures
    from affetto.library.music_library import Library
    from affetto.track_columns import WordColumn

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
        languages: what the tracks are sung in, by ISO 639 in three letters, the most frequent
            first.
        duration_s: of the shortest and of the longest track; None where no duration is known.
    """

    genres: Mapping[str, int]
    decades: Mapping[int, int]
    providers: Mapping[str, int]
    languages: Mapping[str, int]
    duration_s: tuple[float, float] | None


def describe_strategies() -> dict[str, str]:
    """What each way to rank does, by its name; the one that is used first."""
    names = sorted(list_strategies(), key=lambda name: (name != "affect", name))
    return {name: _STRATEGY_SUMMARIES.get(name) or _first_sentence(name) for name in names}


def _first_sentence(name: str) -> str:
    words = inspect.getdoc(type(find_strategy(name))) or ""
    return words.partition("\n\n")[0].replace("\n", " ").rstrip(".")


def choose_from(library: Library, figures: LibraryFigures) -> LibraryChoice:
    """What there is to filter by.

    Args:
        library: what the tracks come from.
        figures: of the same library.

    Raises:
        LibraryError: the library cannot be read.
    """
    tracks = library.columns()
    years = tracks.columns.year
    decades, counts = np.unique(years[years > 0] // 10 * 10, return_counts=True)
    return LibraryChoice(
        genres=figures.stats.genres,
        decades=dict(zip(decades.tolist(), counts.tolist(), strict=True)),
        providers=figures.composition.sources,
        languages=_count_languages(tracks.read_languages()),
        duration_s=_span(tracks.columns.duration_s),
    )


def _count_languages(written: WordColumn) -> dict[str, int]:
    counts: Counter[str] = Counter()
    tracks = np.bincount(written.codes, minlength=len(written.words)).tolist()
    for word, count in zip(written.words, tracks, strict=True):
        if (language := language_key(word)) and language != NO_WORDS:
            counts[language] += count
    return {language: count for language, count in counts.most_common() if count}


def _span(values: NDArray[np.float32]) -> tuple[float, float] | None:
    known = values[~np.isnan(values)]
    return (float(known.min()), float(known.max())) if len(known) else None
