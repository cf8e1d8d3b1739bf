"""An affect as the JSON that `feel` and `match` print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from affetto.affect import Affect, Point

# Digits after the point: finer than any estimate here, and short enough to read.
JSON_DIGITS = 4


def affect_as_dict(affect: Affect) -> dict[str, Any]:
    """The keys of `overall` in `affetto feel --json`, in their documented order.

    `emotion` is None and `emotions` empty where only a point is known.
    """
    return {
        "emotion": None if affect.emotion is None else str(affect.emotion),
        **place_as_dict(affect.emotions, affect.point),
        "confidence": round(float(affect.confidence), JSON_DIGITS),
        "source": str(affect.source),
    }


def place_as_dict(emotions: Mapping[str, float], point: Point) -> dict[str, Any]:
    """The keys that every reading has: the distribution over words, and the place in the plane."""
    return {
        "emotions": {
            str(emotion): round(float(share), JSON_DIGITS) for emotion, share in emotions.items()
        },
        "valence": round(float(point.valence), JSON_DIGITS),
        "arousal": round(float(point.arousal), JSON_DIGITS),
    }
