"""What a library is made of."""

from __future__ import annotations

import numpy as np
from filled_for_tests import HAPPY, keep_file, tell

from affetto.affect import Point
from affetto.library.composition import LibraryComposition, Use, compose, mood_points
from affetto.library.mood_words import statement_from_catalogue, statement_from_words
from affetto.library.moods import MoodOrigin


def composition(library) -> LibraryComposition:
    with library.looking() as session:
        return compose(session)


def test_an_empty_library_is_made_of_nothing(library):
    assert composition(library) == LibraryComposition({}, dict.fromkeys(Use, 0), {})


def test_a_mood_counts_for_the_most_trusted_who_state_it(library):
    words = statement_from_words(("calm",), "test")
    keep_file(library, "/music/a.flac", mood=Point(0.1, 0.2))
    keep_file(library, "/music/silent.flac")
    tell(library, "spotify:track:1", mood=words)
    both = tell(library, "spotify:track:2", mood=statement_from_catalogue(HAPPY, "test"))
    assert composition(library).moods == {
        MoodOrigin.TAGS: 1,
        MoodOrigin.CATALOGUE: 1,
        MoodOrigin.HEARD: 1,
    }
    assert library.details(both).moods[0].origin is MoodOrigin.CATALOGUE


def test_uses_follow_the_licence_and_who_has_the_file(library):
    keep_file(library, "/music/free.flac", licence="CC-BY-4.0")
    keep_file(library, "/music/bought.flac", licence="All rights reserved")
    keep_file(library, "/music/nc.flac", licence="CC-BY-NC-4.0")
    tell(library, "https://www.jamendo.com/track/1", licence="CC-BY-ND-3.0")
    tell(library, "https://www.jamendo.com/track/2", licence="CC0-1.0")
    tell(library, "spotify:track:1")
    assert composition(library).uses == {Use.FILM: 2, Use.PERSONAL: 3, Use.UNKNOWN: 1}


def test_sources_are_counted_by_service_and_tracks_once_in_each(library):
    song = {"artist": "Ada", "title": "Song"}
    keep_file(library, "/music/a.flac", **song)
    keep_file(library, "/music/b.flac", **song)
    tell(library, "spotify:track:1", duration_s=60, **song)
    tell(library, "spotify:track:2", title="Else")
    tell(library, "https://www.jamendo.com/track/1", title="Third")
    tell(library, "musicbrainz:recording:8f3471b5-7e6a-48da-86a9-c1c07a0f47ae", title="Fourth")
    sources = composition(library).sources
    assert sources == {"spotify": 2, "file": 1, "jamendo": 1, "musicbrainz": 1}
    assert next(iter(sources)) == "spotify"


def test_points_are_those_of_tracks_with_a_mood(library):
    keep_file(library, "/music/a.flac", mood=Point(0.1, -0.2))
    keep_file(library, "/music/silent.flac")
    with library.looking() as session:
        np.testing.assert_allclose(mood_points(session), [[0.1, -0.2]])


def test_of_no_tracks_there_are_no_points(library):
    with library.looking() as session:
        assert mood_points(session).shape == (0, 2)
