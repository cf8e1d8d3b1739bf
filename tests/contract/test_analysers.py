"""What every analyser promises, whatever it hears with."""

from __future__ import annotations

import math
import pickle
import wave
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from multiprocessing import get_context

import numpy as np
import pytest

from affetto.audio.analyser import Analysis
from affetto.audio.analysers import create_analyser
from affetto.errors import AudioError

RATE_HZ = 22050


@pytest.fixture(params=["affetto-cues", "vibenet"])
def analyser(request):
    if request.param == "vibenet":
        pytest.importorskip(
            "vibenet", reason="vibenet is GPL-3, and installed by those who ask for it"
        )
    return create_analyser(request.param)


def assert_alike(one, other):
    """Equal, timelines by what is on them."""
    assert replace(one, timeline=None) == replace(other, timeline=None)
    assert (one.timeline is None) == (other.timeline is None)
    if one.timeline is not None:
        for name, values in vars(one.timeline).items():
            np.testing.assert_array_equal(values, getattr(other.timeline, name))


def write_wav(path, sound):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes((32767 * sound).astype("<i2").tobytes())
    return path


@pytest.fixture
def song(tmp_path):
    """Eight seconds of a broken C major triad, two notes per second."""
    time_s = np.arange(RATE_HZ // 2) / RATE_HZ
    notes = [
        0.5 * np.sin(2 * np.pi * frequency_hz * time_s) * np.exp(-4 * time_s)
        for frequency_hz in (261.63, 329.63, 392.0, 523.25)
    ]
    return write_wav(tmp_path / "song.wav", np.tile(np.concatenate(notes), 4))


def test_has_a_name_and_a_version(analyser):
    assert analyser.name
    assert analyser.version


def test_hears_a_song(analyser, song):
    analysis = analyser.analyse(song)
    assert isinstance(analysis, Analysis)
    assert analysis.features.duration_s == pytest.approx(8, abs=0.1)
    assert -1 <= analysis.mood.valence <= 1
    assert -1 <= analysis.mood.arousal <= 1
    assert analysis.mood_uncertainty > 0


def test_hears_the_same_twice(analyser, song):
    assert_alike(analyser.analyse(song), analyser.analyse(song))


def test_never_says_nan(analyser, song, tmp_path):
    silence = write_wav(tmp_path / "silence.wav", np.zeros(5 * RATE_HZ))
    noise = write_wav(
        tmp_path / "noise.wav", 0.1 * np.random.default_rng(0).standard_normal(5 * RATE_HZ)
    )
    for path in (song, silence, noise):
        values = asdict(analyser.analyse(path).features).values()
        assert all(math.isfinite(value) for value in values if value is not None)


def test_tells_no_mood_of_silence(analyser, tmp_path):
    silence = write_wav(tmp_path / "silence.wav", np.zeros(5 * RATE_HZ))
    analysis = analyser.analyse(silence)
    assert analysis.mood is None
    assert analysis.mood_uncertainty is None


def test_works_in_another_process(analyser, song):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        analysis = pool.submit(analyser.analyse, song).result()
    assert_alike(analysis, analyser.analyse(song))


def test_its_errors_come_back_from_another_process(analyser, tmp_path):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        future = pool.submit(analyser.analyse, tmp_path / "missing.mp3")
        with pytest.raises(AudioError, match=r"missing\.mp3"):
            future.result()


def test_what_it_says_can_be_pickled(analyser, song):
    analysis = analyser.analyse(song)
    assert_alike(pickle.loads(pickle.dumps(analysis)), analysis)


def test_its_timeline_stays_within_the_recording(analyser, song):
    analysis = analyser.analyse(song)
    if analysis.timeline is None:
        pytest.skip("draws no timeline")
    beats_s, moods = analysis.timeline.beats_s, analysis.timeline.moods
    assert (np.diff(beats_s) > 0).all()
    assert (beats_s >= 0).all()
    assert (beats_s <= analysis.features.duration_s).all()
    assert np.isin(analysis.timeline.downbeats_s, beats_s).all()
    assert len(moods) == math.ceil(analysis.features.duration_s)
    assert np.nanmax(np.abs(moods)) <= 1
    assert analysis.timeline.peaks.max() > 0


def test_its_excerpt_lies_within_the_recording(analyser, song):
    features = analyser.analyse(song).features
    assert 0 <= features.excerpt_start_s < features.excerpt_end_s
    assert features.excerpt_end_s <= features.duration_s + 0.1


@pytest.mark.parametrize("content", [None, b"", b"a letter, not a song\n" * 99])
def test_refuses_what_is_not_music_with_one_line(analyser, content, tmp_path):
    path = tmp_path / "song.mp3"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(AudioError) as caught:
        analyser.analyse(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_refuses_a_folder(analyser, tmp_path):
    with pytest.raises(AudioError):
        analyser.analyse(tmp_path)
