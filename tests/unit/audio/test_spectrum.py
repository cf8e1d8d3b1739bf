from __future__ import annotations

import librosa
import numpy as np
import pytest

from affetto.audio import spectrum as spectrum_module
from affetto.audio.decoding import ANALYSIS_RATE_HZ
from affetto.audio.spectrum import (
    FRAME_RATE_HZ,
    SEGMENT_FRAMES,
    SEGMENT_RATE_HZ,
    analyse_spectrum,
)


@pytest.fixture(scope="module")
def piece(composer):
    return composer.play(bars=8)


def tone(frequency_hz, length_s=4):
    time_s = np.arange(length_s * ANALYSIS_RATE_HZ) / ANALYSIS_RATE_HZ
    return np.sin(2 * np.pi * frequency_hz * time_s).astype(np.float32)


def test_agrees_with_librosa_on_centroid_and_level(piece):
    spectrum = analyse_spectrum(piece)
    magnitudes = np.abs(librosa.stft(piece, n_fft=2048, hop_length=512))
    centroid_hz = librosa.feature.spectral_centroid(S=magnitudes, sr=ANALYSIS_RATE_HZ)[0]
    level = librosa.feature.rms(S=magnitudes, frame_length=2048)[0]
    loud = level > 0.01 * level.max()
    assert spectrum.centroid_hz[loud] == pytest.approx(centroid_hz[loud], rel=1e-2)
    assert np.corrcoef(spectrum.level, level)[0, 1] > 0.999


def test_level_is_relative_to_the_recording(piece):
    quiet, loud = analyse_spectrum(0.001 * piece), analyse_spectrum(piece)
    assert np.sqrt(np.mean(loud.level**2)) == pytest.approx(1, abs=0.05)
    assert quiet.level == pytest.approx(loud.level, rel=1e-3)
    assert quiet.flux == pytest.approx(loud.flux, abs=1e-3)


def test_blocks_leave_no_seams(piece, monkeypatch):
    whole = analyse_spectrum(piece)
    monkeypatch.setattr(spectrum_module, "_FRAMES_AT_A_TIME", 9 * SEGMENT_FRAMES)
    pieced = analyse_spectrum(piece)
    assert pieced.flux == pytest.approx(whole.flux, abs=1e-5)
    assert pieced.centroid_hz == pytest.approx(whole.centroid_hz, abs=0.1)
    assert pieced.pitchgram == pytest.approx(whole.pitchgram)
    assert pieced.bands == pytest.approx(whole.bands, abs=1e-5)
    assert pieced.dissonance == pytest.approx(whole.dissonance, abs=1e-5)


def test_segments_tell_when_a_pitch_sounds():
    spectrum = analyse_spectrum(np.concatenate([tone(220, 2), tone(880, 2)]))
    loudest = spectrum.pitches[spectrum.pitchgram.argmax(axis=1)]
    middle = round(2 * SEGMENT_RATE_HZ)
    assert loudest[2 : middle - 1] == pytest.approx(-12, abs=0.1)
    assert loudest[middle + 2 : -2] == pytest.approx(12, abs=0.1)


def test_flux_rises_where_sound_begins():
    silence = np.zeros(2 * ANALYSIS_RATE_HZ, np.float32)
    spectrum = analyse_spectrum(np.concatenate([silence, tone(440, 2)]))
    rise = spectrum.flux.mean(axis=0)
    assert rise.argmax() / FRAME_RATE_HZ == pytest.approx(2, abs=0.06)


@pytest.mark.parametrize("frequency_hz", [55.0, 196.0, 440.0, 1318.5, 4186.0])
def test_finds_the_pitch_of_a_tone_to_a_tenth_of_a_semitone(frequency_hz):
    spectrum = analyse_spectrum(tone(frequency_hz))
    heard = spectrum.pitches[spectrum.pitch_weights.argmax()]
    assert heard == pytest.approx(12 * np.log2(frequency_hz / 440), abs=0.1)


@pytest.mark.parametrize("samples", [1, 100, 2048, 30_000])
def test_stays_finite_on_the_shortest_sounds(samples):
    spectrum = analyse_spectrum(np.ones(samples, np.float32))
    for values in (
        spectrum.flux,
        spectrum.level,
        spectrum.centroid_hz,
        spectrum.pitchgram,
        spectrum.dissonance,
        spectrum.bands,
    ):
        assert np.isfinite(values).all()
