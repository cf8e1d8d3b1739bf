"""Readings of successive frames smoothed over time, and named without flicker."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from affetto.affect import leading_emotion
from affetto.vision.distributions import name_probabilities

# Chosen on films of 14 pairs of FER2013's held-back Training faces, disturbed mildly and strongly:
# shorter times and smaller leads flicker, longer and larger ones react late. Means of logarithms
# did no better in mildly disturbed frames and worse in bad ones, where one frame that gives the
# truth next to nothing outweighs many. Waiting for a lead to last as well only cost time.
#
# Full certainty that turns into another is renamed after 0.26 s; and after a second old frames
# count 4%, so that an emotion that now leads by 0.2 has taken over, whatever led before.
TIME_CONSTANT_S = 0.3
# By how much more probable another emotion must be to take the name over.
LEAD_TO_RENAME = 0.15
# A value stands for the time since the one before it, but for no longer than one at five frames a
# second, the slowest stream that is meant: what happened in a longer gap, one frame cannot tell.
_MAX_HOLD_S = 0.2


class ExponentialMean:
    """A mean over time in which what is older counts less, by e for every time constant.

    Every value counts for the time it stands for, so a mean over half a second is the same at 5
    and at 30 frames a second, whereas a filter with a fixed share for the new value would react
    six times as fast at the higher rate. Being a mean, it stays within what it was given, a
    constant remains what it is, and distributions remain distributions.

    Args:
        time_constant_s: after this many seconds a value counts 1/e of what it did; positive.
    """

    def __init__(self, time_constant_s: float) -> None:
        self._time_constant_s = time_constant_s
        self._time_s = -math.inf
        self._weight = 0.0
        self._mean: NDArray[np.float64] = np.zeros(())

    def update(
        self, time_s: float, values: NDArray[np.float64], weight: float = 1.0
    ) -> NDArray[np.float64]:
        """The mean with `values` taken in.

        Args:
            time_s: when the values were measured; not before the last ones.
            values: any shape, the same at each call.
            weight: how far they are to be trusted beside others, positive.
        """
        elapsed_s = time_s - self._time_s
        kept = self._weight * math.exp(-elapsed_s / self._time_constant_s)
        gained = -weight * math.expm1(-min(elapsed_s, _MAX_HOLD_S) / self._time_constant_s)
        self._time_s, self._weight = time_s, kept + gained
        self._mean = self._mean + gained / self._weight * (values - self._mean)
        return self._mean


class EmotionSmoother:
    """The emotions of one face over time, as a mean of their distributions.

    The mean of calibrated probabilities is the share of the last moments that an emotion can be
    expected to fill; and as the place in the plane is linear in the distribution, smoothing the
    one smooths the other.

    Args:
        time_constant_s: after this many seconds a reading counts 1/e of what it did.
    """

    def __init__(self, time_constant_s: float = TIME_CONSTANT_S) -> None:
        self._mean = ExponentialMean(time_constant_s)

    def update(
        self, time_s: float, emotions: Mapping[str, float], weight: float = 1.0
    ) -> dict[str, float]:
        """The distribution, over the same words, with a new reading taken in.

        Args:
            time_s: time of the reading; not before the last one's.
            emotions: probability per word, summing to 1; the same words at each call.
            weight: how far the reading is to be trusted beside others, positive.
        """
        probs = np.array(list(emotions.values()), np.float64)
        return name_probabilities(emotions, self._mean.update(time_s, probs, weight))


class SteadyName:
    """The name of a distribution that changes, without flicker: a Schmitt trigger.

    Where two emotions are about as probable, noise makes now the one and now the other lead. So
    the name stays until another emotion leads it clearly.

    Args:
        lead: by how much more probable that one must be, in [0, 1).
    """

    def __init__(self, lead: float = LEAD_TO_RENAME) -> None:
        self._lead = lead
        self._name: str | None = None

    def update(self, emotions: Mapping[str, float]) -> str:
        """The name after `emotions`, a probability per word; a name not among them is given up."""
        leading = leading_emotion(emotions)
        if self._name is None or emotions[leading] - emotions.get(self._name, -1.0) > self._lead:
            self._name = leading
        return self._name
