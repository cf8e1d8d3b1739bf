"""What every way to rank must do, whatever it ranks by."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.affect import EMOTION_POINTS, Affect, AffectSource, FaceEmotion, Point, expected_point
from affetto.licences import LicenceUse, allows
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, Track, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.filters import Filters, Popularity
from affetto.recommend.query import Personalization, Query
from affetto.recommend.strategies import Strategy, find_strategy, list_strategies
from affetto.scene_context import RELIABLE_TAGS

# No deadline: a busy machine is no fault of a strategy.
unhurried = settings(max_examples=50, deadline=None)

coordinates = st.floats(-1, 1, width=32)
points = st.builds(Point, coordinates, coordinates)
maybe = st.none
features = st.builds(
    AudioFeatures,
    duration_s=st.floats(0.1, 10_000),
    tempo_bpm=maybe() | st.floats(30, 300),
    tempo_confidence=maybe() | st.floats(0, 1),
    mode=maybe() | st.sampled_from(Mode),
    key_confidence=maybe() | st.floats(0, 1),
    loudness_lufs=maybe() | st.floats(-70, 0) | st.just(float("nan")),
    energy=maybe() | st.floats(0, 1) | st.just(float("nan")),
    articulation=maybe() | st.floats(0, 1),
)
shares = maybe() | st.floats(0, 1, width=32) | st.just(float("nan"))
stated = st.builds(
    CatalogueFeatures,
    danceability=shares,
    energy=shares,
    key=maybe() | st.integers(0, 11),
    loudness_db=maybe() | st.floats(-60, 0) | st.just(float("nan")),
    mode=maybe() | st.sampled_from(Mode),
    acousticness=shares,
    instrumentalness=shares,
    valence=shares,
    tempo_bpm=maybe() | st.floats(30, 300) | st.just(float("nan")),
)
tags = st.builds(
    TrackTags,
    title=st.text(max_size=8),
    artist=st.sampled_from(["", "Unknown Artist", "Ada", "ADA", "Bo"]) | st.text(max_size=4),
    genres=st.lists(
        st.sampled_from(["Rock", "Indie Rock", "Synth-Pop", "Classical"]), max_size=2
    ).map(tuple),
    year=maybe() | st.integers(1900, 2030),
    licence=st.sampled_from(["", "CC0-1.0", "CC BY 4.0", "CC BY-NC 4.0", "MIT", "secret"]),
    popularity=maybe() | st.integers(0, 100),
)
loose_tracks = st.builds(
    Track,
    id=st.integers(0, 10_000),
    tags=tags,
    uri=st.sampled_from(["file:///music/a.mp3", "https://example.org/a"]),
    mood=maybe() | points,
    features=maybe() | features,
    catalogue=maybe() | stated,
    mood_uncertainty=maybe() | st.floats(0.01, 1),
)
libraries = st.lists(loose_tracks, max_size=25, unique_by=lambda track: track.id)
filters = st.builds(
    Filters,
    genres=st.lists(st.sampled_from(["rock", "pop", "classical"]), max_size=2).map(tuple),
    decades=st.lists(st.sampled_from([1970, 1980, 1990, 2000, 2010]), max_size=2).map(tuple),
    licence=st.sampled_from(LicenceUse),
    popularity=maybe() | st.sampled_from(Popularity),
)
track_ids = st.lists(st.integers(0, 10_000), max_size=5).map(tuple)


@st.composite
def read_affects(draw: st.DrawFn) -> Affect:
    """What a face could show: a whole distribution, its centre a little off the words' own."""
    weights = draw(st.lists(st.integers(0, 100), min_size=7, max_size=7).filter(any))
    emotions = {
        emotion: weight / sum(weights) for emotion, weight in zip(FaceEmotion, weights, strict=True)
    }
    centre = expected_point(emotions)
    shifted = Point(
        max(-1.0, min(1.0, centre.valence + draw(st.floats(-0.5, 0.5)))),
        max(-1.0, min(1.0, centre.arousal + draw(st.floats(-0.5, 0.5)))),
    )
    return Affect(emotions, shifted, max(emotions.values()), AffectSource.FACES)


affects = (
    st.sampled_from(sorted(EMOTION_POINTS)).map(Affect.said)
    | points.map(lambda point: Affect.at(point.valence, point.arousal))
    | read_affects()
)
queries = st.builds(
    Query,
    affects,
    filters=filters,
    seed=st.integers(0, 1000),
    recent=track_ids,
    most_played=track_ids,
    personalization=st.sampled_from(Personalization),
    context=st.dictionaries(st.sampled_from(RELIABLE_TAGS), st.floats(0.01, 1)),
)
# Those that look at the mood of the picture and of the tracks.
BY_MOOD = ("affect", "knn", "mood", "playlist", "targets")


@pytest.fixture(params=list_strategies(), scope="module")
def strategy(request: pytest.FixtureRequest) -> Strategy:
    return find_strategy(request.param)


def library(*moods: tuple[float, float] | None) -> Catalogue:
    return Catalogue.of(
        Track(i, TrackTags(f"track {i}"), f"file:///{i}", mood=None if m is None else Point(*m))
        for i, m in enumerate(moods)
    )


def test_its_name_is_the_name_it_is_found_by(strategy: Strategy) -> None:
    assert find_strategy(strategy.name) is strategy


@unhurried
@given(query=queries, tracks=libraries, k=st.integers(0, 30))
def test_returns_at_most_k_different_tracks_of_the_catalogue(
    strategy: Strategy, query: Query, tracks: list[Track], k: int
) -> None:
    found = strategy.rank(query, Catalogue.of(tracks), k)
    assert len(found) <= k
    ids = [recommendation.track.id for recommendation in found]
    assert len(set(ids)) == len(ids)
    assert all(recommendation.track in tracks for recommendation in found)


@unhurried
@given(query=queries, tracks=libraries)
def test_ranks_count_from_one_and_scores_never_rise(
    strategy: Strategy, query: Query, tracks: list[Track]
) -> None:
    found = strategy.rank(query, Catalogue.of(tracks), 25)
    assert [recommendation.rank for recommendation in found] == list(range(1, len(found) + 1))
    scores = [recommendation.score for recommendation in found]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@unhurried
@given(query=queries, tracks=libraries)
def test_gives_a_reason_for_every_track(
    strategy: Strategy, query: Query, tracks: list[Track]
) -> None:
    for recommendation in strategy.rank(query, Catalogue.of(tracks), 25):
        assert recommendation.reasons
        assert all(
            reason == reason.strip() and reason and "nan" not in reason and "None" not in reason
            for reason in recommendation.reasons
        )


@unhurried
@given(query=queries, tracks=libraries)
def test_offers_only_what_passes_the_filters(
    strategy: Strategy, query: Query, tracks: list[Track]
) -> None:
    for recommendation in strategy.rank(query, Catalogue.of(tracks), 25):
        track, asked = recommendation.track, query.filters
        if asked.decades:
            assert track.tags.year is not None
            assert track.tags.year // 10 * 10 in asked.decades
        if asked.genres:
            assert any(
                wanted in name.casefold() for wanted in asked.genres for name in track.tags.genres
            )
        if asked.popularity:
            low, high = asked.popularity.band
            assert track.tags.popularity is not None
            assert low <= track.tags.popularity < high
        assert allows(track.tags.licence, track.uri, asked.licence)


@unhurried
@given(query=queries, tracks=libraries)
def test_finds_every_track_with_a_mood_that_passes_the_filters(
    strategy: Strategy, query: Query, tracks: list[Track]
) -> None:
    catalogue = Catalogue.of(tracks)
    passing = catalogue.passing(query.filters)
    expected = {
        track.id for track in catalogue.tracks_at(np.flatnonzero(passing)) if track.mood is not None
    }
    found = {r.track.id for r in strategy.rank(query, catalogue, len(tracks))}
    assert expected <= found


@unhurried
@given(query=queries, tracks=libraries, order=st.integers(0, 1000))
def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_library(
    strategy: Strategy, query: Query, tracks: list[Track], order: int
) -> None:
    shuffled = list(tracks)
    random.Random(order).shuffle(shuffled)
    first = strategy.rank(query, Catalogue.of(tracks), 10)
    assert strategy.rank(query, Catalogue.of(tracks), 10) == first
    assert strategy.rank(query, Catalogue.of(shuffled), 10) == first


@unhurried
@given(query=queries, tracks=libraries, k=st.integers(1, 10))
def test_a_longer_list_begins_with_the_shorter_one(
    strategy: Strategy, query: Query, tracks: list[Track], k: int
) -> None:
    catalogue = Catalogue.of(tracks)
    assert strategy.rank(query, catalogue, 25)[:k] == strategy.rank(query, catalogue, k)


@unhurried
@given(affect=affects)
def test_an_empty_library_gives_an_empty_list(strategy: Strategy, affect: Affect) -> None:
    assert strategy.rank(Query(affect), Catalogue.of([]), 10) == []


@unhurried
@given(affect=affects)
def test_a_library_of_one_gives_that_one(strategy: Strategy, affect: Affect) -> None:
    found = strategy.rank(Query(affect), library((0.1, -0.2)), 10)
    assert [recommendation.track.id for recommendation in found] == [0]


@unhurried
@given(affect=affects)
def test_tracks_nothing_is_known_of_do_no_harm(strategy: Strategy, affect: Affect) -> None:
    found = strategy.rank(Query(affect), library(None, (0.5, 0.5), None), 10)
    assert 1 in [recommendation.track.id for recommendation in found]


@pytest.mark.parametrize(
    "corner", [(-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0)], ids=lambda c: f"{c[0]},{c[1]}"
)
def test_extreme_feelings_and_extreme_music_are_ranked(
    strategy: Strategy, corner: tuple[float, float]
) -> None:
    extremes = library((-1, -1), (-1, 1), (1, -1), (1, 1), (0, 0))
    assert len(strategy.rank(Query(Affect.at(*corner)), extremes, 10)) == 5


@pytest.mark.parametrize("name", BY_MOOD)
@pytest.mark.parametrize(
    ("emotion", "fitting", "opposite"),
    [
        ("happy", (0.9, 0.6), (-0.6, -0.6)),
        ("sad", (-0.6, -0.6), (0.9, 0.6)),
        ("melancholy", (-0.3, -0.6), (0.9, 0.9)),
    ],
)
def test_what_plainly_fits_comes_before_what_plainly_does_not(
    name: str, emotion: str, fitting: tuple[float, float], opposite: tuple[float, float]
) -> None:
    tracks = library(opposite, fitting, opposite, fitting)
    found = find_strategy(name).rank(Query(Affect.said(emotion)), tracks, 4)
    places = {each.track.id: each.rank for each in found}
    assert max(places[1], places[3]) < min(places[0], places[2])


@unhurried
@given(query=queries, tracks=libraries)
def test_leaves_the_catalogue_as_it_was(
    strategy: Strategy, query: Query, tracks: list[Track]
) -> None:
    catalogue = Catalogue.of(tracks)
    strategy.rank(query, catalogue, 5)
    fresh = Catalogue.of(tracks)
    for column in ("ids", "valence", "arousal", "year", "artist", "stated", "heard"):
        np.testing.assert_array_equal(getattr(catalogue, column), getattr(fresh, column))
        assert not getattr(catalogue, column).flags.writeable
