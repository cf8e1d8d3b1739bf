from collections.abc import Callable

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from affetto.affect import Affect, Point
from affetto.music import CatalogueFeatures, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.query import Query
from affetto.recommend.strategies import find_strategy

MakeTrack = Callable[..., Track]

NAMES = ("danceability", "acousticness", "energy", "valence", "tempo_bpm")


def rank(tracks: list[Track], emotion: str, k: int = 10) -> list[int]:
    found = find_strategy("knn").rank(Query(Affect.said(emotion)), Catalogue.of(tracks), k)
    return [recommendation.track.id for recommendation in found]


@pytest.fixture
def library(make_track: MakeTrack) -> list[Track]:
    values = np.random.default_rng(0).uniform(0, 1, (200, 5))
    values[:, 4] = 60 + 120 * values[:, 4]
    return [
        make_track(i, catalogue=CatalogueFeatures(**dict(zip(NAMES, row, strict=True))))
        for i, row in enumerate(values.tolist())
    ]


def test_finds_the_neighbours_that_scikit_learn_finds(library: list[Track]) -> None:
    values = np.array([[getattr(track.catalogue, name) for name in NAMES] for track in library])
    standardized = (values - values.mean(axis=0)) / values.std(axis=0)
    neighbours = NearestNeighbors(n_neighbors=10).fit(standardized)
    # Sad music is slow, soft, acoustic, unpleasant and no dance.
    expected = neighbours.kneighbors([[-1, 1, -1, -1, -1]], return_distance=False)[0]
    assert rank(library, "sad") == expected.tolist()


def test_happy_pictures_find_happy_and_energetic_music(make_track: MakeTrack) -> None:
    happy = CatalogueFeatures(0.9, 0.5, None, None, None, None, None, None, None, 0.9, 110)
    energetic = CatalogueFeatures(danceability=0.5, acousticness=0.0, energy=1.0, tempo_bpm=180)
    calm = CatalogueFeatures(danceability=0.1, acousticness=1.0, energy=0.1, tempo_bpm=60)
    tracks = [make_track(i, catalogue=each) for i, each in enumerate((calm, energetic, happy))]
    assert set(rank(tracks, "happy", 2)) == {1, 2}
    assert rank(tracks, "neutral", 1) == [0]


def test_a_library_whose_tracks_are_all_alike_is_ranked_in_order(make_track: MakeTrack) -> None:
    tracks = [make_track(i, mood=Point(0.1, 0.3)) for i in range(5)]
    assert rank(tracks, "happy") == [0, 1, 2, 3, 4]


def test_a_place_in_the_plane_is_given_the_nearest_word(library: list[Track]) -> None:
    found = find_strategy("knn").rank(Query(Affect.at(-0.6, -0.3)), Catalogue.of(library), 10)
    assert [each.track.id for each in found] == rank(library, "sad")
