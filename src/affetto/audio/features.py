"""Everything that is heard in one recording, as `AudioFeatures`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from affetto.audio.decoding import AudioFile, Float32
from affetto.audio.loudness import Loudness, LoudnessMeter
from affetto.audio.rhythm import estimate_tempo, find_onsets, measure_articulation
from affetto.audio.spectrum import FRAME_RATE_HZ, Spectrum, analyse_spectrum
from affetto.audio.tonality import compute_register_hz, estimate_key
from affetto.music import AudioFeatures

# Perceived intensity as the weighted mean of three cues, each from 0 to 1 over the range in which
# recorded music lies: how loud it is (-36 LUFS for a soft clavichord to -6 for the loudest
# masters), how strongly its spectrum changes, and how many notes begin per second. Our choice.
_ENERGY_LOUDNESS_LUFS = (-36.0, -6.0)
_ENERGY_FLUX = (0.0, 0.5)
_ENERGY_ONSET_DENSITY_HZ = (0.0, 8.0)
_ENERGY_WEIGHTS = (0.4, 0.3, 0.3)
# Frames this far below the mean level are pauses: their centroid is that of noise.
_PAUSE_LEVEL = 10 ** (-40 / 20)
# Less than the last bit of 24: what remains where two channels cancel each other out.
_SILENT_LEVEL = 10 ** (-140 / 20)


@dataclass(frozen=True)
class Sound:
    """A decoded recording, reduced to what features are computed from.

    Attributes:
        mono: the analysed passages one after the other, at `ANALYSIS_RATE_HZ`.
        loudness: loudness of the same passages, in the file's own channels.
    """

    mono: Float32
    loudness: Loudness


def read_sound(file: AudioFile) -> Sound:
    """Decode a file's passages and measure their loudness on the way."""
    meter = LoudnessMeter(file.sample_rate_hz, file.channel_names)
    mono = [np.zeros(0, np.float32)]
    for block in file.blocks():
        meter.add(block.channels)
        mono.append(block.mono)
    return Sound(np.concatenate(mono), meter.measure())


def extract_features(sound: Sound, duration_s: float) -> AudioFeatures:
    """The features of a recording; all but the duration are None where it is silent.

    Args:
        sound: what was decoded.
        duration_s: length of the whole recording, which may be longer than what was decoded.
    """
    loudness_lufs = sound.loudness.integrated_lufs
    level = np.sqrt(np.mean(np.square(sound.mono, dtype=np.float64)))
    if loudness_lufs is None or level < _SILENT_LEVEL:
        return AudioFeatures(duration_s)
    spectrum = analyse_spectrum(sound.mono)
    onsets = find_onsets(spectrum)
    onset_density_hz = len(onsets) * FRAME_RATE_HZ / spectrum.flux.shape[1]
    tempo = estimate_tempo(spectrum, onset_density_hz) if len(onsets) else None
    key = estimate_key(spectrum)
    return AudioFeatures(
        duration_s=duration_s,
        tempo_bpm=tempo.bpm if tempo else None,
        tempo_confidence=tempo.confidence if tempo else None,
        key=key.tonic if key else None,
        mode=key.mode if key else None,
        key_confidence=key.confidence if key else None,
        loudness_lufs=loudness_lufs,
        dynamic_range_lu=sound.loudness.range_lu,
        energy=_rate_energy(loudness_lufs, spectrum, onset_density_hz),
        brightness_hz=_mean_centroid_hz(spectrum),
        register_hz=compute_register_hz(spectrum),
        onset_density_hz=onset_density_hz,
        articulation=measure_articulation(spectrum, onsets),
    )


def _rate_energy(loudness_lufs: float, spectrum: Spectrum, onset_density_hz: float) -> float:
    cues = (
        np.interp(loudness_lufs, _ENERGY_LOUDNESS_LUFS, (0, 1)),
        np.interp(float(spectrum.flux.mean()), _ENERGY_FLUX, (0, 1)),
        np.interp(onset_density_hz, _ENERGY_ONSET_DENSITY_HZ, (0, 1)),
    )
    return float(np.dot(cues, _ENERGY_WEIGHTS))


def _mean_centroid_hz(spectrum: Spectrum) -> float | None:
    sounding = spectrum.level > _PAUSE_LEVEL
    return float(spectrum.centroid_hz[sounding].mean()) if sounding.any() else None
