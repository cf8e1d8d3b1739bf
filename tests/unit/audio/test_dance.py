from __future__ import annotations

import numpy as np
import pytest

from affetto.audio.dance import measure_fluctuation, rate_danceability
from affetto.audio.envelope import ENVELOPE_RATE_HZ, compute_envelope
from affetto.audio.rhythm import Tempo

STEPS = round(120 * ENVELOPE_RATE_HZ)


def test_the_envelope_follows_the_level():
    loud = np.random.default_rng(0).standard_normal(22050)
    envelope = compute_envelope(np.concatenate([loud, 0.1 * loud]).astype(np.float32))
    assert len(envelope) == pytest.approx(2 * ENVELOPE_RATE_HZ, abs=1)
    assert envelope[:99].mean() == pytest.approx(10 * envelope[101:].mean(), rel=0.02)


def test_white_noise_and_a_random_walk_have_the_exponents_of_the_literature():
    """0.5 and 1.5: Peng et al. 1994, "Mosaic organization of DNA nucleotides"."""
    noise = np.random.default_rng(1).standard_normal(STEPS)
    assert measure_fluctuation(noise) == pytest.approx(0.5, abs=0.05)
    assert measure_fluctuation(np.cumsum(noise)) == pytest.approx(1.5, abs=0.1)


def test_the_scale_of_a_curve_does_not_change_its_exponent():
    noise = np.random.default_rng(2).standard_normal(STEPS)
    assert measure_fluctuation(100 * noise + 7) == pytest.approx(measure_fluctuation(noise))


@pytest.mark.parametrize("envelope", [np.ones(STEPS), np.arange(100.0)])
def test_a_constant_or_short_curve_has_no_exponent(envelope):
    assert measure_fluctuation(envelope) is None
    assert rate_danceability(envelope, Tempo(120, 0.5)) is None


def test_a_clear_beat_is_more_danceable_than_a_faint_one():
    envelope = np.abs(np.random.default_rng(3).standard_normal(STEPS))
    clear, faint = (rate_danceability(envelope, Tempo(120, c)) for c in (0.6, 0.3))
    assert 0 <= faint < clear <= 1


def test_strokes_are_more_danceable_than_swells():
    time_s = np.arange(STEPS) / ENVELOPE_RATE_HZ
    strokes = np.exp(-8 * (time_s % 0.5))
    swells = np.cumsum(np.random.default_rng(4).standard_normal(STEPS))
    tempo = Tempo(120, 0.5)
    assert rate_danceability(strokes, tempo) > rate_danceability(swells, tempo) + 0.2


def test_nothing_is_said_of_the_dance_without_a_pulse():
    assert rate_danceability(np.random.default_rng(5).random(STEPS), None) is None
