"""One word for a feeling, for strategies that know only some words."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

from affetto.affect import EMOTION_POINTS, Affect, leading_emotion


def word_for(affect: Affect, words: Sequence[str]) -> str:
    """The word among `words` that says best what `affect` is.

    The most probable of them; where the affect's own words are others, or it has none, the one
    that lies nearest to its point.

    Args:
        words: of `EMOTION_POINTS`, at least one.
    """
    known = {word: affect.emotions[word] for word in words if affect.emotions.get(word, 0) > 0}
    if known:
        return leading_emotion(known)
    here = (affect.point.valence, affect.point.arousal)

    def distance(word: str) -> float:
        point = EMOTION_POINTS[word]
        return dist(here, (point.valence, point.arousal))

    return str(min(words, key=distance))
