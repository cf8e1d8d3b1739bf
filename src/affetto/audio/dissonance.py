"""Sensory dissonance: how rough tones are that sound together.

Two tones a fraction of a critical band apart beat faster than the ear can follow, and are heard as
rough (Plomp & Levelt 1965, "Tonal consonance and critical bandwidth", JASA 38). All pairs of
partials that sound at once add to the roughness of the whole.
"""

from __future__ import annotations

import numpy as np

from affetto.audio.decoding import Float32

# The curve of Plomp & Levelt as Sethares 1993, "Local consonance and the relationship between
# timbre and scale" (JASA 94) fits it: exp(-3.5 s d) - exp(-5.75 s d) for two tones d Hz apart,
# where s = 0.24 / (0.0207 f + 18.96) stretches it to the critical band around the lower tone, f.
_SLOW_DECAY, _FAST_DECAY = 3.5, 5.75
_STRETCH = 0.24
_BANDWIDTH_PER_HZ, _LEAST_BANDWIDTH_HZ = 0.0207, 18.96
_MAXIMUM_AT = np.log(_FAST_DECAY / _SLOW_DECAY) / (_FAST_DECAY - _SLOW_DECAY)
_MAXIMUM = np.exp(-_SLOW_DECAY * _MAXIMUM_AT) - np.exp(-_FAST_DECAY * _MAXIMUM_AT)


def compute_roughness(frequencies_hz: Float32, amplitudes: Float32) -> Float32:
    """Roughness of spectra.

    Each pair of partials adds the product of its amplitudes times its place on the curve, which is
    1 where two tones are roughest; the sum is divided by that of the squared amplitudes
    (Hutchinson & Knopoff 1978, "The acoustic component of Western consonance", Interface 7), so
    that neither level nor the number of partials by itself make a sound rough.

    Args:
        frequencies_hz: shape (spectra, partials), Hz.
        amplitudes: same shape, of any scale; 0 where there are fewer partials.

    Returns:
        Shape (spectra,), from 0, 0.5 for two roughest sines, to somewhat above 1 for clusters.
    """
    rough = np.zeros(len(amplitudes), np.float32)
    for lag in range(1, amplitudes.shape[1]):
        low_hz, high_hz = frequencies_hz[:, :-lag], frequencies_hz[:, lag:]
        bandwidth_hz = _BANDWIDTH_PER_HZ * np.minimum(low_hz, high_hz) + _LEAST_BANDWIDTH_HZ
        distance = _STRETCH * np.abs(high_hz - low_hz) / bandwidth_hz
        curve = (np.exp(-_SLOW_DECAY * distance) - np.exp(-_FAST_DECAY * distance)) / _MAXIMUM
        rough += (amplitudes[:, :-lag] * amplitudes[:, lag:] * curve).sum(axis=1)
    power = np.square(amplitudes).sum(axis=1)
    roughness: Float32 = np.divide(rough, power, out=np.zeros_like(rough), where=power > 0)
    return roughness
