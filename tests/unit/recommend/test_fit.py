from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.affect import EMOTION_POINTS, Affect, Point
from affetto.music import CatalogueFeatures, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.fit import TIE_BREAKING_SHARE, distances, fits, greatest_fits
from affetto.recommend.wishes import Wish, wishes_for

MakeTrack = Callable[..., Track]

coordinates = st.floats(-1, 1, width=32)
points = st.builds(Point, coordinates, coordinates)
emotions = st.sampled_from(sorted(EMOTION_POINTS))
shares = st.none() | st.floats(0, 1)


def fit_of(wish: Wish, *tracks: Track) -> list[float]:
    catalogue = Catalogue.of(tracks)
    return fits((wish,), catalogue, np.arange(len(tracks)))[0].tolist()


def said(emotion: str) -> Wish:
    (wish,) = wishes_for(Affect.said(emotion))
    return wish


@settings(deadline=None)
@given(
    emotion=emotions,
    places=st.lists(points, min_size=1, max_size=20),
    instrumentalness=shares,
    uncertainty=shares,
)
def test_a_fit_lies_between_0_and_1_and_within_the_bound_of_any_box(
    make_track: MakeTrack,
    emotion: str,
    places: list[Point],
    instrumentalness: float | None,
    uncertainty: float | None,
) -> None:
    catalogue = Catalogue.of(
        make_track(
            i,
            mood=place,
            mood_uncertainty=uncertainty,
            catalogue=CatalogueFeatures(instrumentalness=instrumentalness),
        )
        for i, place in enumerate(places)
    )
    wish = said(emotion)
    everything = np.arange(len(places))
    found = fits((wish,), catalogue, everything)[0]
    assert (found >= 0).all()
    bounds = greatest_fits((wish,), catalogue.by_perceived_mood.boxes)[0]
    assert found.max() <= min(1.0, bounds.max() + 1e-6)


@settings(deadline=None)
@given(emotions, st.lists(points, min_size=2, max_size=2))
def test_what_lies_nearer_to_the_wish_fits_better(
    make_track: MakeTrack, emotion: str, places: list[Point]
) -> None:
    wish = said(emotion)
    catalogue = Catalogue.of(make_track(i, mood=place) for i, place in enumerate(places))
    first, second = distances((wish,), catalogue, np.arange(2))[0]
    fit_first, fit_second = fits((wish,), catalogue, np.arange(2))[0]
    if abs(first - second) > 1e-6:
        assert (fit_first > fit_second) == (first < second)


def test_doubt_lowers_the_fit_of_what_lies_right_and_hardly_that_of_what_lies_wrong(
    make_track: MakeTrack,
) -> None:
    wish = said("sad")
    opposite = Point(0.9, 0.9)

    def loss(mood: Point) -> float:
        certain, doubtful = fit_of(
            wish,
            make_track(0, mood=mood, mood_uncertainty=0.0),
            make_track(1, mood=mood, mood_uncertainty=0.4),
        )
        return 1 - doubtful / certain

    assert loss(wish.point) > 0.3
    assert 0 < loss(opposite) < 0.15


def test_an_unknown_voice_is_neither_for_a_track_nor_against_it(make_track: MakeTrack) -> None:
    wish = said("sad")
    sung, unknown, instrumental = fit_of(
        wish,
        *(
            make_track(i, mood=wish.point, catalogue=CatalogueFeatures(instrumentalness=share))
            for i, share in enumerate((0.0, None, 1.0))
        ),
    )
    assert sung > unknown > instrumental
    assert unknown == pytest.approx((sung * instrumental) ** 0.5)


def test_mode_and_tempo_never_cost_more_than_their_share(make_track: MakeTrack) -> None:
    wish = said("happy")
    best, worst = fit_of(
        wish,
        make_track(0, mood=wish.point, catalogue=CatalogueFeatures(mode=1, tempo_bpm=170)),
        make_track(1, mood=wish.point, catalogue=CatalogueFeatures(mode=0, tempo_bpm=40)),
    )
    assert best > worst >= best * (1 - TIE_BREAKING_SHARE)
