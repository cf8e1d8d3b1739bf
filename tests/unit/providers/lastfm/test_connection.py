"""Last.fm: signing in, pages of a history, plays in batches, and loving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.servers.lastfm import (
    API_KEY,
    CATALOGUE,
    SESSION_KEY,
    SHARED_SECRET,
    USER,
    LastFmRules,
)
from tests.servers.local_server import Fault, LocalServer

from affetto.errors import InputError
from affetto.listening import Reaction
from affetto.providers.capabilities import Account, BrowserSignIn, Play, TrackQuery
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotThereError,
    SignInNeededError,
)
from affetto.providers.http import Patience
from affetto.providers.lastfm import LastFm
from affetto.providers.lastfm.client import LastFmConnection, sign

_QUICK = Patience(first_pause_s=0.01, silence_s=0.4, total_s=1)
_THEN = 1_790_000_000
_RETURN = "http://127.0.0.1:8000/services/lastfm/return"


@pytest.fixture
def rules() -> LastFmRules:
    return LastFmRules()


@pytest.fixture
def server(rules: LastFmRules) -> Iterator[LocalServer]:
    with LocalServer(rules.answer) as running:
        yield running


@pytest.fixture
def provider(server: LocalServer) -> LastFm:
    return LastFm(server.address, f"{server.address}/auth/", _QUICK)


@pytest.fixture
def fields() -> Account:
    return Account({"api_key": API_KEY}, {"shared_secret": SHARED_SECRET})


@pytest.fixture
def lastfm(provider: LastFm, fields: Account) -> Iterator[LastFmConnection]:
    secrets = {**fields.secrets, "session_key": SESSION_KEY}
    connection = provider.open(Account(fields.settings, secrets))
    yield connection
    connection.close()


def play(n: int = 0, artist: str = "Ada Linde") -> Play:
    begun = datetime.fromtimestamp(_THEN, UTC) + timedelta(minutes=4 * n)
    return Play(f"Title {n}", artist, begun, duration_s=200.4)


def test_signatures_are_made_as_its_documentation_says() -> None:
    # md5("api_keyxxxxmethodauth.getSessiontokenyyyysecret"), computed apart
    params = {"method": "auth.getSession", "token": "yyyy", "api_key": "xxxx"}
    assert sign(params, "secret") == "3c0e59bea81a82157f4d83c505660412"
    # Names in the order of their characters: [10] before [1].
    assert sign({"a[1]": "y", "a[10]": "x"}, "") == sign({"a[10]": "x", "a[1]": "y"}, "")
    assert sign({"a[1]": "y", "a[10]": "x"}, "s") == sign({"a[10]xa[1]y": ""}, "s")


def test_somebody_gives_leave_on_its_page_and_comes_back(
    rules: LastFmRules, provider: LastFm, fields: Account
) -> None:
    assert isinstance(provider, BrowserSignIn)
    visit = provider.start_sign_in(fields, _RETURN)
    query = parse_qs(urlsplit(visit.url).query)
    assert query["api_key"] == [API_KEY]
    back = urlsplit(query["cb"][0])
    assert query["cb"][0].startswith(_RETURN)
    [state] = parse_qs(back.query)["state"]
    assert SHARED_SECRET not in visit.url
    assert state not in repr(visit).replace(visit.url, "")
    rules.tokens.add("leave-1")
    gained = provider.finish_sign_in(fields, visit, _RETURN, {"state": state, "token": "leave-1"})
    assert gained == {"session_key": SESSION_KEY}
    opened = provider.open(Account(fields.settings, {**fields.secrets, **gained}))
    assert opened.describe_account() == USER


def test_the_way_back_keeps_what_its_address_said_already(
    provider: LastFm, fields: Account
) -> None:
    visit = provider.start_sign_in(fields, f"{_RETURN}?from=page")
    back = parse_qs(urlsplit(visit.url).query)["cb"][0]
    assert parse_qs(urlsplit(back).query).keys() == {"from", "state"}


def test_an_answer_to_another_visit_is_refused(
    rules: LastFmRules, server: LocalServer, provider: LastFm, fields: Account
) -> None:
    visit = provider.start_sign_in(fields, _RETURN)
    rules.tokens.add("leave-1")
    for answer in ({"token": "leave-1"}, {"token": "leave-1", "state": "ä"}, {}):
        with pytest.raises(SignInNeededError, match="another visit"):
            provider.finish_sign_in(fields, visit, _RETURN, answer)
    assert server.requests == []


def test_who_gives_no_leave_is_told(provider: LastFm, fields: Account) -> None:
    visit = provider.start_sign_in(fields, _RETURN)
    state = {"state": visit.kept["state"]}
    with pytest.raises(SignInNeededError, match="not given leave"):
        provider.finish_sign_in(fields, visit, _RETURN, state)
    with pytest.raises(SignInNeededError, match="not given leave"):
        provider.finish_sign_in(fields, visit, _RETURN, {**state, "token": "used before"})


def test_a_connection_without_leave_asks_for_it(
    server: LocalServer, provider: LastFm, fields: Account
) -> None:
    with pytest.raises(SignInNeededError, match="sign in"):
        provider.open(fields).describe_account()
    assert server.requests == []


@pytest.mark.parametrize("missing", ["api_key", "shared_secret"])
def test_without_keys_nothing_is_opened(provider: LastFm, fields: Account, missing: str) -> None:
    account = Account(
        {name: value for name, value in fields.settings.items() if name != missing},
        {name: value for name, value in fields.secrets.items() if name != missing},
    )
    for use in (provider.open, lambda each: provider.start_sign_in(each, _RETURN)):
        with pytest.raises(InputError) as caught:
            use(account)
        assert caught.value.source == missing


def test_keys_are_in_no_address(server: LocalServer, lastfm: LastFmConnection) -> None:
    lastfm.search(TrackQuery(title="Reverie"))
    list(lastfm.listens())
    assert all(not request.query for request in server.requests)
    assert all(SHARED_SECRET.encode() not in request.body for request in server.requests)


def test_a_wrong_shared_secret_is_told(provider: LastFm) -> None:
    secrets = {"shared_secret": "wrong", "session_key": SESSION_KEY}
    with pytest.raises(SignInNeededError, match="shared secret"):
        provider.open(Account({"api_key": API_KEY}, secrets)).describe_account()


def test_a_history_comes_newest_first_and_page_by_page(
    rules: LastFmRules, server: LocalServer, lastfm: LastFmConnection
) -> None:
    rules.plays = [(_THEN + n, f"Title {n % 3}", "Ada Linde") for n in range(450)]
    rules.loved = {CATALOGUE[0]: _THEN + 100}
    rules.playing_now = CATALOGUE[1]
    listens = lastfm.listens()
    favourites = [next(listens) for _ in range(3)]
    assert {each.reaction for each in favourites} == {Reaction.FAVOURITE}
    next(listens)
    n_asked = len(server.requests)
    rest = list(listens)
    assert len(server.requests) == n_asked + 2
    moments = [each.at for each in rest]
    assert moments == sorted(moments, reverse=True)  # type: ignore[type-var]
    assert len(rest) == 450
    [loved] = [place for place, each in enumerate(rest) if each.reaction is Reaction.LIKE]
    assert rest[loved].title == "Reverie"


def test_only_what_happened_after_is_read(
    rules: LastFmRules, server: LocalServer, lastfm: LastFmConnection
) -> None:
    rules.plays = [(_THEN + n, f"Title {n}", "Ada Linde") for n in range(450)]
    rules.loved = {CATALOGUE[0]: _THEN + 448, CATALOGUE[1]: _THEN}
    told = list(lastfm.listens(datetime.fromtimestamp(_THEN + 447, UTC)))
    assert [each.title for each in told if each.at] == ["Title 449", "Title 448", "Reverie"]
    assert sum(b"getRecentTracks" in request.body for request in server.requests) == 1


def test_a_history_of_nothing_is_empty(lastfm: LastFmConnection) -> None:
    assert list(lastfm.listens()) == []


def test_plays_are_submitted_fifty_at_once(rules: LastFmRules, lastfm: LastFmConnection) -> None:
    lastfm.submit([play(n) for n in range(101)])
    assert len(rules.plays) == 101
    assert rules.n_batches == 3
    assert rules.plays[0] == (_THEN, "Title 0", "Ada Linde")


def test_plays_that_it_does_not_take_are_told_and_keep_no_other_back(
    rules: LastFmRules, lastfm: LastFmConnection, caplog: pytest.LogCaptureFixture
) -> None:
    rules.refuses_old_plays = True
    recent = Play("Reverie", "Ada Linde", datetime.now(UTC) - timedelta(minutes=5))
    odd = Play("Reverie", "Unknown Artist", recent.at)
    lastfm.submit([Play("Old", "Ada", datetime(2020, 1, 1, tzinfo=UTC)), recent, odd])
    assert [title for _, title, _ in rules.plays] == ["Reverie"]
    assert "1 (it does not take the artist), 1 (they were heard too long ago)" in caplog.text


def test_too_many_plays_for_a_day_wait_for_the_next(
    rules: LastFmRules, lastfm: LastFmConnection
) -> None:
    rules.most_plays_a_day = 1
    with pytest.raises(BusyError, match="tomorrow"):
        lastfm.submit([play(0), play(1)])
    assert len(rules.plays) == 1


def test_a_play_that_it_does_not_understand_is_told_as_such(lastfm: LastFmConnection) -> None:
    with pytest.raises(BadAnswerError, match="a play"):
        lastfm.submit([play(0, artist="")])


def test_a_play_is_not_told_twice_where_the_answer_was_lost(
    rules: LastFmRules, server: LocalServer, lastfm: LastFmConnection
) -> None:
    server.fail(Fault.CUT, times=1)
    with pytest.raises(Exception, match="broke the connection off"):
        lastfm.submit([play()])
    assert rules.n_batches == 1


def test_what_is_heard_just_now_is_shown_and_not_kept(
    rules: LastFmRules, lastfm: LastFmConnection
) -> None:
    lastfm.submit_now_playing(play())
    assert rules.playing_now == ("Title 0", "Ada Linde")
    assert rules.plays == []


def test_tracks_are_loved_and_no_longer(rules: LastFmRules, lastfm: LastFmConnection) -> None:
    [found] = lastfm.search(TrackQuery(title="Żółw i „zając”", artist="Łódka"))
    lastfm.rate(found.id, liked=True)
    assert rules.loved.keys() == {CATALOGUE[2]}
    lastfm.rate(found.id, liked=False)
    assert rules.loved == {}


def test_a_track_that_is_not_there_cannot_be_loved(lastfm: LastFmConnection) -> None:
    for track_id in ("Nobody/_/Nothing", "nonsense"):
        with pytest.raises(NotThereError):
            lastfm.rate(track_id, liked=True)


def test_tracks_are_known_by_their_pages(lastfm: LastFmConnection) -> None:
    located = lastfm.locate("https://www.last.fm/music/Ada+Linde/_/Reverie")
    assert located is not None
    assert (located.artist, located.title) == ("Ada Linde", "Reverie")
    assert lastfm.locate("https://www.last.fm/music/Ada+Linde") is None
    assert lastfm.locate("https://example.org/Ada/_/Reverie") is None


def test_leave_that_was_taken_back_is_told(rules: LastFmRules, lastfm: LastFmConnection) -> None:
    rules.sessions.clear()
    with pytest.raises(SignInNeededError, match="sign in again"):
        lastfm.submit([play()])
