"""Loudness of a programme by ITU-R BS.1770-4, and its range by EBU Tech 3342, while it streams."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.audio.decoding import Float32

Float64 = NDArray[np.float64]

# The two stages of the K-weighting at 48 kHz, numerator and denominator: ITU-R BS.1770-4,
# tables 1 (the head, a high shelf) and 2 (a high pass).
_K_RATE_HZ = 48000
_K_WEIGHTING = (
    (
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    ),
    ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
)
# Weights of the channels: ITU-R BS.1770-4, table 3: the surround channels count more, the
# low-frequency one not at all. Layouts of more than five channels are treated as libavfilter's
# ebur128 does, which counts everything beside and behind the listener as surround.
_SURROUND_WEIGHT = 1.41
_SURROUND = {"BL", "BR", "BC", "SL", "SR", "TBL", "TBC", "TBR", "SDL", "SDR"}
_LOW_FREQUENCY = {"LFE", "LFE2"}

_OFFSET_LU = -0.691  # ITU-R BS.1770-4, annex 1
_ABSOLUTE_GATE_LUFS = -70.0  # ITU-R BS.1770-4, annex 1; EBU Tech 3342 has the same
_INTEGRATED_GATE_LU = -10.0  # ITU-R BS.1770-4, annex 1
_RANGE_GATE_LU = -20.0  # EBU Tech 3342
_RANGE_PERCENTILES = (10.0, 95.0)  # EBU Tech 3342

_STEP_S = 0.1
_MOMENTARY_STEPS = 4  # blocks of 400 ms that overlap by 75%: ITU-R BS.1770-4, annex 1
_SHORT_TERM_STEPS = 30  # windows of 3 s: EBU Tech 3342


@dataclass(frozen=True)
class Loudness:
    """Loudness of a whole programme.

    Attributes:
        integrated_lufs: gated loudness, LUFS; None for silence and for less than 0.4 s.
        range_lu: loudness range, LU; None for silence and for less than 3 s.
    """

    integrated_lufs: float | None
    range_lu: float | None


@dataclass(frozen=True, eq=False)
class LoudnessCurve:
    """How loud a programme is from one tenth of a second to the next.

    Attributes:
        step_s: length of a step, seconds.
        powers: K-weighted power of each step, all channels together, shape (steps,).
    """

    step_s: float
    powers: Float64

    def lufs_between(self, start_s: float, end_s: float) -> float | None:
        """Loudness of a stretch without gating within it; None where it is below the gate."""
        first, last = round(start_s / self.step_s), round(end_s / self.step_s)
        powers = self.powers[first : max(last, first + 1)]
        if not len(powers) or not powers.mean() > _power(_ABSOLUTE_GATE_LUFS):
            return None
        return float(_lufs(powers.mean()))


class LoudnessMeter:
    """Measures a programme that comes in pieces.

    Args:
        sample_rate_hz: sample rate of the pieces.
        channel_names: names of their channels in order, as libavutil writes them ("FL", "LFE").
    """

    def __init__(self, sample_rate_hz: int, channel_names: tuple[str, ...]) -> None:
        weights = [_channel_weight(name) for name in channel_names]
        self._weights = np.array(weights)[:, np.newaxis]
        self._step_samples = max(1, round(_STEP_S * sample_rate_hz))
        self._step_s = self._step_samples / sample_rate_hz
        self._filter = k_weighting(sample_rate_hz)
        self._state = np.zeros((len(weights), len(self._filter[0]) - 1))
        self._rest = np.zeros(0)
        self._step_powers: list[Float64] = []

    def add(self, sound: Float32) -> None:
        """Measure one more piece, shape (channels, samples)."""
        from scipy.signal import lfilter

        if not sound.shape[1]:
            return
        numerator, denominator = self._filter
        weighted, self._state = lfilter(
            numerator, denominator, sound.astype(np.float64), zi=self._state
        )
        np.square(weighted, out=weighted)
        power = np.concatenate([self._rest, (weighted * self._weights).sum(axis=0)])
        steps = len(power) // self._step_samples
        whole = power[: steps * self._step_samples].reshape(steps, self._step_samples)
        self._step_powers.append(whole.mean(axis=1))
        self._rest = power[steps * self._step_samples :]

    def measure(self) -> Loudness:
        """The loudness of everything added so far."""
        steps = self.curve().powers
        return Loudness(_integrated_lufs(steps), _range_lu(steps))

    def curve(self) -> LoudnessCurve:
        """How loud everything added so far is, step by step."""
        return LoudnessCurve(self._step_s, np.concatenate([np.zeros(0), *self._step_powers]))


def k_weighting(sample_rate_hz: int) -> tuple[Float64, Float64]:
    """Numerator and denominator of the K-weighting filter, both stages in one, at any rate.

    The standard gives the filter at 48 kHz only. Here its poles and zeros go back through the
    bilinear transform to the analogue filter, and from there to the other rate.
    """
    numerator, denominator = np.ones(1), np.ones(1)
    for stage_numerator, stage_denominator in _K_WEIGHTING:
        warped = [
            _change_rate(np.array(polynomial), sample_rate_hz / _K_RATE_HZ)
            for polynomial in (stage_numerator, stage_denominator)
        ]
        numerator = np.convolve(numerator, warped[0])
        denominator = np.convolve(denominator, warped[1])
    return numerator / denominator[0], denominator / denominator[0]


def _change_rate(polynomial: Float64, ratio: float) -> Float64:
    """A second-order polynomial in 1/z, carried over to `ratio` times its sample rate.

    With s = (1 - 1/z) / (1 + 1/z) at the old rate, the new rate has ratio * s in its place.
    """
    zeroth, first, second = polynomial
    analogue = np.array([zeroth - first + second, 2 * (zeroth - second), zeroth + first + second])
    analogue = analogue * np.array([ratio**2, ratio, 1.0])
    squared, linear, constant = analogue
    return np.array(
        [squared + linear + constant, 2 * (constant - squared), squared - linear + constant]
    )


def _channel_weight(name: str) -> float:
    if name in _LOW_FREQUENCY:
        return 0.0
    return _SURROUND_WEIGHT if name in _SURROUND else 1.0


def _integrated_lufs(steps: Float64) -> float | None:
    powers = _above_gate(_sliding_mean(steps, _MOMENTARY_STEPS), _INTEGRATED_GATE_LU)
    return float(_lufs(powers.mean())) if len(powers) else None


def _range_lu(steps: Float64) -> float | None:
    powers = _above_gate(_sliding_mean(steps, _SHORT_TERM_STEPS), _RANGE_GATE_LU)
    if not len(powers):
        return None
    low, high = np.percentile(_lufs(powers), _RANGE_PERCENTILES)
    return float(high - low)


def _sliding_mean(values: Float64, window: int) -> Float64:
    if len(values) < window:
        return np.zeros(0)
    return np.asarray(np.lib.stride_tricks.sliding_window_view(values, window).mean(axis=1))


def _above_gate(powers: Float64, relative_gate_lu: float) -> Float64:
    """Powers above the absolute gate and, of these, above the relative one."""
    audible: Float64 = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
    if not len(audible):
        return audible
    gate = float(audible.mean()) * 10 ** (relative_gate_lu / 10)
    return np.asarray(audible[audible > gate])


def _lufs(power: Float64) -> Float64:
    return np.asarray(_OFFSET_LU + 10 * np.log10(power))


def _power(loudness_lufs: float) -> float:
    return float(10 ** ((loudness_lufs - _OFFSET_LU) / 10))
