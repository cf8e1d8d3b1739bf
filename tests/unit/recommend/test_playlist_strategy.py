from collections.abc import Callable

import numpy as np
import pytest

from affetto.affect import EMOTION_POINTS, Affect, AffectSource, FaceEmotion, Point, SceneEmotion
from affetto.music import Recommendation, Track
from affetto.playlists.emotion_playlists import default_playlists
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy

MakeTrack = Callable[..., Track]


def rank(affect: Affect, tracks: tuple[Track, ...], k: int = 10) -> list[Recommendation]:
    return find_strategy("playlist").rank(Query(affect), Catalogue.of(tracks), k)


@pytest.mark.parametrize("emotion", [*FaceEmotion, *SceneEmotion])
def test_every_label_finds_its_own_playlist_first(emotion: str) -> None:
    playlists = default_playlists()
    # "sad" and "sadness" are one place, and either list serves both.
    place = EMOTION_POINTS[emotion]
    first = rank(Affect.said(emotion), playlists, 1)[0]
    assert first.track.mood == place
    assert first.reasons == (f"kept for {emotion}",)


def test_only_the_most_probable_label_counts() -> None:
    emotions = {FaceEmotion.HAPPY: 0.51, FaceEmotion.SAD: 0.49}
    affect = Affect(emotions, Point(0.1, 0.13), 0.51, AffectSource.FACES)
    playlists = default_playlists()
    assert rank(affect, playlists) == rank(Affect.said("happy"), playlists)


def test_over_tracks_it_is_the_plain_distance_to_the_word(make_track: MakeTrack) -> None:
    places = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    tracks = tuple(make_track(i, mood=Point(*place)) for i, place in enumerate(places.tolist()))
    angry = EMOTION_POINTS[FaceEmotion.ANGRY]
    distances = np.hypot(places[:, 0] - angry.valence, places[:, 1] - angry.arousal)
    found = [each.track.id for each in rank(Affect.said("angry"), tracks)]
    assert found == np.argsort(distances)[:10].tolist()
