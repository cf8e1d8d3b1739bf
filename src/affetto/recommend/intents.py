"""What the music is to do with a feeling: where in the plane to look for it.

An intent changes what is looked for, never how tracks are ranked, so every strategy serves it.
"""

from __future__ import annotations

from affetto.affect import Affect, AffectSource, Point
from affetto.recommend.query import Intent

# Russell & Mehrabian 1977 ("Evidence for a three-factor theory of emotions", table 1): where
# "joyful" and "relaxed" lie.
JOYFUL = Point(0.76, 0.48)
RELAXED = Point(0.68, -0.46)


def lift(felt: Point) -> Point:
    """Where the music lies that lifts: as pleasant and as lively as joy.

    What is felt already is kept where it is more, so lifting never takes anything away.
    """
    return Point(max(felt.valence, JOYFUL.valence), max(felt.arousal, JOYFUL.arousal))


def calm(felt: Point) -> Point:
    """Where the music lies that calms: as pleasant and as quiet as relaxation.

    What is felt already is kept where it is pleasanter or quieter.
    """
    return Point(max(felt.valence, RELAXED.valence), min(felt.arousal, RELAXED.arousal))


def default_destination(felt: Point) -> Point:
    """Where a journey leads that names no end: the excited come to rest, others are lifted."""
    return calm(felt) if felt.arousal > 0 else lift(felt)


def intended_affect(intent: Intent, felt: Affect) -> Affect:
    """What to find music for, where somebody feels `felt`.

    A journey begins with what is felt; `affetto.recommend.journey` plans the rest of it.
    """
    match intent:
        case Intent.LIFT:
            return towards(lift(felt.point), felt.confidence)
        case Intent.CALM:
            return towards(calm(felt.point), felt.confidence)
        case Intent.MATCH | Intent.JOURNEY:
            return felt


def name_feeling(felt: Affect) -> str:
    """What an affect is called in a sentence: by its word, or by its place."""
    if felt.emotion:
        return felt.emotion
    return {JOYFUL: "joyful", RELAXED: "relaxed"}.get(felt.point, str(felt.point))


def towards(point: Point, confidence: float) -> Affect:
    """The affect of a place that somebody wants to be moved to, whatever its name."""
    return Affect({}, point, confidence, AffectSource.USER)
