import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.recommend.catalogue import UNKNOWN_ARTIST
from affetto.recommend.reranking import REPEAT_FACTOR, spread_artists


def order(scores: list[float], artists: list[int], k: int | None = None) -> list[int]:
    ranked = spread_artists(
        np.arange(len(scores)),
        np.array(scores, dtype=np.float64),
        np.array(artists, dtype=np.int32),
        len(scores) if k is None else k,
    )
    return [place.index for place in ranked]


def test_lets_another_artist_of_similar_fit_come_between() -> None:
    assert order([0.90, 0.89, 0.88, 0.80], [1, 1, 2, 3]) == [0, 2, 3, 1]


def test_keeps_an_artist_who_alone_fits() -> None:
    assert order([0.90, 0.89, 0.30], [1, 1, 2]) == [0, 1, 2]


def test_a_list_by_one_artist_is_still_full_and_in_order() -> None:
    assert order([0.5, 0.9, 0.7], [1, 1, 1]) == [1, 2, 0]


def test_tracks_by_unknown_artists_do_not_stand_in_each_others_way() -> None:
    unknown = [UNKNOWN_ARTIST] * 3
    assert order([0.90, 0.89, 0.88], unknown) == [0, 1, 2]


def test_equal_scores_stay_in_order() -> None:
    assert order([0.5, 0.5, 0.5, 0.5], [1, 2, 1, 3]) == [0, 1, 3, 2]


def test_the_score_of_a_repeated_artist_says_what_the_repetition_costs() -> None:
    places = spread_artists(
        np.array([4, 9]), np.array([0.8, 0.8]), np.array([1, 1], dtype=np.int32), 2
    )
    assert [place.index for place in places] == [4, 9]
    assert places[1].score == pytest.approx(0.8 * REPEAT_FACTOR)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(-1, 3)), max_size=12),
    st.integers(0, 12),
)
def test_chooses_at_every_place_the_best_that_is_left(
    candidates: list[tuple[float, int]], k: int
) -> None:
    scores = [score for score, _ in candidates]
    artists = [artist for _, artist in candidates]
    chosen: list[int] = []
    while len(chosen) < min(k, len(candidates)):
        heard = [artists[i] for i in chosen]
        chosen.append(
            max(
                (i for i in range(len(candidates)) if i not in chosen),
                key=lambda i: (
                    scores[i]
                    * REPEAT_FACTOR ** (0 if artists[i] == -1 else heard.count(artists[i])),
                    -i,
                ),
            )
        )
    assert order(scores, artists, k) == chosen
