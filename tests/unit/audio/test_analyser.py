"""The analyser as a whole, on the starter tracks and on files as bad as they come."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import numpy as np
import pytest

from affetto.audio.analyser import CueAnalyser
from affetto.errors import AudioError
from affetto.music import Mode

RATE_HZ = 22050


def is_relative(tonic, mode, other_tonic, other_mode):
    """Whether two keys share a key signature, as A minor and C major do."""
    if mode == other_mode:
        return False
    major, minor = (tonic, other_tonic) if mode is Mode.MAJOR else (other_tonic, tonic)
    return (major + 9) % 12 == minor


def folders(starter_tracks, starter_analyses):
    moods = {}
    for path, documented in starter_tracks.items():
        moods.setdefault(documented.folder, []).append(starter_analyses[path].mood)
    return moods


def share_in_order(pairs):
    """Share of pairs of which the first is greater."""
    return np.mean([first > second for first, second in pairs])


def test_hears_the_documented_tempo(starter_tracks, starter_analyses):
    ratios = np.array(
        [
            starter_analyses[path].features.tempo_bpm / documented.tempo_bpm
            for path, documented in starter_tracks.items()
        ]
    )
    exact = np.abs(ratios - 1) <= 0.04
    octave = exact | (np.abs(ratios / 2 - 1) <= 0.04) | (np.abs(ratios * 2 - 1) <= 0.04)
    assert octave.mean() >= 0.95
    assert exact.mean() >= 0.9


def test_hears_the_documented_key(starter_tracks, starter_analyses):
    exact, related = [], []
    for path, documented in starter_tracks.items():
        features = starter_analyses[path].features
        same = (features.key, features.mode) == (documented.tonic, documented.mode)
        relative = is_relative(features.key, features.mode, documented.tonic, documented.mode)
        exact.append(same)
        related.append(same or relative)
    assert np.mean(related) >= 0.8
    assert np.mean(exact) >= 0.7


def test_arousal_falls_from_energetic_over_happy_to_the_quiet_folders(
    starter_tracks, starter_analyses
):
    moods = folders(starter_tracks, starter_analyses)
    quiet = moods["calm"] + moods["tender"] + moods["nostalgic"]
    pairs = [
        *product(moods["energetic"], moods["happy"] + quiet),
        *product(moods["happy"], quiet),
    ]
    assert share_in_order((a.arousal, b.arousal) for a, b in pairs) >= 0.9


def test_music_in_major_is_more_pleasant_than_nostalgic_music_in_minor(
    starter_tracks, starter_analyses
):
    moods = folders(starter_tracks, starter_analyses)
    pairs = product(moods["happy"] + moods["tender"], moods["nostalgic"])
    assert share_in_order((a.valence, b.valence) for a, b in pairs) >= 0.75


def test_sound_recordings_need_no_notes(starter_analyses):
    assert all(analysis.notes == () for analysis in starter_analyses.values())


def test_every_format_sounds_alike(tmp_path, composer, write_audio):
    piece = np.stack([composer.play(tonic=7, bars=8)] * 2)
    analyses = [
        CueAnalyser().analyse(write_audio(tmp_path / f"piece{suffix}", piece, RATE_HZ))
        for suffix in (".mp3", ".flac", ".ogg", ".m4a", ".wav")
    ]
    reference = analyses[1]
    for analysis in analyses:
        assert analysis.features.key_name == "G major"
        assert analysis.features.tempo_bpm == pytest.approx(110, rel=0.02)
        assert analysis.mood.valence == pytest.approx(reference.mood.valence, abs=0.1)
        assert analysis.mood.arousal == pytest.approx(reference.mood.arousal, abs=0.1)


def test_silence_is_kept_without_a_mood(tmp_path, write_audio):
    path = write_audio(tmp_path / "silence.flac", np.zeros(10 * RATE_HZ), RATE_HZ)
    analysis = CueAnalyser().analyse(path)
    assert analysis.features.duration_s == pytest.approx(10)
    assert analysis.features.loudness_lufs is None
    assert analysis.mood is analysis.mood_uncertainty is None
    assert analysis.notes == ("is silent: no mood can be told",)


def test_says_how_short_is_too_short(tmp_path, composer, write_audio):
    path = write_audio(tmp_path / "blip.wav", composer.play()[: RATE_HZ // 5], RATE_HZ)
    message = r"blip\.wav: is too short to analyse: 0\.2 s, and at least 3 s are needed"
    with pytest.raises(AudioError, match=message):
        CueAnalyser().analyse(path)


def test_analyses_what_is_left_of_a_damaged_file_and_says_so(tmp_path, composer, write_audio):
    path = write_audio(tmp_path / "damaged.m4a", composer.play(bars=20), RATE_HZ)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 20] = np.random.default_rng(1).bytes(len(data) // 20)
    path.write_bytes(data)
    analysis = CueAnalyser().analyse(path)
    assert analysis.features.tempo_bpm == pytest.approx(110, rel=0.02)
    assert any("damaged packet" in note for note in analysis.notes)


def test_analyses_the_first_half_of_a_truncated_file_and_says_so(tmp_path, composer, write_audio):
    path = write_audio(tmp_path / "truncated.flac", composer.play(bars=20), RATE_HZ)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    analysis = CueAnalyser().analyse(path)
    assert analysis.features.tempo_bpm == pytest.approx(110, rel=0.02)
    assert any("that its header states" in note for note in analysis.notes)


def test_gives_up_a_file_of_which_too_little_can_be_decoded(tmp_path, composer, write_audio):
    path = write_audio(tmp_path / "ruined.mp3", composer.play(bars=10), RATE_HZ)
    data = path.read_bytes()
    path.write_bytes(data[:4000] + np.random.default_rng(2).bytes(len(data) - 4000))
    with pytest.raises(AudioError, match=r"ruined\.mp3: is (damaged|too short)"):
        CueAnalyser().analyse(path)


def test_three_hours_take_little_memory(tmp_path, composer, write_audio, peak_memory_mb):
    """MP3 frames can be strung together: three hours are one minute, 180 times."""
    minute = np.resize(composer.play(120, tonic=4, bars=16), 60 * RATE_HZ)
    path = write_audio(tmp_path / "mix.mp3", minute, RATE_HZ, bit_rate=32000)
    path.write_bytes(path.read_bytes() * 180)
    script = (
        "import pathlib, sys\n"
        "from affetto.audio.analyser import CueAnalyser\n"
        "analysis = CueAnalyser().analyse(pathlib.Path(sys.argv[1]))\n"
        "print(analysis.features.duration_s, analysis.features.tempo_bpm)\n"
        "print(*analysis.notes, sep='; ')\n"
        f"print({peak_memory_mb})\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
    )
    figures, notes, peak_mb = result.stdout.splitlines()
    duration_s, tempo_bpm = map(float, figures.split())
    assert duration_s == pytest.approx(3 * 3600, rel=0.01)
    assert tempo_bpm == pytest.approx(120, rel=0.02)
    assert "10 passages, 10 minutes in all, were analysed" in notes
    assert float(peak_mb) < 600
    assert result.stderr == ""
