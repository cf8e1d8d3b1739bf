from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.audio.mood import estimate_mood
from affetto.music import AudioFeatures, Mode

MEDIOCRE = AudioFeatures(
    duration_s=200,
    tempo_bpm=100,
    tempo_confidence=1,
    key=0,
    mode=Mode.MAJOR,
    key_confidence=1,
    loudness_lufs=-14,
    dynamic_range_lu=6,
    energy=0.5,
    brightness_hz=1600,
    register_hz=330,
    onset_density_hz=3.5,
    articulation=0.2,
)
# Each cue from one end of its range to the other, all else being equal.
SWINGS = {
    "mode": ({"mode": Mode.MINOR}, {"mode": Mode.MAJOR}),
    "tempo": ({"tempo_bpm": 50}, {"tempo_bpm": 200}),
    "register": ({"register_hz": 100}, {"register_hz": 1000}),
    "dynamics": ({"loudness_lufs": -40}, {"loudness_lufs": -2}),
    "density": ({"onset_density_hz": 0.5}, {"onset_density_hz": 20}),
    "articulation": ({"articulation": 0}, {"articulation": 1}),
    "timbre": ({"brightness_hz": 500}, {"brightness_hz": 5000}),
}
CUES_OF_EEROLA = ["mode", "tempo", "register", "dynamics", "articulation", "timbre"]


def swing(cue):
    """How far valence and arousal move when one cue goes from its lowest to its highest."""
    low, high = (estimate_mood(replace(MEDIOCRE, **end)).point for end in SWINGS[cue])
    return high.valence - low.valence, high.arousal - low.arousal


def test_valence_follows_the_cues_in_the_order_of_eerola_2013():
    effects = [abs(swing(cue)[0]) for cue in CUES_OF_EEROLA]
    assert effects == sorted(effects, reverse=True)
    assert min(effects) > 0


@pytest.mark.parametrize("cue", ["mode", "tempo", "register", "articulation"])
def test_pleasant_is_major_fast_high_and_detached(cue):
    assert swing(cue)[0] > 0


@pytest.mark.parametrize("cue", ["dynamics", "timbre"])
def test_pleasant_is_soft_and_mellow(cue):
    assert swing(cue)[0] < 0


def test_loudness_then_tempo_drive_arousal_as_in_schubert_2004():
    arousal = {cue: swing(cue)[1] for cue in SWINGS}
    ranked = sorted(arousal, key=arousal.__getitem__, reverse=True)
    assert ranked[:2] == ["dynamics", "tempo"]
    assert min(arousal.values()) >= 0


def test_mode_leaves_arousal_as_it_is():
    assert swing("mode")[1] == 0


def test_cues_add_up_without_interaction():
    slow_minor, fast_minor, slow_major, fast_major = (
        estimate_mood(replace(MEDIOCRE, mode=mode, tempo_bpm=tempo_bpm)).point.valence
        for mode in (Mode.MINOR, Mode.MAJOR)
        for tempo_bpm in (80, 120)
    )
    assert fast_major - slow_major == pytest.approx(fast_minor - slow_minor)


def test_a_doubtful_key_moves_valence_less():
    sure = estimate_mood(replace(MEDIOCRE, key_confidence=1.0))
    doubtful = estimate_mood(replace(MEDIOCRE, key_confidence=0.1))
    assert 0 < doubtful.point.valence < sure.point.valence
    assert doubtful.uncertainty > sure.uncertainty


@pytest.mark.parametrize(
    "missing",
    [
        {"mode": None, "key": None, "key_confidence": None},
        {"tempo_bpm": None, "tempo_confidence": None},
        {"register_hz": None},
        {"articulation": None},
        {"onset_density_hz": None},
        {"brightness_hz": None},
    ],
    ids=lambda missing: next(iter(missing)),
)
def test_a_missing_cue_widens_the_uncertainty(missing):
    known, unknown = estimate_mood(MEDIOCRE), estimate_mood(replace(MEDIOCRE, **missing))
    assert unknown.uncertainty > known.uncertainty


def test_silence_has_no_mood():
    assert estimate_mood(AudioFeatures(10.0)) is None


@given(
    st.builds(
        AudioFeatures,
        duration_s=st.floats(3, 1e5),
        tempo_bpm=st.none() | st.floats(40, 240),
        tempo_confidence=st.none() | st.floats(0, 1),
        key=st.just(0),
        mode=st.none() | st.sampled_from(Mode),
        key_confidence=st.none() | st.floats(0, 1),
        loudness_lufs=st.floats(-70, 10),
        dynamic_range_lu=st.none() | st.floats(0, 60),
        energy=st.none() | st.floats(0, 1),
        brightness_hz=st.none() | st.floats(0, 11025),
        register_hz=st.none() | st.floats(0, 5000),
        onset_density_hz=st.none() | st.floats(0, 40),
        articulation=st.none() | st.floats(0, 1),
    )
)
def test_every_mood_lies_in_the_plane(features):
    mood = estimate_mood(features)
    assert -1 <= mood.point.valence <= 1
    assert -1 <= mood.point.arousal <= 1
    assert 0 < mood.uncertainty < 1
