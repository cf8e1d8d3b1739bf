from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from affetto.study.agreement import MIN_CLUSTERS, agree_on_numbers, agree_on_words

NONE = np.nan
# The worked examples of Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
MEG_AND_OWEN = ["0100000010", "1110010000"]
BEN_AND_GERRY = ["aabbdcccedda", "babbbcccyddd".replace("y", "e")]
FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
        [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
    ]
)
FOUR_OBSERVERS_WORDS = [
    [None if np.isnan(value) else str(value) for value in row] for row in FOUR_OBSERVERS
]


@pytest.mark.parametrize(
    ("words", "published"),
    [(MEG_AND_OWEN, 0.095), (BEN_AND_GERRY, 0.692), (FOUR_OBSERVERS_WORDS, 0.743)],
)
def test_words_give_the_published_alpha(words, published):
    assert agree_on_words(words).alpha == pytest.approx(published, abs=5e-4)


def test_numbers_give_the_published_alpha():
    agreement = agree_on_numbers(FOUR_OBSERVERS)
    assert agreement.alpha == pytest.approx(0.849, abs=5e-4)
    # The last unit has one value, which is compared with none: 40 values are left of 41.
    assert (agreement.raters, agreement.units, agreement.values) == (4, 11, 40)


def definition(numbers) -> float:
    """Alpha from all pairs, one by one, as it is defined."""
    units = [column[~np.isnan(column)] for column in numbers.T]
    units = [unit for unit in units if len(unit) > 1]
    values = np.concatenate(units)
    observed = sum(
        ((unit[:, None] - unit[None, :]) ** 2).sum() / (len(unit) - 1) for unit in units
    ) / len(values)
    pairs = len(values) * (len(values) - 1)
    return 1 - observed / (((values[:, None] - values[None, :]) ** 2).sum() / pairs)


RATINGS = arrays(
    np.float64, (5, 8), elements=st.sampled_from([NONE, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0])
)


@given(RATINGS)
def test_sums_give_what_the_definition_gives(numbers):
    agreement = agree_on_numbers(numbers)
    if agreement.alpha is not None:
        assert agreement.alpha == pytest.approx(definition(numbers), abs=1e-9)
        assert agreement.alpha <= 1


@given(RATINGS, st.floats(-1e6, 1e6), st.floats(0.01, 100))
def test_where_a_scale_begins_and_how_long_it_is_does_not_matter(numbers, shift, factor):
    assert agree_on_numbers(numbers * factor + shift).alpha == pytest.approx(
        agree_on_numbers(numbers).alpha, abs=1e-4
    )


def test_full_agreement_is_one():
    assert agree_on_words(["abcd", "abcd", "abcd"]).alpha == 1


@pytest.mark.parametrize(
    "words", [[], [[]], [[None, None]], ["abc"], ["aaa", "aaa"], [["a", None], [None, "b"]]]
)
def test_alpha_is_not_told_where_nothing_can_be_compared_or_nothing_varies(words):
    agreement = agree_on_words(words)
    assert agreement.alpha is None
    assert agreement.interval is None


def noisy_ratings(rng, raters=12, units=30, agreement=0.8):
    truth = rng.normal(size=units)
    noise = rng.normal(size=(raters, units))
    return np.sqrt(agreement) * truth + np.sqrt(1 - agreement) * noise


def test_interval_holds_alpha_and_narrows_with_more_units():
    rng = np.random.default_rng(1)
    few, many = (agree_on_numbers(noisy_ratings(rng, units=n)) for n in (15, 120))
    for agreement in (few, many):
        low, high = agreement.interval
        assert low < agreement.alpha < high
    assert np.diff(many.interval) < np.diff(few.interval)


def test_interval_covers_the_true_agreement_about_as_often_as_it_says():
    # Of ratings that share this part of their variance, alpha is this part.
    rng = np.random.default_rng(2)
    runs = [agree_on_numbers(noisy_ratings(rng, units=12, agreement=0.6)) for _ in range(100)]
    covered = sum(run.interval[0] <= 0.6 <= run.interval[1] for run in runs)
    assert covered >= 90


def test_no_interval_of_fewer_clusters_than_can_tell():
    ratings = noisy_ratings(np.random.default_rng(3), units=2 * MIN_CLUSTERS - 2)
    in_pairs = np.repeat(np.arange(MIN_CLUSTERS - 1), 2).tolist()
    assert agree_on_numbers(ratings).interval is not None
    assert agree_on_numbers(ratings, in_pairs).interval is None


def test_units_that_are_the_same_twice_are_no_more_evidence():
    ratings = noisy_ratings(np.random.default_rng(4), units=20)
    twice = agree_on_numbers(np.repeat(ratings, 2, axis=1), np.repeat(np.arange(20), 2).tolist())
    once = agree_on_numbers(ratings)
    assert np.diff(twice.interval) == pytest.approx(np.diff(once.interval), rel=0.15)
