from __future__ import annotations

import librosa
import numpy as np
import pytest

from affetto.audio.beats import beat_times_s, find_downbeats, track_beats
from affetto.audio.decoding import ANALYSIS_RATE_HZ, AudioFile
from affetto.audio.features import read_sound
from affetto.audio.spectrum import analyse_spectrum

TOLERANCE_S = 0.07  # as in MIREX's F-measure (Davies, Degara & Plumbley 2009)
BEATS_PER_BAR = {"rock": 4, "waltz": 3, "clicks": 4, "arpeggio": 4}


def f_measure(heard_s, expected_s):
    """Harmonic mean of precision and recall; each beat may serve once."""
    hits, unused = 0, list(heard_s)
    for at_s in expected_s:
        near = [time_s for time_s in unused if abs(time_s - at_s) <= TOLERANCE_S]
        if near:
            hits += 1
            unused.remove(near[0])
    return 2 * hits / (len(heard_s) + len(expected_s))


def track(sound, tempo_bpm):
    spectrum = analyse_spectrum(np.asarray(sound, np.float32))
    flux = spectrum.flux.mean(axis=0).astype(np.float64)
    return spectrum, track_beats(flux, spectrum.level, tempo_bpm)


@pytest.mark.parametrize("style", BEATS_PER_BAR)
@pytest.mark.parametrize("tempo_bpm", [72, 108, 144])
def test_finds_beats_and_bars_of_synthesized_pieces(style, tempo_bpm, composer):
    spectrum, beats = track(composer.play(tempo_bpm, style=style), tempo_bpm)
    expected_s = np.arange(10 * BEATS_PER_BAR[style]) * 60 / tempo_bpm
    assert f_measure(beat_times_s(beats), expected_s) >= 0.95
    downbeats = beats[find_downbeats(spectrum, beats)]
    assert f_measure(beat_times_s(downbeats), expected_s[:: BEATS_PER_BAR[style]]) >= 0.9


def test_follows_a_tempo_that_drifts(composer):
    """One bar each at 104, 105 ... 116 beats per minute, tracked at 110."""
    bars = [composer.play(tempo_bpm, bars=1) for tempo_bpm in range(104, 117)]
    lengths_s = [240 / tempo_bpm for tempo_bpm in range(104, 117)]
    sound = np.concatenate(
        [
            bar[: round(length_s * ANALYSIS_RATE_HZ)]
            for bar, length_s in zip(bars, lengths_s, strict=True)
        ]
    )
    starts_s = np.concatenate([[0], np.cumsum(lengths_s)[:-1]])
    expected_s = np.concatenate(
        [
            start_s + np.arange(4) * length_s / 4
            for start_s, length_s in zip(starts_s, lengths_s, strict=True)
        ]
    )
    assert f_measure(beat_times_s(track(sound, 110)[1]), expected_s) >= 0.95


def test_no_beats_before_and_after_the_music(composer):
    silence = np.zeros(5 * ANALYSIS_RATE_HZ)
    music = composer.play(120, bars=6)
    _, beats = track(np.concatenate([silence, music, silence]), 120)
    times_s = beat_times_s(beats)
    assert times_s[0] == pytest.approx(5, abs=0.1)
    assert times_s[-1] < 5 + len(music) / ANALYSIS_RATE_HZ + 0.1


def test_silence_has_no_beats():
    frames = np.zeros(100)
    assert len(track_beats(frames, frames.astype(np.float32), 120)) == 0


def test_a_few_beats_do_not_tell_where_bars_begin(composer):
    spectrum, beats = track(composer.play(120, bars=2), 120)
    assert len(find_downbeats(spectrum, beats)) == 0


def test_mostly_beats_with_librosa_at_the_same_tempo(starter_tracks):
    agreement = []
    for path, documented in list(starter_tracks.items())[::3]:
        sound = read_sound(AudioFile(path)).mono
        _, theirs_s = librosa.beat.beat_track(
            y=sound, sr=ANALYSIS_RATE_HZ, bpm=documented.tempo_bpm, units="time"
        )
        _, beats = track(sound, documented.tempo_bpm)
        agreement.append(f_measure(beat_times_s(beats), theirs_s))
    assert np.mean(agreement) >= 0.75
