"""The waveform of a recording, as players draw it."""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray

from affetto.audio.decoding import Float32

# Enough for one part a pixel on most screens.
WAVEFORM_PARTS = 1000


class WaveformMeter:
    """Finds the loudest sample in each of `WAVEFORM_PARTS` equal parts while sound comes in pieces.

    Args:
        duration_s: length of the whole recording.
        sample_rate_hz: sample rate of the pieces.
    """

    def __init__(self, duration_s: float, sample_rate_hz: int) -> None:
        self._rate_hz = sample_rate_hz
        edges_s = np.linspace(0, duration_s, WAVEFORM_PARTS + 1)
        self._edges = np.round(edges_s * sample_rate_hz).astype(np.intp)
        self._peaks = np.zeros(WAVEFORM_PARTS)

    def add(self, start_s: float, sound: Float32) -> None:
        """Measure a piece, shape (channels, samples), that begins at `start_s`."""
        first = round(start_s * self._rate_hz)
        last = min(first + sound.shape[1], int(self._edges[-1]))
        if last <= first:
            return
        begins = np.searchsorted(self._edges, first, side="right") - 1
        ends = np.searchsorted(self._edges, last, side="left")
        level = reduce(np.maximum, np.abs(sound))  # faster than max() over so few channels
        starts = np.maximum(self._edges[begins:ends] - first, 0)
        loudest = np.maximum.reduceat(level[: last - first], starts)
        np.maximum(self._peaks[begins:ends], loudest, out=self._peaks[begins:ends])

    def measure(self) -> NDArray[np.uint8]:
        """The peaks, 255 for full scale; 0 for parts of which nothing was added."""
        return np.round(255 * np.minimum(self._peaks, 1)).astype(np.uint8)
