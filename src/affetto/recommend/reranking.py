"""From scores to a list that is pleasant to hear through."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.catalogue import UNKNOWN_ARTIST

# What each earlier track by an artist leaves of the score of the next. Our own choice: it costs
# as much as a distance of about an eighth in the plane, so others of similar fit come first, and an
# artist who alone fits still fills the list.
REPEAT_FACTOR = 0.85


@dataclass(frozen=True)
class RankedTrack:
    """A place in the list: index in the catalogue and score in [0, 1]."""

    index: int
    score: float


def spread_artists(
    candidates: NDArray[np.intp],
    scores: NDArray[np.float64],
    artists: NDArray[np.int32],
    k: int,
) -> list[RankedTrack]:
    """The best `k` candidates, an artist's later tracks counting less than the first.

    Args:
        candidates: [m] indices in the catalogue, ascending.
        scores: [m] their scores in [0, 1].
        artists: [m] numbers of their artists; `UNKNOWN_ARTIST` is never a repetition.
        k: how many are wanted, at least 0.

    Returns:
        At most `k`, best first; equal scores in the order of the candidates.
    """
    order = np.argsort(-scores, kind="stable")
    heard: Counter[int] = Counter()
    waiting: list[tuple[float, int]] = []
    ranked: list[RankedTrack] = []
    upcoming = 0

    def score_now(position: int) -> float:
        artist = int(artists[position])
        repeats = 0 if artist == UNKNOWN_ARTIST else heard[artist]
        return float(scores[position]) * REPEAT_FACTOR**repeats

    while len(ranked) < k:
        while upcoming < len(order) and (
            not waiting or -waiting[0][0] <= float(scores[order[upcoming]])
        ):
            position = int(order[upcoming])
            heapq.heappush(waiting, (-score_now(position), position))
            upcoming += 1
        if not waiting:
            break
        before, position = heapq.heappop(waiting)
        score = score_now(position)
        if score < -before:
            # Its artist was heard since it was put here.
            heapq.heappush(waiting, (-score, position))
            continue
        heard[int(artists[position])] += 1
        ranked.append(RankedTrack(int(candidates[position]), score))
    return ranked
