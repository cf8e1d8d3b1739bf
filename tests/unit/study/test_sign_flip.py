from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, permutation_test

from affetto.study.sign_flip import MIN_PEOPLE, sign_flip_test

# Multiples of a power of two: their sums are exact, so that ties are ties.
EIGHTHS = st.lists(st.integers(-8, 8).map(lambda n: n / 8), min_size=MIN_PEOPLE, max_size=10)


def test_p_counts_the_patterns_of_signs_that_are_as_far_from_zero():
    values = np.array([0.5, 0.25, -0.25, 1.0, 0.75, 0.5, 0.0])
    flipped = [abs(np.dot(signs, values)) for signs in product((-1, 1), repeat=len(values))]
    expected = np.mean(np.array(flipped) >= abs(values.sum()))
    assert sign_flip_test(values).p_value == pytest.approx(expected)


def test_p_is_that_of_scipys_permutation_test():
    values = np.random.default_rng(0).normal(0.4, 1, size=11)
    theirs = permutation_test(
        (values,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    assert sign_flip_test(values).p_value == pytest.approx(theirs.pvalue)


@pytest.mark.parametrize(("first", "second"), [(6, 0), (9, 1), (7, 5), (8, 8)])
def test_p_of_people_who_always_choose_alike_is_that_of_the_sign_test(first, second):
    values = np.array([1.0] * first + [-1.0] * second)
    assert sign_flip_test(values).p_value == pytest.approx(binomtest(first, first + second).pvalue)


@given(EIGHTHS)
def test_interval_leaves_out_zero_exactly_where_p_is_at_most_five_percent(values):
    tested = sign_flip_test(np.array(values))
    low, high = tested.interval
    assert (low > 0 or high < 0) == (tested.p_value <= 0.05)


@given(EIGHTHS, st.integers(-4, 4))
def test_interval_moves_with_the_values_and_turns_with_their_signs(values, shift):
    low, high = sign_flip_test(np.array(values)).interval
    assert low <= sign_flip_test(np.array(values)).mean <= high
    moved = sign_flip_test(np.array(values) + shift).interval
    assert moved == pytest.approx((low + shift, high + shift), abs=1e-12)
    assert sign_flip_test(-np.array(values)).interval == (-high, -low)


def test_nothing_is_told_of_people_of_whom_no_result_could_reach_five_percent():
    assert sign_flip_test(np.ones(MIN_PEOPLE - 1)) is None
    assert sign_flip_test(np.ones(MIN_PEOPLE)).p_value < 0.05


def test_many_people_are_drawn_from_and_give_what_counting_all_would():
    values = np.random.default_rng(3).normal(0.3, 1, size=40)
    tested = sign_flip_test(values)
    theirs = permutation_test(
        (values,), np.mean, permutation_type="samples", n_resamples=20_000, rng=1
    )
    assert tested.p_value == pytest.approx(theirs.pvalue, abs=0.01)
    assert tested == sign_flip_test(values)


def test_certain_results_of_many_people_are_not_said_to_be_impossible_by_chance():
    assert 0 < sign_flip_test(np.ones(60)).p_value < 1e-4


@pytest.mark.parametrize("people", [8, 25])
def test_one_study_in_twenty_finds_a_difference_where_there_is_none(people):
    rng = np.random.default_rng(people)
    p_values = [sign_flip_test(rng.normal(size=people)).p_value for _ in range(150)]
    assert 0 <= np.mean(np.array(p_values) <= 0.05) <= 0.1
