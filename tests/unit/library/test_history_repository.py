"""What was offered to people, as the library keeps it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from filled_for_tests import tell

from affetto.affect import Affect, AffectSource, Point
from affetto.app.history import (
    is_history_kept,
    keep_history,
    recently_offered,
    remember_match,
)
from affetto.library import history_repository
from affetto.library.history_repository import HistoryRepository
from affetto.library.listening_repository import ListeningRepository
from affetto.listening import Listen, Reaction
from affetto.music import NO_TRACK_ID, Playlist, Recommendation, Track, TrackTags

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
READ = Affect({"happy": 0.7, "sad": 0.3}, Point(0.4, 0.3), 0.7, AffectSource.FACES)


@pytest.fixture
def tracks(library):
    """Three tracks of the library."""
    uris = [f"spotify:track:{number}" for number in range(3)]
    return [library.details(tell(library, uri, artist="Ada")).track for uri in uris]


@pytest.fixture
def history(library):
    """Asks, or changes, within a transaction of its own."""

    def ask(question, *arguments):
        with library.changing() as session:
            answer = getattr(HistoryRepository(session), question)(*arguments)
            return list(answer) if question == "all_of" else answer

    return ask


def answer_of(tracks, affect=READ, **fields):
    entries = [
        Recommendation(rank, track, 1 - rank / 10, (f"reason {rank}",))
        for rank, track in enumerate(tracks, start=1)
    ]
    return Playlist("Affetto: happy", affect, "match", "affect", tuple(entries), **fields)


def test_gives_back_what_it_was_told(history, tracks):
    answer = answer_of(tracks, path=(Point(0.1, -0.2), Point(0.3, 0.4), Point(0.5, 0.6)))
    number = history("add", "ada", answer, "The sea", NOON)

    kept = history("find", "ada", number)

    assert (kept.id, kept.at, kept.picture_name) == (number, NOON, "The sea")
    assert kept.playlist.affect == READ
    assert kept.playlist.path == answer.path
    assert [entry.track for entry in kept.playlist.recommendations] == tracks
    assert [entry.score for entry in kept.playlist.recommendations] == [0.9, 0.8, 0.7]
    assert kept.playlist.recommendations[0].reasons == ("reason 1",)
    assert history("all_of", "ada") == [kept]


def test_of_a_track_that_left_it_tells_as_it_was(library, history, tracks):
    number = history("add", "ada", answer_of(tracks), None, NOON)
    with library.writing() as repository:
        repository.remove([tracks[0].id])
    lost, *others = history("find", "ada", number).playlist.recommendations
    assert lost.track.id == NO_TRACK_ID
    assert (lost.track.tags.title, lost.track.uri) == (tracks[0].tags.title, tracks[0].uri)
    assert [entry.track for entry in others] == tracks[1:]


def test_a_track_that_comes_back_is_known_by_its_address(library, history, tracks):
    number = history("add", "ada", answer_of(tracks), None, NOON)
    with library.writing() as repository:
        repository.remove([tracks[0].id])
    returned = tell(library, tracks[0].uri, artist="Ada")
    assert returned != tracks[0].id
    assert history("find", "ada", number).playlist.recommendations[0].track.id == returned
    assert history("summaries", "ada", 0, 10)[0].tracks[0].track_id == returned
    assert history("fit_in", "ada", number, returned) == 0.9


def test_tracks_that_are_not_of_the_library_are_not_taken_for_its_own(history, tracks):
    stranger = Track(tracks[0].id, TrackTags("Elsewhere"), "https://music.example/list")
    number = history("add", "ada", answer_of([stranger]), None, NOON)
    (entry,) = history("find", "ada", number).playlist.recommendations
    assert (entry.track.id, entry.track.tags.title) == (NO_TRACK_ID, "Elsewhere")
    assert history("fit_in", "ada", number, tracks[0].id) is None


def test_the_fit_is_told_whatever_the_taste(history, tracks):
    liked = Recommendation(1, tracks[0], 0.95, (), fit=0.4)
    playlist = Playlist("x", READ, "match", "affect", (liked,))
    number = history("add", "ada", playlist, None, NOON)
    assert history("fit_in", "ada", number, tracks[0].id) == 0.4
    assert history("fit_in", "bo", number, tracks[0].id) is None
    assert history("fit_in", "ada", number, tracks[1].id) is None


def test_the_oldest_make_room(history, tracks, monkeypatch):
    monkeypatch.setattr(history_repository, "MAX_MATCHES", 3)
    bos = history("add", "bo", answer_of(tracks), None, NOON)
    numbers = [history("add", "ada", answer_of(tracks), None, NOON) for _ in range(5)]
    assert [match.id for match in history("summaries", "ada", 0, 10)] == numbers[:1:-1]
    assert history("count", "bo") == 1
    assert history("find", "bo", bos) is not None


def test_a_number_is_not_given_twice(history, tracks):
    first = history("add", "ada", answer_of(tracks), None, NOON)
    history("forget_all", "ada")
    assert history("add", "ada", answer_of(tracks), None, NOON) > first


def test_people_are_apart(history, tracks):
    number = history("add", "ada", answer_of(tracks), None, NOON)
    assert history("find", "bo", number) is None
    assert history("summaries", "bo", 0, 10) == []
    assert not history("forget", "bo", number)
    assert history("forget_all", "bo") == 0
    assert history("count", "ada") == 1


class TestNoHistory:
    """Who wishes that nothing is kept is obeyed, at once and from then on."""

    def test_what_there_is_is_forgotten_and_nothing_is_added(self, library, history, tracks):
        remember_match(library, "ada", answer_of(tracks))
        keep_history(library, "ada", kept=False)
        assert history("count", "ada") == 0
        assert remember_match(library, "ada", answer_of(tracks)) is None
        assert history("count", "ada") == 0
        assert recently_offered(library, "ada") == ()

    def test_it_can_be_kept_again(self, library, history, tracks):
        keep_history(library, "ada", kept=False)
        keep_history(library, "ada", kept=False)
        keep_history(library, "ada", kept=True)
        assert is_history_kept(library, "ada")
        assert remember_match(library, "ada", answer_of(tracks)) is not None

    def test_others_keep_theirs(self, library, history, tracks):
        remember_match(library, "bo", answer_of(tracks))
        keep_history(library, "ada", kept=False)
        assert is_history_kept(library, "bo")
        assert history("count", "bo") == 1


class TestRecentlyOffered:
    """What was offered a moment ago is not to be offered again at once, but for good reason."""

    @pytest.fixture
    def offer(self, library):
        def offer(tracks, affect=READ, user="ada"):
            remember_match(library, user, answer_of(tracks, affect))

        return offer

    def test_the_latest_comes_last(self, library, offer, tracks):
        offer(tracks[:2])
        offer([tracks[2], tracks[0]])
        order = [tracks[1].id, tracks[2].id, tracks[0].id]
        assert recently_offered(library, "ada") == tuple(order)

    def test_the_same_question_is_not_held_against_its_answer(self, library, offer, tracks):
        offer(tracks)
        nearly = Affect.at(READ.point.valence + 0.1, READ.point.arousal)
        assert recently_offered(library, "ada", READ) == ()
        assert recently_offered(library, "ada", nearly) == ()
        assert len(recently_offered(library, "ada", Affect.at(-0.5, 0))) == 3

    def test_what_was_played_counts_whatever_was_asked(self, library, offer, tracks):
        offer(tracks)
        now = datetime.now(UTC)
        listens = [
            Listen(Reaction.PLAY, now, uri=tracks[1].uri),
            Listen(Reaction.PLAY, now - timedelta(days=1), uri=tracks[2].uri),
            Listen(Reaction.SKIP, now, uri=tracks[0].uri),
        ]
        with library.changing() as session:
            ListeningRepository(session).record("ada", listens)
        assert recently_offered(library, "ada", READ) == (tracks[1].id,)

    def test_the_past_is_forgotten(self, library, history, tracks):
        earlier = datetime.now(UTC) - timedelta(hours=1)
        history("add", "ada", answer_of(tracks), None, earlier)
        assert recently_offered(library, "ada") == ()

    def test_others_lists_do_not_count(self, library, offer, tracks):
        offer(tracks, user="bo")
        assert recently_offered(library, "ada") == ()
