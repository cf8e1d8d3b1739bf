"""Where the beats of a recording fall, and which of them begin a bar."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from affetto.audio.decoding import Float32
from affetto.audio.spectrum import FRAME_RATE_HZ, SEGMENT_FRAMES, Float64, Spectrum
from affetto.audio.tonality import compute_chromagram

# How much a beat may cost that comes early or late, in units of the onset curve's standard
# deviation: between the 400 that Ellis 2007, "Beat tracking by dynamic programming" (Journal of
# New Music Research 36(1)) found best and the 100 that keep up with livelier playing.
_TIGHTNESS = 200.0
# From half a beat to two, as there.
_STEP_RANGE = (0.5, 2.0)
# Frames are 93 ms long, and flux peaks while an onset enters them: by so much before it. The median
# over the notes of synthesized pieces of four styles is 14 to 18 ms.
_FLUX_LEAD_S = 0.016
# Beats go on through a rest, not before the music begins or after it has ended. The margin is the
# level at which pauses begin in `features`.
_SILENCE_LEVEL = 10 ** (-40 / 20)
_BAR_LENGTHS = (3, 4)
# Music in four is that much commoner than music in three that the evidence for three has to be
# clearly better. Our choice.
_EVIDENCE_FOR_THREE = 1.3
# Fewer bars show no pattern.
_MIN_BARS = 3


def track_beats(flux: Float64, level: Float32, tempo_bpm: float) -> NDArray[np.intp]:
    """The beats that hit the most onsets while keeping to a tempo.

    Dynamic programming over all frames, after Ellis 2007.

    Args:
        flux: onset curve, shape (frames,).
        level: root mean square of the frames, 1 for that of the recording, same shape.
        tempo_bpm: the tempo that prevails.

    Returns:
        Frames of the beats, ascending; see `beat_times_s`.
    """
    sounding = np.nonzero(level > _SILENCE_LEVEL)[0]
    if not len(sounding) or not flux.std() > 0:
        return np.zeros(0, np.intp)
    period = 60 * FRAME_RATE_HZ / tempo_bpm
    beats = _follow(flux / flux.std(), period)
    beats = beats[(beats >= sounding[0]) & (beats <= sounding[-1])]
    return _extend_to_start(beats, round(period), int(sounding[0]))


def beat_times_s(beats: NDArray[np.intp]) -> Float64:
    """When the beats of these frames are heard, seconds."""
    return np.asarray(np.maximum(0, beats / FRAME_RATE_HZ + np.where(beats > 0, _FLUX_LEAD_S, 0)))


def find_downbeats(spectrum: Spectrum, beats: NDArray[np.intp]) -> NDArray[np.intp]:
    """Which of the beats begin bars, of three or four beats throughout.

    On the first beat of a bar harmony changes (Davies & Plumbley 2006, "A spectral difference
    approach to downbeat extraction in musical audio", EUSIPCO) and bass and drums are strongest;
    the length of bar and the phase in which beats stand out most from the others win.

    Args:
        beats: frames of the beats, without gaps.

    Returns:
        Indices into `beats`; empty where there are too few to tell.
    """
    if len(beats) < _MIN_BARS * max(_BAR_LENGTHS):
        return np.zeros(0, np.intp)
    accent = _standardise(_bass_accents(spectrum, beats))
    accent += _standardise(_harmonic_changes(spectrum, beats))
    candidates = [(length, phase) for length in _BAR_LENGTHS for phase in range(length)]
    evidence = [_stand_out(accent, *candidate) for candidate in candidates]
    length, phase = candidates[int(np.argmax(evidence))]
    return np.arange(phase, len(beats), length)


def _follow(onsets: Float64, period: float) -> NDArray[np.intp]:
    """The best-scoring chain of beats through an onset curve of unit standard deviation."""
    nearest, farthest = (max(1, round(share * period)) for share in _STEP_RANGE)
    steps = np.arange(farthest, nearest - 1, -1)
    penalties = -_TIGHTNESS * np.square(np.log(steps / period))
    # Before the recording lies a stretch without scores, so that every frame has predecessors.
    scores = np.zeros(farthest + len(onsets))
    previous = np.full(farthest + len(onsets), -1, np.intp)
    for frame in range(farthest, len(scores)):
        chained = scores[frame - farthest : frame - nearest + 1] + penalties
        best = int(chained.argmax())
        scores[frame] = onsets[frame - farthest]
        if chained[best] > 0:
            scores[frame] += chained[best]
            previous[frame] = frame - farthest + best
    last_period = scores[-farthest:]
    beat = len(scores) - farthest + int(last_period.argmax())
    beats = []
    while beat >= farthest:
        beats.append(beat - farthest)
        beat = int(previous[beat])
    return np.array(beats[::-1], np.intp)


def _extend_to_start(beats: NDArray[np.intp], period: int, start: int) -> NDArray[np.intp]:
    """Beats as far back as there is sound: a recording cannot rise into its first note."""
    if not len(beats):
        return beats
    earlier = np.arange(beats[0] - period, start - 2, -period)[::-1]
    return np.concatenate([np.maximum(earlier, 0), beats])


def _bass_accents(spectrum: Spectrum, beats: NDArray[np.intp]) -> Float64:
    """Rise of the lowest bands at each beat."""
    from scipy.ndimage import maximum_filter1d

    return np.asarray(maximum_filter1d(spectrum.flux[0], 3)[beats], np.float64)


def _harmonic_changes(spectrum: Spectrum, beats: NDArray[np.intp]) -> Float64:
    """How far the pitch classes of each beat differ from those before it, in [0, 1]."""
    chromagram = compute_chromagram(spectrum)
    summed = np.concatenate([np.zeros((1, 12)), np.cumsum(chromagram, axis=0)])
    edges = np.append(beats, spectrum.flux.shape[1]) / SEGMENT_FRAMES
    at_edges = np.stack(
        [np.interp(edges, np.arange(len(summed)), column) for column in summed.T], axis=1
    )
    chroma = np.diff(at_edges, axis=0)
    norms = np.linalg.norm(chroma, axis=1, keepdims=True)
    chroma = np.divide(chroma, norms, out=np.zeros_like(chroma), where=norms > 0)
    likeness = np.einsum("bp,bp->b", chroma[1:], chroma[:-1])
    return np.concatenate([[0.0], 1 - likeness])


def _standardise(values: Float64) -> Float64:
    spread = values.std()
    return np.asarray((values - values.mean()) / spread) if spread > 0 else np.zeros_like(values)


def _stand_out(accent: Float64, length: int, phase: int) -> float:
    """By how many standard errors the first beats of bars exceed the others."""
    first = np.arange(len(accent)) % length == phase
    lead = accent[first].mean() - accent[~first].mean()
    deviation = lead * np.sqrt(first.sum() * (1 - 1 / length))
    return float(deviation / _EVIDENCE_FOR_THREE if length == 3 else deviation)
