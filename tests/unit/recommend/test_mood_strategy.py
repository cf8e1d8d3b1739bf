from collections import Counter
from collections.abc import Callable

import pytest

from affetto.affect import Affect, Point
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy

MakeTrack = Callable[..., Track]

# Features that meet all of S4's conditions of one mood.
HAPPY = CatalogueFeatures(valence=0.8, danceability=0.8, mode=Mode.MAJOR, energy=0.5)
SAD = CatalogueFeatures(valence=0.2, energy=0.3, mode=Mode.MINOR, danceability=0.3)
ANGRY = CatalogueFeatures(energy=0.9, valence=0.2, loudness_db=-4, mode=Mode.MAJOR, tempo_bpm=100)
FEAR = CatalogueFeatures(valence=0.2, loudness_db=-9, tempo_bpm=160, energy=0.6, mode=Mode.MAJOR)
SURPRISE = CatalogueFeatures(energy=0.8, tempo_bpm=150, valence=0.5, mode=Mode.MINOR)


def rank(tracks: list[Track], emotion: str, k: int = 10, seed: int = 0) -> list[Recommendation]:
    return find_strategy("mood").rank(
        Query(Affect.said(emotion), seed=seed), Catalogue.of(tracks), k
    )


@pytest.mark.parametrize(
    ("emotion", "place"), [("happy", 0), ("sad", 1), ("angry", 2), ("fear", 3), ("surprise", 4)]
)
def test_finds_the_mood_that_the_rules_give_a_track(
    make_track: MakeTrack, emotion: str, place: int
) -> None:
    tracks = [
        make_track(i, catalogue=features)
        for i, features in enumerate((HAPPY, SAD, ANGRY, FEAR, SURPRISE))
    ]
    first = rank(tracks, emotion)[0]
    assert first.track.id == place
    assert first.score == 1
    assert first.reasons[0].startswith(f"3 of 3 signs of {emotion} music")


def test_takes_turns_between_the_decades_and_counts_them(make_track: MakeTrack) -> None:
    years = [1964] * 8 + [1985] * 8 + [2001] * 2
    tracks = [make_track(i, catalogue=HAPPY, year=year) for i, year in enumerate(years)]
    found = rank(tracks, "happy", 10)
    decades = Counter(each.track.tags.year // 10 * 10 for each in found)
    assert decades == {1960: 4, 1980: 4, 2000: 2}
    assert [each.reasons[0].split("; ")[1] for each in found[:4]] == [
        "number 1 from the 1960s",
        "number 1 from the 1980s",
        "number 1 from the 2000s",
        "number 2 from the 1960s",
    ]


def test_lots_decide_within_a_decade(make_track: MakeTrack) -> None:
    tracks = [make_track(i, catalogue=HAPPY, year=1990) for i in range(30)]
    lists = {tuple(each.track.id for each in rank(tracks, "happy", 5, seed)) for seed in range(5)}
    assert len(lists) == 5


def test_tracks_of_the_mood_come_before_those_that_come_close(make_track: MakeTrack) -> None:
    nearly = CatalogueFeatures(valence=0.8, danceability=0.2, mode=Mode.MINOR, energy=0.5)
    tracks = [make_track(0, catalogue=nearly), make_track(1, catalogue=SAD)]
    tracks += [make_track(i, catalogue=HAPPY) for i in (2, 3)]
    found = rank(tracks, "happy")
    assert {each.track.id for each in found[:2]} == {2, 3}
    assert [each.track.id for each in found[2:]] == [0, 1]


def test_what_was_heard_takes_the_place_of_what_is_not_stated(make_track: MakeTrack) -> None:
    heard = AudioFeatures(duration_s=60, danceability=0.9, mode=Mode.MAJOR)
    tracks = [
        make_track(0, mood=Point(-0.9, -0.9)),
        make_track(1, mood=Point(0.9, 0.5), features=heard),
    ]
    found = rank(tracks, "happy")
    assert found[0].track.id == 1
    assert found[0].reasons[0] == "3 of 3 signs of happy music; number 1 of no known decade"
