"""Key and mode, and register, from where the partials of a recording lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from affetto.audio.spectrum import Float64, Spectrum
from affetto.music import Mode

# Share of each tone of the chromatic scale, from the tonic up, in pieces in major and in minor:
# Albrecht & Shanahan 2013, "The use of large corpora to train a new type of key-finding
# algorithm: an improved treatment of the minor mode", Music Perception 31(1).
_MAJOR = (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081)
_MINOR = (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052)
_PROFILES = {Mode.MAJOR: _MAJOR, Mode.MINOR: _MINOR}
# A partial may be the first, second, third ... of its tone, each 0.6 times as likely as the one
# before: Gómez 2006, "Tonal description of polyphonic audio for music content processing".
_HARMONIC_DECAY = 0.6
_HARMONICS = 4
# How well partials keep to a grid of semitones, 0 for not at all, 1 for perfectly. Noise, drums and
# glides stay below 0.07, each of the starter tracks lies above 0.29; between them is our choice.
_MIN_INTONATION = 0.1
_A = 9  # pitch class of the reference tone, where C is 0
# How fast a lead in correlation turns into certainty. Our choice: a lead of 0.1 over a single
# rival gives a confidence of 0.73. On the starter tracks the mean confidence is 0.62, and 0.75 of
# the keys are right.
_CONFIDENCE_SCALE = 0.1


@dataclass(frozen=True)
class Key:
    """The key of a recording.

    Attributes:
        tonic: pitch class, 0 = C ... 11 = B.
        mode: major or minor.
        confidence: in [0, 1]; how far the key stands out from the other 23.
    """

    tonic: int
    mode: Mode
    confidence: float


def estimate_key(spectrum: Spectrum) -> Key | None:
    """The key whose profile fits the recording's chroma best; None where no scale is heard.

    Correlating with a profile per key is Krumhansl & Schmuckler's algorithm (Krumhansl 1990,
    "Cognitive foundations of musical pitch").
    """
    _, intonation = _estimate_tuning(spectrum)
    if intonation < _MIN_INTONATION:
        return None
    chroma = compute_chroma(spectrum)
    keys = [(tonic, mode) for mode in Mode for tonic in range(12)]
    fits = np.array(
        [np.corrcoef(np.roll(_PROFILES[mode], tonic), chroma)[0, 1] for tonic, mode in keys]
    )
    likelihoods = np.exp((fits - fits.max()) / _CONFIDENCE_SCALE)
    best = int(fits.argmax())
    tonic, mode = keys[best]
    return Key(tonic, mode, float(likelihoods[best] / likelihoods.sum()))


def compute_chroma(spectrum: Spectrum) -> Float64:
    """Share of each pitch class, C first, summing to 1; zeros without any pitched sound."""
    weights = spectrum.pitch_weights
    tuning, _ = _estimate_tuning(spectrum)
    tuned = spectrum.pitches - tuning
    chroma = np.zeros(12)
    for harmonic in range(1, _HARMONICS + 1):
        fundamentals = tuned - 12 * np.log2(harmonic)
        tones = np.round(fundamentals)
        # Sound between two tones of the scale belongs to neither.
        nearness = np.cos(np.pi * (fundamentals - tones)) ** 2
        classes = (tones.astype(np.intp) + _A) % 12
        likelihood = _HARMONIC_DECAY ** (harmonic - 1)
        chroma += np.bincount(classes, weights * nearness * likelihood, 12)
    total = chroma.sum()
    return chroma / total if total > 0 else chroma


def compute_register_hz(spectrum: Spectrum) -> float | None:
    """Centre of the pitched sound on a logarithmic frequency axis; None where there is none."""
    total = spectrum.pitch_weights.sum()
    if not total > 0:
        return None
    centre = float(spectrum.pitch_weights @ spectrum.pitches / total)
    return 440.0 * 2 ** (centre / 12)


def _estimate_tuning(spectrum: Spectrum) -> tuple[float, float]:
    """How far the recording's A4 lies from 440 Hz, and how well its partials keep to that.

    Returns:
        Semitones in [-0.5, 0.5], and the resultant length of the partials on the circle that one
        semitone makes, in [0, 1].
    """
    total = spectrum.pitch_weights.sum()
    if not total > 0:
        return 0.0, 0.0
    resultant = complex(spectrum.pitch_weights @ np.exp(2j * np.pi * spectrum.pitches)) / total
    return float(np.angle(resultant) / (2 * np.pi)), abs(resultant)
