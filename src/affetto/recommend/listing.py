"""From scores to recommendations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue


def best_first(
    rows: NDArray[np.integer[Any]], scores: NDArray[np.floating[Any]], k: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The `k` best of some tracks and their scores; of equals the one that comes first.

    Args:
        rows: [m] places in the catalogue, ascending.
        scores: [m], none of them NaN.
        k: how many are wanted, at least 0.
    """
    order = np.argsort(-scores, kind="stable")[:k]
    return rows[order].astype(np.intp), scores[order].astype(np.float64)


def recommend(
    catalogue: Catalogue,
    rows: NDArray[np.intp],
    scores: NDArray[np.float64],
    reason: Callable[[int, Track], str],
) -> list[Recommendation]:
    """The recommendations of chosen tracks, in their order.

    Args:
        rows: [k] places in the catalogue, best first.
        scores: [k] in [0, 1], never rising.
        reason: why a track is there, by its place in the list from 0.
    """
    return [
        Recommendation(place + 1, track, float(score), (reason(place, track),))
        for place, (track, score) in enumerate(zip(catalogue.tracks_at(rows), scores, strict=True))
    ]
