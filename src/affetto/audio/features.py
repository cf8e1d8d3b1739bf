"""Everything that is heard in one recording, as `AudioFeatures`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.audio.beats import beat_times_s, find_downbeats, track_beats
from affetto.audio.dance import rate_danceability
from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile, Float32, Passage
from affetto.audio.envelope import compute_envelope
from affetto.audio.loudness import Loudness, LoudnessCurve, LoudnessMeter
from affetto.audio.rhythm import Tempo, estimate_tempo, find_onsets, measure_articulation
from affetto.audio.spectrum import (
    FRAME_RATE_HZ,
    SEGMENT_FRAMES,
    Float64,
    Spectrum,
    analyse_spectrum,
)
from affetto.audio.speech import rate_speech
from affetto.audio.structure import find_excerpt
from affetto.audio.tonality import Key, compute_register_hz, estimate_key, measure_intonation
from affetto.audio.waveform import WaveformMeter
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
class Stretch:
    """A stretch of the analysed sound that goes on without a gap.

    Attributes:
        heard: where it lies in the analysed sound, seconds.
        start_s: where it begins in the recording, seconds.
    """

    heard: Passage
    start_s: float

    def in_recording_s(self, times_s: Float64) -> Float64:
        """Times within the analysed sound as times of the recording."""
        return times_s - self.heard.start_s + self.start_s


@dataclass(frozen=True, eq=False)
class Sound:
    """A decoded recording, reduced to what features are computed from.

    Attributes:
        mono: the analysed passages one after the other, at `ANALYSIS_RATE_HZ`.
        stretches: which parts of `mono` go on without a gap, and where they lie.
        loudness: loudness of the same passages, in the file's own channels.
        loudness_curve: the same from step to step.
        peaks: the recording's waveform, see `WaveformMeter`.
    """

    mono: Float32
    stretches: tuple[Stretch, ...]
    loudness: Loudness
    loudness_curve: LoudnessCurve
    peaks: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Music:
    """What is measured once and serves the features as well as the timeline.

    Attributes:
        spectrum: of the analysed sound.
        onsets: frames in which notes begin.
        tempo: None where there is no pulse.
        beats: frames of the beats, a list per stretch.
        downbeats: those of them that begin bars, a list per stretch.
        key: None where no scale is heard.
    """

    spectrum: Spectrum
    onsets: NDArray[np.intp]
    tempo: Tempo | None
    beats: tuple[NDArray[np.intp], ...]
    downbeats: tuple[NDArray[np.intp], ...]
    key: Key | None

    @property
    def onset_density_hz(self) -> float:
        """Notes that begin per second."""
        return float(len(self.onsets) * FRAME_RATE_HZ / self.spectrum.flux.shape[1])


def read_sound(file: AudioFile) -> Sound:
    """Decode a file's passages, and measure loudness and waveform on the way."""
    loudness = LoudnessMeter(file.sample_rate_hz, file.channel_names)
    waveform = WaveformMeter(file.duration_s, file.sample_rate_hz)
    mono = [np.zeros(0, np.float32)]
    passages: dict[int, tuple[float, int]] = {}
    for block in file.blocks():
        loudness.add(block.channels)
        waveform.add(block.start_s, block.channels)
        mono.append(block.mono)
        start_s, samples = passages.get(block.passage, (block.start_s, 0))
        passages[block.passage] = start_s, samples + len(block.mono)
    return Sound(
        np.concatenate(mono),
        tuple(_lay_out(passages.values())),
        loudness.measure(),
        loudness.curve(),
        waveform.measure(),
    )


def listen(sound: Sound) -> Music | None:
    """Measure a recording's spectrum, rhythm and key; None where it is silent."""
    level = np.sqrt(np.mean(np.square(sound.mono, dtype=np.float64)))
    if sound.loudness.integrated_lufs is None or level < _SILENT_LEVEL:
        return None
    spectrum = analyse_spectrum(sound.mono)
    onsets = find_onsets(spectrum)
    onset_density_hz = len(onsets) * FRAME_RATE_HZ / spectrum.flux.shape[1]
    tempo = estimate_tempo(spectrum, onset_density_hz) if len(onsets) else None
    beats = tuple(_find_beats(spectrum, tempo, sound.stretches))
    downbeats = tuple(frames[find_downbeats(spectrum, frames)] for frames in beats)
    return Music(spectrum, onsets, tempo, beats, downbeats, estimate_key(spectrum))


def extract_features(sound: Sound, music: Music | None, duration_s: float) -> AudioFeatures:
    """The features of a recording; all but the duration are None where it is silent.

    Args:
        sound: what was decoded.
        music: what `listen` measured in it.
        duration_s: length of the whole recording, which may be longer than what was decoded.
    """
    loudness_lufs = sound.loudness.integrated_lufs
    if music is None or loudness_lufs is None:
        return AudioFeatures(duration_s)
    spectrum, tempo, key = music.spectrum, music.tempo, music.key
    envelope = compute_envelope(sound.mono)
    excerpt_start_s, excerpt_end_s = _place_excerpt(sound, music)
    return AudioFeatures(
        duration_s=duration_s,
        tempo_bpm=tempo.bpm if tempo else None,
        tempo_confidence=tempo.confidence if tempo else None,
        key=key.tonic if key else None,
        mode=key.mode if key else None,
        key_confidence=key.confidence if key else None,
        loudness_lufs=loudness_lufs,
        dynamic_range_lu=sound.loudness.range_lu,
        energy=_rate_energy(loudness_lufs, spectrum, music.onset_density_hz),
        brightness_hz=mean_centroid_hz(spectrum),
        register_hz=compute_register_hz(spectrum.pitches, spectrum.pitch_weights),
        onset_density_hz=music.onset_density_hz,
        articulation=measure_articulation(spectrum, music.onsets),
        dissonance=_mean_dissonance(spectrum),
        danceability=rate_danceability(envelope, tempo),
        speechiness=rate_speech(envelope, measure_intonation(spectrum), tempo),
        excerpt_start_s=excerpt_start_s,
        excerpt_end_s=excerpt_end_s,
    )


def mean_centroid_hz(spectrum: Spectrum, frames: slice = slice(None)) -> float | None:
    """Mean spectral centroid of the frames that are no pauses, Hz; None where all are."""
    sounding = spectrum.level[frames] > _PAUSE_LEVEL
    return float(spectrum.centroid_hz[frames][sounding].mean()) if sounding.any() else None


def _lay_out(passages: Iterable[tuple[float, int]]) -> Iterator[Stretch]:
    """Stretches of the analysed sound, from where each begins and how many samples it has."""
    heard_s = 0.0
    for start_s, samples in passages:
        end_s = heard_s + samples / ANALYSIS_RATE_HZ
        yield Stretch(Passage(heard_s, end_s), start_s)
        heard_s = end_s


def _find_beats(
    spectrum: Spectrum, tempo: Tempo | None, stretches: tuple[Stretch, ...]
) -> Iterator[NDArray[np.intp]]:
    flux = spectrum.flux.mean(axis=0).astype(np.float64)
    for stretch in stretches:
        first, last = (
            round(edge_s * FRAME_RATE_HZ) for edge_s in (stretch.heard.start_s, stretch.heard.end_s)
        )
        if tempo is None:
            yield np.zeros(0, np.intp)
        else:
            yield first + track_beats(flux[first:last], spectrum.level[first:last], tempo.bpm)


def _place_excerpt(sound: Sound, music: Music) -> tuple[float, float]:
    """Where the most representative section lies in the recording, seconds."""
    passages = [stretch.heard for stretch in sound.stretches]
    downbeats_s = beat_times_s(np.concatenate(music.downbeats))
    start_s, end_s = find_excerpt(music.spectrum, passages, downbeats_s)
    stretch = next(s for s in reversed(sound.stretches) if s.heard.start_s <= start_s)
    begins_s, ends_s = stretch.in_recording_s(np.array([start_s, end_s]))
    return float(begins_s), float(ends_s)


def _mean_dissonance(spectrum: Spectrum) -> float | None:
    """Mean roughness, at most 1, of the segments that are no pauses."""
    level = spectrum.level[::SEGMENT_FRAMES]
    sounding = level > _PAUSE_LEVEL
    if not sounding.any():
        return None
    return min(1.0, float(spectrum.dissonance[sounding].mean()))


def _rate_energy(loudness_lufs: float, spectrum: Spectrum, onset_density_hz: float) -> float:
    cues = (
        np.interp(loudness_lufs, _ENERGY_LOUDNESS_LUFS, (0, 1)),
        np.interp(float(spectrum.flux.mean()), _ENERGY_FLUX, (0, 1)),
        np.interp(onset_density_hz, _ENERGY_ONSET_DENSITY_HZ, (0, 1)),
    )
    return float(np.dot(cues, _ENERGY_WEIGHTS))
