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
_KEYS = tuple((tonic, mode) for mode in Mode for tonic in range(12))
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
    if measure_intonation(spectrum) < _MIN_INTONATION:
        return None
    return choose_key(rate_keys(compute_chroma(spectrum)))


def measure_intonation(spectrum: Spectrum) -> float:
    """How well partials keep to a grid of semitones: 0 for noise, drums and speech, 1 at most."""
    return _estimate_tuning(spectrum)[1]


def rate_keys(chroma: Float64) -> Float64:
    """How well chroma of shape (..., 12) fits each key: correlations, shape (..., 24)."""
    centred = chroma - chroma.mean(axis=-1, keepdims=True)
    norms = np.linalg.norm(centred, axis=-1, keepdims=True)
    scaled = np.divide(centred, norms, out=np.zeros_like(centred), where=norms > 0)
    return np.asarray(scaled @ _KEY_PROFILES.T)


def choose_key(fits: Float64) -> Key:
    """The key that fits best, of `rate_keys`' 24 fits, or of sums of them."""
    likelihoods = np.exp((fits - fits.max()) / _CONFIDENCE_SCALE)
    best = int(fits.argmax())
    tonic, mode = _KEYS[best]
    return Key(tonic, mode, float(likelihoods[best] / likelihoods.sum()))


def compute_chroma(spectrum: Spectrum) -> Float64:
    """Share of each pitch class, C first, summing to 1; zeros without any pitched sound."""
    chroma = compute_chromagram(spectrum).sum(axis=0)
    total = chroma.sum()
    return np.asarray(chroma / total) if total > 0 else chroma


def compute_chromagram(spectrum: Spectrum) -> Float64:
    """Weight of each pitch class, C first, in each segment, shape (segments, 12)."""
    tuning, _ = _estimate_tuning(spectrum)
    return np.asarray(spectrum.pitchgram @ _pitch_classes(spectrum.pitches - tuning))


def _pitch_classes(pitches: Float64) -> Float64:
    """How much a partial at each pitch speaks for each pitch class, shape (pitches, 12)."""
    classes = np.zeros((len(pitches), 12))
    for harmonic in range(1, _HARMONICS + 1):
        fundamentals = pitches - 12 * np.log2(harmonic)
        tones = np.round(fundamentals)
        # Sound between two tones of the scale belongs to neither.
        nearness = np.cos(np.pi * (fundamentals - tones)) ** 2
        columns = (tones.astype(np.intp) + _A) % 12
        classes[np.arange(len(pitches)), columns] += _HARMONIC_DECAY ** (harmonic - 1) * nearness
    return classes


def compute_register_hz(pitches: Float64, weights: Float64) -> float | None:
    """Centre of pitched sound on a logarithmic frequency axis; None where there is none.

    Args:
        pitches: semitones from A4 = 440 Hz.
        weights: how much sounds at each of them, same shape.
    """
    total = weights.sum()
    if not total > 0:
        return None
    return float(440.0 * 2 ** (float(weights @ pitches / total) / 12))


def _scale_profiles() -> Float64:
    """Profiles of all keys without their mean, of length 1, shape (24, 12)."""
    profiles = np.array([np.roll(_PROFILES[mode], tonic) for tonic, mode in _KEYS])
    profiles -= profiles.mean(axis=1, keepdims=True)
    return np.asarray(profiles / np.linalg.norm(profiles, axis=1, keepdims=True))


_KEY_PROFILES = _scale_profiles()


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
