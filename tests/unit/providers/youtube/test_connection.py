"""YouTube with somebody's key: what is asked, what is kept, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.servers.local_server import Fault, LocalServer
from tests.servers.youtube import KEY, KNOWN, UNKNOWN, Video, YouTubeRules

from affetto.errors import InputError
from affetto.providers.capabilities import Account, AnswersInMemory, TrackQuery
from affetto.providers.errors import (
    BusyError,
    NotAllowedError,
    ServiceDownError,
    SignInNeededError,
)
from affetto.providers.http import Patience
from affetto.providers.youtube import YouTube
from affetto.providers.youtube.budget import Allowance
from affetto.providers.youtube.client import YouTubeConnection


class Clock:
    """A clock that is set by hand: noon in winter, 4 in the morning in California."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 15, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@dataclass
class Setup:
    rules: YouTubeRules
    server: LocalServer
    clock: Clock
    provider: YouTube
    answers: AnswersInMemory

    def open(self, key: str = KEY) -> YouTubeConnection:
        return self.provider.open(Account(secrets={"api_key": key}, answers=self.answers))

    def paths(self) -> list[str]:
        return [request.path.removeprefix("/youtube/v3/") for request in self.server.requests]


@pytest.fixture
def youtube() -> Iterator[Setup]:
    rules, clock = YouTubeRules(), Clock()
    with LocalServer(rules.answer) as server:
        patience = Patience(first_pause_s=0.01, silence_s=0.4, total_s=1)
        provider = YouTube(server.address, now=clock, patience=patience)
        yield Setup(rules, server, clock, provider, AnswersInMemory())


def test_videos_come_with_their_lengths_in_the_order_of_the_search(youtube: Setup) -> None:
    found = youtube.open().search(KNOWN)
    assert [video.id for video in found] == ["reverie0001", "reverie0002", "reverie0003"]
    assert [video.duration_s for video in found] == [187, 211, 3725]
    assert youtube.paths() == ["search", "videos"]


def test_the_key_is_in_no_address(youtube: Setup) -> None:
    youtube.open().search(KNOWN)
    assert all(KEY not in str(request.query) for request in youtube.server.requests)
    assert all(request.headers["x-goog-api-key"] == KEY for request in youtube.server.requests)


def test_what_was_found_is_never_searched_for_again(youtube: Setup) -> None:
    first = youtube.open().search(KNOWN)
    youtube.clock.time += timedelta(days=29)
    same = TrackQuery(words="ada  linde REVERIE")
    assert youtube.open().search(same) == first
    assert youtube.paths() == ["search", "videos"]


def test_what_is_told_of_videos_is_asked_anew_after_thirty_days(youtube: Setup) -> None:
    connection = youtube.open()
    connection.search(KNOWN)
    youtube.rules.videos[0] = Video("reverie0001", "Reverie", "Ada Linde - Topic", "PT3M8S")
    youtube.clock.time += timedelta(days=31)
    assert connection.search(KNOWN, 1)[0].duration_s == 188
    assert youtube.paths() == ["search", "videos", "videos"]


def test_videos_that_are_gone_are_left_out_and_then_replaced(youtube: Setup) -> None:
    connection = youtube.open()
    connection.search(KNOWN)
    youtube.clock.time += timedelta(days=31)
    del youtube.rules.videos[0]
    assert [video.id for video in connection.search(KNOWN)] == ["reverie0002", "reverie0003"]
    youtube.clock.time += timedelta(days=31)
    youtube.rules.videos[:] = [Video("other_one_1", "Reverie", "Ada Linde - Topic", "PT3M7S")]
    assert [video.id for video in connection.search(KNOWN)] == ["other_one_1"]


def test_that_there_is_none_is_believed_for_thirty_days(youtube: Setup) -> None:
    connection = youtube.open()
    assert connection.search(UNKNOWN) == connection.search(UNKNOWN) == []
    assert youtube.paths() == ["search"]
    youtube.clock.time += timedelta(days=31)
    connection.search(UNKNOWN)
    assert youtube.paths() == ["search", "search"]


def test_the_budget_tells_what_was_used_until_midnight_in_california(youtube: Setup) -> None:
    connection = youtube.open()
    connection.search(KNOWN)
    budget = connection.budget()
    assert (budget.used, budget.limit) == (1, 100)
    assert budget.resets_at == datetime(2026, 1, 16, 8, tzinfo=UTC)
    assert connection.budget(Allowance.UNITS).used == 1
    youtube.clock.time = datetime(2026, 1, 16, 7, 59, tzinfo=UTC)
    assert connection.budget().used == 1
    youtube.clock.time = datetime(2026, 1, 16, 8, 0, tzinfo=UTC)
    assert connection.budget().used == 0


@pytest.mark.parametrize(
    ("now", "resets_at"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 2, 7, tzinfo=UTC)),
        # The day on which clocks go forward has 23 hours, that on which they go back 25.
        (datetime(2026, 3, 8, 9, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (datetime(2026, 11, 1, 8, tzinfo=UTC), datetime(2026, 11, 2, 8, tzinfo=UTC)),
    ],
)
def test_midnight_is_where_clocks_have_it(
    youtube: Setup, now: datetime, resets_at: datetime
) -> None:
    youtube.clock.time = now
    assert youtube.open().budget().resets_at == resets_at


def test_nothing_is_asked_once_the_searches_are_used_up(youtube: Setup) -> None:
    youtube.provider = replace(youtube.provider, searches_a_day=1)
    connection = youtube.open()
    connection.search(KNOWN)
    with pytest.raises(BusyError, match=r"no more searches .* in 20 h 00 min") as caught:
        connection.search(UNKNOWN)
    assert caught.value.retry_after_s == 20 * 3600
    assert youtube.paths() == ["search", "videos"]
    assert connection.search(KNOWN)  # kept, and so free
    youtube.clock.time += timedelta(hours=20)
    assert connection.search(UNKNOWN) == []


def test_the_count_outlives_the_program_and_is_each_key_s_own(youtube: Setup) -> None:
    youtube.open().search(KNOWN)
    assert youtube.open().budget().used == 1
    assert youtube.open("another-key").budget().used == 0


def test_the_service_s_own_count_is_believed(youtube: Setup) -> None:
    youtube.rules.searches_left = 0  # used up by another program
    connection = youtube.open()
    with pytest.raises(BusyError, match="no more searches"):
        connection.search(KNOWN)
    assert connection.budget().used == 100
    assert youtube.paths() == ["search"]  # and is not asked again


def test_each_try_of_a_search_is_counted(youtube: Setup) -> None:
    youtube.server.fail(Fault.BROKEN, times=1)
    connection = youtube.open()
    assert connection.search(KNOWN)
    assert youtube.paths() == ["search", "search", "videos"]
    assert connection.budget().used == 2
    youtube.server.fail(Fault.BROKEN)
    with pytest.raises(ServiceDownError):
        connection.search(UNKNOWN)
    assert connection.budget().used == 4


def test_a_wrong_key_is_told(youtube: Setup) -> None:
    with pytest.raises(SignInNeededError, match="copy it anew"):
        youtube.open("wrong").describe_account()


def test_an_interface_that_is_not_switched_on_is_told(youtube: Setup) -> None:
    youtube.rules.is_switched_on = False
    with pytest.raises(NotAllowedError, match="enable the YouTube Data API v3"):
        youtube.open().describe_account()


def test_without_a_key_nothing_is_opened(youtube: Setup) -> None:
    for key in ("", "  ", "ключ"):
        with pytest.raises(InputError) as caught:
            youtube.open(key)
        assert caught.value.source == "api_key"


def test_nothing_is_searched_for_by_nothing(youtube: Setup) -> None:
    assert youtube.open().search(TrackQuery()) == []
    assert youtube.paths() == []
