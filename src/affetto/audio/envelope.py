"""How the level of a recording moves within a note: finer than frames of a spectrum."""

from __future__ import annotations

import numpy as np

from affetto.audio.decoding import ANALYSIS_RATE_HZ, Float32
from affetto.audio.spectrum import Float64

_STEP_SAMPLES = round(0.01 * ANALYSIS_RATE_HZ)  # 10 ms, as in Streich & Herrera 2005
ENVELOPE_RATE_HZ = ANALYSIS_RATE_HZ / _STEP_SAMPLES


def compute_envelope(mono: Float32) -> Float64:
    """Standard deviation of each 10 ms of sound at `ANALYSIS_RATE_HZ`, shape (steps,)."""
    steps = len(mono) // _STEP_SAMPLES
    whole = mono[: steps * _STEP_SAMPLES].reshape(steps, _STEP_SAMPLES)
    return np.asarray(whole.std(axis=1), np.float64)
