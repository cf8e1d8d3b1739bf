from collections.abc import Callable

import numpy as np

from affetto.affect import Affect, Point
from affetto.music import Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy

MakeTrack = Callable[..., Track]


def draw(catalogue: Catalogue, seed: int, k: int = 10) -> list[int]:
    found = find_strategy("random").rank(Query(Affect.said("happy"), seed=seed), catalogue, k)
    return [recommendation.track.id for recommendation in found]


def test_another_seed_draws_another_list(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of(make_track(i) for i in range(50))
    assert draw(catalogue, 1) != draw(catalogue, 2)


def test_every_track_is_as_likely_whatever_its_mood(make_track: MakeTrack) -> None:
    moods = [Point(0.8, 0.8), Point(-0.8, -0.8), None, Point(0, 0)]
    catalogue = Catalogue.of(make_track(i, mood=mood) for i, mood in enumerate(moods))
    firsts = np.bincount([draw(catalogue, seed, 1)[0] for seed in range(2000)], minlength=4)
    # Chi-square with 3 degrees of freedom exceeds 16.3 once in a thousand fair draws.
    assert ((firsts - 500) ** 2 / 500).sum() < 16.3
