"""What is said of a track's mood, by whom, and what the library makes of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from affetto.affect import Point


class MoodOrigin(StrEnum):
    """Who says where a track lies in the valence-arousal plane, the most trusted first.

    The user knows best. Mood words come from people who heard the track. A model that the user
    trained knows the user's music; a catalogue measured something, though nobody knows quite
    what; and the cue model hears no words, and no culture.
    """

    USER = "user"
    TAGS = "tags"
    MODEL = "model"
    CATALOGUE = "catalogue"
    HEARD = "heard"


@dataclass(frozen=True)
class MoodStatement:
    """Where somebody or something places a track.

    Attributes:
        stated_by: who or what in particular, such as "affetto-cues 2" or "mtg-jamendo".
        uncertainty: standard deviation of either coordinate, in units of the plane; positive.
        words: in which it was said, if it was said in words, such as ("happy", "summer").
    """

    origin: MoodOrigin
    stated_by: str
    point: Point
    uncertainty: float
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (math.isfinite(self.uncertainty) and self.uncertainty > 0):
            raise ValueError(f"{self.uncertainty} is no standard deviation")


@dataclass(frozen=True)
class ReconciledMood:
    """The mood of a track after all that is said of it.

    Attributes:
        uncertainty: standard deviation of either coordinate, in units of the plane.
        origins: whose statements it rests on, the most trusted first.
        left_aside: whose statements contradict those.
    """

    point: Point
    uncertainty: float
    origins: tuple[MoodOrigin, ...]
    left_aside: tuple[MoodOrigin, ...] = ()


# Two statements of the same thing differ by more than this many standard deviations of their
# difference once in twenty times: then one of them is more likely to be wrong.
_CONTRADICTION = 2.0
_TRUST = {origin: trust for trust, origin in enumerate(MoodOrigin)}


def reconcile(statements: Iterable[MoodStatement]) -> ReconciledMood | None:
    """The mood that statements lead to; None without any.

    The user's word stands alone. The others are heard in the order of `MoodOrigin`: each refines
    what stands so far, weighted by its inverse variance, unless it contradicts it in either
    coordinate; then it is left aside.
    """
    by_trust = sorted(statements, key=lambda statement: _TRUST[statement.origin])
    if not by_trust:
        return None
    first, others = by_trust[0], by_trust[1:]
    mood = ReconciledMood(first.point, first.uncertainty, (first.origin,))
    if first.origin is MoodOrigin.USER:
        return mood
    for statement in others:
        mood = _refine(mood, statement)
    return mood


def _refine(mood: ReconciledMood, statement: MoodStatement) -> ReconciledMood:
    here, there = mood.point, statement.point
    apart = max(abs(here.valence - there.valence), abs(here.arousal - there.arousal))
    if apart > _CONTRADICTION * math.hypot(mood.uncertainty, statement.uncertainty):
        left_aside = (*mood.left_aside, statement.origin)
        return ReconciledMood(mood.point, mood.uncertainty, mood.origins, left_aside)
    weights = mood.uncertainty**-2, statement.uncertainty**-2
    share = weights[1] / sum(weights)
    point = Point(
        here.valence + share * (there.valence - here.valence),
        here.arousal + share * (there.arousal - here.arousal),
    )
    origins = (*mood.origins, statement.origin)
    return ReconciledMood(point, sum(weights) ** -0.5, origins, mood.left_aside)
