"""What is made of all tracks, held in memory for everyone until a track changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from affetto.library.composition import LibraryComposition, compose
from affetto.recommend.catalogue import Catalogue

if TYPE_CHECKING:
    from affetto.library.music_library import Library
    from affetto.library.records import LibraryStats

T = TypeVar("T")


class SharedView(Generic[T]):
    """Something made of a library's tracks; all threads may ask for it.

    Whoever asks gets it as it is after every change that was made before they asked, by this
    program or another. While it is made anew, those who have the old one go on with it.

    Args:
        library: whose tracks it is made of.
        make: makes it. What it makes must not change any more.
    """

    def __init__(self, library: Library, make: Callable[[Library], T]) -> None:
        self._library = library
        self._make = make
        self._renewing = threading.Lock()
        self._held: _Held[T] | None = None

    def current(self) -> T:
        """It, of the tracks as they are now.

        Raises:
            LibraryError: the library cannot be read.
        """
        asked_at_s = time.monotonic()
        held = self._held
        if held is not None and held.stamp == self._library.stamp():
            return held.value
        with self._renewing:
            held = self._held
            # One that was begun after the question answers it, even if tracks changed since.
            # Otherwise many who wait while music is added would make it anew one after the other.
            if held is None or held.begun_at_s <= asked_at_s:
                held = self._held = self._renewed(held)
            return held.value

    def _renewed(self, held: _Held[T] | None) -> _Held[T]:
        begun_at_s = time.monotonic()
        # Read first: what changes meanwhile is found to be news by the next who asks.
        stamp = self._library.stamp()
        if held is not None and held.stamp == stamp:
            return held
        return _Held(stamp, begun_at_s, self._make(self._library))


@dataclass(frozen=True)
class _Held(Generic[T]):
    stamp: str
    begun_at_s: float
    value: T


@dataclass(frozen=True)
class LibraryFigures:
    """Numbers of a library."""

    stats: LibraryStats
    composition: LibraryComposition


def share_catalogue(library: Library) -> SharedView[Catalogue]:
    """The tracks to choose from."""
    return SharedView(library, lambda library: Catalogue.over(library.columns()))


def share_figures(library: Library) -> SharedView[LibraryFigures]:
    """How much of what a library holds."""
    return SharedView(library, _count)


def _count(library: Library) -> LibraryFigures:
    stats = library.stats()
    with library.looking() as session:
        return LibraryFigures(stats, compose(session))
