"""An affect as it is kept in a column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affetto.affect import Affect, AffectSource, Point


def keep_affect(affect: Affect) -> dict[str, Any]:
    """The value of the column, every digit kept."""
    return {
        "emotions": {str(word): float(share) for word, share in affect.emotions.items()},
        "valence": float(affect.point.valence),
        "arousal": float(affect.point.arousal),
        "confidence": float(affect.confidence),
        "source": str(affect.source),
    }


def affect_of(kept: Mapping[str, Any]) -> Affect:
    """The affect that `keep_affect` was given."""
    return Affect(
        emotions=kept["emotions"],
        point=Point(kept["valence"], kept["arousal"]),
        confidence=kept["confidence"],
        source=AffectSource(kept["source"]),
    )
