from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.music import Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.reranking import (
    ALBUM_FACTOR,
    ARTIST_FACTOR,
    Repetitions,
    best_spread,
    spread_repetitions,
)
from affetto.track_columns import UNKNOWN

MakeTrack = Callable[..., Track]


def repetitions(artists: list[int], albums: list[int] | None = None) -> Repetitions:
    return Repetitions(
        np.array(artists, dtype=np.int32),
        np.array(albums or [UNKNOWN] * len(artists), dtype=np.int32),
    )


def order(
    scores: list[float],
    artists: list[int],
    k: int | None = None,
    albums: list[int] | None = None,
) -> list[int]:
    ranked = spread_repetitions(
        np.arange(len(scores)),
        np.array(scores, dtype=np.float64),
        repetitions(artists, albums),
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
    unknown = [UNKNOWN] * 3
    assert order([0.90, 0.89, 0.88], unknown) == [0, 1, 2]


def test_equal_scores_stay_in_order() -> None:
    assert order([0.5, 0.5, 0.5, 0.5], [1, 2, 1, 3]) == [0, 1, 3, 2]


def test_another_album_of_an_artist_comes_before_the_same_one() -> None:
    assert order([0.90, 0.89, 0.88], [1, 1, 1], albums=[5, 5, 6]) == [0, 2, 1]


def test_a_score_says_what_the_repetition_costs() -> None:
    everything = np.arange(3)
    scores = np.array([0.8, 0.8, 0.8])
    places = spread_repetitions(everything, scores, repetitions([1, 1, 1], [2, 3, 3]), 3)
    assert [place.score for place in places] == [
        pytest.approx(0.8),
        pytest.approx(0.8 * ARTIST_FACTOR),
        pytest.approx(0.8 * ARTIST_FACTOR**2 * ALBUM_FACTOR),
    ]


def test_who_was_just_heard_steps_back(make_track: MakeTrack) -> None:
    tracks = [
        make_track(0, artist="Ada", album="One"),
        make_track(1, artist="Ada", album="One"),
        make_track(2, artist="Bo"),
    ]
    after = Repetitions.after((0,), Catalogue.of(tracks))
    ranked = spread_repetitions(np.arange(3), np.array([0.9, 0.9, 0.8]), after, 3)
    assert ranked[0].index == 2
    assert ranked[1].score == pytest.approx(0.9 * ARTIST_FACTOR * ALBUM_FACTOR)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(-1, 3), st.integers(-1, 2)), min_size=1, max_size=40
    ),
    st.integers(0, 12),
)
def test_looking_at_a_few_tracks_finds_what_looking_at_all_does(
    candidates: list[tuple[float, int, int]], k: int
) -> None:
    scores = np.array([score for score, _, _ in candidates])
    among = repetitions([each[1] for each in candidates], [each[2] for each in candidates])
    by_score = np.argsort(-scores, kind="stable")

    def find_best(n: int) -> tuple[np.ndarray, np.ndarray]:
        return by_score[:n], scores[by_score[:n]]

    everything = spread_repetitions(np.arange(len(scores)), scores, among, k)
    assert best_spread(find_best, among, k) == everything


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(-1, 3), st.integers(-1, 2)), max_size=12),
    st.integers(0, 12),
)
def test_chooses_at_every_place_the_best_that_is_left(
    candidates: list[tuple[float, int, int]], k: int
) -> None:
    scores, artists, albums = ([each[column] for each in candidates] for column in range(3))
    chosen: list[int] = []

    def repeated(numbers: list[int], i: int) -> int:
        return 0 if numbers[i] == UNKNOWN else sum(numbers[j] == numbers[i] for j in chosen)

    while len(chosen) < min(k, len(candidates)):
        chosen.append(
            max(
                (i for i in range(len(candidates)) if i not in chosen),
                key=lambda i: (
                    scores[i]
                    * ARTIST_FACTOR ** repeated(artists, i)
                    * ALBUM_FACTOR ** repeated(albums, i),
                    -i,
                ),
            )
        )
    assert order(scores, artists, k, albums) == chosen


@settings(deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n=st.sampled_from([1, 7, 8, 9, 100, 700]),
    artists=st.sampled_from([1, 3, 50]),
    values=st.sampled_from([1, 2, 5]),
    k=st.sampled_from([1, 2, 5, 10]),
)
def test_ties_are_broken_alike_however_few_tracks_are_looked_at(
    seed: int, n: int, artists: int, values: int, k: int
) -> None:
    rng = np.random.default_rng(seed)
    # Among them scores that others have after a repetition.
    scores = ARTIST_FACTOR ** rng.integers(0, values, n)
    among = repetitions(rng.integers(0, artists, n).tolist())
    by_score = np.argsort(-scores, kind="stable")
    looked_at = []

    def find_best(count: int) -> tuple[np.ndarray, np.ndarray]:
        looked_at.append(count)
        return by_score[:count], scores[by_score[:count]]

    everything = spread_repetitions(np.arange(n), scores, among, k)
    assert best_spread(find_best, among, k) == everything
    if artists == 50 and values == 1 and k == 1:
        assert looked_at == [8]
