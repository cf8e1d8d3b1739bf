"""Whether a recording is somebody speaking."""

from __future__ import annotations

import numpy as np

from affetto.audio.envelope import ENVELOPE_RATE_HZ
from affetto.audio.rhythm import Tempo
from affetto.audio.spectrum import Float64

# Share of 20 ms frames with less than half the mean level of the second around them: high for
# speech with its stops and pauses (Scheirer & Slaney 1997, "Construction and evaluation of a robust
# multifeature speech/music discriminator", ICASSP).
_FRAME_STEPS = 2
_LOW_LEVEL = 0.5
# Where each sign begins to speak for speech, and from where on it fully does.
_LOW_SHARE = (0.20, 0.32)
_INTONATION = (0.12, 0.05)
_PULSE = (0.20, 0.05)


def rate_speech(envelope: Float64, intonation: float, tempo: Tempo | None) -> float | None:
    """How likely a recording is speech rather than music, in [0, 1].

    Three signs have to agree, and the weakest decides: the level often falls, no scale is kept to,
    and there is no pulse. Drums share the first two, rubato playing the last.

    Args:
        envelope: see `compute_envelope`.
        intonation: see `measure_intonation`.
        tempo: that of the recording.

    Returns:
        None for less than a second.
    """
    low_share = measure_low_energy(envelope)
    if low_share is None:
        return None
    signs = (
        np.interp(low_share, _LOW_SHARE, (0.0, 1.0)),
        np.interp(-intonation, np.negative(_INTONATION), (0.0, 1.0)),
        np.interp(-(tempo.confidence if tempo else 0.0), np.negative(_PULSE), (0.0, 1.0)),
    )
    return float(min(signs))


def measure_low_energy(envelope: Float64) -> float | None:
    """Share of 20 ms frames below half the mean level of their second; None without a second."""
    frames = len(envelope) // _FRAME_STEPS
    pairs = envelope[: frames * _FRAME_STEPS].reshape(frames, _FRAME_STEPS)
    level = np.sqrt(np.square(pairs).mean(axis=1))
    per_second = round(ENVELOPE_RATE_HZ / _FRAME_STEPS)
    seconds = len(level) // per_second
    if not seconds:
        return None
    windows = level[: seconds * per_second].reshape(seconds, per_second)
    sounding = windows[windows.max(axis=1) > 0]
    if not len(sounding):
        return None
    return float((sounding < _LOW_LEVEL * sounding.mean(axis=1, keepdims=True)).mean())
