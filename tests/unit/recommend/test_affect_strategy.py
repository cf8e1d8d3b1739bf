from collections.abc import Callable
from itertools import pairwise

import pytest

from affetto.affect import Affect, AffectSource, FaceEmotion, Point, SceneEmotion
from affetto.music import CatalogueFeatures, Mode, Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy

MakeTrack = Callable[..., Track]

ANGRY_MUSIC, FEARFUL_MUSIC = Point(-0.6, 0.7), Point(-0.6, 0.45)
SAD_MUSIC, TENDER_MUSIC = Point(-0.15, -0.4), Point(0.5, -0.4)
HAPPY_MUSIC = Point(0.7, 0.7)


@pytest.fixture
def rank() -> Callable[..., list[Recommendation]]:
    strategy = find_strategy("affect")

    def rank(affect: Affect, tracks: list[Track], k: int = 10) -> list[Recommendation]:
        return strategy.rank(Query(affect), Catalogue.of(tracks), k)

    return rank


Rank = Callable[..., list[Recommendation]]


def ids(found: list[Recommendation]) -> list[int]:
    return [recommendation.track.id for recommendation in found]


def several(make_track: MakeTrack, *moods: Point, copies: int = 5) -> list[Track]:
    """`copies` tracks around each mood; their ids begin at 0, 100, 200 and so on."""
    return [
        make_track(
            100 * kind + copy,
            mood=Point(mood.valence + 0.02 * copy, mood.arousal - 0.02 * copy),
        )
        for kind, mood in enumerate(moods)
        for copy in range(copies)
    ]


@pytest.mark.parametrize("emotion", [FaceEmotion.SAD, SceneEmotion.SADNESS])
def test_a_sad_picture_is_not_answered_with_angry_or_fearful_music(
    rank: Rank, make_track: MakeTrack, emotion: str
) -> None:
    tracks = several(make_track, ANGRY_MUSIC, FEARFUL_MUSIC, SAD_MUSIC, TENDER_MUSIC)
    found = rank(Affect.said(emotion), tracks)
    assert {track_id // 100 for track_id in ids(found[:5])} == {2}
    assert {track_id // 100 for track_id in ids(found)} == {2, 3}


@pytest.mark.parametrize(
    ("emotion", "kind"),
    [
        (FaceEmotion.ANGRY, 0),
        (FaceEmotion.FEAR, 0),
        (FaceEmotion.DISGUST, 0),
        (FaceEmotion.HAPPY, 3),
        (SceneEmotion.LIVELINESS, 3),
        (FaceEmotion.SURPRISE, 3),
        (FaceEmotion.SAD, 1),
        (SceneEmotion.MELANCHOLY, 1),
    ],
)
def test_every_emotion_finds_its_music(
    rank: Rank, make_track: MakeTrack, emotion: str, kind: int
) -> None:
    tracks = several(make_track, ANGRY_MUSIC, SAD_MUSIC, TENDER_MUSIC, HAPPY_MUSIC)
    assert {track_id // 100 for track_id in ids(rank(Affect.said(emotion), tracks, 5))} == {kind}


def test_calm_means_calm_for_this_library(rank: Rank, make_track: MakeTrack) -> None:
    # Everything here is wild; the mildest is what a listener of it would call calm.
    tracks = [make_track(i, mood=Point(0.0, 0.1 + 0.0008 * i)) for i in range(1000)]
    found = rank(Affect.said("neutral"), tracks, 30)
    assert max(ids(found)) < 250
    assert found[0].score > 0.85  # whether anybody sings is not known
    assert found[0].reasons[0].startswith("calm for this library")


def test_the_same_track_fits_a_calm_picture_less_among_calmer_ones(
    rank: Rank, make_track: MakeTrack
) -> None:
    calm = Affect.said("neutral")
    among_wild = [make_track(i, mood=Point(0, 0.01 * i)) for i in range(100)]
    among_calm = [make_track(i, mood=Point(0, -0.01 * i)) for i in range(100)]
    score = {r.track.id: r.score for r in rank(calm, among_wild, 100)}[0]
    other = {r.track.id: r.score for r in rank(calm, among_calm, 100)}[0]
    assert score > other


def test_a_face_that_is_one_of_two_things_is_not_answered_with_what_lies_between(
    rank: Rank, make_track: MakeTrack
) -> None:
    emotions = {FaceEmotion.HAPPY: 0.5, FaceEmotion.ANGRY: 0.5}
    affect = Affect(emotions, Point(0.15, 0.55), 0.5, AffectSource.FACES)
    between = Point(0.08, 0.7)
    tracks = several(make_track, HAPPY_MUSIC, ANGRY_MUSIC, between, copies=3)
    assert {track_id // 100 for track_id in ids(rank(affect, tracks, 4))} <= {0, 1}


def test_the_reason_names_the_feeling_that_earned_the_track_its_place(
    rank: Rank, make_track: MakeTrack
) -> None:
    emotions = {FaceEmotion.HAPPY: 0.6, FaceEmotion.SAD: 0.4}
    affect = Affect(emotions, Point(0.234, 0.198), 0.6, AffectSource.FACES)
    reasons = {
        r.track.id: r.reasons[0]
        for r in rank(affect, [make_track(0, mood=HAPPY_MUSIC), make_track(1, mood=SAD_MUSIC)])
    }
    assert reasons[0].endswith("the happiness of the picture")
    assert reasons[1].endswith("the sadness of the picture")


def test_the_nearer_of_two_tracks_comes_first(rank: Rank, make_track: MakeTrack) -> None:
    tracks = [make_track(i, mood=Point(0.5, -0.9 + 0.2 * i)) for i in range(10)]
    found = rank(Affect.at(0.5, 1.0), tracks)
    assert ids(found) == list(range(9, -1, -1))
    scores = [recommendation.score for recommendation in found]
    assert len(set(scores)) == 10


def test_tracks_that_fit_the_same_stay_in_order_of_their_ids(
    rank: Rank, make_track: MakeTrack
) -> None:
    tracks = [make_track(i, mood=SAD_MUSIC) for i in (5, 3, 9, 1)]
    assert ids(rank(Affect.said("sad"), tracks)) == [1, 3, 5, 9]


def test_no_artist_follows_themselves_while_others_fit_as_well(
    rank: Rank, make_track: MakeTrack
) -> None:
    tracks = [
        make_track(i, mood=Point(0.7, 0.7 - 0.001 * i), artist="Ada" if i < 10 else f"other {i}")
        for i in range(30)
    ]
    artists = [r.track.tags.artist for r in rank(Affect.said("happy"), tracks)]
    assert all(artist != after for artist, after in pairwise(artists))
    assert artists.count("Ada") <= 2


def test_what_was_just_played_does_not_come_again_while_others_fit(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of(make_track(i, mood=HAPPY_MUSIC) for i in range(20))
    query = Query(Affect.said("happy"), recent=(0, 1, 2))
    found = ids(find_strategy("affect").rank(query, catalogue, 20))
    assert found[-3:] == [0, 1, 2]


def test_what_was_just_played_returns_where_nothing_else_is_there(make_track: MakeTrack) -> None:
    query = Query(Affect.said("happy"), recent=(7,))
    catalogue = Catalogue.of([make_track(7, mood=HAPPY_MUSIC)])
    assert ids(find_strategy("affect").rank(query, catalogue, 5)) == [7]


def test_a_track_whose_mood_is_certain_comes_before_one_that_may_lie_elsewhere(
    rank: Rank, make_track: MakeTrack
) -> None:
    doubtful = make_track(0, mood=SAD_MUSIC, mood_uncertainty=0.5)
    certain = make_track(1, mood=SAD_MUSIC, mood_uncertainty=0.1)
    assert ids(rank(Affect.said("sad"), [doubtful, certain])) == [1, 0]


def test_sung_music_fits_a_sad_picture_and_instrumental_music_a_still_one(
    rank: Rank, make_track: MakeTrack
) -> None:
    tracks = [
        make_track(i, mood=Point(-0.05, -0.35), catalogue=CatalogueFeatures(instrumentalness=share))
        for i, share in enumerate((0.0, 0.95))
    ]
    assert ids(rank(Affect.said("sad"), tracks)) == [0, 1]
    assert ids(rank(Affect.said("neutral"), tracks)) == [1, 0]


def test_mode_and_tempo_decide_between_tracks_that_fit_alike_and_only_there(
    rank: Rank, make_track: MakeTrack
) -> None:
    slow_minor = CatalogueFeatures(mode=Mode.MINOR, tempo_bpm=60)
    fast_major = CatalogueFeatures(mode=Mode.MAJOR, tempo_bpm=160)
    alike = [
        make_track(0, mood=HAPPY_MUSIC, catalogue=slow_minor),
        make_track(1, mood=HAPPY_MUSIC, catalogue=fast_major),
    ]
    assert ids(rank(Affect.said("happy"), alike)) == [1, 0]
    further = make_track(2, mood=Point(0.5, 0.5), catalogue=fast_major)
    assert ids(rank(Affect.said("happy"), [alike[0], further])) == [0, 2]


def test_tracks_without_a_mood_are_left_out(rank: Rank, make_track: MakeTrack) -> None:
    assert ids(rank(Affect.said("happy"), [make_track(1), make_track(2, mood=SAD_MUSIC)])) == [2]
