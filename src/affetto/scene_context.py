"""What is to be seen in a picture, and how far it counts for the music."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from affetto.affect import AffectSource


class ContextTag(StrEnum):
    """What the scene network looks for in a picture, in the order of its output."""

    OUTDOORS = "outdoors"
    INDOORS = "indoors"
    PEOPLE = "people"
    CROWD = "crowd"
    ANIMALS = "animals"
    WATER = "water"
    SEA = "sea"
    FOREST = "forest"
    MOUNTAIN = "mountain"
    CITY = "city"
    NIGHT = "night"
    SUNSET = "sunset"
    SNOW = "snow"
    STORM = "storm"
    FIRE = "fire"
    NATURE = "nature"
    ACTIVITY = "activity"
    DESOLATE = "desolate"


# The tags told to users: those named in ten pictures or more and right in 80% of them, and in 75%
# on themes the network has never seen (docs/models/scene-emotion.md has all figures).
RELIABLE_TAGS = (
    ContextTag.OUTDOORS,
    ContextTag.INDOORS,
    ContextTag.PEOPLE,
    ContextTag.ANIMALS,
    ContextTag.WATER,
    ContextTag.FIRE,
    ContextTag.NATURE,
    ContextTag.ACTIVITY,
)
# A tag is named from this probability on. Our choice: high, for a wrong tag does more harm than a
# missing one.
NAMED_FROM = 0.7

# How far the scene counts in what a picture feels like. Our own choice: a source is "both" where
# faces have between a tenth and nine tenths of the weight (`affetto.vision.fusion`), half on the
# average. What a person says was read from no scene.
_SCENE_SHARES: Mapping[AffectSource, float] = MappingProxyType(
    {
        AffectSource.SCENE: 1.0,
        AffectSource.BOTH: 0.5,
        AffectSource.FACES: 0.0,
        AffectSource.USER: 0.0,
    }
)


def combine_contexts(contexts: Sequence[Mapping[ContextTag, float]]) -> dict[ContextTag, float]:
    """What several pictures show together: the plain mean; what one does not tell of counts as 0.

    Args:
        contexts: probability per tag, of at least one picture.
    """
    tags = dict.fromkeys(tag for context in contexts for tag in context)
    return {tag: sum(context.get(tag, 0.0) for context in contexts) / len(contexts) for tag in tags}


def count_context(
    source: AffectSource, context: Mapping[ContextTag, float]
) -> dict[ContextTag, float]:
    """How far what is to be seen counts for the music, each in (0, 1]; what does not is left out.

    A thing counts if it would be named to people, by its probability and as far as the scene does
    beside the faces.

    Args:
        source: what the affect of the picture was read from.
        context: probability per tag.
    """
    share = _SCENE_SHARES[source]
    return {
        tag: share * probability
        for tag, probability in context.items()
        if share > 0 and tag in RELIABLE_TAGS and probability >= NAMED_FROM
    }
