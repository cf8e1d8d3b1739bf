"""The ways to rank: one module each, found by its name."""

from __future__ import annotations

import pkgutil
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from affetto.errors import InputError

# For types only: the command line lists the names on every start.
if TYPE_CHECKING:
    from affetto.music import Recommendation
    from affetto.recommend.catalogue import Catalogue
    from affetto.recommend.query import Query


class Ranked(StrEnum):
    """What a strategy ranks."""

    TRACKS = "the tracks of the library"
    PLAYLISTS = "the playlists that the user wrote down"


@runtime_checkable
class Strategy(Protocol):
    """A way to rank a catalogue for a query: pure, without files, network or hidden state.

    A strategy is a module of this package with a constant `STRATEGY`; the module's name is the
    name users type.
    """

    @property
    def name(self) -> str:
        """What it is called: the name of its module."""
        ...

    @property
    def ranked(self) -> Ranked:
        """What the catalogues it is given hold."""
        ...

    @property
    def takes_taste(self) -> bool:
        """Whether its scores are the fit alone, so that a taste may choose among what fits."""
        ...

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The best tracks of `catalogue` that pass the query's filters.

        Args:
            query: what is asked for.
            catalogue: where to look.
            k: how many are wanted, at least 0.

        Returns:
            At most `k`, without repeats: ranks from 1, scores in [0, 1] that never rise, at least
            one reason each. Equal arguments give equal results.
        """
        ...


def list_strategies() -> list[str]:
    """Names of all strategies, in alphabetical order."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def find_strategy(name: str) -> Strategy:
    """The strategy called `name`.

    Raises:
        InputError: there is none.
    """
    names = list_strategies()
    if name not in names:
        raise InputError(name, f"no strategy is called so; there are: {', '.join(names)}")
    strategy = import_module(f"{__name__}.{name}").STRATEGY
    if not isinstance(strategy, Strategy):
        raise TypeError(f"STRATEGY of {__name__}.{name} is no Strategy")
    return strategy
