from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from filled_for_tests import keep_file, tell
from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import Point
from affetto.library.importers import ImportedTrack
from affetto.library.merging import add_to_track, begin_track, fill_tags
from affetto.library.moods import MoodOrigin, MoodStatement
from affetto.library.records import LicenceOrigin
from affetto.music import CatalogueFeatures, Mode, TrackTags

words = st.sampled_from(["", "a", "b"])
share = st.none() | st.sampled_from([0.0, 0.5])
tags = st.builds(
    TrackTags,
    title=st.sampled_from(["a", "b"]),
    artist=words,
    album=words,
    genres=st.sampled_from([(), ("Rock",), ("Jazz", "Pop")]),
    year=st.none() | st.sampled_from([1977, 1978]),
    isrc=words,
    licence=words,
    mbid=words,
    language=words,
    is_explicit=st.none() | st.booleans(),
    popularity=st.none() | st.sampled_from([0, 50]),
)
catalogues = st.none() | st.builds(
    CatalogueFeatures,
    energy=share,
    valence=share,
    key=st.none() | st.sampled_from([0, 7]),
    mode=st.none() | st.sampled_from(Mode),
)
moods = st.none() | st.builds(
    MoodStatement,
    st.sampled_from([MoodOrigin.TAGS, MoodOrigin.CATALOGUE]),
    st.just("test"),
    st.just(Point(0.5, 0.5)),
    st.sampled_from([0.2, 0.3]),
)
imported = st.builds(
    ImportedTrack,
    tags=tags,
    uri=st.just("test:1"),
    line=st.just(1),
    duration_s=st.none() | st.sampled_from([1.0, 2.0]),
    catalogue=catalogues,
    mood=moods,
    links=st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["x", "y"])),
)


@given(descriptions=st.lists(imported, min_size=1, max_size=5))
def test_hearing_the_same_again_changes_nothing(descriptions):
    known = begin_track(descriptions[0], "first")
    for number, description in enumerate(descriptions):
        known = add_to_track(known, description, f"catalogue-{number}")
    again = known
    for number, description in enumerate(descriptions):
        again = add_to_track(again, description, f"catalogue-{number}")
    assert again == known


@given(first=imported, second=imported)
def test_what_is_known_is_never_lost_and_what_is_missing_is_filled(first, second):
    before = begin_track(first, "first")
    after = add_to_track(before, second, "second")
    for field in fields(TrackTags):
        known, added = getattr(first.tags, field.name), getattr(second.tags, field.name)
        is_known = known not in ("", (), None)
        assert getattr(after.tags, field.name) == (known if is_known else added)
    assert before.links.items() <= after.links.items()
    assert {mood.origin for mood in before.moods} <= {mood.origin for mood in after.moods}
    assert len({mood.origin for mood in after.moods}) == len(after.moods)


def test_a_catalogue_states_the_licence_only_where_nobody_does():
    free = ImportedTrack(TrackTags("a", licence="CC-BY-4.0"), "test:1", 1)
    known = add_to_track(begin_track(ImportedTrack(TrackTags("a"), "x", 1), "x"), free, "jamendo")
    assert (known.tags.licence, known.licence_origin) == ("CC-BY-4.0", LicenceOrigin.CATALOGUE)
    other = ImportedTrack(TrackTags("a", licence="CC0-1.0"), "test:2", 1)
    assert add_to_track(known, other, "fma") == known


def test_a_mode_is_taken_with_its_key_only():
    def with_features(**values):
        return ImportedTrack(TrackTags("a"), "x", 1, catalogue=CatalogueFeatures(**values))

    known = begin_track(with_features(key=5, energy=0.5), "first")
    other_key = add_to_track(known, with_features(key=7, mode=Mode.MINOR, tempo_bpm=90.0), "second")
    assert other_key.catalogue == CatalogueFeatures(key=5, energy=0.5, tempo_bpm=90.0)
    assert other_key.catalogue_stated_by == "first, second"
    same_key = add_to_track(known, with_features(key=5, mode=Mode.MINOR), "second")
    assert same_key.catalogue == CatalogueFeatures(key=5, mode=Mode.MINOR, energy=0.5)


def test_filled_tags_leave_the_licence_to_those_who_know_who_stated_it():
    assert fill_tags(TrackTags("a"), TrackTags("b", "c", licence="MIT")) == TrackTags("a", "c")


def test_what_is_called_by_its_file_gets_the_readable_title_when_it_is_read_anew(library):
    files = ("/music/01_calm_evening.flac", "/copies/01_calm_evening.flac")
    (number, other) = (keep_file(library, file, content="c", licence="MIT") for file in files)
    for file in files:
        again = keep_file(library, file, content="c", licence="MIT", title="calm evening")
        assert again == number == other
    (track,) = library.tracks()
    assert (track.tags.title, track.tags.licence) == ("calm evening", "MIT")


def test_a_title_that_a_catalogue_knows_is_not_lost_to_the_name_of_a_file(library):
    file = Path("/music/01_calm_evening.flac")
    tell(library, file.as_uri(), title="Evening, Calmly")
    keep_file(library, file, title="calm evening")
    (track,) = library.tracks()
    assert track.tags.title == "Evening, Calmly"
