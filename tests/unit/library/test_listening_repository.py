from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert

from affetto.library.identity import recording_key
from affetto.library.listening_repository import ListeningRepository
from affetto.library.music_library import Library
from affetto.library.tables import SourceRow, TrackRow
from affetto.listening import Listen, Reaction, TrackReaction
from affetto.music import TrackTags

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def add_track(library: Library):
    """Puts a track into the library as catalogues do; its number."""

    def add(title, artist="", uri="", isrc="", mbid="", popularity=None):
        with library.changing() as session:
            row = TrackRow(
                title=title, artist=artist, album="", isrc=isrc, mbid=mbid, licence="",
                licence_origin="", language="", popularity=popularity, folded_text="",
                recording_key=recording_key(TrackTags(title, artist)), added_at=datetime.now(UTC),
            )  # fmt: skip
            session.add(row)
            session.flush()
            if uri:
                session.execute(
                    insert(SourceRow),
                    {
                        "uri": uri, "importer": "", "licence": "", "sidecar_licence": "",
                        "track_id": row.id, "folded_path": "", "checked_at": NOON,
                    },
                )  # fmt: skip
            return row.id

    return add


@pytest.fixture
def record(library):
    def record(*listens, user="ada"):
        with library.changing() as session:
            return ListeningRepository(session).record(user, listens)

    return record


@pytest.fixture
def ask(library):
    """Asks a question of the repository."""

    def ask(question, *arguments):
        with library.changing() as session:
            answer = getattr(ListeningRepository(session), question)(*arguments)
            return list(answer) if question == "listens" else answer

    return ask


def play(at=NOON, **said):
    return Listen(Reaction.PLAY, at, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"uri": "spotify:track:1"},
        {"isrc": "GBAYE6800011"},
        {"mbid": "f5f1b2e0-0000-4000-8000-000000000001"},
        {"title": "Hey Jude - Remastered 2015", "artist": "The Beatles"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_reactions_find_their_track_by_anything_it_is_known_by(add_track, record, ask, said):
    add_track("Another song", "Somebody")
    track = add_track(
        "Hey Jude", "The Beatles", "spotify:track:1", "GBAYE6800011",
        "f5f1b2e0-0000-4000-8000-000000000001",
    )  # fmt: skip
    record(play(**said))
    assert ask("reactions", "ada") == [TrackReaction(track, Reaction.PLAY)]


def test_the_same_history_twice_changes_nothing(add_track, record, ask):
    add_track("A", "Ada")
    history = [play(NOON + timedelta(minutes=i), title="A", artist="Ada") for i in range(3)]
    assert record(*history).new == 3
    again = record(*history, *history)
    assert (again.new, again.known) == (0, 6)
    assert ask("reactions", "ada")[0].count == 3


def test_a_rating_takes_the_place_of_an_earlier_one_whatever_the_order(add_track, record, ask):
    track = add_track("A", "Ada")
    said = {"title": "A", "artist": "Ada"}
    record(Listen(Reaction.DISLIKE, NOON + timedelta(days=1), **said))
    record(Listen(Reaction.LIKE, NOON, **said))
    assert ask("reactions", "ada") == [TrackReaction(track, Reaction.DISLIKE)]
    record(Listen(Reaction.LIKE, NOON + timedelta(days=2), **said))
    assert ask("reactions", "ada") == [TrackReaction(track, Reaction.LIKE)]


def test_of_ratings_told_by_different_names_of_a_track_the_latest_counts(add_track, record, ask):
    track = add_track("A", "Ada", isrc="GBAYE6800011")
    record(
        Listen(Reaction.LIKE, NOON, isrc="GBAYE6800011"),
        Listen(Reaction.DISLIKE, NOON + timedelta(days=1), title="A", artist="Ada"),
    )
    assert ask("reactions", "ada") == [TrackReaction(track, Reaction.DISLIKE)]


def test_unknown_music_is_counted_and_found_once_it_is_there(add_track, record, ask):
    record(play(title="Later", artist="Ada"))
    assert ask("stats", "ada").unknown == 1
    assert ask("reactions", "ada") == []
    assert not ask("has_new_tracks", "ada")
    track = add_track("Later", "Ada")
    assert ask("has_new_tracks", "ada")
    ask("link_new_tracks", "ada")
    assert not ask("has_new_tracks", "ada")
    assert ask("reactions", "ada") == [TrackReaction(track, Reaction.PLAY)]


def test_a_track_that_was_removed_is_known_again_when_it_returns(library, add_track, record, ask):
    add_track("A", "Ada")
    record(play(title="A", artist="Ada"))
    with library.changing() as session:
        session.execute(delete(TrackRow))
    assert ask("stats", "ada").unknown == 1
    track = add_track("A", "Ada")
    ask("link_new_tracks", "ada")
    assert ask("reactions", "ada") == [TrackReaction(track, Reaction.PLAY)]


def test_tastes_of_several_people_are_kept_apart(add_track, record, ask):
    add_track("A", "Ada")
    record(play(title="A", artist="Ada"), user="ada")
    record(Listen(Reaction.SKIP, NOON, "A", "Ada"), user="bo")
    assert [reaction.reaction for reaction in ask("reactions", "ada")] == [Reaction.PLAY]
    assert [reaction.reaction for reaction in ask("reactions", "bo")] == [Reaction.SKIP]
    assert ask("listeners") == ["ada", "bo"]
    assert ask("forget_listener", "bo") == 1
    assert ask("listeners") == ["ada"]
    assert ask("stats", "ada").reactions == {Reaction.PLAY: 1}


def test_forgets_tracks_or_everything(add_track, record, ask):
    first, second = add_track("A", "Ada"), add_track("B", "Ada")
    record(play(title="A", artist="Ada"), play(title="B", artist="Ada"), play(title="C"))
    assert ask("forget", "ada", [first]) == 1
    assert [reaction.track_id for reaction in ask("reactions", "ada")] == [second]
    assert ask("forget_listener", "ada") == 2
    assert ask("stats", "ada").reactions == {}


def test_a_favourite_artist_means_their_best_known_tracks(add_track, record, ask):
    known = [add_track(f"song {i}", "Björk", popularity=i) for i in range(12)]
    add_track("song", "Björk Guðmundsdóttir")
    record(Listen(Reaction.FAVOURITE, artist="bjork"))
    found = [reaction.track_id for reaction in ask("reactions", "ada")]
    assert sorted(found) == known[2:]


def test_the_most_played_come_first(add_track, record, ask):
    tracks = {title: add_track(title, "Ada") for title in "ABC"}
    record(
        *(play(NOON + timedelta(hours=i), title="B", artist="Ada") for i in range(3)),
        play(title="A", artist="Ada"),
        Listen(Reaction.SKIP, NOON, "C", "Ada"),
    )
    assert ask("most_played", "ada", 5) == (tracks["B"], tracks["A"])
    assert ask("most_played", "ada", 1) == (tracks["B"],)


def test_gives_back_what_it_was_told(record, ask):
    told = [
        play(title="A\x00", artist="Ada", uri="x:1", isrc="GBAYE6800011"),
        Listen(Reaction.LIKE, mbid="f5f1b2e0-0000-4000-8000-000000000001", fit=0.5),
    ]
    record(*told)
    first, second = ask("listens", "ada")
    assert first.title == "A\N{REPLACEMENT CHARACTER}"
    assert (first.at, first.uri, second) == (NOON, "x:1", told[1])
