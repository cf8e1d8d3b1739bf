"""The written rules by which S4 names the mood of a track, from Spotify's audio features.

Each mood has three conditions; its score is the share of them that hold, and the best-scoring
mood wins. Of moods with equal scores the one wins that the report names first, so that every
track has one mood. Source: Przysucha, Yuhong and Cardiel, "Music Recommendation System through
Emotion Facial Reactions" (New York University), section 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affetto.affect import FaceEmotion

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOODS = (
    FaceEmotion.ANGRY,
    FaceEmotion.FEAR,
    FaceEmotion.HAPPY,
    FaceEmotion.SAD,
    FaceEmotion.SURPRISE,
)


@dataclass(frozen=True)
class Condition:
    """Something that a mood expects of one feature.

    Attributes:
        column: the feature, named and scaled as Spotify does.
        holds: whether it is so, for an array or a tensor of values at once.
    """

    column: str
    holds: Callable[[Any], Any]


# In the order in which the report names the moods.
RULES: dict[FaceEmotion, tuple[Condition, ...]] = {
    FaceEmotion.HAPPY: (
        Condition("valence", lambda valence: valence > 0.7),
        Condition("danceability", lambda danceability: danceability > 0.7),
        Condition("mode", lambda mode: mode == 1),
    ),
    FaceEmotion.SAD: (
        Condition("valence", lambda valence: valence < 0.3),
        Condition("energy", lambda energy: energy < 0.4),
        Condition("mode", lambda mode: mode == 0),
    ),
    FaceEmotion.ANGRY: (
        Condition("energy", lambda energy: energy > 0.8),
        Condition("valence", lambda valence: valence < 0.3),
        Condition("loudness", lambda loudness_db: loudness_db > -5),
    ),
    FaceEmotion.FEAR: (
        Condition("valence", lambda valence: valence < 0.3),
        Condition("loudness", lambda loudness_db: loudness_db > -10),
        Condition("tempo", lambda tempo_bpm: tempo_bpm > 150),
    ),
    FaceEmotion.SURPRISE: (
        Condition("energy", lambda energy: energy > 0.7),
        Condition("tempo", lambda tempo_bpm: tempo_bpm > 140),
        Condition("valence", lambda valence: (valence >= 0.4) & (valence <= 0.7)),
    ),
}

# What decides between equal scores, per mood of `MOODS`: far less than one condition weighs.
PRECEDENCE = tuple(-0.001 * list(RULES).index(mood) for mood in MOODS)

# Our choice: a mood of which one more condition holds is 55 times as probable.
SHARPNESS = 12.0

# Every feature that a condition asks for.
COLUMNS = tuple(sorted({each.column for rule in RULES.values() for each in rule}))


def mood_scores(features: NDArray[Any], columns: Sequence[str]) -> NDArray[np.float32]:
    """The share of each mood's conditions that hold, [n, 5] in the order of `MOODS`.

    Args:
        features: [n, columns] on Spotify's raw scale.
        columns: their names, each that a condition asks for among them.

    Raises:
        ValueError: a column that a condition asks for is missing.
    """
    import numpy as np  # not above: the rules alone, as listed with the recipes, need none

    places = {column: place for place, column in enumerate(columns)}
    missing = [column for column in COLUMNS if column not in places]
    if missing:
        raise ValueError(f"the rules ask for {', '.join(missing)}")
    # In the precision that networks work in, so that a value at a threshold is judged alike.
    values = np.asarray(features, np.float32)
    shares = [
        np.mean([each.holds(values[:, places[each.column]]) for each in RULES[mood]], axis=0)
        for mood in MOODS
    ]
    return np.stack(shares, axis=1).astype(np.float32)


def label_by_rules(features: NDArray[Any], columns: Sequence[str]) -> NDArray[np.int64]:
    """The best-scoring mood of each track, int64 [n], positions in `MOODS`.

    Args and errors are those of `mood_scores`.
    """
    labels: NDArray[np.int64] = (mood_scores(features, columns) + PRECEDENCE).argmax(axis=1)
    return labels


def mood_probabilities(features: NDArray[Any], columns: Sequence[str]) -> NDArray[np.float64]:
    """How probable each mood is, [n, 5] in the order of `MOODS`, each row summing to 1.

    The rules themselves know no probabilities; these grow with the share of conditions that hold,
    and the most probable mood is that of `label_by_rules`.

    Args and errors are those of `mood_scores`.
    """
    import numpy as np

    weights = np.exp(SHARPNESS * (mood_scores(features, columns).astype(float) + PRECEDENCE))
    probs: NDArray[np.float64] = weights / weights.sum(axis=1, keepdims=True)
    return probs
