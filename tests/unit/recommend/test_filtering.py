import pickle
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affetto.errors import InputError
from affetto.licences import LicenceUse, allows
from affetto.music import AudioFeatures, CatalogueFeatures, Track, TrackTags
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.filtering import NothingPassesError, explain_shortage
from affetto.recommend.filters import Filters, Popularity
from affetto.text import words_key

MakeTrack = Callable[..., Track]

# No deadline: a busy machine is no fault of a filter.
unhurried = settings(max_examples=100, deadline=None)

probabilities = st.none() | st.sampled_from([0.0, 0.49, 0.5, 1.0, float("nan")])
tracks = st.builds(
    Track,
    id=st.integers(0, 10_000),
    tags=st.builds(
        TrackTags,
        title=st.just("title"),
        genres=st.lists(st.sampled_from(["Rock", "Indie Rock", "Synth-Pop"]), max_size=2).map(
            tuple
        ),
        year=st.none() | st.sampled_from([-5, 0, 1979, 1980, 1989, 99_999]),
        licence=st.sampled_from(["", "CC0-1.0", "CC BY-NC 4.0", "secret"]),
        language=st.sampled_from(["", "en", "eng", "DE", "zxx"]),
        is_explicit=st.none() | st.booleans(),
        popularity=st.none() | st.integers(0, 100),
    ),
    uri=st.sampled_from(["", "file:///a.mp3", "spotify:track:1", "https://example.org/a"]),
    duration_s=st.none() | st.floats(1, 600) | st.just(float("nan")),
    features=st.none() | st.builds(AudioFeatures, st.just(9.0), instrumentalness=probabilities),
    catalogue=st.none() | st.builds(CatalogueFeatures, instrumentalness=probabilities),
    links=st.dictionaries(st.sampled_from(["youtube", "spotify"]), st.just("address"), max_size=2),
)
libraries = st.lists(tracks, max_size=25, unique_by=lambda track: track.id)
some_filters = st.builds(
    Filters,
    genres=st.lists(st.sampled_from(["rock", "indie rock", "pop"]), max_size=2).map(tuple),
    decades=st.lists(st.sampled_from([-10, 0, 1970, 1980, 99_990]), max_size=2).map(tuple),
    popularity=st.none() | st.sampled_from(Popularity),
    licence=st.sampled_from(LicenceUse),
    min_duration_s=st.none() | st.floats(0, 300),
    max_duration_s=st.none() | st.floats(300, 600),
    instrumental=st.booleans(),
    clean=st.booleans(),
    languages=st.lists(st.sampled_from(["en", "ger", "zxx"]), max_size=2).map(tuple),
    providers=st.lists(st.sampled_from(["file", "Spotify", "youtube", "web"]), max_size=2).map(
        tuple
    ),
)


def passes(track: Track, filters: Filters) -> bool:
    """What filters mean, one track at a time."""
    tags = track.tags
    keys = [words_key(genre) for genre in filters.genres]
    languages = {"en": "en", "eng": "en", "DE": "ger", "zxx": "zxx"}
    services = {
        "file:///a.mp3": {"file"},
        "spotify:track:1": {"spotify"},
        "https://example.org/a": {"web"},
    }.get(track.uri, set()) | set(track.links)
    likely = [
        value
        for source in (track.features, track.catalogue)
        if source is not None and (value := source.instrumentalness) is not None and value == value
    ]
    low, high = filters.popularity.band if filters.popularity else (0, 0)
    year, length = tags.year, track.duration_s
    return all(
        (
            not keys or any(k in words_key(genre) for k in keys for genre in tags.genres),
            not filters.decades
            or (year is not None and 0 < year < 32768 and year // 10 * 10 in filters.decades),
            filters.popularity is None
            or (tags.popularity is not None and low <= tags.popularity < high),
            allows(tags.licence, track.uri, filters.licence),
            filters.licence is not LicenceUse.FILM
            or not services
            or not services <= {"spotify", "youtube"},
            filters.min_duration_s is None
            or (length is not None and np.float32(length) >= filters.min_duration_s),
            filters.max_duration_s is None
            or (length is not None and np.float32(length) <= filters.max_duration_s),
            not filters.instrumental or (likely and likely[0] >= 0.5) or tags.language == "zxx",
            not filters.clean or tags.is_explicit is not True,
            not filters.languages or languages.get(tags.language) in filters.languages,
            not filters.providers
            or bool(services & {provider.casefold() for provider in filters.providers}),
        )
    )


@unhurried
@given(library=libraries, filters=some_filters)
def test_a_track_passes_when_it_is_what_every_filter_asks_for(
    library: list[Track], filters: Filters
) -> None:
    catalogue = Catalogue.of(library)
    passing = catalogue.tracks_at(np.flatnonzero(catalogue.passing(filters)))
    expected = sorted(track.id for track in library if passes(track, filters))
    assert [track.id for track in passing] == expected


@unhurried
@given(library=libraries, filters=some_filters)
def test_blames_filters_by_what_would_pass_without_them(
    library: list[Track], filters: Filters
) -> None:
    catalogue = Catalogue.of(library)
    shortage = explain_shortage(catalogue, filters)
    left = catalogue.passing(filters).sum()
    assert (shortage is None) == bool(left or not library)
    if shortage is not None:
        assert shortage.tracks == len(library)
        assert 0 < shortage.then <= len(library)
        assert all(
            e.without <= shortage.then or len(shortage.loosened) == 1 for e in shortage.effects
        )
        assert (len(shortage.loosened) == 1) == any(e.without for e in shortage.effects)
        assert all(0 <= effect.alone <= len(library) for effect in shortage.effects)
        assert "\n" not in str(shortage)


@unhurried
@given(library=libraries, filters=some_filters)
def test_every_way_out_brings_as_many_tracks_as_it_says(
    library: list[Track], filters: Filters
) -> None:
    catalogue = Catalogue.of(library)
    shortage = explain_shortage(catalogue, filters)
    if shortage is not None:
        assert shortage.ways
        for way in shortage.ways:
            assert way.tracks > 0
            assert catalogue.passing(replace(filters, **way.changes)).sum() == way.tracks


def ids(catalogue: Catalogue, filters: Filters) -> list[int]:
    return catalogue.ids[catalogue.passing(filters)].tolist()


def test_popularity_goes_to_the_nearest_of_the_three_targets(make_track: MakeTrack) -> None:
    known = [0, 20, 44, 45, 70, 84, 85, 100]
    catalogue = Catalogue.of(
        [*(make_track(p, popularity=p) for p in known), make_track(500, popularity=None)]
    )
    assert ids(catalogue, Filters(popularity=Popularity.LOW)) == [0, 20, 44]
    assert ids(catalogue, Filters(popularity=Popularity.MEDIUM)) == [45, 70, 84]
    assert ids(catalogue, Filters(popularity=Popularity.MAINSTREAM)) == [85, 100]


def test_a_language_has_several_codes(make_track: MakeTrack) -> None:
    codes = ["de", "deu", "GER", "de-AT", "en", "", "zxx"]
    catalogue = Catalogue.of([make_track(i, language=code) for i, code in enumerate(codes)])
    for asked in ("de", "DEU", "ger", "de_CH"):
        assert ids(catalogue, Filters(languages=(asked,))) == [0, 1, 2, 3]
    assert ids(catalogue, Filters(languages=("fr", "en"))) == [4]


def test_knows_who_can_play_an_address(make_track: MakeTrack) -> None:
    addresses = {
        1: "file:///music/a.mp3",
        2: "spotify:track:1",
        3: "https://open.spotify.com/track/1",
        4: "https://music.youtube.com/watch?v=1",
        5: "https://www.jamendo.com/track/948",
        6: "https://notspotify.com/track/1",
        7: "",
    }
    catalogue = Catalogue.of([make_track(number, uri=uri) for number, uri in addresses.items()])
    assert ids(catalogue, Filters(providers=("file",))) == [1]
    assert ids(catalogue, Filters(providers=("SPOTIFY",))) == [2, 3]
    assert ids(catalogue, Filters(providers=("youtube", "jamendo"))) == [4, 5]
    assert ids(catalogue, Filters(providers=("web",))) == [6]


def test_what_can_only_be_streamed_is_not_for_films(make_track: MakeTrack) -> None:
    addresses = ["spotify:track:1", "https://youtu.be/1", "https://www.jamendo.com/track/1"]
    catalogue = Catalogue.of(
        [make_track(i, uri=uri, licence="CC BY 4.0") for i, uri in enumerate(addresses)]
    )
    assert ids(catalogue, Filters(licence=LicenceUse.FILM)) == [2]
    assert ids(catalogue, Filters(licence=LicenceUse.PERSONAL)) == [0, 1, 2]


def test_says_which_filter_empties_the_list_and_what_there_is(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of(
        [make_track(i, genres=("Rock",), year=1985 if i < 3 else 1995) for i in range(10)]
    )
    shortage = explain_shortage(catalogue, Filters(genres=("polka",), decades=(1980,)))
    assert str(shortage) == (
        "none of the 10 tracks passes all filters (alone they let through: decade 1980 3, "
        "genre polka 0); without genre polka, 3 would; there are rock"
    )
    only = explain_shortage(catalogue, Filters(decades=(1970,)))
    assert str(only) == (
        "none of the 10 tracks passes decade 1970; without it, all would; there are 1990, 1980"
    )


def test_says_when_one_filter_less_is_not_enough(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of([make_track(1, genres=("Rock",), year=1995, popularity=90)])
    filters = Filters(genres=("polka",), decades=(1980,), popularity=Popularity.MAINSTREAM)
    shortage = explain_shortage(catalogue, filters)
    assert shortage is not None
    assert shortage.loosened == ("decade 1980", "genre polka")
    assert shortage.then == 1
    assert [effect.without for effect in shortage.effects] == [0, 0, 0]


def ways_out(catalogue: Catalogue, filters: Filters) -> list[tuple[dict[str, object], int]]:
    shortage = explain_shortage(catalogue, filters)
    assert shortage is not None
    return [(dict(way.changes), way.tracks) for way in shortage.ways]


def test_names_the_filters_any_of_which_may_go_the_one_that_brings_most_first(
    make_track: MakeTrack,
) -> None:
    folk = [make_track(i, genres=("Folk",), year=1985) for i in range(3)]
    rock = make_track(9, genres=("Rock",), year=1995)
    filters = Filters(genres=("folk",), decades=(1990,))
    assert ways_out(Catalogue.of([*folk, rock]), filters) == [
        ({"decades": ()}, 3),
        ({"genres": ()}, 1),
    ]


def test_names_filters_that_must_go_together(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of([make_track(1, genres=("Rock",), year=1985)])
    assert ways_out(catalogue, Filters(genres=("folk",), decades=(1990,))) == [
        ({"decades": (), "genres": ()}, 1)
    ]


def test_steps_to_the_next_duration_before_it_lets_go_of_it(make_track: MakeTrack) -> None:
    lengths_s = (301, 340, 900)
    catalogue = Catalogue.of(
        [replace(make_track(i), duration_s=length) for i, length in enumerate(lengths_s)]
    )
    assert ways_out(catalogue, Filters(max_duration_s=200)) == [
        ({"max_duration_s": 360}, 2),
        ({"max_duration_s": None}, 3),
    ]
    assert ways_out(catalogue, Filters(min_duration_s=1000)) == [
        ({"min_duration_s": 900}, 1),
        ({"min_duration_s": None}, 3),
    ]


def test_a_step_that_brings_all_there_is_stands_alone(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of(
        [replace(make_track(i), duration_s=length) for i, length in enumerate((301, 50))]
    )
    filters = Filters(min_duration_s=60, max_duration_s=200)
    assert ways_out(catalogue, filters) == [
        ({"min_duration_s": None}, 1),
        ({"max_duration_s": 360}, 1),
    ]


def test_where_no_duration_is_known_only_letting_go_helps(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of([replace(make_track(1), duration_s=None)])
    assert ways_out(catalogue, Filters(max_duration_s=200)) == [({"max_duration_s": None}, 1)]


def test_nothing_is_to_blame_while_something_passes(make_track: MakeTrack) -> None:
    catalogue = Catalogue.of([make_track(1, year=1985)])
    assert explain_shortage(catalogue, Filters(decades=(1980,))) is None
    assert explain_shortage(catalogue, Filters()) is None
    assert explain_shortage(Catalogue.of([]), Filters(decades=(1980,))) is None


def test_the_error_travels_between_processes(make_track: MakeTrack) -> None:
    shortage = explain_shortage(Catalogue.of([make_track(1)]), Filters(decades=(1980,)))
    assert shortage is not None
    copy = pickle.loads(pickle.dumps(NothingPassesError(shortage)))
    assert str(copy) == str(shortage)
    assert copy.shortage == shortage


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"min_duration_s": -1}, "min-duration"),
        ({"max_duration_s": 0}, "max-duration"),
        ({"max_duration_s": float("nan")}, "max-duration"),
        ({"min_duration_s": 90, "max_duration_s": 60}, "shorter"),
        ({"languages": (" ",)}, "language"),
        ({"providers": ("",)}, "provider"),
    ],
)
def test_refuses_filters_that_mean_nothing(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        Filters(**fields)
