"""Saved playlists, as the library keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from filled_for_tests import tell
from sqlalchemy.exc import IntegrityError

from affetto.affect import Affect
from affetto.errors import LibraryError
from affetto.library.playlist_repository import PlaylistRepository, SavedTrack
from affetto.music import NO_TRACK_ID

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def tracks(library):
    return [
        SavedTrack(library.details(tell(library, f"spotify:track:{number}", duration_s=60.0)).track)
        for number in range(3)
    ]


@pytest.fixture
def playlists(library):
    """Asks, or changes, within a transaction of its own."""

    def ask(question, *arguments, **named):
        with library.changing() as session:
            answer = getattr(PlaylistRepository(session), question)(*arguments, **named)
            return list(answer) if question == "all_of" else answer

    return ask


def test_gives_back_what_it_was_told(playlists, tracks):
    entries = [SavedTrack(tracks[0].track, 0.9, ("why",)), tracks[1], tracks[1]]
    sad = Affect.said("sad")
    number = playlists(
        "add", "ada", "Evening", entries, NOON, affect=sad, intent="lift", strategy="knn"
    )
    kept = playlists("find", "ada", number)
    assert kept.tracks == tuple(entries)
    assert (kept.name, kept.affect, kept.intent, kept.strategy) == ("Evening", sad, "lift", "knn")
    assert (kept.created_at, kept.changed_at) == (NOON, NOON)
    assert playlists("all_of", "ada") == [kept]


def test_tells_in_short(playlists, tracks):
    playlists("add", "ada", "zebra", tracks, NOON)
    playlists("add", "ada", "Évening", [], NOON)
    told = playlists("list_all", "ada")
    assert [(each.name, each.tracks, each.duration_s) for each in told] == [
        ("Évening", 0, 0.0),
        ("zebra", 3, 180.0),
    ]


def test_changes_what_is_given(playlists, tracks):
    number = playlists("add", "ada", "Evening", tracks, NOON)
    later = NOON + timedelta(hours=1)
    playlists("change", "ada", number, later, name="Night")
    kept = playlists("find", "ada", number)
    assert (kept.name, kept.tracks, kept.changed_at) == ("Night", tuple(tracks), later)
    playlists("change", "ada", number, later, tracks=tracks[:1])
    kept = playlists("find", "ada", number)
    assert (kept.name, kept.tracks) == ("Night", tuple(tracks[:1]))


def test_a_name_is_one_playlist_of_one_person(playlists, tracks):
    number = playlists("add", "ada", "Evening", tracks, NOON)
    assert playlists("find_by_name", "ada", "EVENING") == number
    assert playlists("find_by_name", "bo", "Evening") is None
    playlists("add", "bo", "Evening", tracks, NOON)
    with pytest.raises((IntegrityError, LibraryError)):
        playlists("add", "ada", "evening", tracks, NOON)


def test_a_track_that_left_is_known_again_when_it_returns(library, playlists, tracks):
    number = playlists("add", "ada", "Evening", tracks, NOON)
    lost = tracks[0].track
    with library.writing() as repository:
        repository.remove([lost.id])
    assert playlists("find", "ada", number).tracks[0].track.id == NO_TRACK_ID
    returned = tell(library, lost.uri)
    assert playlists("find", "ada", number).tracks[0].track.id == returned


def test_people_are_apart(playlists, tracks):
    number = playlists("add", "ada", "Evening", tracks, NOON)
    assert playlists("find", "bo", number) is None
    assert playlists("list_all", "bo") == []
    assert not playlists("forget", "bo", number)
    assert playlists("forget_all", "bo") == 0
    with pytest.raises(KeyError):
        playlists("change", "bo", number, NOON, name="Bo's")
    assert playlists("forget", "ada", number)
    assert playlists("list_all", "ada") == []
