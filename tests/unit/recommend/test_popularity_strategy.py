from collections.abc import Callable

from affetto.affect import Affect
from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy

MakeTrack = Callable[..., Track]


def rank(make_track: MakeTrack, *popularities: int | None) -> list[Recommendation]:
    tracks = [make_track(i, popularity=each) for i, each in enumerate(popularities)]
    return find_strategy("popularity").rank(
        Query(Affect.said("sad")), Catalogue.of(tracks), len(tracks)
    )


def test_the_most_popular_comes_first_and_the_unknown_last(make_track: MakeTrack) -> None:
    found = rank(make_track, 20, None, 90, 90)
    assert [each.track.id for each in found] == [2, 3, 0, 1]
    assert [each.score for each in found] == [0.9, 0.9, 0.2, 0]


def test_says_how_popular_a_track_is(make_track: MakeTrack) -> None:
    known, unknown = rank(make_track, 20, None)
    assert known.reasons == ("popularity 20 of 100",)
    assert unknown.reasons == ("nothing is known of its popularity",)
