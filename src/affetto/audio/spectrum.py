"""The one short-time Fourier transform that every frame-level feature is read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.audio.decoding import ANALYSIS_RATE_HZ, Float32
from affetto.audio.dissonance import compute_roughness

Float64 = NDArray[np.float64]

# 93 ms keep the tones of a chord apart down to the great octave; 23 ms from frame to frame are
# fine enough for tempo.
FRAME_LENGTH = 2048
HOP_LENGTH = 512
FRAME_RATE_HZ = ANALYSIS_RATE_HZ / HOP_LENGTH

# Pitches and timbre are kept for every fourth of a beat at 160 beats per minute, which is as long
# as a frame: chords and sections change no faster.
SEGMENT_FRAMES = 4
SEGMENT_RATE_HZ = FRAME_RATE_HZ / SEGMENT_FRAMES

# 24 s: memory stays bounded, and NumPy is busy enough. A multiple of `SEGMENT_FRAMES`.
_FRAMES_AT_A_TIME = 1024

# Flux is taken in 40 bands of equal width on the mel scale and averaged within four groups, so
# that a bass drum, a voice and a hi-hat each keep a curve of their own (our choice; multi-band
# onset curves go back to Scheirer 1998, "Tempo and beat analysis of acoustic musical signals").
_MEL_BANDS = 40
_BAND_RANGE_HZ = (30.0, 10000.0)
FLUX_GROUPS = 4
# Log compression of a band's power, where 1 is the mean power of the recording: what lies more
# than 30 dB below it rises linearly, what lies above logarithmically. Our choice.
_COMPRESSION = 1000.0

# Peaks are taken for partials from E1, the lowest string of a double bass, to 5 kHz, where Gómez
# 2006 ("Tonal description of polyphonic audio for music content processing") stops too.
_PITCH_RANGE_HZ = (41.0, 5000.0)
# Peaks more than 30 dB below the highest of their frame are left out: the side lobes of the Hann
# window begin at 31 dB.
_PEAK_FLOOR = 10 ** (-30 / 20)
_REFERENCE_HZ = 440.0
_PITCHES_PER_SEMITONE = 10
# Two partials each of seven tones and some more: what roughness adds up to hardly changes beyond.
# Our choice.
_ROUGHNESS_PARTIALS = 16


@dataclass(frozen=True)
class Spectrum:
    """What one pass over the frames of a recording keeps of them.

    Attributes:
        flux: half-wave rectified rise of the log spectrum, shape (`FLUX_GROUPS`, frames), low
            bands first; onsets and tempo are read from it.
        level: root mean square of each frame, 1 for that of the recording, shape (frames,).
        centroid_hz: centre of gravity of each frame's magnitudes, Hz, shape (frames,).
        dissonance: roughness of the first frame of each segment of `SEGMENT_FRAMES` frames, see
            `compute_roughness`, shape (segments,).
        bands: mean log power of each segment in bands of the mel scale, shape (segments, bands).
        pitches: places on the pitch axis, semitones from A4 = 440 Hz, shape (pitches,).
        pitchgram: magnitude of the spectral peaks there, summed over the frames of each segment,
            shape (segments, pitches).
    """

    flux: Float32
    level: Float32
    centroid_hz: Float32
    dissonance: Float32
    bands: Float32
    pitches: Float64
    pitchgram: Float32

    @property
    def pitch_weights(self) -> Float64:
        """Magnitude of the spectral peaks at each pitch in the whole recording."""
        return np.asarray(self.pitchgram.sum(axis=0, dtype=np.float64))


def analyse_spectrum(mono: Float32) -> Spectrum:
    """Transform a recording once and reduce it to what the features need.

    Args:
        mono: sound at `ANALYSIS_RATE_HZ`, shape (samples,), not silent throughout.
    """
    edges = _band_edges()
    lowest, highest = (int(_pitch_index(frequency_hz)) for frequency_hz in _PITCH_RANGE_HZ)
    flux, level, centroid_hz, dissonance, timbre, pitchgram = [], [], [], [], [], []
    previous: Float32 | None = None
    for magnitudes in _magnitude_blocks(mono):
        power = np.square(magnitudes)
        bands = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1) / np.diff(edges)
        bands = np.log1p(_COMPRESSION * magnitudes.shape[1] * bands).astype(np.float32)
        rise = np.diff(bands, axis=0, prepend=bands[:1] if previous is None else previous)
        previous = bands[-1:]
        groups = np.array_split(np.maximum(rise, 0), FLUX_GROUPS, axis=1)
        flux.append(np.stack([group.mean(axis=1) for group in groups]))
        level.append(np.sqrt(power.sum(axis=1)))
        centroid_hz.append(_centroids_hz(magnitudes))
        timbre.append(_mean_per_segment(bands))
        peaks = _find_peaks(magnitudes)
        pitchgram.append(_collect_pitches(peaks, lowest, highest, len(timbre[-1])))
        dissonance.append(_rate_dissonance(peaks, len(timbre[-1])))
    return Spectrum(
        np.concatenate(flux, axis=1),
        np.concatenate(level),
        np.concatenate(centroid_hz),
        np.concatenate(dissonance),
        np.concatenate(timbre),
        np.arange(lowest, highest + 1) / _PITCHES_PER_SEMITONE,
        np.concatenate(pitchgram),
    )


def _magnitude_blocks(mono: Float32) -> Iterator[Float32]:
    """Magnitudes of centred frames, shape (frames, bins), some hundred frames at a time.

    Scaled so that squares of a frame sum to 1 where it is as loud as the recording on average:
    no feature read from them depends on how loud the recording was mastered.
    """
    from scipy.fft import rfft

    window = np.hanning(FRAME_LENGTH + 1)[:-1]
    mean_square = np.mean(np.square(mono, dtype=np.float64))
    window *= np.sqrt(2 / (FRAME_LENGTH * np.square(window).sum() * mean_square))
    padded = np.pad(mono, FRAME_LENGTH // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME_LENGTH)[::HOP_LENGTH]
    for start in range(0, len(frames), _FRAMES_AT_A_TIME):
        block = frames[start : start + _FRAMES_AT_A_TIME] * window.astype(np.float32)
        magnitudes: Float32 = np.abs(rfft(block, axis=1, overwrite_x=True))
        yield magnitudes


def _band_edges() -> NDArray[np.intp]:
    """First bin of each mel band, and the bin after the last."""
    # The mel scale in the form of O'Shaughnessy 1987, "Speech communication".
    low, high = (2595 * np.log10(1 + edge_hz / 700) for edge_hz in _BAND_RANGE_HZ)
    edges_hz = 700 * (10 ** (np.linspace(low, high, _MEL_BANDS + 1) / 2595) - 1)
    # Where bands are narrower than bins, some of them fall together.
    return np.unique(np.round(edges_hz * FRAME_LENGTH / ANALYSIS_RATE_HZ).astype(np.intp))


def _centroids_hz(magnitudes: Float32) -> Float32:
    frequencies_hz = np.fft.rfftfreq(FRAME_LENGTH, 1 / ANALYSIS_RATE_HZ).astype(np.float32)
    total = magnitudes.sum(axis=1)
    weighted = magnitudes @ frequencies_hz
    centroids: Float32 = np.divide(weighted, total, out=np.zeros_like(total), where=total > 0)
    return centroids


@dataclass(frozen=True)
class _Peaks:
    """Spectral peaks of some frames, ordered by frame and frequency; all shapes (peaks,)."""

    frames: NDArray[np.intp]
    frequencies_hz: Float32
    magnitudes: Float32


def _find_peaks(magnitudes: Float32) -> _Peaks:
    """All spectral peaks within the pitch range.

    A parabola through the logarithms of three bins finds the frequency to a fraction of a bin
    (Smith & Serra 1987, "PARSHL").
    """
    low, high = (int(edge * FRAME_LENGTH / ANALYSIS_RATE_HZ) for edge in _PITCH_RANGE_HZ)
    region = np.log(np.maximum(magnitudes[:, low - 1 : high + 2], np.finfo(np.float32).tiny))
    left, middle, right = region[:, :-2], region[:, 1:-1], region[:, 2:]
    floor = middle.max(axis=1, keepdims=True) + np.log(_PEAK_FLOOR)
    is_peak = (middle > left) & (middle >= right) & (middle > floor)
    frames, bins = np.nonzero(is_peak)
    left, middle, right = left[is_peak], middle[is_peak], right[is_peak]
    offset = 0.5 * (left - right) / (left - 2 * middle + right)
    frequencies_hz = (bins + low + offset) * (ANALYSIS_RATE_HZ / FRAME_LENGTH)
    return _Peaks(frames, frequencies_hz.astype(np.float32), np.exp(middle))


def _collect_pitches(peaks: _Peaks, lowest: int, highest: int, segments: int) -> Float32:
    """Magnitude of the peaks at each pitch of each segment, shape (segments, pitches)."""
    pitches = highest - lowest + 1
    indices = _pitch_index(peaks.frequencies_hz) - lowest
    within = (indices >= 0) & (indices < pitches)
    cells = peaks.frames[within] // SEGMENT_FRAMES * pitches + indices[within]
    weights = np.bincount(cells, peaks.magnitudes[within], segments * pitches)
    return weights.astype(np.float32).reshape(segments, pitches)


def _rate_dissonance(peaks: _Peaks, segments: int) -> Float32:
    """Roughness of the first frame of each segment, shape (segments,)."""
    sampled = peaks.frames % SEGMENT_FRAMES == 0
    frames = peaks.frames[sampled] // SEGMENT_FRAMES
    first = np.searchsorted(frames, np.arange(segments))
    places = np.arange(len(frames)) - first[frames]
    shape = (segments, int(places.max(initial=0)) + 1)
    frequencies_hz, amplitudes = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    frequencies_hz[frames, places] = peaks.frequencies_hz[sampled]
    amplitudes[frames, places] = peaks.magnitudes[sampled]
    return compute_roughness(*_keep_strongest(frequencies_hz, amplitudes))


def _keep_strongest(frequencies_hz: Float32, amplitudes: Float32) -> tuple[Float32, Float32]:
    """The strongest partials of each row, in any order."""
    excess = amplitudes.shape[1] - _ROUGHNESS_PARTIALS
    if excess <= 0:
        return frequencies_hz, amplitudes
    strongest = np.argpartition(amplitudes, excess, axis=1)[:, excess:]
    return (
        np.take_along_axis(frequencies_hz, strongest, axis=1),
        np.take_along_axis(amplitudes, strongest, axis=1),
    )


def _mean_per_segment(frames: Float32) -> Float32:
    """Mean over the frames of each segment, the last of which may be shorter."""
    starts = np.arange(0, len(frames), SEGMENT_FRAMES)
    lengths = np.diff(starts, append=len(frames))
    means = np.add.reduceat(frames, starts, axis=0) / lengths[:, np.newaxis]
    return np.asarray(means, np.float32)


def _pitch_index(frequency_hz: Float32 | float) -> NDArray[np.intp]:
    octaves = np.log2(np.asarray(frequency_hz) / _REFERENCE_HZ)
    return np.round(octaves * 12 * _PITCHES_PER_SEMITONE).astype(np.intp)
