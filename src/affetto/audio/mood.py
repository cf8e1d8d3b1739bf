"""Where a recording lies in the valence-arousal plane, from what is heard in it.

An additive, linear model of musical cues. Eerola, Friberg & Bresin 2013, "Emotional expression in
music: contribution, linearity, and additivity of primary musical cues" (Frontiers in Psychology
4:487) varied six cues systematically: effects add up without interactions, most are linear, and
mode matters most, followed by tempo, register, dynamics, articulation and timbre. Schubert 2004,
"Modeling perceived emotion with continuous musical features" (Music Perception 21(4)) finds
arousal to rise with loudness and tempo, loudness being dominant, and spectral centroid to predict
nothing consistently.

The order of the weights is theirs; the numbers are ours, chosen within that order and not fitted
to any collection.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from affetto.affect import Point
from affetto.music import AudioFeatures, Mode


@dataclass(frozen=True)
class MoodEstimate:
    """Where a recording lies in the plane, and how sure that is.

    Attributes:
        point: its place.
        uncertainty: standard deviation of either coordinate, in units of the plane.
    """

    point: Point
    uncertainty: float


@dataclass(frozen=True)
class _Cue:
    """One cue on a scale from -1 to 1.

    Attributes:
        value: 0 for average music, and where the cue is not known.
        variance: of what is not known about it; `_UNKNOWN_VARIANCE` for nothing known.
    """

    value: float
    variance: float


# A cue of which nothing is known may lie anywhere from -1 to 1: variance of the uniform
# distribution.
_UNKNOWN_VARIANCE = 1 / 3
_UNKNOWN = _Cue(0.0, _UNKNOWN_VARIANCE)

# Weights of the cues, each list summing to 1 without its signs. Valence, in the order of Eerola et
# al.: pleasant, that is happy or peaceful rather than sad or scary, is music in major, fast, high,
# soft, detached, and mellow in timbre.
_VALENCE_WEIGHTS = {
    "mode": 0.45,
    "tempo": 0.17,
    "register": 0.14,
    "dynamics": -0.10,
    "articulation": 0.08,
    "timbre": -0.06,
}
# Arousal: loudness, then tempo (Schubert 2004); the number of notes per second, a second sign of
# speed; articulation and timbre last, in the order of Eerola et al. Not mode, which Husain,
# Thompson & Schellenberg 2002, "Effects of musical tempo and mode on arousal, mood, and spatial
# abilities" (Music Perception 20(2)), found to leave arousal as it is.
_AROUSAL_WEIGHTS = {
    "dynamics": 0.40,
    "tempo": 0.35,
    "density": 0.12,
    "articulation": 0.08,
    "timbre": 0.05,
}
# Cues seldom agree, so that their mean stays near the origin; this stretches it until music
# covers the plane as emotion words do. Our choice.
_GAIN = 1.5
# What is average music, and how far from it a cue counts in full. All our choice: tempo within
# 0.7 octaves of 100 beats per minute (62 to 162), loudness within 12 LU of the -14 LUFS to which
# streaming services level music, the rest by the middle and the spread of everyday recordings.
_AVERAGE_TEMPO_BPM, _TEMPO_SPREAD_OCTAVES = 100.0, 0.7
_AVERAGE_LOUDNESS_LUFS, _LOUDNESS_SPREAD_LU = -14.0, 12.0
_AVERAGE_REGISTER_HZ, _REGISTER_SPREAD_OCTAVES = 330.0, 1.0
_AVERAGE_DENSITY_HZ, _DENSITY_SPREAD_OCTAVES = 3.5, 1.5
_AVERAGE_ARTICULATION, _ARTICULATION_SPREAD = 0.2, 0.3
_AVERAGE_BRIGHTNESS_HZ, _BRIGHTNESS_SPREAD_OCTAVES = 1600.0, 1.0

# What the cues leave unexplained where all are known for certain. Our choice: Eerola et al.
# explain 77-89% of the variance of composed examples, Schubert 33-73% in concert music; half of
# the variance of a coordinate spread over most of the plane (standard deviation 0.4) is left.
_UNEXPLAINED_VARIANCE = 0.5 * 0.4**2


def estimate_mood(features: AudioFeatures) -> MoodEstimate | None:
    """Valence and arousal that listeners are likely to hear; None for silence.

    A cue that is not known counts as average and makes the estimate less certain.
    """
    if features.loudness_lufs is None:
        return None
    cues = {
        "mode": _mode_cue(features),
        "tempo": _tempo_cue(features),
        "register": _octave_cue(
            features.register_hz, _AVERAGE_REGISTER_HZ, _REGISTER_SPREAD_OCTAVES
        ),
        "dynamics": _linear_cue(
            features.loudness_lufs, _AVERAGE_LOUDNESS_LUFS, _LOUDNESS_SPREAD_LU
        ),
        "density": _octave_cue(
            features.onset_density_hz, _AVERAGE_DENSITY_HZ, _DENSITY_SPREAD_OCTAVES
        ),
        "articulation": _linear_cue(
            features.articulation, _AVERAGE_ARTICULATION, _ARTICULATION_SPREAD
        ),
        "timbre": _octave_cue(
            features.brightness_hz, _AVERAGE_BRIGHTNESS_HZ, _BRIGHTNESS_SPREAD_OCTAVES
        ),
    }
    valence, valence_variance = _add_up(cues, _VALENCE_WEIGHTS)
    arousal, arousal_variance = _add_up(cues, _AROUSAL_WEIGHTS)
    variance = _UNEXPLAINED_VARIANCE + (valence_variance + arousal_variance) / 2
    return MoodEstimate(Point(valence, arousal), math.sqrt(variance))


def _add_up(cues: dict[str, _Cue], weights: dict[str, float]) -> tuple[float, float]:
    value = sum(weight * cues[name].value for name, weight in weights.items())
    variance = sum(weight**2 * cues[name].variance for name, weight in weights.items())
    return max(-1.0, min(1.0, _GAIN * value)), _GAIN**2 * variance


def _mode_cue(features: AudioFeatures) -> _Cue:
    if features.mode is None:
        return _UNKNOWN
    side = 1.0 if features.mode is Mode.MAJOR else -1.0
    confidence = 1.0 if features.key_confidence is None else features.key_confidence
    # A doubtful key is more often right in its mode than in its tonic: half the cue stays.
    return _Cue(side * (0.5 + 0.5 * confidence), (1 - confidence) * _UNKNOWN_VARIANCE)


def _tempo_cue(features: AudioFeatures) -> _Cue:
    cue = _octave_cue(features.tempo_bpm, _AVERAGE_TEMPO_BPM, _TEMPO_SPREAD_OCTAVES)
    if features.tempo_bpm is None or features.tempo_confidence is None:
        return cue
    return _Cue(cue.value, (1 - features.tempo_confidence) * _UNKNOWN_VARIANCE)


def _octave_cue(value: float | None, average: float, spread_octaves: float) -> _Cue:
    if value is None or value <= 0:
        return _UNKNOWN
    return _linear_cue(math.log2(value), math.log2(average), spread_octaves)


def _linear_cue(value: float | None, average: float, spread: float) -> _Cue:
    if value is None:
        return _UNKNOWN
    return _Cue(max(-1.0, min(1.0, (value - average) / spread)), 0.0)
