from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import EMOTION_POINTS, Affect, Point
from affetto.music import Track, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.intents import JOYFUL, RELAXED
from affetto.recommend.journey import evenly_spaced, expressed_feeling, plan_journey
from affetto.recommend.query import Intent, Query
from affetto.recommend.strategies import find_strategy, list_strategies
from affetto.recommend.wishes import musical_point

coordinates = st.floats(-1, 1, width=32)
points = st.builds(Point, coordinates, coordinates)
emotions = st.sampled_from(sorted(EMOTION_POINTS))


def track(number, mood, artist=""):
    return Track(number, TrackTags(f"track {number}", artist), f"file:///{number}", mood=mood)


def travel(start, destination, **more):
    return Query(Affect.said(start), Intent.JOURNEY, destination=destination, **more)


@pytest.fixture(scope="module")
def dense():
    """A library with music everywhere in the plane."""
    places = np.linspace(-1, 1, 21)
    return Catalogue.of(
        track(i, Point(float(v), float(a)))
        for i, (v, a) in enumerate((v, a) for v in places for a in places)
    )


@given(points, points, st.integers(2, 30))
def test_way_points_are_evenly_spaced_and_include_both_ends(start, end, n):
    path = evenly_spaced(start, end, n)
    assert len(path) == n
    assert (path[0], path[-1]) == (start, end)
    steps = [(b.valence - a.valence, b.arousal - a.arousal) for a, b in pairwise(path)]
    np.testing.assert_allclose(steps, [steps[0]] * (n - 1), atol=1e-12)


@given(emotions, emotions, st.floats(0, 1))
def test_every_place_between_the_music_of_two_emotions_expresses_some_feeling(one, other, share):
    start, end = (musical_point(EMOTION_POINTS[emotion]) for emotion in (one, other))
    music = Point(
        start.valence + share * (end.valence - start.valence),
        start.arousal + share * (end.arousal - start.arousal),
    )
    found = musical_point(expressed_feeling(music))
    assert np.hypot(found.valence - music.valence, found.arousal - music.arousal) < 0.05


@pytest.mark.parametrize("start", ["angry", "fear", "sad", "neutral", "happy"])
def test_the_music_moves_steadily_from_the_start_to_the_end(dense, start):
    journey = plan_journey(find_strategy("affect"), travel(start, None), dense, 8)
    rows = np.searchsorted(dense.ids, [entry.track.id for entry in journey.recommendations])
    heard = np.stack([dense.perceived_valence[rows], dense.perceived_arousal[rows]], axis=1)
    wanted = np.array([(point.valence, point.arousal) for point in journey.way_points])
    # A tenth of the plane between tracks leaves them about as near as that to their way points.
    assert np.abs(heard - wanted).max() < 0.25
    way = wanted[-1] - wanted[0]
    assert (np.diff(heard @ way) > -0.05 * (way @ way)).all()


def test_the_ends_are_what_is_felt_and_where_somebody_wants_to_be(dense):
    journey = plan_journey(find_strategy("affect"), travel("sad", Affect.said("happy")), dense, 5)
    assert journey.way_points[0] == musical_point(EMOTION_POINTS["sad"])
    assert journey.way_points[-1] == musical_point(EMOTION_POINTS["happy"])
    assert journey.recommendations[0].reasons[0] == "step 1 of 5 on the way from sad to happy"
    assert "sadness" in journey.recommendations[0].reasons[1]


def test_without_a_destination_the_excited_come_to_rest_and_the_sad_are_lifted(dense):
    affect = find_strategy("affect")
    calmed = plan_journey(affect, travel("angry", None), dense, 3)
    lifted = plan_journey(affect, travel("sad", None), dense, 3)
    assert calmed.way_points[-1] == musical_point(RELAXED)
    assert lifted.way_points[-1] == musical_point(JOYFUL)
    assert "to relaxed" in calmed.recommendations[0].reasons[0]


@given(
    st.lists(points, max_size=12),
    emotions,
    st.none() | emotions,
    st.integers(0, 15),
    st.sampled_from(list_strategies()),
    st.integers(0, 3),
)
def test_no_track_stands_twice_and_as_many_stand_as_there_are(moods, start, end, k, strategy, seed):
    catalogue = Catalogue.of(track(i, mood) for i, mood in enumerate(moods))
    query = travel(start, None if end is None else Affect.said(end), seed=seed)
    journey = plan_journey(find_strategy(strategy), query, catalogue, k)
    ids = [entry.track.id for entry in journey.recommendations]
    n = len(find_strategy(strategy).rank(query, catalogue, k))
    assert len(ids) == len(set(ids)) == len(journey.way_points) == n
    assert [entry.rank for entry in journey.recommendations] == list(range(1, n + 1))
    assert plan_journey(find_strategy(strategy), query, catalogue, k) == journey


def test_an_empty_library_leads_nowhere():
    journey = plan_journey(find_strategy("affect"), travel("sad", None), Catalogue.of([]), 5)
    assert (journey.way_points, journey.recommendations) == ((), ())


def test_a_single_track_is_the_end_of_the_way():
    catalogue = Catalogue.of([track(7, Point(0.5, 0.5))])
    journey = plan_journey(find_strategy("affect"), travel("sad", None), catalogue, 5)
    assert journey.way_points == (musical_point(JOYFUL),)
    assert [entry.track.id for entry in journey.recommendations] == [7]


@given(st.lists(points, min_size=2, max_size=5, unique=True), emotions, emotions)
def test_no_other_order_of_the_tracks_fits_better(moods, start, end):
    catalogue = Catalogue.of(track(i, mood) for i, mood in enumerate(moods))
    affect, n = find_strategy("affect"), len(moods)
    query = travel(start, Affect.said(end))
    journey = plan_journey(affect, query, catalogue, n)
    felt = [expressed_feeling(point) for point in journey.way_points[1:-1]]
    stops = [
        Affect.said(start),
        *(Affect.at(point.valence, point.arousal) for point in felt),
        Affect.said(end),
    ]
    scores = [
        {entry.track.id: entry.score for entry in affect.rank(Query(stop), catalogue, n)}
        for stop in stops
    ]
    best = max(
        sum(score[id_] for score, id_ in zip(scores, order, strict=True))
        for order in permutations(range(n))
    )
    total = sum(entry.score for entry in journey.recommendations)
    assert total == pytest.approx(best, abs=1e-9)


def test_artists_take_turns_where_others_fit_nearly_as_well():
    moods = [Point(float(v), float(v)) for v in np.linspace(-0.6, 0.8, 12)]
    tracks = [track(i, mood, "Ada") for i, mood in enumerate(moods)]
    others = [
        track(100 + i, Point(mood.valence + 0.02, mood.arousal), f"artist {i}")
        for i, mood in enumerate(moods)
    ]
    catalogue = Catalogue.of([*tracks, *others])
    query = travel("sad", Affect.said("happy"))
    chosen = plan_journey(find_strategy("affect"), query, catalogue, 8).recommendations
    assert [entry.track.tags.artist for entry in chosen].count("Ada") <= 1
