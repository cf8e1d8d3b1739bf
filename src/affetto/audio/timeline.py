"""How a recording goes on: its beats, bars, waveform, and mood from second to second."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Point
from affetto.audio.beats import beat_times_s
from affetto.audio.decoding import Passage
from affetto.audio.features import Music, Sound, mean_centroid_hz
from affetto.audio.mood import estimate_mood
from affetto.audio.rhythm import measure_gaps
from affetto.audio.spectrum import FRAME_RATE_HZ, SEGMENT_RATE_HZ, Float64
from affetto.audio.tonality import (
    choose_key,
    compute_chromagram,
    compute_register_hz,
    rate_keys,
)
from affetto.music import AudioFeatures, Timeline

# The mood of a second is that of this much music around it: some bars, enough to hear a tempo and
# a harmony in. Our choice; Schubert 2004 ("Modeling perceived emotion with continuous musical
# features") finds listeners to answer music 1 to 3 s after it changes.
_WINDOW_S = 6.0
# Fewer beats in a window say less of its tempo than the recording does.
_MIN_BEATS = 4


def draw_timeline(
    sound: Sound, music: Music | None, features: AudioFeatures, duration_s: float
) -> Timeline:
    """Beats, moods and waveform of a recording.

    Args:
        sound: what was decoded.
        music: what was measured in it; None where it is silent.
        features: those of the whole recording.
        duration_s: length of the whole recording.
    """
    moods = np.full((math.ceil(duration_s), 2), np.nan, np.float32)
    if music is None:
        nothing = np.zeros(0, np.float32)
        return Timeline(nothing, nothing, moods, sound.peaks)
    for second, mood in _follow_mood(sound, music, features, len(moods)):
        moods[second] = mood.valence, mood.arousal
    return Timeline(
        _times_s(sound, music.beats), _times_s(sound, music.downbeats), moods, sound.peaks
    )


def _times_s(sound: Sound, frames: tuple[NDArray[np.intp], ...]) -> NDArray[np.float32]:
    """When beats are heard in the recording, from their frames in each stretch."""
    times_s = []
    for stretch, beats in zip(sound.stretches, frames, strict=True):
        heard_s = beat_times_s(beats)
        # The last frame is heard a little later than it begins, and may so be past the end.
        times_s.append(stretch.in_recording_s(heard_s[heard_s <= stretch.heard.end_s]))
    return np.concatenate([np.zeros(0), *times_s]).astype(np.float32)


def _follow_mood(
    sound: Sound, music: Music, features: AudioFeatures, seconds: int
) -> Iterator[tuple[int, Point]]:
    """The mood of every second that was listened to and is not silent."""
    local = _LocalFeatures(sound, music, features)
    for stretch in sound.stretches:
        offset_s = stretch.start_s - stretch.heard.start_s
        for second in range(seconds):
            middle_s = second + 0.5 - offset_s
            if not stretch.heard.start_s <= middle_s < stretch.heard.end_s:
                continue
            window = Passage(
                max(stretch.heard.start_s, middle_s - _WINDOW_S / 2),
                min(stretch.heard.end_s, middle_s + _WINDOW_S / 2),
            )
            mood = estimate_mood(local.extract(window))
            if mood is not None:
                yield second, mood.point


class _LocalFeatures:
    """The features that mood is read from, in any window of a recording.

    Args:
        features: those of the whole recording, which hold where a window is too short to tell.
    """

    def __init__(self, sound: Sound, music: Music, features: AudioFeatures) -> None:
        self._sound = sound
        self._music = music
        self._features = features
        self._chromagram = compute_chromagram(music.spectrum)
        self._key_fits = rate_keys(self._chromagram.sum(axis=0))
        self._onsets_s = music.onsets / FRAME_RATE_HZ
        self._gaps = measure_gaps(music.spectrum, music.onsets)
        self._beats_s = np.concatenate([beat_times_s(beats) for beats in music.beats])

    def extract(self, window: Passage) -> AudioFeatures:
        """Features of a window, which is given in seconds of the analysed sound."""
        spectrum = self._music.spectrum
        frames = slice(*_indices(window, FRAME_RATE_HZ))
        segments = slice(*_indices(window, SEGMENT_RATE_HZ))
        first, last = np.searchsorted(self._onsets_s, [window.start_s, window.end_s])
        gaps = self._gaps[first:last]
        located = replace(
            self._features,
            tempo_bpm=self._tempo_bpm(window),
            loudness_lufs=self._sound.loudness_curve.lufs_between(window.start_s, window.end_s),
            brightness_hz=mean_centroid_hz(spectrum, frames),
            register_hz=compute_register_hz(
                spectrum.pitches, spectrum.pitchgram[segments].sum(axis=0, dtype=np.float64)
            ),
            onset_density_hz=float(last - first) / (window.end_s - window.start_s),
            articulation=float(gaps.mean()) if len(gaps) else None,
        )
        return self._in_key(located, self._chromagram[segments].sum(axis=0))

    def _in_key(self, features: AudioFeatures, chroma: Float64) -> AudioFeatures:
        """Features with the window's own key, where it speaks clearly against the whole's.

        Six seconds hold too few chords to tell a key from its neighbours: what speaks for each key
        in the whole recording counts as much as what speaks for it here.
        """
        if self._music.key is None:
            return features
        key = choose_key((self._key_fits + rate_keys(chroma)) / 2)
        return replace(features, key=key.tonic, mode=key.mode, key_confidence=key.confidence)

    def _tempo_bpm(self, window: Passage) -> float | None:
        beats_s = self._beats_s[(self._beats_s >= window.start_s) & (self._beats_s <= window.end_s)]
        if len(beats_s) < _MIN_BEATS:
            return self._features.tempo_bpm
        return float(60 / np.diff(beats_s).mean())


def _indices(window: Passage, rate_hz: float) -> tuple[int, int]:
    """First index within a window and the one after its last."""
    first = int(window.start_s * rate_hz)
    return first, max(first + 1, int(window.end_s * rate_hz))
