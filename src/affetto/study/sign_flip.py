"""Is the mean over people different from 0, without asking how people are distributed?

Where two lists do not differ but in who made them, every person's difference might as well have
the other sign: all patterns of signs are equally probable, and the test counts those whose mean is
at least as far from 0 (Fisher 1935, "The Design of Experiments", section 21). A person's judgements
of many pictures go together, so a person's mean is one value here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Of five people no pattern is rarer than 2 in 32, so that no result could reach 5%.
MIN_PEOPLE = 6
_CONFIDENCE = 0.95
# All patterns are counted up to so many people; of more, this many are drawn.
_MOST_ENUMERATED = 16
_DRAWS = 50_000
_CHUNK = 5_000
# Sums of the same numbers in another order are equal.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class MeanTest:
    """A mean over people.

    Attributes:
        mean: of their values.
        interval: 95% interval: all means that the test would not refuse at 5%.
        p_value: of a mean of 0, two-sided.
        people: how many.
    """

    mean: float
    interval: tuple[float, float]
    p_value: float
    people: int


def sign_flip_test(values: NDArray[np.floating[Any]]) -> MeanTest | None:
    """The mean of one value for each person; None of fewer than `MIN_PEOPLE`.

    The interval holds the means of subsets of the people (Hartigan 1969, "Using subsample values
    as typical values"): turning the signs around m of some people leaves a mean as far away as it
    was exactly where the mean of these people is m. It covers the centre of any symmetric
    distribution in at least 95% of studies, and leaves out 0 where p is below 5%.

    Args:
        values: [n], finite.
    """
    numbers = np.asarray(values, np.float64)
    people = len(numbers)
    if people < MIN_PEOPLE:
        return None
    is_exact = people <= _MOST_ENUMERATED
    sums, sizes = _all_subsets(numbers) if is_exact else _drawn_subsets(numbers)
    total = numbers.sum()
    # Turning the signs of a subset takes its sum away twice.
    extreme = int((np.abs(total - 2 * sums) >= abs(total) - _ROUNDING * people).sum())
    patterns = len(sums)
    # Of drawn patterns the observed one is counted as one more, so that p is never 0 (Phipson &
    # Smyth 2010). Among all patterns it is there already, as the empty subset.
    p_value = extreme / patterns if is_exact else (extreme + 1) / (patterns + 1)
    means = np.sort(sums[sizes > 0] / sizes[sizes > 0])
    outside = int((1 - _CONFIDENCE) / 2 * (len(means) + 1))
    interval = float(means[outside - 1]), float(means[-outside])
    return MeanTest(float(numbers.mean()), interval, p_value, people)


def _all_subsets(numbers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """[2**n] sums and sizes of all subsets."""
    sums, sizes = np.zeros(1), np.zeros(1, np.int64)
    for number in numbers:
        sums, sizes = np.concatenate([sums, sums + number]), np.concatenate([sizes, sizes + 1])
    return sums, sizes


def _drawn_subsets(numbers: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """[draws] sums and sizes of subsets in which each value is with probability 1/2."""
    rng = np.random.default_rng(0)
    chunks = [rng.random((_CHUNK, len(numbers))) < 0.5 for _ in range(_DRAWS // _CHUNK)]
    sums = np.concatenate([chunk @ numbers for chunk in chunks])
    return sums, np.concatenate([chunk.sum(axis=1) for chunk in chunks])
