"""Groups of apparent skin tone, compared."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact

from affetto.evaluation.fairness import LEAST_GROUP, compare_tones, join_small_groups


def test_small_groups_are_joined_with_their_neighbours():
    sizes = [("a", 5), ("b", 18), ("c", 40), ("d", 0), ("e", 21), ("f", 3)]
    assert join_small_groups(sizes) == [["a", "b"], ["c"], ["e", "f"]]


def test_too_few_faces_make_one_group():
    assert join_small_groups([("a", 3), ("b", 4)]) == [["a", "b"]]
    assert join_small_groups([("a", 0), ("b", 0)]) == []


def compare(light, dark, **more):
    """Two groups given as right and wrong answers."""
    right = np.repeat([True, False, True, False], [*light, *dark])
    ita_deg = np.repeat([60.0, -50.0], [sum(light), sum(dark)])
    return compare_tones(ita_deg, right, **more)


def test_two_groups_are_compared_by_fishers_exact_test():
    comparison = compare((30, 10), (15, 25))
    assert [group.name for group in comparison.groups] == ["very light", "dark"]
    assert [group.share for group in comparison.groups] == [0.75, 0.375]
    assert comparison.gap == pytest.approx(0.375)
    assert comparison.p_value == pytest.approx(fisher_exact([[30, 10], [15, 25]]).pvalue)
    assert comparison.gap_interval[0] > 0
    assert comparison.verdict.startswith("The groups differ")


def test_no_verdict_of_fairness_follows_from_no_difference():
    comparison = compare((20, 10), (19, 11))
    assert comparison.verdict.startswith("No difference is shown")
    assert "not ruled out" in comparison.verdict


def test_one_group_allows_no_comparison():
    comparison = compare((20, 5), (1, 0))
    assert len(comparison.groups) == 1
    assert comparison.p_value is None
    assert "nothing can be said" in comparison.verdict


@pytest.mark.parametrize("n", [25, 200])
def test_among_several_groups_only_a_real_difference_is_significant(n):
    ita_deg = np.repeat([60.0, 20.0, -50.0], n)
    same = np.tile(np.arange(n) % 5 != 0, 3)
    assert compare_tones(ita_deg, same).p_value > 0.9
    worse = same.copy()
    worse[-n:] = np.arange(n) % 5 == 0
    assert compare_tones(ita_deg, worse).p_value < 0.01


def test_what_the_groups_show_is_told_apart_from_their_tone():
    """Class 0 is always right, class 1 never; the dark group has more of class 1."""
    strata = np.repeat([0, 1, 0, 1], [30, 10, 10, 30])
    comparison = compare((30, 10), (10, 30), strata=strata)
    assert [g.share for g in comparison.groups] == [0.75, 0.25]
    assert [g.expected_share for g in comparison.groups] == [0.75, 0.25]


def test_faces_without_a_tone_are_counted_and_left_out():
    ita_deg = np.array([60.0] * LEAST_GROUP + [np.nan] * 7)
    comparison = compare_tones(ita_deg, np.ones(LEAST_GROUP + 7, bool))
    assert comparison.unmeasured == 7
    assert comparison.groups[0].n == LEAST_GROUP
    assert compare_tones(np.full(4, np.nan), np.ones(4, bool)) is None
