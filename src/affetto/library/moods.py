"""What is said of a track's mood, by whom, and what the library makes of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial, reduce

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
    """The mood that statements lead to; None without any. Their order makes no difference.

    The user's word stands alone. The others are heard in the order of `MoodOrigin`: each refines
    what stands so far, weighted by its inverse variance, unless it contradicts it in either
    coordinate; then it is left aside.

    A trained model reads the figures of the catalogue, so these two err together. They are first
    made one statement, which is as certain as the surer of them and no more.
    """
    by_trust = sorted(statements, key=_rank)
    if not by_trust:
        return None
    if by_trust[0].origin is MoodOrigin.USER:
        return _alone(by_trust[0])
    moods = [_alone(statement) for statement in by_trust if not _is_measured(statement)]
    measured = [_alone(statement) for statement in by_trust if _is_measured(statement)]
    if measured:
        moods.append(_refine_all(measured, _least_uncertainty))
        moods.sort(key=lambda mood: _TRUST[mood.origins[0]])
    return _refine_all(moods, _joint_uncertainty)


def _rank(statement: MoodStatement) -> tuple[object, ...]:
    point = statement.point
    # Beyond the trust only so that equals have an order at all.
    return (
        _TRUST[statement.origin],
        statement.uncertainty,
        statement.stated_by,
        point.valence,
        point.arousal,
    )


def _alone(statement: MoodStatement) -> ReconciledMood:
    return ReconciledMood(statement.point, statement.uncertainty, (statement.origin,))


def _is_measured(statement: MoodStatement) -> bool:
    return statement.origin in (MoodOrigin.MODEL, MoodOrigin.CATALOGUE)


def _refine_all(
    moods: Sequence[ReconciledMood], join: Callable[[float, float], float]
) -> ReconciledMood:
    return reduce(partial(_refine, join), moods)


def _refine(
    join: Callable[[float, float], float], mood: ReconciledMood, other: ReconciledMood
) -> ReconciledMood:
    here, there = mood.point, other.point
    apart = max(abs(here.valence - there.valence), abs(here.arousal - there.arousal))
    if apart > _CONTRADICTION * math.hypot(mood.uncertainty, other.uncertainty):
        return replace(mood, left_aside=(*mood.left_aside, *other.origins, *other.left_aside))
    # Inverse variances, as a ratio: their own numbers may be too large or too small for a float.
    ratio = other.uncertainty / mood.uncertainty
    share = 1 / (1 + ratio * ratio)
    return ReconciledMood(
        Point(
            _between(here.valence, there.valence, share),
            _between(here.arousal, there.arousal, share),
        ),
        join(mood.uncertainty, other.uncertainty),
        (*mood.origins, *other.origins),
        (*mood.left_aside, *other.left_aside),
    )


def _between(here: float, there: float, share: float) -> float:
    # Rounding may lead a hair's breadth beyond the two.
    low, high = sorted((here, there))
    return min(max(here + share * (there - here), low), high)


def _joint_uncertainty(one: float, other: float) -> float:
    """Of the weighted mean of two that err each in its own way: inverse variances add up."""
    least, most = sorted((one, other))
    return least / math.hypot(1.0, least / most)


def _least_uncertainty(one: float, other: float) -> float:
    return min(one, other)
