"""Splits that keep equal samples together and the classes' shares."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.training.samples_for_tests import make_samples

from affetto.errors import InputError
from affetto.training.datasets.samples import Part, Samples, Splits
from affetto.training.recipe import Shares
from affetto.training.splits import split_samples

SHARES = Shares(validation=0.15, test=0.1)


def parts_of(splits: Splits) -> list[Samples]:
    return [splits.train, splits.validation, splits.test]


def nothing_is_shared(splits: Splits) -> bool:
    contents = [set(part.digests()) for part in parts_of(splits)]
    return not any(one & other for one, other in combinations(contents, 2))


@st.composite
def repeating_samples(draw, parts):
    """Different samples of each class in each part, and others that repeat some of them.

    What is planted repeats itself and some of the different ones (100 to 105), under any label
    and in any part; enough others are left that every split is possible.
    """
    planted = draw(
        st.lists(
            st.tuples(
                st.integers(0, 1),
                st.one_of(st.integers(0, 15), st.integers(100, 105)),
                st.sampled_from(parts),
            ),
            max_size=60,
        )
    )
    different = [(n % 2, 100 + n, parts[n // 2 % len(parts)]) for n in range(18 * len(parts))]
    labels, contents, said = zip(*draw(st.permutations(different + planted)), strict=True)
    return make_samples(list(labels), list(contents), list(said))


@given(
    samples=st.one_of(
        repeating_samples([Part.UNSAID]),
        repeating_samples([Part.TRAIN, Part.TEST]),
        repeating_samples([Part.TRAIN, Part.VALIDATION]),
        repeating_samples([Part.TRAIN, Part.VALIDATION, Part.TEST]),
    ),
    seed=st.integers(0, 1000),
)
def test_no_content_stands_in_two_parts(samples, seed):
    splits = split_samples(samples, SHARES, seed)
    assert nothing_is_shared(splits)
    assert all(0 not in part.counts().values() for part in (splits.train, splits.test))
    origins = [origin for part in parts_of(splits) for origin in part.origins]
    assert len(origins) == len(set(origins)) == len(samples) - splits.left_out


@given(n_angry=st.integers(10, 300), n_happy=st.integers(10, 300), seed=st.integers(0, 1000))
def test_different_samples_are_split_by_exact_shares_of_each_class(n_angry, n_happy, seed):
    splits = split_samples(make_samples([0] * n_angry + [1] * n_happy), SHARES, seed)
    for name, n in {"angry": n_angry, "happy": n_happy}.items():
        assert splits.test.counts()[name] == max(1, round(0.1 * n))
        assert splits.validation.counts()[name] == max(1, round(0.15 * n))
    assert splits.left_out == 0


def test_repeats_bend_the_shares_by_no_more_than_half_of_what_moves_as_one():
    contents = np.random.default_rng(3).integers(0, 150, 1000).tolist()
    samples = make_samples([content % 2 for content in contents], contents)
    largest = max(np.bincount(contents))
    splits = split_samples(samples, SHARES, 7)
    for name, n in samples.counts().items():
        assert abs(splits.test.counts()[name] - 0.1 * n) <= largest / 2 + 1
        assert abs(splits.validation.counts()[name] - 0.15 * n) <= largest / 2 + 1


def test_equal_samples_move_together_even_where_their_labels_disagree():
    different = [0, 1] * 15
    disputed = [0, 1, 1] * 10
    contents = [*range(30), *(100 + n // 3 for n in range(30))]
    splits = split_samples(make_samples([*different, *disputed], contents), SHARES, 1)
    assert nothing_is_shared(splits)
    assert sum(map(len, parts_of(splits))) == 60


def test_every_part_gets_of_a_class_that_comes_in_few_large_groups():
    labels, contents = [0] * 60 + [1] * 30, [*range(60), *(100 + n % 3 for n in range(30))]
    splits = split_samples(make_samples(labels, contents), SHARES, 1)
    assert [part.counts()["happy"] for part in parts_of(splits)] == [10, 10, 10]


def test_validation_comes_from_training_where_the_publisher_names_a_test():
    said = [Part.TRAIN] * 90 + [Part.TEST] * 10
    samples = make_samples([0, 1] * 50, parts=said)
    splits = split_samples(samples, SHARES, 5)
    assert splits.test.origins == samples.origins[90:]
    # 15 to 75, as the shares of the whole are.
    assert (len(splits.validation), len(splits.train)) == (16, 74)
    assert splits.validation.counts() == {"angry": 8, "happy": 8}


def test_all_three_parts_of_the_publisher_are_kept():
    said = [Part.TRAIN] * 4 + [Part.VALIDATION] * 2 + [Part.TEST] * 2
    samples = make_samples([0, 1] * 4, parts=said)
    splits = split_samples(samples, SHARES, 5)
    kept = [part.origins for part in parts_of(splits)]
    assert kept == [samples.origins[:4], samples.origins[4:6], samples.origins[6:]]


def test_the_only_part_beside_training_is_the_test():
    said = [Part.TRAIN] * 20 + [Part.VALIDATION] * 4
    samples = make_samples([0, 1] * 12, parts=said)
    splits = split_samples(samples, SHARES, 5)
    assert splits.test.origins == samples.origins[20:]
    assert set(splits.validation.origins) < set(samples.origins[:20])


def test_training_loses_what_is_judged_by_and_the_test_stays_whole():
    said = [Part.TRAIN] * 8 + [Part.VALIDATION] * 3 + [Part.TEST] * 3
    contents = [0, 1, 2, 3, 4, 5, 6, 7, 1, 8, 9, 2, 8, 2]
    samples = make_samples([0, 1] * 7, contents, said)
    splits = split_samples(samples, SHARES, 5)
    assert splits.test.origins == ["sample 11", "sample 12", "sample 13"]
    assert splits.validation.origins == ["sample 8", "sample 10"]
    assert splits.train.origins == [f"sample {n}" for n in (0, 3, 4, 5, 6, 7)]
    assert splits.left_out == 3


def test_each_part_says_which_it_is():
    splits = split_samples(make_samples([0, 1] * 20), SHARES, 2)
    assert [set(part.parts.tolist()) for part in parts_of(splits)] == [{0}, {1}, {2}]


def test_the_seed_decides_the_split():
    samples = make_samples([0, 1] * 50)
    first, again, other = (split_samples(samples, SHARES, seed).test.origins for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize(
    ("labels", "parts", "least"),
    [
        ([0] * 10 + [1] * 2, None, "at least 3"),
        ([0, 1, 0, 0, 1], [Part.TRAIN] * 3 + [Part.TEST] * 2, "at least 2"),
    ],
)
def test_too_few_samples_for_the_parts_are_told_with_their_class(labels, parts, least):
    with pytest.raises(InputError, match=f"'happy' has . different samples; {least}"):
        split_samples(make_samples(labels, parts=parts), SHARES, 1)


def test_copies_of_one_sample_are_not_enough_for_the_parts():
    with pytest.raises(InputError, match="'happy' has 1 different samples"):
        split_samples(make_samples([0] * 9 + [1] * 9, [*range(9), *[50] * 9]), SHARES, 1)


def test_a_class_without_training_samples_is_told():
    said = [Part.TRAIN, Part.TRAIN, Part.VALIDATION, Part.VALIDATION, Part.TEST, Part.TEST]
    with pytest.raises(InputError, match="'happy' has no training samples"):
        split_samples(make_samples([0, 0, 0, 1, 0, 1], parts=said), SHARES, 1)
