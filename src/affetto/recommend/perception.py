"""The mood of a track as it is heard within its library.

An estimate of mood has its own zero and its own unit, and a library its own middle: in a folder of
lullabies the liveliest lullaby is lively. So each axis is shifted and stretched until the library
has the mean and the spread that listeners give to film music, which was chosen to show the whole
range of musical emotion (Eerola & Vuoskoski 2011, "A comparison of the discrete and dimensional
models of emotion in music", Psychology of Music 39(1): ratings of valence and energy from 1 to 9
of the 110 excerpts of set 2, mapped to [-1, 1]).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from affetto.track_columns import frozen


@dataclass(frozen=True)
class RatingScale:
    """Mean and standard deviation of ratings in [-1, 1]."""

    mean: float
    sd: float


# Computed from the published mean ratings of the 110 excerpts.
VALENCE_RATINGS = RatingScale(mean=0.07, sd=0.44)
AROUSAL_RATINGS = RatingScale(mean=0.12, sd=0.46)
# A library's own mean and spread count as much as the reference when it has this many tracks; so
# one of five tracks keeps its absolute scale nearly unchanged, and one of thousands has its own.
# Our own choice: the mean of a hundred tracks is known to a tenth of their spread.
PRIOR_TRACKS = 100


def perceived_valence(valence: NDArray[np.float32]) -> NDArray[np.float32]:
    """`valence` [n] on the scale of listeners' ratings; NaN stays NaN."""
    return _rescale(valence, VALENCE_RATINGS)


def perceived_arousal(arousal: NDArray[np.float32]) -> NDArray[np.float32]:
    """`arousal` [n] on the scale of listeners' ratings; NaN stays NaN."""
    return _rescale(arousal, AROUSAL_RATINGS)


def _rescale(values: NDArray[np.float32], ratings: RatingScale) -> NDArray[np.float32]:
    known = values[~np.isnan(values)]
    if not known.size:
        return values
    share = known.size / (known.size + PRIOR_TRACKS)
    # Sums of a million numbers of 32 bits are not left to 32 bits.
    mean = share * float(known.mean(dtype=np.float64)) + (1 - share) * ratings.mean
    variance = share * float(known.var(dtype=np.float64)) + (1 - share) * ratings.sd**2
    rescaled = np.asarray(
        ratings.mean + (values - mean) * (ratings.sd / sqrt(variance)), np.float32
    )
    return frozen(rescaled)
