"""The answer to a query, whatever its intent."""

from __future__ import annotations

from dataclasses import replace

from affetto.affect import Point
from affetto.music import Recommendation
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.intents import intended_affect
from affetto.recommend.query import Intent, Query
from affetto.recommend.strategies import Strategy


def answer(
    strategy: Strategy, query: Query, catalogue: Catalogue, k: int
) -> tuple[tuple[Recommendation, ...], tuple[Point, ...]]:
    """At most `k` tracks in the order in which they are to be heard, and the path of a journey.

    The path has a point for each track; it is empty for every other intent.
    """
    if query.intent is Intent.JOURNEY:
        # Optimization is slow to load, and every other intent does without it.
        from affetto.recommend.journey import plan_journey

        journey = plan_journey(strategy, query, catalogue, k)
        return journey.recommendations, journey.way_points
    wanted = replace(query, affect=intended_affect(query.intent, query.affect))
    return tuple(strategy.rank(wanted, catalogue, k)), ()
