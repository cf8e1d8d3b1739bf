"""What a service's faults become, and when it is asked again."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from tests.servers.local_server import (
    Fault,
    LocalServer,
    Reply,
    Request,
    closed_port,
    json_reply,
)

from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    SignInNeededError,
    UnreachableError,
)
from affetto.providers.http import Patience, ServiceClient

_QUICK = Patience(connect_s=1, silence_s=0.4, total_s=1.0, tries=3, first_pause_s=0.01)


def _answer(request: Request) -> Reply:
    if request.path == "/sound":
        return Reply(body=b"ID3" + bytes(50_000), media_type="audio/mpeg; charset=binary")
    if request.path == "/endless":
        return Reply(body=bytes(16_000_001))
    return json_reply({"method": request.method, "query": dict(request.query)})


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with LocalServer(_answer) as running:
        yield running


@pytest.fixture
def client(server: LocalServer) -> Iterator[ServiceClient]:
    client = ServiceClient("Wave", server.address, patience=_QUICK)
    yield client
    client.close()


def test_answers_come_as_json(client: ServiceClient) -> None:
    assert client.get_json("/any", {"a": "ä & b"}) == {"method": "GET", "query": {"a": "ä & b"}}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault.CUT, UnreachableError),
        (Fault.RESET, UnreachableError),
        (Fault.SILENCE, UnreachableError),
        (Fault.DRIP, UnreachableError),
        (Fault.WRONG_JSON, BadAnswerError),
        (Fault.HTML, BadAnswerError),
        (Fault.REDIRECT, BadAnswerError),
        (Fault.UNAUTHORIZED, SignInNeededError),
        (Fault.FORBIDDEN, NotAllowedError),
        (Fault.GONE, NotThereError),
        (Fault.BUSY, BusyError),
        (Fault.BROKEN, ServiceDownError),
        (Fault.OVERLOADED, ServiceDownError),
    ],
)
def test_each_fault_is_told_in_one_sentence_with_the_service_s_name(
    server: LocalServer, client: ServiceClient, fault: Fault, error: type[ProviderError]
) -> None:
    server.fail(fault)
    with pytest.raises(error, match=r"^Wave: ") as caught:
        client.get_json("/any")
    assert "\n" not in str(caught.value)
    server.heal()
    assert client.get_json("/any")["method"] == "GET"


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.SILENCE, Fault.BROKEN, Fault.OVERLOADED])
def test_what_passes_is_tried_again_where_that_does_no_harm(
    server: LocalServer, client: ServiceClient, fault: Fault
) -> None:
    server.fail(fault, times=2)
    assert client.request("PUT", "/any").status == 200
    assert len(server.requests) == 3
    server.fail(fault, times=1)
    with pytest.raises(ProviderError):
        client.request("POST", "/any")
    assert len(server.requests) == 4


@pytest.mark.parametrize("fault", [Fault.UNAUTHORIZED, Fault.FORBIDDEN, Fault.GONE])
def test_what_stays_is_not_tried_again(
    server: LocalServer, client: ServiceClient, fault: Fault
) -> None:
    server.fail(fault)
    with pytest.raises(ProviderError):
        client.get_json("/any")
    assert len(server.requests) == 1


def test_the_pause_that_a_service_asks_for_is_kept(
    server: LocalServer, client: ServiceClient
) -> None:
    server.fail(Fault.BUSY, times=1, headers={"Retry-After": "1"})
    begun = time.monotonic()
    assert client.request("POST", "/any").status == 200
    assert time.monotonic() - begun >= 1


def test_too_long_a_pause_is_told_instead(server: LocalServer, client: ServiceClient) -> None:
    server.fail(Fault.BUSY, headers={"Retry-After": "300"})
    with pytest.raises(BusyError, match="in 300 s") as caught:
        client.get_json("/any")
    assert caught.value.retry_after_s == 300
    assert len(server.requests) == 1


def test_a_pause_may_be_told_as_a_moment(server: LocalServer, client: ServiceClient) -> None:
    server.fail(Fault.BUSY, headers={"Retry-After": "Fri, 31 Dec 2199 23:59:59 GMT"})
    with pytest.raises(BusyError) as caught:
        client.get_json("/any")
    assert caught.value.retry_after_s == 86_400  # no longer than a day


@pytest.mark.parametrize(
    "address",
    ["http://no-such-host.invalid", f"http://127.0.0.1:{closed_port()}"],
    ids=["no such host", "nothing listens"],
)
def test_what_is_not_there_cannot_be_reached(address: str) -> None:
    client = ServiceClient("Wave", address, patience=_QUICK)
    with pytest.raises(UnreachableError, match="cannot be reached"):
        client.get_json("/any")
    client.close()


def test_an_answer_without_end_is_not_read(client: ServiceClient) -> None:
    with pytest.raises(BadAnswerError, match="no end"):
        client.get_json("/endless")


def test_sound_comes_in_parts(client: ServiceClient) -> None:
    with client.stream("/sound") as sound:
        assert (sound.media_type, sound.length) == ("audio/mpeg", 50_003)
        assert b"".join(sound.chunks)[:3] == b"ID3"


def test_what_is_no_sound_is_not_passed_on(client: ServiceClient) -> None:
    with pytest.raises(BadAnswerError, match="no sound"), client.stream("/any"):
        pass


def test_sound_that_breaks_off_says_so(server: LocalServer, client: ServiceClient) -> None:
    server.fail(Fault.CUT)
    with client.stream("/sound") as sound, pytest.raises(UnreachableError):
        list(sound.chunks)


def test_sound_that_drips_is_given_up(server: LocalServer, client: ServiceClient) -> None:
    server.fail(Fault.DRIP_BODY)
    with (
        client.stream("/sound") as sound,
        pytest.raises(UnreachableError, match="too long"),
    ):
        list(sound.chunks)


def test_who_listens_may_take_their_time(client: ServiceClient) -> None:
    with client.stream("/sound") as sound:
        chunks = [next(sound.chunks)]
        time.sleep(_QUICK.total_s + 0.2)
        assert len(b"".join([*chunks, *sound.chunks])) == 50_003


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.BUSY, Fault.OVERLOADED])
def test_sound_that_does_not_begin_is_asked_for_again(
    server: LocalServer, client: ServiceClient, fault: Fault
) -> None:
    server.fail(fault, times=2, headers={"Retry-After": "0"})
    with client.stream("/sound") as sound:
        assert len(b"".join(sound.chunks)) == 50_003
    assert len(server.requests) == 3


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_no_query_is_logged_whatever_is_asked_to_be(
    client: ServiceClient, caplog: pytest.LogCaptureFixture, level: str
) -> None:
    with caplog.at_level(level, "httpx"), caplog.at_level(level):
        client.get_json("/any", {"key": "hush-hush"})
    assert "HTTP Request: GET" in caplog.text
    assert "hush-hush" not in caplog.text
