"""What the user typed wins, lasts, and can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from filled_for_tests import HAPPY, keep_file, tell
from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import Point
from affetto.errors import InputError
from affetto.library.edit_repository import Edit, EditRepository
from affetto.library.edits import EditedField, keep_value, mood_statement, typed_value
from affetto.library.moods import MoodOrigin
from affetto.library.records import AnalyserId, LicenceOrigin, TrackFilter

NOW = datetime(2026, 5, 4, 3, 2, 1, 123456, tzinfo=UTC)


def edit(library, track_id, **typed):
    with library.changing() as session:
        for name, value in typed.items():
            field = EditedField(name)
            EditRepository(session).save(track_id, Edit(field, keep_value(field, value), NOW))


def undo(library, track_id, name):
    with library.changing() as session:
        return EditRepository(session).undo(track_id, EditedField(name))


TYPED = {
    "title": "Sinnerman",
    "artist": "Nina Simone",
    "album": "Pastel Blues",
    "year": 1965,
    "licence": "CC0-1.0",
    "genres": ["Jazz", "Soul"],
}


def words_of(library, track_id):
    tags = library.details(track_id).track.tags
    return {name: getattr(tags, name) for name in TYPED} | {"genres": list(tags.genres)}


def test_every_field_says_what_was_typed_and_then_again_what_the_file_says(library):
    track_id = keep_file(library, artist="N. S.", genres=("Old",), year=1999, licence="CC-BY-4.0")
    before = words_of(library, track_id)

    edit(library, track_id, **TYPED)

    assert words_of(library, track_id) == TYPED
    details = library.details(track_id)
    assert details.licence_origin is LicenceOrigin.USER
    assert set(details.edits) == set(TYPED)
    for name in TYPED:
        assert undo(library, track_id, name)
    assert words_of(library, track_id) == before
    assert library.details(track_id).licence_origin is LicenceOrigin.TAGS
    assert not undo(library, track_id, "title")


def test_an_edited_track_is_found_by_its_new_words(library):
    track_id = keep_file(library, title="Track 01")
    edit(library, track_id, title="Sinnerman", artist="Nina Simone", genres=["Jazz"])
    found = list(library.tracks(TrackFilter(text="nina sinnerman", genres=("jazz",))))
    assert [track.id for track in found] == [track_id]
    assert library.count(TrackFilter(text="track 01")) == 0


def test_hearing_a_file_again_undoes_nothing(library):
    track_id = keep_file(library, artist="N. S.")
    edit(library, track_id, **TYPED, mood={"valence": -0.5, "arousal": 0.25})

    again = keep_file(library, artist="N. S.", mood=Point(0.5, 0.5), analyser=AnalyserId("x", "2"))

    assert again == track_id
    assert words_of(library, track_id) == TYPED
    assert library.details(track_id).track.mood == Point(-0.5, 0.25)


def test_taken_back_an_edit_gives_what_the_file_says_by_then(library):
    track_id = keep_file(library, content="one", title="Trak", genres=("Old",))
    edit(library, track_id, title="Mine", genres=["Mine"])
    assert keep_file(library, content="two", title="Track", genres=("New",)) == track_id
    assert library.details(track_id).track.tags.title == "Mine"
    undo(library, track_id, "title")
    undo(library, track_id, "genres")
    tags = library.details(track_id).track.tags
    assert (tags.title, tags.genres) == ("Track", ("New",))


def test_what_a_catalogue_adds_waits_beneath_an_edit(library):
    track_id = tell(library, "spotify:track:1", title="Song", artist="Ada")
    edit(library, track_id, year=1970)
    tell(library, "spotify:track:1", title="Song", artist="Ada", year=1984, catalogue=HAPPY)
    assert library.details(track_id).track.tags.year == 1970
    undo(library, track_id, "year")
    assert library.details(track_id).track.tags.year == 1984


def test_typing_twice_keeps_the_first_original(library):
    track_id = keep_file(library, title="Original")
    edit(library, track_id, title="First")
    edit(library, track_id, title="Second")
    assert undo(library, track_id, "title")
    assert library.details(track_id).track.tags.title == "Original"


def test_the_users_mood_hides_that_of_others_until_it_is_taken_back(library):
    track_id = keep_file(library, mood=Point(0.5, 0.5))
    edit(library, track_id, mood={"word": "sad"})
    details = library.details(track_id)
    assert details.track.mood.valence < 0
    assert details.moods[-1].words == ("sad",)
    assert {mood.origin for mood in details.moods} == {MoodOrigin.USER, MoodOrigin.HEARD}
    undo(library, track_id, "mood")
    assert library.details(track_id).track.mood == Point(0.5, 0.5)


def test_a_track_that_is_not_there_cannot_be_edited(library):
    with pytest.raises(KeyError), library.changing() as session:
        EditRepository(session).undo(7, EditedField.TITLE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "  "),
        ("title", 3),
        ("artist", None),
        ("year", "1999"),
        ("year", True),
        ("year", 1066),
        ("genres", "Jazz"),
        ("genres", [1]),
        ("licence", 4),
        ("mood", {"word": "corporate"}),
        ("mood", {"word": 3}),
        ("mood", {"valence": 2, "arousal": 0}),
        ("mood", {"valence": float("nan"), "arousal": 0}),
        ("mood", {"valence": 0.5}),
        ("mood", "happy"),
        ("mood", None),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_name(name, value):
    with pytest.raises(InputError) as caught:
        keep_value(EditedField(name), value)
    assert caught.value.source == name


@given(st.text(min_size=1).filter(lambda text: text.strip()))
def test_any_text_can_be_kept(text):
    for field in (EditedField.TITLE, EditedField.ARTIST, EditedField.LICENCE):
        kept = keep_value(field, text)
        typed = typed_value(field, kept)
        typed.encode()  # what no database takes is replaced
        assert keep_value(field, typed) == kept


def test_a_word_says_less_exactly_where_than_a_place():
    word = mood_statement(keep_value(EditedField.MOOD, {"word": "happy"}))
    place = mood_statement(keep_value(EditedField.MOOD, {"valence": 0.7, "arousal": 0.8}))
    assert word.origin is place.origin is MoodOrigin.USER
    assert word.uncertainty > place.uncertainty


def test_edits_tell_when_they_were_made(library):
    track_id = keep_file(library)
    edit(library, track_id, title="New")
    with library.looking() as session:
        kept = EditRepository(session).edits_of(track_id)[EditedField.TITLE]
    assert abs(kept.edited_at - NOW) < timedelta(microseconds=1)
