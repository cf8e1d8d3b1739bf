from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pytest

from affetto.audio.features import Sound, extract_features
from affetto.audio.loudness import Loudness, LoudnessMeter
from affetto.music import Mode


def sound_of(mono, rate_hz):
    meter = LoudnessMeter(rate_hz, ("FC",))
    meter.add(np.atleast_2d(mono))
    return Sound(mono.astype(np.float32), meter.measure())


@pytest.fixture(scope="module")
def piece(composer):
    return composer.play(120, tonic=9, mode=Mode.MINOR)


def test_describes_a_piece_as_it_was_composed(piece, composer):
    features = extract_features(sound_of(piece, composer.rate_hz), 20.5)
    assert features.duration_s == 20.5
    assert features.tempo_bpm == pytest.approx(120, rel=0.02)
    assert features.key_name == "A minor"
    # Eight hi-hats per bar of two seconds; chords and drums begin together with some of them.
    assert features.onset_density_hz == pytest.approx(4, rel=0.15)
    assert 0 < features.articulation < 1
    assert 0 < features.energy < 1


def test_every_feature_is_a_plain_finite_number(piece, composer):
    features = extract_features(sound_of(piece, composer.rate_hz), 20.5)
    for name, value in asdict(features).items():
        assert type(value) in {int, float, Mode}, name
        assert np.isfinite(value), name


def test_silence_has_only_a_duration(composer):
    features = extract_features(sound_of(np.zeros(10 * composer.rate_hz), composer.rate_hz), 10)
    assert set(asdict(features).values()) == {10, None}


@pytest.mark.parametrize("residue", [0.0, 1e-30, 1e-10])
def test_channels_that_cancel_each_other_out_are_silence(residue, composer):
    # Two channels of opposite phase are loud, and yet next to nothing remains of them in mono.
    mono = np.full(10 * composer.rate_hz, residue, np.float32)
    features = extract_features(Sound(mono, Loudness(-12.0, 3.0)), 10)
    assert set(asdict(features).values()) == {10, None}


def test_a_dense_loud_piece_has_more_energy_than_a_sparse_soft_one(composer):
    dense = composer.play(140, style="rock")
    sparse = 0.05 * composer.play(60, style="waltz")
    energies = [
        extract_features(sound_of(sound, composer.rate_hz), 10).energy for sound in (dense, sparse)
    ]
    assert energies[0] > energies[1] + 0.2


def test_a_filtered_piece_is_less_bright(piece, composer):
    dull = np.convolve(piece, np.ones(20) / 20, mode="same")
    bright_hz, dull_hz = (
        extract_features(sound_of(sound, composer.rate_hz), 10).brightness_hz
        for sound in (piece, dull)
    )
    assert dull_hz < 0.7 * bright_hz
