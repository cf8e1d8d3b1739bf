"""Who sees which picture when, and on which side each list stands."""

from __future__ import annotations

import numpy as np

from affetto.study.design import Assignment, Side


def allocate(n_pictures: int, place: int, seed: int) -> tuple[Assignment, ...]:
    """The pictures in the order of one participant, and the sides of the lists.

    The order is drawn for everybody anew. Sides are balanced twice: for each participant either
    strategy is on side A for half of the pictures (one more where their number is odd), and the
    participants at places 2 m and 2 m + 1 mirror each other, so that for each picture either
    strategy is on side A for half of the people.

    Args:
        n_pictures: at least 1.
        place: 0 for the first who takes part.
        seed: of the study.
    """
    order = np.random.default_rng([seed, 0, place]).permutation(n_pictures)
    pair = np.random.default_rng([seed, 1, place // 2])
    # Which picture gets the odd place is drawn, too.
    on_a = pair.permutation(np.arange(n_pictures) % 2 == pair.integers(2))
    if place % 2:
        on_a = ~on_a
    return tuple(
        Assignment(position, int(picture) + 1, Side.A if on_a[picture] else Side.B)
        for position, picture in enumerate(order, start=1)
    )
