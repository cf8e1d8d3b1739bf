"""Outputs of classifiers as distributions over emotion words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray


def name_probabilities(
    words: Iterable[str], probabilities: NDArray[np.floating[Any]]
) -> dict[str, float]:
    """Probabilities [n] by their words; what rounding has left of a sum of 1 is made up for."""
    shares = probabilities.astype(float)
    shares /= shares.sum()
    return {str(word): float(share) for word, share in zip(words, shares, strict=True)}
