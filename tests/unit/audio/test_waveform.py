from __future__ import annotations

import numpy as np
import pytest

from affetto.audio.waveform import WAVEFORM_PARTS, WaveformMeter

RATE_HZ = 8000


def measure(sound, pieces):
    meter = WaveformMeter(sound.shape[1] / RATE_HZ, RATE_HZ)
    at = 0
    for piece in np.split(sound, np.sort(pieces), axis=1):
        meter.add(at / RATE_HZ, piece)
        at += piece.shape[1]
    return meter.measure()


def test_tells_the_loudest_sample_of_each_part():
    sound = np.zeros((2, 5 * WAVEFORM_PARTS), np.float32)
    sound[0, 5 * 10 + 3] = 0.5
    sound[1, 5 * 11] = -1.0
    sound[1, 5 * 999 + 4] = 2.0
    peaks = measure(sound, [])
    assert peaks.dtype == np.uint8
    assert len(peaks) == WAVEFORM_PARTS
    assert {int(part): int(peaks[part]) for part in np.nonzero(peaks)[0]} == {
        10: 128,
        11: 255,
        999: 255,
    }


@pytest.mark.parametrize("samples", [1_001, 12_345, 100_000])
def test_is_the_same_however_the_sound_comes_in(samples):
    random = np.random.default_rng(samples)
    sound = random.uniform(-1, 1, (1, samples)).astype(np.float32)
    pieces = random.integers(0, samples, 9)
    assert (measure(sound, pieces) == measure(sound, [])).all()


def test_leaves_out_what_was_not_added():
    meter = WaveformMeter(100.0, RATE_HZ)
    meter.add(50.0, np.ones((1, 10 * RATE_HZ), np.float32))
    assert np.nonzero(meter.measure())[0].tolist() == list(range(500, 600))


def test_passes_over_sound_beyond_the_end():
    meter = WaveformMeter(1.0, RATE_HZ)
    meter.add(0.9, np.ones((1, RATE_HZ), np.float32))
    meter.add(2.0, np.ones((1, RATE_HZ), np.float32))
    meter.add(0.0, np.ones((1, 0), np.float32))
    assert np.nonzero(meter.measure())[0].tolist() == list(range(900, 1000))
