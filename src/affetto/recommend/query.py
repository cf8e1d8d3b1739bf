"""What is asked of the recommender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from affetto.affect import Affect
from affetto.recommend.filters import Filters
from affetto.scene_context import ContextTag


class Intent(StrEnum):
    """What the music is to do with the feeling of the picture."""

    MATCH = "match"
    # Towards what is pleasant and lively, or pleasant and quiet; see `affetto.recommend.intents`.
    LIFT = "lift"
    CALM = "calm"
    # From what is felt, step by step, to where somebody wants to be.
    JOURNEY = "journey"


class Personalization(StrEnum):
    """How much what the person plays counts, as in S1's web application."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True)
class Query:
    """One wish for music.

    Attributes:
        affect: what the picture, or the person, feels like.
        intent: what the music is to do with it.
        filters: what a track must be to be offered.
        seed: the same seed gives the same answer where a strategy draws lots.
        recent: ids of tracks that were just played, the latest last.
        most_played: ids of the tracks that the person plays most, the most played first.
        personalization: how much these count.
        destination: where a journey leads; None for where
            `affetto.recommend.intents.default_destination` does.
        context: how far each thing counts that is to be seen in the picture, from
            `affetto.scene_context.count_context`; empty where no scene was read.
    """

    affect: Affect
    intent: Intent = Intent.MATCH
    filters: Filters = field(default_factory=Filters)
    seed: int = 0
    recent: tuple[int, ...] = ()
    most_played: tuple[int, ...] = ()
    personalization: Personalization = Personalization.LOW
    destination: Affect | None = None
    context: Mapping[ContextTag, float] = field(default_factory=dict)
