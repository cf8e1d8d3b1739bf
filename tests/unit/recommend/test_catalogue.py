from collections.abc import Callable

import pytest

from affetto.affect import Point
from affetto.errors import InputError
from affetto.licences import LicenceUse
from affetto.music import Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.filters import Filters
from affetto.track_columns import UNKNOWN

MakeTrack = Callable[..., Track]


def passing_ids(catalogue: Catalogue, filters: Filters) -> list[int]:
    return catalogue.ids[catalogue.passing(filters)].tolist()


def test_orders_tracks_by_id_and_marks_unknown_moods(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of([make_track(7, mood=Point(0.5, -0.5)), make_track(3)])
    assert catalogue.ids.tolist() == [3, 7]
    assert catalogue.has_mood.tolist() == [False, True]
    assert catalogue.valence[1] == 0.5
    assert catalogue.arousal[1] == -0.5


def test_refuses_two_tracks_with_one_id(make_track: MakeTrack) -> None:
    with pytest.raises(ValueError, match="id 4"):
        Catalogue.of([make_track(4), make_track(4)])


def test_knows_an_artist_however_the_name_is_written(make_track: MakeTrack) -> None:
    names = ["Björk", "BJÖRK ", "Bjo\u0308rk", "Bo"]
    catalogue = Catalogue.of([make_track(i, artist=name) for i, name in enumerate(names)])
    numbers = catalogue.artist.tolist()
    assert numbers[0] == numbers[1] == numbers[2] != numbers[3]


@pytest.mark.parametrize("name", ["", "  ", "Unknown Artist", "[unknown]", "Various Artists"])
def test_does_not_take_unknown_artists_for_one_person(make_track: MakeTrack, name: str) -> None:
    assert Catalogue.of([make_track(1, artist=name)]).artist.tolist() == [UNKNOWN]


def test_finds_a_genre_by_its_words_side_by_side(make_track: MakeTrack) -> None:
    genres = [("Rock",), ("Indie Rock", "Folk"), ("Rockabilly",), ("Synth-Pop",), ()]
    catalogue = Catalogue.of([make_track(i, genres=genre) for i, genre in enumerate(genres)])
    assert passing_ids(catalogue, Filters(genres=("rock",))) == [0, 1]
    assert passing_ids(catalogue, Filters(genres=("INDIE ROCK",))) == [1]
    assert passing_ids(catalogue, Filters(genres=("synth pop", "folk"))) == [1, 3]
    assert passing_ids(catalogue, Filters(genres=("polka",))) == []


def test_finds_a_decade_and_leaves_out_tracks_without_a_year(make_track: MakeTrack) -> None:
    years = [1979, 1980, 1989, 1990, None, 0]
    catalogue = Catalogue.of([make_track(i, year=year) for i, year in enumerate(years)])
    assert passing_ids(catalogue, Filters(decades=(1980,))) == [1, 2]
    assert passing_ids(catalogue, Filters(decades=(1970, 1990))) == [0, 3]


def test_filters_by_what_the_licence_allows(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of(
        [
            make_track(0, licence="CC BY 4.0", uri="https://example.org/0"),
            make_track(1, licence="CC BY-NC 4.0", uri="https://example.org/1"),
            make_track(2, licence="", uri="https://example.org/2"),
            make_track(3, licence="", uri="file:///3.mp3"),
        ]
    )
    assert passing_ids(catalogue, Filters(licence=LicenceUse.FILM)) == [0]
    assert passing_ids(catalogue, Filters(licence=LicenceUse.PERSONAL)) == [0, 1, 3]
    assert passing_ids(catalogue, Filters()) == [0, 1, 2, 3]


def test_filters_are_all_to_be_passed(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of(
        [make_track(0, genres=("Rock",), year=1985), make_track(1, genres=("Rock",), year=1995)]
    )
    assert passing_ids(catalogue, Filters(genres=("rock",), decades=(1990,))) == [1]


def test_says_which_decade_was_meant() -> None:
    with pytest.raises(InputError, match="say 1980"):
        Filters(decades=(1985,))


def test_refuses_a_genre_without_a_word() -> None:
    with pytest.raises(InputError, match="genre"):
        Filters(genres=(" - ",))
