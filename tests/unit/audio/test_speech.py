from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from affetto.audio.analyser import CueAnalyser
from affetto.audio.envelope import ENVELOPE_RATE_HZ
from affetto.audio.rhythm import Tempo
from affetto.audio.speech import measure_low_energy, rate_speech

SPOKEN = (
    "Nobody had expected the letter to arrive so soon, and yet it lay on the table. She counted "
    "the steps, wrote the number into a small book, and began again from the other side."
)
SECONDS = 20
STEPS = round(SECONDS * ENVELOPE_RATE_HZ)


@pytest.fixture
def syllables():
    """A level that is high for 150 ms of every 250."""
    return (np.arange(STEPS) % 25 < 15).astype(np.float64)


def test_half_the_frames_of_syllables_are_low(syllables):
    assert measure_low_energy(syllables) == pytest.approx(0.4, abs=0.05)


def test_a_steady_tone_is_never_low():
    assert measure_low_energy(np.ones(STEPS)) == 0


@pytest.mark.parametrize("envelope", [np.zeros(STEPS), np.ones(30)])
def test_silence_and_less_than_a_second_tell_nothing(envelope):
    assert measure_low_energy(envelope) is None
    assert rate_speech(envelope, 0.0, None) is None


def test_all_three_signs_have_to_agree(syllables):
    assert rate_speech(syllables, 0.02, None) == 1
    assert rate_speech(syllables, 0.5, None) == 0  # an instrument
    assert rate_speech(syllables, 0.02, Tempo(120, 0.6)) == 0  # drums
    assert rate_speech(np.ones(STEPS), 0.02, None) == 0  # noise


@pytest.mark.parametrize("voice", ["en", "de", "fr+f3"])
def test_hears_that_a_synthesized_voice_speaks(voice, tmp_path):
    speaker = shutil.which("espeak-ng")
    if speaker is None:
        pytest.skip("needs espeak-ng to speak")
    path = tmp_path / "speech.wav"
    subprocess.run([speaker, "-v", voice, "-w", path, SPOKEN], check=True)
    assert CueAnalyser().analyse(path).features.speechiness > 0.5
