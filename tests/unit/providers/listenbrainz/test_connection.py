"""ListenBrainz: pages of a history, plays in batches, playlists, and its limits."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.listenbrainz import (
    HARBOUR,
    KNOWN,
    RECORDINGS,
    REVERIE,
    TIDES,
    TOKEN,
    TRACK_IDS,
    ListenBrainzRules,
)
from tests.servers.local_server import Fault, LocalServer, Reply, Request

from affetto.errors import InputError
from affetto.listening import Reaction
from affetto.providers.capabilities import Account, Play, TrackQuery
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotThereError,
    PlaylistNotWrittenError,
    SignInNeededError,
)
from affetto.providers.http import Patience
from affetto.providers.listenbrainz import ListenBrainz
from affetto.providers.listenbrainz.client import ListenBrainzConnection

_QUICK = Patience(first_pause_s=0.01, silence_s=0.4, total_s=1, longest_wait_s=2)
_THEN = 1_790_000_000


@pytest.fixture
def rules() -> ListenBrainzRules:
    return ListenBrainzRules()


@pytest.fixture
def server(rules: ListenBrainzRules) -> Iterator[LocalServer]:
    with LocalServer(rules.answer) as running:
        yield running


@pytest.fixture
def listenbrainz(server: LocalServer) -> Iterator[ListenBrainzConnection]:
    connection = ListenBrainz(server.address, _QUICK).open(Account(secrets={"token": TOKEN}))
    yield connection
    connection.close()


def hear(rules: ListenBrainzRules, *moments: int) -> None:
    rules.listens = [(_THEN + moment, f"Title {n}", "Ada", "") for n, moment in enumerate(moments)]


def plays(n: int) -> list[Play]:
    begun = datetime.fromtimestamp(_THEN, UTC)
    return [Play(f"Title {i}", "Ada", begun + timedelta(minutes=4 * i)) for i in range(n)]


def test_a_history_comes_newest_first_page_by_page(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    rules.most_items = 3
    hear(rules, *range(8))
    listens = listenbrainz.listens()
    next(listens)
    n_asked = len(server.requests)
    assert [listen.title for listen in listens] == [f"Title {n}" for n in range(6, -1, -1)]
    assert len(server.requests) > n_asked  # the later pages were asked for later


@pytest.mark.parametrize(
    "moments",
    [
        (0, 1, 1, 1, 2),  # plays of one second on both sides of a page's end
        (5, 5, 5),  # a whole page of one second
        (0, 5, 5, 5, 9),
        (7,),
        (),
    ],
)
def test_no_play_is_lost_or_told_twice_between_pages(
    rules: ListenBrainzRules, listenbrainz: ListenBrainzConnection, moments: tuple[int, ...]
) -> None:
    rules.most_items = 3
    hear(rules, *moments)
    titles = [listen.title for listen in listenbrainz.listens()]
    assert sorted(titles) == [f"Title {n}" for n in range(len(moments))]


def test_only_what_happened_after_is_read(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    rules.most_items = 2
    hear(rules, *range(9))
    rules.feedback = {REVERIE: (1, _THEN + 8), HARBOUR: (1, _THEN + 1)}
    since = datetime.fromtimestamp(_THEN + 6, UTC)
    told = list(listenbrainz.listens(since))
    assert [(listen.reaction, listen.title) for listen in told] == [
        (Reaction.PLAY, "Title 8"),
        (Reaction.LIKE, "Reverie"),
        (Reaction.PLAY, "Title 7"),
    ]


def test_ratings_stand_among_the_plays_where_they_were_given(
    rules: ListenBrainzRules, listenbrainz: ListenBrainzConnection
) -> None:
    rules.most_items = 1
    hear(rules, 0, 10, 20)
    rules.feedback = {REVERIE: (1, _THEN + 15), TIDES: (-1, _THEN + 5)}
    told = [listen.reaction for listen in listenbrainz.listens()]
    play = Reaction.PLAY
    assert told == [play, Reaction.LIKE, play, Reaction.DISLIKE, play]


def test_a_service_that_gives_the_same_page_again_is_not_read_for_ever(
    rules: ListenBrainzRules,
) -> None:
    hear(rules, 1, 2, 3)
    rules.most_items = 2

    def without_places(request: Request) -> Reply:
        query = {name: value for name, value in request.query.items() if name != "max_ts"}
        return rules.answer(replace(request, query=query))

    with LocalServer(without_places) as server:
        connection = ListenBrainz(server.address, _QUICK).open(Account(secrets={"token": TOKEN}))
        with pytest.raises(BadAnswerError, match="gave before"):
            list(connection.listens())


def test_plays_are_submitted_in_batches_that_it_takes(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    listenbrainz.submit(plays(1001))
    kinds = [request.json()["listen_type"] for request in server.requests]
    assert kinds == ["import", "single"]
    assert len(rules.listens) == 1001


def test_a_play_that_is_told_twice_is_one(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    # The answer is lost, not the play; so it is told again.
    server.fail(Fault.CUT, times=1)
    listenbrainz.submit(plays(2))
    assert len(server.requests) == 2
    assert len(rules.listens) == 2


def test_nothing_to_tell_asks_nobody(
    server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    listenbrainz.submit([])
    assert server.requests == []


def test_what_is_heard_just_now_is_shown_and_not_kept(
    rules: ListenBrainzRules, listenbrainz: ListenBrainzConnection
) -> None:
    listenbrainz.submit_now_playing(plays(1)[0])
    assert rules.playing_now is not None
    assert rules.listens == []


def test_a_play_from_the_future_is_refused_and_told(
    listenbrainz: ListenBrainzConnection,
) -> None:
    with pytest.raises(BadAnswerError):
        listenbrainz.submit([Play("Title", "Ada", datetime.now(UTC) + timedelta(days=1))])


def test_recordings_are_loved_and_no_longer(
    rules: ListenBrainzRules, listenbrainz: ListenBrainzConnection
) -> None:
    listenbrainz.rate(REVERIE, liked=True)
    assert rules.feedback[REVERIE][0] == 1
    listenbrainz.rate(REVERIE, liked=False)
    assert rules.feedback == {}


def test_a_playlist_is_its_owner_s_only_and_goes_out_in_one_piece(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    written = listenbrainz.write_playlist("Evenings", TRACK_IDS)
    assert rules.playlists[written.id] == ("Evenings", False, list(TRACK_IDS))
    assert sum(request.method == "POST" for request in server.requests) == 1
    read = listenbrainz.playlist_tracks(written.id)
    assert [(track.id, track.title) for track in read] == [
        (mbid, RECORDINGS[mbid][0]) for mbid in TRACK_IDS
    ]


def test_a_playlist_whose_answer_was_lost_is_taken_back(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    rules.playlists["aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee01"] = ("Evenings", True, [])
    server.fail(Fault.CUT, times=1, where=lambda request: request.path.endswith("/create"))
    with pytest.raises(PlaylistNotWrittenError) as caught:
        listenbrainz.write_playlist("Evenings", TRACK_IDS)
    assert caught.value.left == ""
    assert list(rules.playlists) == ["aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeee01"]


def test_a_playlist_that_cannot_be_taken_back_is_told(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    server.fail(Fault.CUT, times=1, where=lambda request: request.path.endswith("/create"))
    server.fail(Fault.BROKEN, where=lambda request: request.path.endswith("/delete"))
    with pytest.raises(PlaylistNotWrittenError, match="Evenings") as caught:
        listenbrainz.write_playlist("Evenings", TRACK_IDS)
    assert caught.value.left
    assert len(rules.playlists) == 1


def test_all_playlists_are_listed(
    rules: ListenBrainzRules, listenbrainz: ListenBrainzConnection
) -> None:
    for n in range(230):
        rules.playlists[f"aaaaaaaa-bbbb-4ccc-8ddd-{n:012}"] = (f"List {n}", True, [])
    assert [each.name for each in listenbrainz.list_playlists()] == [
        f"List {n}" for n in range(230)
    ]


@pytest.mark.parametrize("identifier", ["", "../../1/validate-token", "17"])
def test_what_is_no_identifier_of_musicbrainz_is_in_no_address(
    server: LocalServer, listenbrainz: ListenBrainzConnection, identifier: str
) -> None:
    with pytest.raises(NotThereError):
        listenbrainz.playlist_tracks(identifier)
    with pytest.raises(NotThereError):
        listenbrainz.write_playlist("a", [identifier])
    with pytest.raises(NotThereError):
        listenbrainz.rate(identifier, liked=True)
    assert server.requests == []


def test_words_must_name_artist_and_title(listenbrainz: ListenBrainzConnection) -> None:
    assert listenbrainz.search(TrackQuery(words="Ada Linde - Reverie"))[0].id == REVERIE
    assert listenbrainz.search(TrackQuery(words="reverie")) == []
    assert listenbrainz.search(KNOWN)[0].id == REVERIE


def test_a_recording_whose_identifier_is_known_need_not_be_looked_for(
    server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    [found] = listenbrainz.search(TrackQuery(title="Anything", mbid=HARBOUR))
    assert found.id == HARBOUR
    located = listenbrainz.locate(f"https://musicbrainz.org/recording/{HARBOUR}")
    assert located is not None
    assert located.id == HARBOUR
    assert listenbrainz.locate(f"https://musicbrainz.org/artist/{HARBOUR}") is None
    assert server.requests == []


def test_it_waits_where_the_service_takes_no_more_for_now(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    rules.requests_a_period, rules.period_s = 2, 1
    begun = time.monotonic()
    for _ in range(3):
        listenbrainz.describe_account()
    assert time.monotonic() - begun >= 1
    assert len(server.requests) == 3  # none of them too many


def test_a_long_wait_is_told_instead(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    rules.requests_a_period, rules.period_s = 1, 300
    listenbrainz.describe_account()
    with pytest.raises(BusyError, match=r"again in \d+ s") as caught:
        listenbrainz.describe_account()
    assert caught.value.retry_after_s == pytest.approx(300, abs=5)
    assert len(server.requests) == 1


def test_a_refusal_says_when_to_come_again(
    rules: ListenBrainzRules, server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    rules.requests_a_period, rules.period_s = 0, 300  # others use the address too
    with pytest.raises(BusyError) as caught:
        listenbrainz.describe_account()
    assert caught.value.retry_after_s == pytest.approx(300, abs=5)
    assert len(server.requests) == 1


def test_a_token_that_was_taken_back_is_told_while_a_history_is_read(
    rules: ListenBrainzRules, listenbrainz: ListenBrainzConnection
) -> None:
    rules.most_items = 2
    hear(rules, *range(6))
    listens = listenbrainz.listens()
    next(listens)
    rules.tokens.clear()
    with pytest.raises(SignInNeededError):
        list(listens)
    with pytest.raises(SignInNeededError, match="token"):
        listenbrainz.describe_account()


def test_without_a_token_nothing_is_opened() -> None:
    for token in ("", "\n", "żeton"):
        with pytest.raises(InputError) as caught:
            ListenBrainz().open(Account(secrets={"token": token}))
        assert caught.value.source == "token"


def test_a_listen_is_submitted_as_its_rules_say(
    server: LocalServer, listenbrainz: ListenBrainzConnection
) -> None:
    listenbrainz.submit(plays(1))
    [request] = server.requests
    assert request.headers["authorization"] == f"Token {TOKEN}"
    assert set(json.loads(request.body)["payload"][0]) == {"listened_at", "track_metadata"}
