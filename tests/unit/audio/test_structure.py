from __future__ import annotations

import numpy as np
import pytest

from affetto.audio.decoding import ANALYSIS_RATE_HZ, Passage
from affetto.audio.spectrum import analyse_spectrum
from affetto.audio.structure import EXCERPT_S, find_excerpt
from affetto.music import Mode

NO_DOWNBEATS = np.zeros(0)


@pytest.fixture(scope="module")
def verse(composer):
    return composer.play(120, tonic=2, mode=Mode.MAJOR, style="rock", bars=20)  # 40 s


@pytest.fixture(scope="module")
def interlude(composer):
    return composer.play(120, tonic=8, mode=Mode.MINOR, style="arpeggio", octave=6, bars=10)


def excerpt(sound, passages=None, downbeats_s=NO_DOWNBEATS):
    whole = [Passage(0.0, len(sound) / ANALYSIS_RATE_HZ)]
    return find_excerpt(analyse_spectrum(sound), passages or whole, downbeats_s)


def test_the_excerpt_lies_in_what_prevails(verse, interlude):
    length_s = len(interlude) / ANALYSIS_RATE_HZ
    start_s, end_s = excerpt(np.concatenate([interlude, verse, interlude]))
    assert end_s - start_s == pytest.approx(EXCERPT_S)
    assert start_s >= length_s - 1
    assert end_s <= length_s + len(verse) / ANALYSIS_RATE_HZ + 1


def test_the_excerpt_begins_with_a_bar_that_is_near(verse):
    start_s, _ = excerpt(verse)
    assert excerpt(verse, downbeats_s=np.array([start_s + 0.7, start_s + 1.5])) == pytest.approx(
        (start_s + 0.7, start_s + 0.7 + EXCERPT_S)
    )
    assert excerpt(verse, downbeats_s=np.array([start_s + 5]))[0] == start_s


def test_a_short_recording_is_its_own_excerpt(verse):
    assert excerpt(verse[: 12 * ANALYSIS_RATE_HZ]) == (0.0, 12.0)


def test_the_excerpt_does_not_leave_its_passage(verse):
    passages = [Passage(0.0, 4.0), Passage(4.0, 38.0)]
    start_s, end_s = excerpt(verse, passages)
    assert start_s >= 4
    assert end_s <= 38


def test_of_short_passages_the_longest_is_the_excerpt(verse):
    passages = [Passage(0.0, 8.0), Passage(8.0, 20.0), Passage(20.0, 29.0)]
    assert excerpt(verse, passages) == (8.0, 20.0)
