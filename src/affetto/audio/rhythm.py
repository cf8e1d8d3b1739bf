"""Tempo, onsets and articulation from the rises of the spectrum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.audio.decoding import Float32
from affetto.audio.spectrum import FRAME_RATE_HZ, Float64, Spectrum

_TEMPO_RANGE_BPM = (40.0, 240.0)
_CANDIDATES = 600  # 0.3% apart
# Music is alike from one beat to the next ones, and often half way between two. The comb reaches
# four beats, so that a dotted rhythm does not pass for the beat, and favours neither duple nor
# triple metre. Our choice.
_BEATS = (1.0, 2.0, 3.0, 4.0)
_HALF_BEATS = (0.5, *_BEATS)
# Of tempi an octave apart, the one nearer to 120 beats per minute is preferred, with a log-normal
# weight as in Ellis 2007, "Beat tracking by dynamic programming". Its width is our choice.
_PREFERRED_BPM = 120.0
_PREFERENCE_OCTAVES = 1.0
# How many notes begin per beat says in which octave the beat is felt: a lullaby that repeats at
# 68 and at 136 is one at 68. 2.4 is the median of the starter tracks at their documented tempi
# (quartiles 1.8 and 2.8); that a standard deviation is an octave is our choice.
_ONSETS_PER_BEAT = 2.4
_ONSETS_PER_BEAT_OCTAVES = 1.0
# Where the pulse is as clear as a metronome's, the number of notes says nothing more: it counts
# in full up to the first of these autocorrelations, as in most recordings, not from the second.
_CLEAR_PULSE = (0.5, 0.7)
# The longest lag of the comb has to fit into the recording twice.
_MIN_BEATS = 8
# The flux of noise correlates with itself by less than this.
_MIN_TEMPO_CONFIDENCE = 0.05

# An onset is the highest flux within 70 ms, and stands out from the mean of the half second
# around it (the scheme of Böck, Krebs & Schedl 2012, "Evaluating the online capabilities of
# onset detection methods"; the margin, in standard deviations of the flux, is our choice).
_ONSET_PEAK_FRAMES = 3
_ONSET_MEAN_FRAMES = 21
_ONSET_MARGIN = 0.5
# A tone counts as sounding while its level is within 6 dB of its loudest. Our choice.
_SOUNDING_SHARE = 0.5


@dataclass(frozen=True)
class Tempo:
    """The tempo of a recording.

    Attributes:
        bpm: beats per minute.
        confidence: in [0, 1]; how alike the music is from one beat to the next ones.
    """

    bpm: float
    confidence: float


def estimate_tempo(spectrum: Spectrum, onset_density_hz: float) -> Tempo | None:
    """The tempo at which onsets recur; None without a pulse, and for less than four seconds."""
    duration_s = spectrum.flux.shape[1] / FRAME_RATE_HZ
    slowest_bpm = max(_TEMPO_RANGE_BPM[0], _MIN_BEATS * 60 / duration_s)
    if slowest_bpm > _PREFERRED_BPM:
        return None
    candidates_bpm = np.geomspace(slowest_bpm, _TEMPO_RANGE_BPM[1], _CANDIDATES)
    longest_lag = max(_BEATS) * 60 * FRAME_RATE_HZ / slowest_bpm
    correlation = _autocorrelate(spectrum.flux, int(longest_lag) + 2)
    pulse = _comb(correlation, candidates_bpm, _HALF_BEATS)
    found_bpm = float(candidates_bpm[(pulse * np.exp(_preference(candidates_bpm))).argmax()])

    octaves_bpm = found_bpm * np.array([0.5, 1.0, 2.0])
    within = (octaves_bpm >= slowest_bpm) & (octaves_bpm <= _TEMPO_RANGE_BPM[1])
    octaves_bpm = octaves_bpm[within]
    clearest = float(_comb(correlation, octaves_bpm, _HALF_BEATS).max())
    if clearest < _MIN_TEMPO_CONFIDENCE:
        return None
    onsets = np.log2(60 * onset_density_hz / octaves_bpm / _ONSETS_PER_BEAT)
    fits = (
        np.log(np.maximum(_comb(correlation, octaves_bpm, _BEATS), _MIN_TEMPO_CONFIDENCE))
        + _preference(octaves_bpm)
        - np.interp(clearest, _CLEAR_PULSE, (1.0, 0.0))
        * 0.5
        * (onsets / _ONSETS_PER_BEAT_OCTAVES) ** 2
    )
    return Tempo(float(octaves_bpm[fits.argmax()]), min(clearest, 1.0))


def find_onsets(spectrum: Spectrum) -> NDArray[np.intp]:
    """Frames in which notes begin, ascending."""
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    flux = spectrum.flux.mean(axis=0)
    margin = _ONSET_MARGIN * float(flux.std())
    is_peak = flux == maximum_filter1d(flux, _ONSET_PEAK_FRAMES)
    stands_out = flux > uniform_filter1d(flux, _ONSET_MEAN_FRAMES) + margin
    return np.nonzero(is_peak & stands_out)[0]


def measure_articulation(spectrum: Spectrum, onsets: NDArray[np.intp]) -> float | None:
    """How detached notes are: 0 where each lasts until the next, 1 where all are short.

    The mean share of the time between two onsets in which the sound has died away. None with
    fewer than two onsets.
    """
    shares = measure_gaps(spectrum, onsets)
    return float(shares.mean()) if len(shares) else None


def measure_gaps(spectrum: Spectrum, onsets: NDArray[np.intp]) -> Float64:
    """The share of the time from each onset to the next in which the sound has died away.

    Returns:
        Shape (onsets - 1,), in [0, 1]; empty with fewer than two onsets.
    """
    if len(onsets) < 2:
        return np.zeros(0)
    level = spectrum.level[onsets[0] : onsets[-1]]
    starts = onsets[:-1] - onsets[0]
    lengths = np.diff(onsets)
    loudest = np.repeat(np.maximum.reduceat(level, starts), lengths)
    silent = np.add.reduceat((level < _SOUNDING_SHARE * loudest).astype(np.float64), starts)
    return np.asarray(silent / lengths)


def _comb(correlation: Float64, tempi_bpm: Float64, beats: tuple[float, ...]) -> Float64:
    """Mean autocorrelation at the given numbers of beats of each tempo."""
    lags = np.outer(beats, 60 * FRAME_RATE_HZ / tempi_bpm)
    return np.asarray(np.interp(lags, np.arange(len(correlation)), correlation).mean(axis=0))


def _preference(tempi_bpm: Float64) -> Float64:
    octaves = np.log2(tempi_bpm / _PREFERRED_BPM)
    return np.asarray(-0.5 * (octaves / _PREFERENCE_OCTAVES) ** 2)


def _autocorrelate(curves: Float32, lags: int) -> Float64:
    """Mean over the curves of their unbiased autocorrelation, 1 at lag 0, shape (lags,)."""
    from scipy.fft import irfft, next_fast_len, rfft

    frames = curves.shape[1]
    curves = curves - curves.mean(axis=1, keepdims=True)
    varied = curves[curves.std(axis=1) > 0]
    if not len(varied):
        return np.zeros(lags)
    size = next_fast_len(frames + lags)
    products = irfft(np.abs(rfft(varied.astype(np.float64), size, axis=1)) ** 2, size, axis=1)
    unbiased = products[:, :lags] / (frames - np.arange(lags))
    return np.asarray((unbiased / unbiased[:, :1]).mean(axis=0))
