"""Emotions, and where they lie in the valence-arousal plane.

Both axes run from -1 to 1: valence from unpleasant to pleasant, arousal from calm to excited
(Russell 1980, "A circumplex model of affect").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class FaceEmotion(StrEnum):
    """Expressions of a face, in the order of FER2013's labels."""

    ANGRY = "angry"
    DISGUST = "disgust"
    FEAR = "fear"
    HAPPY = "happy"
    SAD = "sad"
    SURPRISE = "surprise"
    NEUTRAL = "neutral"


class SceneEmotion(StrEnum):
    """Moods of a landscape."""

    JOY = "joy"
    SADNESS = "sadness"
    LIVELINESS = "liveliness"
    MELANCHOLY = "melancholy"


class AffectSource(StrEnum):
    """What an affect was read from; `user` where the person said it."""

    FACES = "faces"
    SCENE = "scene"
    BOTH = "both"
    USER = "user"


@dataclass(frozen=True)
class Point:
    """A place in the valence-arousal plane; both coordinates in [-1, 1]."""

    valence: float
    arousal: float

    def __post_init__(self) -> None:
        for name, value in (("valence", self.valence), ("arousal", self.arousal)):
            if not -1 <= value <= 1:
                raise ValueError(f"{name} {value} is not in [-1, 1]")

    def __str__(self) -> str:
        return f"valence {self.valence:+.2f}, arousal {self.arousal:+.2f}"


# Where each emotion word lies. Face emotions: mean pleasure and arousal ratings of the words
# angry, disgusted, fearful, happy, sad and surprised, Russell & Mehrabian 1977 ("Evidence for a
# three-factor theory of emotions", table 1); neutral is the origin by definition.
# Landscape moods are not in that table. Joy there is a tranquil scene, so it stands half way
# between the table's "joyful" (.76, .48) and "relaxed" (.68, -.46); liveliness is its "excited";
# sadness its "sad". Melancholy, a longing that is not all unpleasant, is our own choice: a third
# of the way from the origin to "sad" in valence, with less arousal than "sad".
EMOTION_POINTS: Mapping[str, Point] = MappingProxyType(
    {
        FaceEmotion.ANGRY: Point(-0.51, 0.59),
        FaceEmotion.DISGUST: Point(-0.60, 0.35),
        FaceEmotion.FEAR: Point(-0.64, 0.60),
        FaceEmotion.HAPPY: Point(0.81, 0.51),
        FaceEmotion.SAD: Point(-0.63, -0.27),
        FaceEmotion.SURPRISE: Point(0.40, 0.67),
        FaceEmotion.NEUTRAL: Point(0.0, 0.0),
        SceneEmotion.JOY: Point(0.72, 0.01),
        SceneEmotion.SADNESS: Point(-0.63, -0.27),
        SceneEmotion.LIVELINESS: Point(0.62, 0.75),
        SceneEmotion.MELANCHOLY: Point(-0.21, -0.40),
    }
)


# Least confidence with which an emotion is named without saying "not sure". Confidence is
# calibrated, so a name below this is more often wrong than right.
SURE_FROM = 0.5


def leading_emotion(emotions: Mapping[str, float]) -> str:
    """The most probable word of a distribution; of equals the first."""
    return max(emotions, key=emotions.__getitem__)


def describe_emotion(emotions: Mapping[str, float]) -> str:
    """What a reading says, and how surely: "happy (83% sure)".

    Below `SURE_FROM` the runner-up is offered too: "not sure: sad (41%), or neutral (33%)".

    Args:
        emotions: calibrated probability per word, at least two words.
    """
    leading = leading_emotion(emotions)
    if emotions[leading] >= SURE_FROM:
        return f"{leading} ({emotions[leading]:.0%} sure)"
    runner_up = leading_emotion({word: emotions[word] for word in emotions if word != leading})
    return (
        f"not sure: {leading} ({emotions[leading]:.0%}), or {runner_up} ({emotions[runner_up]:.0%})"
    )


def expected_point(emotions: Mapping[str, float]) -> Point:
    """The mean place of a distribution over emotion words.

    Args:
        emotions: probability per word of `EMOTION_POINTS`, summing to 1.
    """
    return Point(
        sum(share * EMOTION_POINTS[emotion].valence for emotion, share in emotions.items()),
        sum(share * EMOTION_POINTS[emotion].arousal for emotion, share in emotions.items()),
    )


@dataclass(frozen=True)
class Affect:
    """What a picture, or a person, feels like.

    Attributes:
        emotions: probability per emotion word, summing to 1. The words are all of one
            taxonomy (`FaceEmotion` or `SceneEmotion`); empty where only a point is known.
        point: place in the valence-arousal plane.
        confidence: probability in [0, 1] that the leading emotion is the right one.
        source: what it was read from.
    """

    emotions: Mapping[str, float]
    point: Point
    confidence: float
    source: AffectSource

    @property
    def emotion(self) -> str | None:
        """The most probable emotion word, None where only a point is known."""
        return leading_emotion(self.emotions) if self.emotions else None

    @classmethod
    def said(cls, emotion: str) -> Affect:
        """The affect a person names with one word of `EMOTION_POINTS`."""
        word = str(emotion)
        return cls({word: 1.0}, EMOTION_POINTS[word], 1.0, AffectSource.USER)

    @classmethod
    def at(cls, valence: float, arousal: float) -> Affect:
        """The affect a person points at in the plane."""
        return cls({}, Point(valence, arousal), 1.0, AffectSource.USER)


def combine_affects(affects: Sequence[Affect]) -> Affect:
    """What several pictures feel like together: the plain mean.

    Emotions of different taxonomies cannot be averaged; only the point is then known.

    Args:
        affects: at least one.
    """
    if len(affects) == 1:
        return affects[0]
    n = len(affects)
    words = affects[0].emotions.keys()
    comparable = all(affect.emotions.keys() == words for affect in affects)
    emotions = {w: sum(a.emotions[w] for a in affects) / n for w in words} if comparable else {}
    sources = {affect.source for affect in affects}
    return Affect(
        emotions=emotions,
        point=Point(
            sum(affect.point.valence for affect in affects) / n,
            sum(affect.point.arousal for affect in affects) / n,
        ),
        confidence=max(emotions.values())
        if emotions
        else sum(affect.confidence for affect in affects) / n,
        source=sources.pop() if len(sources) == 1 else AffectSource.BOTH,
    )
