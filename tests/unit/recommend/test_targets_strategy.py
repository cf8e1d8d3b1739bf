from collections.abc import Callable

import pytest

from affetto.affect import Affect, FaceEmotion, Point
from affetto.music import CatalogueFeatures, Mode, Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.filters import Filters, Popularity
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import find_strategy
from affetto.recommend.strategies.targets import TARGETS

MakeTrack = Callable[..., Track]

# Table 3.1 of the thesis in its own order: tempo, key, mode, loudness, valence, energy.
TABLE = """
angry     140  9  0  -40  .8   .8
disgust    60  -  0    -  .15  .65
fear      140  9  -   -7  .2   .7
happy     120  3  1    -  .95  .8
neutral    65  4  -   -3  .5   .25
sad        70  2  0   -5  0    .3
surprise  130  8  -    -  .2   .6
"""
COLUMNS = ("tempo_bpm", "key", "mode", "loudness_db", "valence", "energy")


def rank(tracks: list[Track], query: Query, k: int = 10) -> list[Recommendation]:
    return find_strategy("targets").rank(query, Catalogue.of(tracks), k)


def ids(found: list[Recommendation]) -> list[int]:
    return [recommendation.track.id for recommendation in found]


def test_the_targets_are_those_of_the_thesis() -> None:
    told = {
        emotion: {
            column: float(cell) for column, cell in zip(COLUMNS, cells, strict=True) if cell != "-"
        }
        for emotion, *cells in map(str.split, TABLE.strip().splitlines())
    }
    assert told == {str(emotion): dict(targets) for emotion, targets in TARGETS.items()}


@pytest.mark.parametrize("emotion", FaceEmotion)
def test_a_track_that_meets_every_target_comes_first_with_a_full_score(
    make_track: MakeTrack, emotion: FaceEmotion
) -> None:
    targets = dict(TARGETS[emotion])
    if "mode" in targets:
        targets["mode"] = Mode(int(targets["mode"]))
    elsewhere = CatalogueFeatures(0.5, 0.45, 6, -20, None, 0.1, 0.5, 0.5, 0.1, 0.4, 100)
    tracks = [
        make_track(0, catalogue=elsewhere),
        make_track(1, catalogue=CatalogueFeatures(**targets)),
    ]
    found = rank(tracks, Query(Affect.said(emotion)))
    assert ids(found) == [1, 0]
    assert found[0].score == pytest.approx(1)


def test_keys_are_compared_around_the_circle(make_track: MakeTrack) -> None:
    tracks = [make_track(i, catalogue=CatalogueFeatures(key=key)) for i, key in enumerate((7, 11))]
    # B (11) is two steps below C sharp; G (7) is six away.
    assert ids(rank(tracks, Query(Affect.said("sad")))) == [1, 0]


def test_a_popularity_that_is_asked_for_is_one_more_target(make_track: MakeTrack) -> None:
    same = CatalogueFeatures(valence=0.9, energy=0.8)
    tracks = [
        make_track(i, catalogue=same, popularity=popularity)
        for i, popularity in enumerate((84, 60, 71))
    ]
    query = Query(Affect.said("happy"), filters=Filters(popularity=Popularity.MEDIUM))
    assert ids(rank(tracks, query)) == [2, 1, 0]


def test_personalization_draws_on_the_most_played_or_not_at_all(make_track: MakeTrack) -> None:
    # Track 0 meets the targets; 1 and 2 are like what is played most and least.
    tracks = [
        make_track(0, catalogue=CatalogueFeatures(valence=0.95, energy=0.8)),
        make_track(1, artist="Ada", catalogue=CatalogueFeatures(valence=0.5, energy=0.5)),
        make_track(2, artist="Bo", catalogue=CatalogueFeatures(valence=0.5, energy=0.5)),
        make_track(3, artist="Ada", catalogue=CatalogueFeatures(valence=0.4, energy=0.1)),
        make_track(4, artist="Bo", catalogue=CatalogueFeatures(valence=0.4, energy=0.1)),
    ]

    def first(personalization: Personalization) -> list[int]:
        query = Query(Affect.said("happy"), most_played=(3, 4), personalization=personalization)
        return ids(rank(tracks, query))

    assert first(Personalization.LOW)[0] == 0
    high, medium = first(Personalization.HIGH), first(Personalization.MEDIUM)
    assert high.index(1) < high.index(2)
    assert medium.index(2) < medium.index(1)


def test_a_landscape_is_given_the_nearest_word_of_the_seven(make_track: MakeTrack) -> None:
    tracks = [make_track(i, mood=Point(0.9 - 0.3 * i, 0.6 - 0.3 * i)) for i in range(5)]
    assert rank(tracks, Query(Affect.said("sadness"))) == rank(tracks, Query(Affect.said("sad")))


def test_says_which_targets_a_track_comes_nearest_to(make_track: MakeTrack) -> None:
    track = make_track(0, catalogue=CatalogueFeatures(valence=0.95, energy=0.1, tempo_bpm=119))
    (found,) = rank([track], Query(Affect.said("happy")))
    assert found.reasons == ("nearest to the targets for happy in valence and tempo",)


def test_tracks_of_which_no_target_is_known_are_left_out(make_track: MakeTrack) -> None:
    assert rank([make_track(0)], Query(Affect.said("happy"))) == []
