"""The best tracks by a score that depends on a place in a plane, without looking at all tracks.

The plane is cut into cells of equal numbers of tracks, and each cell by how far its places are in
doubt; their boxes know the extent of what lies in them. From a box follows how good a track in it
can be at most, so cells are visited from the most promising on until no other can hold anything
better than what was found: branch and bound, with the same result as scoring and sorting
everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

# Our own choices, by measurement. Smaller cells cost more bounds, larger ones more scores.
_TRACKS_PER_CELL = 256
# Tracks that are scored together at first; each further batch is twice as large.
_FIRST_BATCH = 1024
# With so few tracks to choose from, scoring them all is quicker than visiting cells.
_FEW = 2048
# A bound is computed by other roundings than the scores it bounds.
_ROUNDING = 1e-6

Scores = Callable[[NDArray[np.intp]], NDArray[np.float64]]


@dataclass(frozen=True)
class Boxes:
    """Extents of cells, each array [c]: every track of a cell lies in its box, borders included.

    Attributes:
        x_low, x_high, y_low, y_high: between which the places lie.
        doubt_low: the least that any of the places is in doubt.
    """

    x_low: NDArray[np.float32]
    x_high: NDArray[np.float32]
    y_low: NDArray[np.float32]
    y_high: NDArray[np.float32]
    doubt_low: NDArray[np.float32]

    def distance_x(self, x: float) -> NDArray[np.float32]:
        """[c] how far the nearest place of each box lies from `x`, 0 where it holds it."""
        return _outside(x, self.x_low, self.x_high)

    def distance_y(self, y: float) -> NDArray[np.float32]:
        """[c] how far the nearest place of each box lies from `y`, 0 where it holds it."""
        return _outside(y, self.y_low, self.y_high)


@dataclass(frozen=True, eq=False)
class PlaneIndex:
    """Tracks by their place in a plane.

    Attributes:
        boxes: extents of the cells.
        members: [m] indices of the tracks that have a place, those of a cell side by side.
        starts: [c + 1] where in `members` each cell begins.
    """

    boxes: Boxes
    members: NDArray[np.int32]
    starts: NDArray[np.int64]

    @classmethod
    def of(
        cls,
        x: NDArray[np.float32],
        y: NDArray[np.float32],
        doubt: NDArray[np.float32] | None = None,
    ) -> PlaneIndex:
        """The index of places.

        Args:
            x, y: [n] coordinates; tracks of which one is NaN are never found.
            doubt: [n] by how much each place is in doubt, 0 and up; NaN and None for not at all.
        """
        doubt = np.zeros_like(x) if doubt is None else np.nan_to_num(doubt)
        placed = np.flatnonzero(~(np.isnan(x) | np.isnan(y))).astype(np.int32)
        cells = max(1.0, len(placed) / _TRACKS_PER_CELL)
        # Doubts differ by less than places do, so they are cut less finely.
        doubts = round(cells**0.25)
        strips = max(1, round(sqrt(cells / doubts)))
        parts = [placed]
        for axis, count in ((x, strips), (y, strips), (doubt, doubts)):
            parts = [cut for part in parts for cut in _cut(part, axis, count)]
        members = np.concatenate(parts)
        starts = np.cumsum([0, *(len(part) for part in parts if len(part))])
        firsts = starts[:-1]
        return cls(_boxes_of(x[members], y[members], doubt[members], firsts), members, starts)

    def best(
        self,
        score: Scores,
        bound: Callable[[Boxes], NDArray[np.floating]],
        k: int,
        allowed: NDArray[np.bool_] | None = None,
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The `k` best tracks, exactly as if all were scored and sorted.

        Args:
            score: scores [m] of tracks by their indices [m].
            bound: for each box, a score that no track in it exceeds.
            k: how many are wanted, at least 0.
            allowed: [n], which tracks may be found; None for all.

        Returns:
            Indices and scores, at most `k` of each, best first; equal scores by ascending index.
        """
        if k <= 0 or not len(self.members):
            return _NOTHING
        share = 1.0
        if allowed is not None:
            count = np.count_nonzero(allowed)
            if count <= _FEW:
                few = np.flatnonzero(self._placed(allowed))
                return _best_of(few, score(few), k)
            share = count / len(allowed)
        bounds = np.asarray(bound(self.boxes))
        cells = np.argsort(-bounds)
        sizes = np.diff(self.starts)[cells]
        reached = np.cumsum(sizes)
        found, scores = _NOTHING
        visited, batch = 0, _FIRST_BATCH / share
        while visited < len(cells):
            if len(found) == k and scores[-1] > bounds[cells[visited]] + _ROUNDING:
                break
            seen = reached[visited - 1] if visited else 0
            upto = int(np.searchsorted(reached, seen + batch)) + 1
            candidates = self._members_of(cells[visited:upto], sizes[visited:upto])
            if allowed is not None:
                candidates = candidates[allowed[candidates]]
            found, scores = _best_of(
                np.concatenate((found, candidates)),
                np.concatenate((scores, score(candidates))),
                k,
            )
            visited, batch = upto, 2 * batch
        return found, scores

    def _placed(self, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
        if len(self.members) == len(allowed):
            return allowed
        placed = np.zeros_like(allowed)
        placed[self.members] = True
        return placed & allowed

    def _members_of(self, cells: NDArray[np.intp], sizes: NDArray[np.int64]) -> NDArray[np.intp]:
        """The tracks of several cells."""
        ends = np.cumsum(sizes)
        positions = np.arange(ends[-1]) + np.repeat(self.starts[cells] - ends + sizes, sizes)
        members: NDArray[np.intp] = self.members[positions].astype(np.intp)
        return members


def _outside(
    place: float, low: NDArray[np.float32], high: NDArray[np.float32]
) -> NDArray[np.float32]:
    outside: NDArray[np.float32] = np.maximum(np.maximum(low - place, place - high), 0)
    return outside


_NOTHING = (np.zeros(0, np.intp), np.zeros(0, np.float64))


def _cut(
    tracks: NDArray[np.int32], axis: NDArray[np.float32], count: int
) -> list[NDArray[np.int32]]:
    """Tracks in parts of equal number, by ascending coordinate."""
    return np.array_split(tracks[np.argsort(axis[tracks])], count) if count > 1 else [tracks]


def _boxes_of(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    doubt: NDArray[np.float32],
    firsts: NDArray[np.int64],
) -> Boxes:
    if not len(firsts):
        return Boxes(x, x, y, y, doubt)
    return Boxes(
        np.minimum.reduceat(x, firsts),
        np.maximum.reduceat(x, firsts),
        np.minimum.reduceat(y, firsts),
        np.maximum.reduceat(y, firsts),
        np.minimum.reduceat(doubt, firsts),
    )


def _best_of(
    indices: NDArray[np.intp], scores: NDArray[np.float64], k: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    if len(scores) > k:
        # Not only the k best, but all that equal the last of them: the index decides between those.
        least = -np.partition(-scores, k - 1)[k - 1]
        good = scores >= least
        indices, scores = indices[good], scores[good]
    order = np.lexsort((indices, -scores))[:k]
    return indices[order], scores[order]
