from __future__ import annotations

import librosa
import numpy as np
import pytest

from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile
from affetto.audio.features import read_sound
from affetto.audio.spectrum import Spectrum, analyse_spectrum
from affetto.audio.tonality import compute_chroma, compute_register_hz, estimate_key
from affetto.music import Mode


def hear_key(sound):
    return estimate_key(analyse_spectrum(np.asarray(sound, np.float32)))


def test_hears_the_key_of_synthesized_pieces(composer):
    progressions = ((0, 3, 4, 0), (0, 5, 3, 4), (0, 3, 0, 4), (0, 1, 4, 0))
    right = []
    for tonic in range(12):
        for mode in Mode:
            degrees = progressions[(tonic + mode) % len(progressions)]
            style = ("rock", "waltz", "arpeggio")[tonic % 3]
            key = hear_key(composer.play(100, tonic, mode, style, bars=4, degrees=degrees))
            right.append((key.tonic, key.mode) == (tonic, mode))
    assert np.mean(right) >= 0.9


@pytest.mark.parametrize("tuning", [-0.4, -0.2, 0.2, 0.4])
def test_hears_the_key_of_an_instrument_out_of_tune(tuning, composer):
    key = hear_key(composer.play(tonic=2, mode=Mode.MINOR, bars=4, tuning=tuning))
    assert (key.tonic, key.mode) == (2, Mode.MINOR)


def test_is_surer_of_a_cadence_than_of_random_tones(composer):
    random = np.random.default_rng(4)
    tones = np.concatenate([composer.tone(pitch, 0.25) for pitch in random.integers(48, 72, 60)])
    assert hear_key(composer.play(bars=4)).confidence > hear_key(tones).confidence


@pytest.mark.parametrize("kind", ["noise", "drums", "glide", "constant"])
def test_sound_without_a_scale_has_no_key(kind, composer):
    random = np.random.default_rng(0)
    time_s = np.arange(10 * ANALYSIS_RATE_HZ) / ANALYSIS_RATE_HZ
    sound = {
        "noise": lambda: random.standard_normal(len(time_s)),
        "drums": lambda: np.concatenate([composer.drum("snare", random) for _ in range(60)]),
        "glide": lambda: np.sin(2 * np.pi * np.cumsum(200 + 40 * time_s) / ANALYSIS_RATE_HZ),
        "constant": lambda: np.full(len(time_s), 0.5),
    }[kind]()
    assert hear_key(sound) is None


def test_chroma_agrees_with_librosa_on_music(starter_tracks):
    for path in list(starter_tracks)[::7]:
        sound = read_sound(AudioFile(path)).mono
        ours = compute_chroma(analyse_spectrum(sound))
        theirs = librosa.feature.chroma_cqt(y=sound, sr=ANALYSIS_RATE_HZ).mean(axis=1)
        assert ours.sum() == pytest.approx(1)
        assert np.corrcoef(ours, theirs)[0, 1] > 0.8


def test_register_rises_with_the_piece(composer):
    def register_hz(octave):
        sound = composer.play(style="arpeggio", octave=octave, bars=4)
        spectrum = analyse_spectrum(sound)
        return compute_register_hz(spectrum.pitches, spectrum.pitch_weights)

    registers_hz = [register_hz(octave) for octave in (2, 3, 4, 5, 6)]
    assert registers_hz == sorted(registers_hz)
    assert registers_hz[3] / registers_hz[2] == pytest.approx(2, rel=0.1)


def test_silence_has_neither_register_nor_key_nor_chroma():
    pitches = np.linspace(-40, 40, 801)
    frames, segments = np.zeros(12), np.zeros(3)
    silence = Spectrum(
        np.zeros((4, 12)), frames, frames, segments, np.zeros((3, 40)), pitches, np.zeros((3, 801))
    )
    assert compute_register_hz(silence.pitches, silence.pitch_weights) is None
    assert estimate_key(silence) is None
    assert not compute_chroma(silence).any()
