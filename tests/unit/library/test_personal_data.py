"""What was typed in one library reaches another one, whatever numbers its tracks have."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from filled_for_tests import keep_file, tell
from hypothesis import given
from hypothesis import strategies as st

from affetto.affect import Affect
from affetto.errors import InputError
from affetto.library.edit_repository import Edit, EditRepository
from affetto.library.edits import EditedField, keep_value
from affetto.library.music_library import Library
from affetto.library.personal_data import (
    ImportedEdits,
    collect,
    read_personal_data,
    take_over,
    write_personal_data,
)
from affetto.library.playlist_repository import PlaylistRepository, SavedTrack
from affetto.library.watch_repository import WatchRepository
from affetto.music import NO_TRACK_ID

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def edit(library, track_id, at=NOON, **typed):
    with library.changing() as session:
        for name, value in typed.items():
            field = EditedField(name)
            EditRepository(session).save(track_id, Edit(field, keep_value(field, value), at))


def carry(one, other, tmp_path):
    """What was typed in one library goes into another, by way of a file."""
    file = tmp_path / "mine.json"
    write_personal_data(collect(one), file)
    return take_over(other, read_personal_data(file))


@pytest.fixture
def other(tmp_path):
    with Library.open(tmp_path / "other" / "library.db") as other:
        keep_file(other, "/elsewhere/first.flac", title="Something else")
        yield other


def title_of(library, track_id):
    return library.details(track_id).track.tags.title


def test_everything_typed_arrives(library, other, tmp_path):
    there = keep_file(library, "/music/a.flac", content="same", artist="Ada")
    here = keep_file(other, "/else/b.flac", content="same", artist="Ada")
    everything = {
        "title": "New – \N{SNOWMAN}",
        "artist": "Bea",
        "album": "",
        "year": 1970,
        "licence": "CC0-1.0",
        "genres": ["Jazz"],
        "mood": {"word": "sad"},
    }
    edit(library, there, **everything)

    report = carry(library, other, tmp_path)

    assert report == ImportedEdits(applied=7)
    assert other.details(here).edits == library.details(there).edits
    assert other.details(here).track.mood == library.details(there).track.mood
    assert carry(library, other, tmp_path) == ImportedEdits(known=7)


@pytest.mark.parametrize("evidence", ["uri", "mbid", "isrc", "words", "edited words"])
def test_a_track_is_recognized_by_whatever_is_known_of_it(library, other, tmp_path, evidence):
    known = {
        "uri": {},
        "mbid": {"mbid": "8f3471b5-7e6a-48da-86a9-c1c07a0f47ae"},
        "isrc": {"isrc": "USRC17607839"},
        "words": {"artist": "Ada", "title": "Song (Remastered 2011)"},
        "edited words": {"artist": "Bea", "title": "Right"},
    }[evidence]
    there = keep_file(
        library, "/music/a.flac", **({"artist": "Ada", "title": "Song"} | known), duration_s=100
    )
    path = "/music/a.flac" if evidence == "uri" else "/else/b.ogg"
    here = keep_file(other, path, content="transcoded", **known, duration_s=101)
    edit(library, there, title="Right", artist="Bea")
    assert carry(library, other, tmp_path).applied == 2
    assert title_of(other, here) == "Right"


def test_another_take_is_another_track(library, other, tmp_path):
    there = keep_file(library, artist="Ada", title="Song", duration_s=100)
    keep_file(other, "/else/b.flac", artist="Ada", title="Song", duration_s=200)
    edit(library, there, title="New")
    assert carry(library, other, tmp_path).unknown == ("Ada – Song",)


def test_unknown_tracks_are_told_and_done_once_they_are_there(library, other, tmp_path):
    there = tell(library, "spotify:track:1", artist="Ada", title="Song")
    edit(library, there, title="New")
    assert carry(library, other, tmp_path) == ImportedEdits(unknown=("Ada – Song",))
    here = tell(other, "spotify:track:1", artist="Ada", title="Song")
    assert carry(library, other, tmp_path) == ImportedEdits(applied=1)
    assert title_of(other, here) == "New"


@pytest.mark.parametrize("later", [True, False])
def test_of_two_edits_of_a_field_the_later_one_wins(library, other, tmp_path, later):
    there, here = keep_file(library, content="same"), keep_file(other, content="same")
    edit(library, there, title="Theirs")
    edit(other, here, at=NOON + timedelta(seconds=-1 if later else 1), title="Ours")
    report = carry(library, other, tmp_path)
    assert report == (ImportedEdits(applied=1) if later else ImportedEdits(older=1))
    assert title_of(other, here) == ("Theirs" if later else "Ours")


def test_watched_folders_arrive_where_they_are(library, other, tmp_path, music):
    gone = tmp_path / "gone"
    with library.changing() as session:
        WatchRepository(session).remember(music)
        WatchRepository(session).remember(gone)
    report = carry(library, other, tmp_path)
    assert report == ImportedEdits(folders=(music,), missing_folders=(gone,))
    assert carry(library, other, tmp_path) == ImportedEdits(missing_folders=(gone,))


def save_playlist(library, name, track_ids, user="ada", **answered):
    tracks = [SavedTrack(library.details(i).track, 0.5, ("why",)) for i in track_ids]
    with library.changing() as session:
        PlaylistRepository(session).add(user, name, tracks, NOON, **answered)


def playlists_of(library, user="ada"):
    with library.looking() as session:
        return list(PlaylistRepository(session).all_of(user))


def test_playlists_arrive_with_the_tracks_of_the_other_library(library, other, tmp_path):
    there = [
        keep_file(library, f"/music/{title}.flac", artist="Ada", title=title) for title in "AB"
    ]
    here = keep_file(other, "/else/b.ogg", artist="Ada", title="B")
    sad = Affect.said("sad")
    save_playlist(library, "Evening", there, affect=sad, intent="lift", strategy="knn")
    save_playlist(library, "Evening", there, user="bo")

    assert carry(library, other, tmp_path) == ImportedEdits(playlists=2)

    (arrived,) = playlists_of(other)
    assert (arrived.name, arrived.created_at) == ("Evening", NOON)
    assert (arrived.affect, arrived.intent, arrived.strategy) == (sad, "lift", "knn")
    assert [entry.track.id for entry in arrived.tracks] == [NO_TRACK_ID, here]
    assert [entry.track.tags.title for entry in arrived.tracks] == ["A", "B"]
    assert [(entry.score, entry.reasons) for entry in arrived.tracks] == [(0.5, ("why",))] * 2
    assert len(playlists_of(other, "bo")) == 1
    assert carry(library, other, tmp_path) == ImportedEdits()


def test_a_playlist_of_ones_own_stays_as_it_is(library, other, tmp_path):
    save_playlist(library, "Evening", [keep_file(library, artist="Ada", title="A")])
    save_playlist(other, "EVENING", [])
    assert carry(library, other, tmp_path).playlists == 0
    assert [(kept.name, kept.tracks) for kept in playlists_of(other)] == [("EVENING", ())]


def test_a_file_from_before_there_were_playlists_is_read(library, tmp_path):
    file = tmp_path / "mine.json"
    write_personal_data(collect(library), file)
    content = json.loads(file.read_text())
    del content["playlists"]
    file.write_text(json.dumps(content))
    assert read_personal_data(file).playlists == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "not json",
        "[]",
        '{"format": "else"}',
        '{"format": "affetto-personal-data", "version": 2}',
        '{"format": "affetto-personal-data", "version": 1}',
        '{"format": "affetto-personal-data", "version": 1, "watched_folders": [3], "tracks": []}',
        '{"format": "affetto-personal-data", "version": 1, "watched_folders": [], "tracks": [{}]}',
        (
            '{"format": "affetto-personal-data", "version": 1, "watched_folders": [],'
            ' "tracks": [], "playlists": [{}]}'
        ),
        "[" * 100_000,
    ],
)
def test_a_file_that_is_none_is_refused_on_one_line(tmp_path, content):
    file = tmp_path / "mine.json"
    file.write_text(content)
    with pytest.raises(InputError) as caught:
        read_personal_data(file)
    assert str(file) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_binary_or_missing_file_is_refused(tmp_path):
    file = tmp_path / "mine.json"
    with pytest.raises(InputError, match="No such file"):
        read_personal_data(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError):
        read_personal_data(file)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(data=st.data())
def test_whatever_is_damaged_in_a_file_it_is_read_or_refused(data, tmp_path_factory, exported):
    content = json.loads(exported)
    place = data.draw(st.sampled_from(list(places_in(content))))
    value = data.draw(JSON_VALUES)
    *way, last = place
    inner = content
    for step in way:
        inner = inner[step]
    inner[last] = value
    file = tmp_path_factory.mktemp("damaged") / "mine.json"
    file.write_text(json.dumps(content))
    with suppress(InputError):
        read_personal_data(file)


def places_in(content, way=()):
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in items:
        yield (*way, key)
        if isinstance(value, dict | list):
            yield from places_in(value, (*way, key))


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported")
    with Library.open(folder / "library.db") as library:
        there = keep_file(library, artist="Ada", year=1999, isrc="USRC17607839")
        edit(library, there, title="New", licence="CC0-1.0", mood={"word": "sad"}, year=2000)
        with library.changing() as session:
            WatchRepository(session).remember(folder)
        save_playlist(library, "Evening", [there], affect=Affect.said("sad"), intent="match")
        write_personal_data(collect(library), folder / "mine.json")
    return (folder / "mine.json").read_text()
