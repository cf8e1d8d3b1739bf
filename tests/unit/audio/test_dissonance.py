from __future__ import annotations

import numpy as np
import pytest

from affetto.audio.dissonance import compute_roughness


def roughness(frequencies_hz, amplitudes=None):
    frequencies_hz = np.atleast_2d(np.asarray(frequencies_hz, np.float32))
    if amplitudes is None:
        amplitudes = np.ones_like(frequencies_hz)
    return compute_roughness(frequencies_hz, np.atleast_2d(np.asarray(amplitudes, np.float32)))[0]


def dyad(semitones, root_hz=261.63, harmonics=6):
    """Two tones with harmonics that fall as 0.88^n, as Sethares 1993 plays them."""
    numbers = np.arange(1, harmonics + 1)
    fundamentals_hz = root_hz * 2 ** (np.array([[0], [semitones]]) / 12)
    return roughness((fundamentals_hz * numbers).ravel(), np.tile(0.88 ** (numbers - 1), 2))


def test_one_sine_is_smooth():
    assert roughness([440]) == 0


def test_two_sines_are_roughest_a_quarter_of_a_critical_band_apart():
    """Plomp & Levelt 1965; the critical band around 1 kHz is some 160 Hz wide."""
    distances_hz = np.arange(1, 400)
    curve = [roughness([1000, 1000 + distance_hz]) for distance_hz in distances_hz]
    assert distances_hz[np.argmax(curve)] == pytest.approx(160 / 4, abs=6)
    assert max(curve) == pytest.approx(0.5, abs=0.001)
    assert curve[-1] < 0.05


def test_consonant_intervals_are_smoother_than_their_neighbours():
    """Minima where Sethares 1993 finds them: fourth, fifth, octave; the minor second is worst."""
    rough = [dyad(semitones) for semitones in range(13)]
    assert rough[5] < min(rough[4], rough[6])
    assert rough[7] < min(rough[6], rough[8])
    assert rough[12] < rough[11]
    assert np.argmax(rough) == 1
    assert rough[12] < rough[7] < rough[5]


def test_level_does_not_matter():
    assert roughness([400, 430], [0.1, 0.2]) == pytest.approx(roughness([400, 430], [10, 20]))


def test_partials_may_come_in_any_order_and_be_missing():
    ordered = roughness([200, 230, 900], [1.0, 0.5, 0.2])
    assert roughness([900, 0, 200, 230], [0.2, 0.0, 1.0, 0.5]) == pytest.approx(ordered)


def test_silence_is_smooth():
    assert roughness([0, 0], [0, 0]) == 0
