from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from affetto.audio.decoding import ANALYSIS_RATE_HZ, Passage
from affetto.audio.features import Stretch, extract_features, listen
from affetto.audio.timeline import draw_timeline
from affetto.audio.waveform import WAVEFORM_PARTS
from affetto.music import Mode


def draw(sound, duration_s):
    music = listen(sound)
    return draw_timeline(sound, music, extract_features(sound, music, duration_s), duration_s)


@pytest.fixture(scope="module")
def lullaby(composer):
    return 0.1 * composer.play(66, tonic=9, mode=Mode.MINOR, style="arpeggio", bars=6, octave=3)


@pytest.fixture(scope="module")
def march(composer):
    return composer.play(132, tonic=0, style="rock", bars=12, octave=5)


def test_moods_rise_where_a_lullaby_turns_into_a_march(lullaby, march, decoded):
    turn = len(lullaby) // ANALYSIS_RATE_HZ
    sound = decoded(np.concatenate([lullaby, march]))
    moods = draw(sound, len(sound.mono) / ANALYSIS_RATE_HZ).moods
    assert moods.dtype == np.float32
    assert np.abs(moods).max() <= 1
    before, after = moods[: turn - 3], moods[turn + 4 :]
    assert after[:, 1].min() > before[:, 1].max()
    assert after[:, 0].mean() > before[:, 0].mean()


def test_there_is_a_mood_for_every_second_begun(march, decoded):
    length_s = len(march) / ANALYSIS_RATE_HZ
    assert len(draw(decoded(march), length_s).moods) == int(np.ceil(length_s))


def test_a_pause_has_no_mood(march, decoded):
    pause = np.zeros(12 * ANALYSIS_RATE_HZ, np.float32)
    sound = decoded(np.concatenate([march, pause, march]))
    moods = draw(sound, len(sound.mono) / ANALYSIS_RATE_HZ).moods
    silent = np.isnan(moods).all(axis=1)
    begins = len(march) / ANALYSIS_RATE_HZ
    assert silent[int(begins + 4) : int(begins + 8)].all()
    assert not silent[: int(begins)].any()


def test_silence_has_a_timeline_without_anything_on_it(decoded):
    timeline = draw(decoded(np.zeros(10 * ANALYSIS_RATE_HZ)), 10.0)
    assert len(timeline.beats_s) == len(timeline.downbeats_s) == 0
    assert timeline.moods.shape == (10, 2)
    assert np.isnan(timeline.moods).all()
    assert len(timeline.peaks) == WAVEFORM_PARTS
    assert not timeline.peaks.any()


def test_what_was_heard_in_passages_lies_where_they_do(march, decoded):
    """Twenty seconds from 100 s on and as many from 300 s on, of 400."""
    length = 20 * ANALYSIS_RATE_HZ
    sound = replace(
        decoded(np.tile(march[:length], 2)),
        stretches=(
            Stretch(Passage(0.0, 20.0), 100.0),
            Stretch(Passage(20.0, 40.0), 300.0),
        ),
    )
    timeline = draw(sound, 400.0)
    heard = np.nonzero(np.isfinite(timeline.moods[:, 0]))[0].tolist()
    assert heard == [*range(100, 120), *range(300, 320)]
    assert timeline.beats_s[0] == pytest.approx(100, abs=0.05)
    in_passages = [(100 <= t <= 120) or (300 <= t <= 320) for t in timeline.beats_s]
    assert all(in_passages)
    second = timeline.beats_s[timeline.beats_s > 200]
    assert second[0] == pytest.approx(300, abs=0.05)
    assert np.diff(second) == pytest.approx(60 / 132, abs=0.05)


def test_downbeats_are_beats(march, decoded):
    timeline = draw(decoded(march), len(march) / ANALYSIS_RATE_HZ)
    assert set(timeline.downbeats_s) < set(timeline.beats_s)
    assert np.diff(timeline.downbeats_s) == pytest.approx(4 * 60 / 132, abs=0.1)
