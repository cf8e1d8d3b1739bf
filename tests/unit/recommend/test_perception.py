import numpy as np
import pytest

from affetto.recommend.perception import (
    AROUSAL_RATINGS,
    VALENCE_RATINGS,
    perceived_arousal,
    perceived_valence,
)


def test_a_large_library_spreads_as_listeners_ratings_do() -> None:
    narrow = np.random.default_rng(0).normal(-0.6, 0.1, 20_000)
    perceived = perceived_arousal(narrow)
    assert perceived.mean() == pytest.approx(AROUSAL_RATINGS.mean, abs=0.02)
    assert perceived.std() == pytest.approx(AROUSAL_RATINGS.sd, abs=0.04)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_a_tiny_library_keeps_its_own_scale(n: int) -> None:
    valence = np.linspace(-0.5, 0.6, n)
    assert np.abs(perceived_valence(valence) - valence).max() < 0.1


def test_tracks_that_are_all_alike_stay_together_near_the_middle() -> None:
    perceived = perceived_valence(np.full(1000, 0.3))
    assert np.ptp(perceived) == 0
    assert perceived[0] == pytest.approx(VALENCE_RATINGS.mean, abs=0.3)


def test_keeps_the_order_and_the_gaps_of_what_is_unknown() -> None:
    valence = np.array([0.9, np.nan, -0.9, 0.1])
    perceived = perceived_valence(valence)
    assert np.isnan(perceived).tolist() == [False, True, False, False]
    assert perceived[2] < perceived[3] < perceived[0]


def test_a_library_without_moods_is_left_alone() -> None:
    assert np.isnan(perceived_valence(np.array([np.nan, np.nan]))).all()
    assert perceived_valence(np.array([])).size == 0
