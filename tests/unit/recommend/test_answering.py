import pytest

from affetto.affect import Affect, Point
from affetto.music import Track, TrackTags
from affetto.recommend.answering import answer
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Intent, Query
from affetto.recommend.strategies import find_strategy, list_strategies

CORNERS = {"joy": (0.7, 0.8), "rest": (0.6, -0.4), "rage": (-0.6, 0.7), "gloom": (-0.3, -0.5)}


@pytest.fixture
def catalogue():
    return Catalogue.of(
        Track(i, TrackTags(name), f"file:///{name}", mood=Point(*place))
        for i, (name, place) in enumerate(CORNERS.items())
    )


def first(catalogue, emotion, intent):
    tracks, path = answer(
        find_strategy("affect"), Query(Affect.said(emotion), intent), catalogue, 1
    )
    assert path == () or intent is Intent.JOURNEY
    return tracks[0].track.tags.title


def test_matching_lifting_and_calming_answer_the_same_feeling_differently(catalogue):
    assert first(catalogue, "angry", Intent.MATCH) == "rage"
    assert first(catalogue, "angry", Intent.LIFT) == "joy"
    assert first(catalogue, "angry", Intent.CALM) == "rest"
    assert first(catalogue, "sad", Intent.LIFT) == "joy"


@pytest.mark.parametrize("strategy", list_strategies())
@pytest.mark.parametrize("intent", Intent)
def test_every_strategy_serves_every_intent(catalogue, strategy, intent):
    query = Query(Affect.said("sad"), intent)
    tracks, path = answer(find_strategy(strategy), query, catalogue, 3)
    assert len({entry.track.id for entry in tracks}) == len(tracks) <= 3
    assert len(path) == (len(tracks) if intent is Intent.JOURNEY else 0)


def test_a_journey_from_anger_calms_down(catalogue):
    query = Query(Affect.said("angry"), Intent.JOURNEY)
    tracks, path = answer(find_strategy("affect"), query, catalogue, 2)
    assert [entry.track.tags.title for entry in tracks] == ["rage", "rest"]
    assert path[0].arousal > path[1].arousal
