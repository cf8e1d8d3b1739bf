from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from affetto.audio.features import extract_features, listen
from affetto.audio.loudness import Loudness
from affetto.music import Mode


@pytest.fixture
def describe(decoded):
    def describe(mono, duration_s=10.0):
        sound = decoded(mono)
        return extract_features(sound, listen(sound), duration_s)

    return describe


@pytest.fixture(scope="module")
def piece(composer):
    return composer.play(120, tonic=9, mode=Mode.MINOR)


def test_describes_a_piece_as_it_was_composed(piece, describe):
    features = describe(piece, 20.5)
    assert features.duration_s == 20.5
    assert features.tempo_bpm == pytest.approx(120, rel=0.02)
    assert features.key_name == "A minor"
    # Eight hi-hats per bar of two seconds; chords and drums begin together with some of them.
    assert features.onset_density_hz == pytest.approx(4, rel=0.15)
    assert 0 < features.articulation < 1
    assert 0 < features.energy < 1


def test_every_feature_is_a_plain_finite_number(piece, describe):
    features = describe(piece, 20.5)
    unknown = {name for name, value in asdict(features).items() if value is None}
    assert unknown == {"instrumentalness"}  # nothing was found that tells singing from playing
    for name in asdict(features).keys() - unknown:
        value = getattr(features, name)
        assert type(value) in {int, float, Mode}, name
        assert np.isfinite(value), name


def test_silence_has_only_a_duration(composer, describe):
    features = describe(np.zeros(10 * composer.rate_hz))
    assert set(asdict(features).values()) == {10, None}


@pytest.mark.parametrize("residue", [0.0, 1e-30, 1e-10])
def test_channels_that_cancel_each_other_out_are_silence(residue, composer, decoded):
    # Two channels of opposite phase are loud, and yet next to nothing remains of them in mono.
    mono = np.full(10 * composer.rate_hz, residue, np.float32)
    sound = replace(decoded(mono), loudness=Loudness(-12.0, 3.0))
    features = extract_features(sound, listen(sound), 10)
    assert set(asdict(features).values()) == {10, None}


def test_a_dense_loud_piece_has_more_energy_than_a_sparse_soft_one(composer, describe):
    dense = composer.play(140, style="rock")
    sparse = 0.05 * composer.play(60, style="waltz")
    energies = [describe(sound).energy for sound in (dense, sparse)]
    assert energies[0] > energies[1] + 0.2


def test_a_filtered_piece_is_less_bright(piece, describe):
    dull = np.convolve(piece, np.ones(20) / 20, mode="same")
    bright_hz, dull_hz = (describe(sound).brightness_hz for sound in (piece, dull))
    assert dull_hz < 0.7 * bright_hz


def test_a_piece_shorter_than_an_excerpt_stands_for_itself(piece, composer, describe):
    features = describe(piece)
    assert features.excerpt_start_s == 0
    assert features.excerpt_end_s == pytest.approx(len(piece) / composer.rate_hz)


def test_clusters_are_more_dissonant_than_triads(composer, describe):
    def play(pitches):
        chord = sum(composer.tone(pitch, 1.0) for pitch in pitches)
        return np.tile(chord, 5)

    triads = describe(play((60, 64, 67)))
    clusters = describe(play((60, 61, 62)))
    assert 0 < triads.dissonance < 0.7 * clusters.dissonance <= 0.7


def test_a_steady_beat_is_more_danceable_than_a_few_long_tones(composer, describe):
    beat = describe(composer.play(118, style="rock", bars=14))
    tones = describe(composer.play(60, style="arpeggio", bars=7))
    assert beat.danceability > tones.danceability


def test_no_music_is_taken_for_speech(starter_analyses):
    assert max(analysis.features.speechiness for analysis in starter_analyses.values()) < 0.1
