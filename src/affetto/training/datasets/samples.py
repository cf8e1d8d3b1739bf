"""Labelled samples of any kind, as recipes take them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Part(IntEnum):
    """Where the publisher of a set puts a sample."""

    UNSAID = -1
    TRAIN = 0
    VALIDATION = 1
    TEST = 2


@dataclass(frozen=True, eq=False)
class Samples:
    """Labelled samples.

    Attributes:
        inputs: faces uint8 [n, 48, 48], landscapes uint8 [n, 128, 128, 3], or features of music
            float32 [n, columns].
        labels: int64 [n], positions in `names`.
        names: the classes.
        origins: n places that errors and reports name a sample by: a file, or a file and line.
        parts: int64 [n], `Part`s.
        votes: float32 [n, classes], the share of taggers who chose each class, rows summing to
            1; None for sets with one label a sample.
    """

    inputs: NDArray[Any]
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    origins: Sequence[str]
    parts: NDArray[np.int64]
    votes: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: NDArray[np.intp]) -> Samples:
        """The samples at positions `rows`, in that order; a row may be taken more than once."""
        return replace(
            self,
            inputs=self.inputs[rows],
            labels=self.labels[rows],
            origins=[self.origins[row] for row in rows],
            parts=self.parts[rows],
            votes=None if self.votes is None else self.votes[rows],
        )

    def digests(self) -> list[str]:
        """A name per sample made of its content: equal samples have equal digests."""
        return [hashlib.sha256(each.tobytes()).hexdigest()[:16] for each in self.inputs]

    def counts(self) -> dict[str, int]:
        """How many samples each class has."""
        found = np.bincount(self.labels, minlength=len(self.names))
        return dict(zip(self.names, found.tolist(), strict=True))


@dataclass(frozen=True, eq=False)
class Splits:
    """Three parts of which no two hold the same sample.

    Attributes:
        left_out: samples of training or validation that a part nearer to the judgement repeats.
    """

    train: Samples
    validation: Samples
    test: Samples
    left_out: int = 0
