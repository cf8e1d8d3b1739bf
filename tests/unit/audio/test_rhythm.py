from __future__ import annotations

import librosa
import numpy as np
import pytest

from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile
from affetto.audio.features import read_sound
from affetto.audio.rhythm import estimate_tempo, find_onsets, measure_articulation
from affetto.audio.spectrum import FRAME_RATE_HZ, analyse_spectrum

TEMPI_BPM = (60, 68, 76, 84, 92, 100, 108, 116, 124, 132, 140, 150, 160, 172)


def listen(sound):
    """Spectrum, onsets and tempo of a sound."""
    spectrum = analyse_spectrum(np.asarray(sound, np.float32))
    onsets = find_onsets(spectrum)
    density_hz = len(onsets) * FRAME_RATE_HZ / spectrum.flux.shape[1]
    return spectrum, onsets, estimate_tempo(spectrum, density_hz)


def is_octave_of(heard_bpm, tempo_bpm):
    return any(abs(heard_bpm / (tempo_bpm * octave) - 1) <= 0.04 for octave in (0.5, 1, 2))


def test_hears_the_tempo_of_synthesized_pieces_octaves_allowed(composer):
    right = [
        is_octave_of(listen(composer.play(tempo_bpm, style=style))[2].bpm, tempo_bpm)
        for style in ("rock", "waltz", "clicks", "arpeggio")
        for tempo_bpm in TEMPI_BPM
    ]
    assert np.mean(right) >= 0.98


@pytest.mark.parametrize("tempo_bpm", [76, 84, 100, 116, 132, 150])
def test_hears_the_octave_of_a_steady_beat(tempo_bpm, composer):
    tempo = listen(composer.play(tempo_bpm, style="rock"))[2]
    assert tempo.bpm == pytest.approx(tempo_bpm, rel=0.02)
    assert tempo.confidence > 0.4


def test_a_metronome_at_120_beats_at_120():
    sound = np.zeros(20 * ANALYSIS_RATE_HZ)
    click = np.random.default_rng(5).standard_normal(400) * np.exp(-np.arange(400) / 80)
    for start in range(0, len(sound) - 400, ANALYSIS_RATE_HZ // 2):
        sound[start : start + 400] += click
    tempo = listen(sound)[2]
    assert tempo.bpm == pytest.approx(120, rel=0.02)


def test_noise_has_no_tempo():
    noise = np.random.default_rng(0).standard_normal(20 * ANALYSIS_RATE_HZ)
    assert listen(noise)[2] is None


def test_a_held_tone_has_no_tempo():
    time_s = np.arange(20 * ANALYSIS_RATE_HZ) / ANALYSIS_RATE_HZ
    assert listen(np.sin(2 * np.pi * 220 * time_s))[2] is None


def test_three_seconds_are_too_short_for_a_tempo(composer):
    assert listen(composer.play()[: 3 * ANALYSIS_RATE_HZ])[2] is None


@pytest.mark.parametrize("tempo_bpm", [70, 110, 150])
def test_finds_every_note_of_an_arpeggio(tempo_bpm, composer):
    _, onsets, _ = listen(composer.play(tempo_bpm, style="arpeggio", bars=8))
    expected_s = np.arange(8 * 8) * 30 / tempo_bpm
    heard_s = onsets / FRAME_RATE_HZ
    missed = [at_s for at_s in expected_s if np.abs(heard_s - at_s).min() > 0.06]
    invented = [at_s for at_s in heard_s if np.abs(expected_s - at_s).min() > 0.06]
    # The very first note begins with the recording, from which nothing can rise.
    assert len(missed) <= 2
    assert len(invented) <= 2


def test_finds_as_many_onsets_as_librosa_in_music(starter_tracks):
    ours, theirs = [], []
    for path in list(starter_tracks)[::3]:
        sound = read_sound(AudioFile(path)).mono
        ours.append(len(listen(sound)[1]))
        theirs.append(len(librosa.onset.onset_detect(y=sound, sr=ANALYSIS_RATE_HZ)))
    assert np.corrcoef(ours, theirs)[0, 1] > 0.9
    assert np.sum(ours) == pytest.approx(np.sum(theirs), rel=0.2)


def test_short_notes_are_more_detached_than_long_ones(composer):
    def articulation(tone_length):
        sound = composer.play(60, style="arpeggio", tone_length=tone_length)
        spectrum, onsets, _ = listen(sound)
        return measure_articulation(spectrum, onsets)

    assert 1 >= articulation(0.2) > articulation(0.95) + 0.1
    assert articulation(0.95) >= 0


def test_a_single_note_has_no_articulation(composer):
    spectrum = analyse_spectrum(composer.play())
    assert measure_articulation(spectrum, np.array([10])) is None
