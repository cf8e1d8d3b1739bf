from __future__ import annotations

from collections import Counter

import pytest

from affetto.study.allocation import allocate
from affetto.study.design import Side

COUNTS = [1, 2, 5, 12]


@pytest.mark.parametrize("n_pictures", COUNTS)
def test_everybody_sees_every_picture_once(n_pictures):
    for place in range(6):
        assigned = allocate(n_pictures, place, seed=3)
        assert [each.position for each in assigned] == list(range(1, n_pictures + 1))
        assert sorted(each.picture for each in assigned) == list(range(1, n_pictures + 1))


@pytest.mark.parametrize("n_pictures", COUNTS)
def test_either_strategy_is_on_side_a_for_half_of_ones_pictures(n_pictures):
    for place in range(20):
        on_a = sum(each.first_on is Side.A for each in allocate(n_pictures, place, seed=1))
        assert abs(2 * on_a - n_pictures) <= 1


@pytest.mark.parametrize("n_pictures", COUNTS)
def test_either_strategy_is_on_side_a_for_half_of_the_people_of_a_picture(n_pictures):
    on_a = Counter(
        each.picture
        for place in range(14)
        for each in allocate(n_pictures, place, seed=5)
        if each.first_on is Side.A
    )
    assert {on_a[picture] for picture in range(1, n_pictures + 1)} == {7}


def test_orders_and_sides_differ_from_person_to_person_and_stay_for_each():
    assert allocate(12, 4, seed=2) == allocate(12, 4, seed=2)
    orders = {tuple(each.picture for each in allocate(12, place, seed=2)) for place in range(30)}
    assert len(orders) == 30
    assert allocate(12, 4, seed=2) != allocate(12, 4, seed=3)


def test_an_odd_picture_is_not_always_the_same_strategys():
    odd = [
        sum(each.first_on is Side.A for each in allocate(5, 2 * pair, seed=9)) > 2.5
        for pair in range(40)
    ]
    assert 10 < sum(odd) < 30
