"""The section of a recording that stands for the whole of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from affetto.audio.decoding import Passage
from affetto.audio.spectrum import SEGMENT_RATE_HZ, Float64, Spectrum
from affetto.audio.tonality import compute_chromagram

EXCERPT_S = 30.0
# An excerpt begins with a bar where one begins so close to the best place. Our choice.
_TO_DOWNBEAT_S = 2.0


def find_excerpt(
    spectrum: Spectrum, passages: Sequence[Passage], downbeats_s: Float64
) -> tuple[float, float]:
    """Where the 30 seconds begin and end that are most like the whole.

    Cooper & Foote 2002, "Automatic music summarization via similarity analysis" (ISMIR): of the
    matrix that compares every segment with every other, the rows of the excerpt have the greatest
    mean. With the cosine as similarity that mean is the likeness to the mean segment, so that the
    matrix itself is never needed. Segments are compared by pitch classes and by timbre, at equal
    weights.

    Args:
        passages: the stretches of the analysed sound that belong together, seconds within it; an
            excerpt lies within one of them.
        downbeats_s: where bars begin, seconds within the analysed sound.

    Returns:
        Beginning and end, seconds within the analysed sound; all of the longest passage where none
        lasts 30 s.
    """
    long_enough = [p for p in passages if p.end_s - p.start_s > EXCERPT_S]
    if not long_enough:
        longest = max(passages, key=lambda passage: passage.end_s - passage.start_s)
        return longest.start_s, longest.end_s
    summed = np.concatenate([np.zeros(1), np.cumsum(_likeness_to_whole(spectrum))])
    best_likeness, best_s, best_passage = -np.inf, 0.0, long_enough[0]
    for passage in long_enough:
        starts_s = np.arange(passage.start_s, passage.end_s - EXCERPT_S, 1 / SEGMENT_RATE_HZ)
        likeness = _value_at(summed, starts_s + EXCERPT_S) - _value_at(summed, starts_s)
        best = int(likeness.argmax())
        if likeness[best] > best_likeness:
            best_likeness, best_s = float(likeness[best]), float(starts_s[best])
            best_passage = passage
    start_s = _snap(best_s, downbeats_s, best_passage)
    return start_s, start_s + EXCERPT_S


def _likeness_to_whole(spectrum: Spectrum) -> Float64:
    """Mean cosine between each segment and all segments, shape (segments,)."""
    likeness = np.zeros(len(spectrum.bands))
    for vectors in (compute_chromagram(spectrum), spectrum.bands.astype(np.float64)):
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 0)
        likeness += unit @ unit.mean(axis=0)
    return likeness


def _value_at(summed: Float64, times_s: Float64) -> Float64:
    return np.asarray(np.interp(times_s * SEGMENT_RATE_HZ, np.arange(len(summed)), summed))


def _snap(start_s: float, downbeats_s: Float64, passage: Passage) -> float:
    """The nearest downbeat from which the excerpt still fits into its passage, if any is near."""
    fits = (downbeats_s >= passage.start_s) & (downbeats_s <= passage.end_s - EXCERPT_S)
    near = downbeats_s[fits & (np.abs(downbeats_s - start_s) <= _TO_DOWNBEAT_S)]
    return float(near[np.abs(near - start_s).argmin()]) if len(near) else start_s
