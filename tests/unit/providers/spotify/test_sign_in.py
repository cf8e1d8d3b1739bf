"""Somebody gives leave on the service's page, or does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from tests.servers.local_server import Fault
from tests.unit.providers.spotify.conftest import Bench

from affetto.errors import InputError
from affetto.providers.capabilities import (
    PROTOCOLS,
    Account,
    BrowserSignIn,
    BrowserVisit,
    Provider,
    SignIn,
)
from affetto.providers.errors import NotAllowedError, ProviderError, SignInNeededError
from affetto.providers.spotify import PROVIDER
from affetto.providers.spotify.demo.authority import CLIENT_ID, CODE_LIFETIME_S
from affetto.providers.spotify.pkce import challenge_of
from affetto.providers.spotify.scopes import SCOPES

_RETURN = "http://127.0.0.1:8000/api/v1/providers/spotify/callback"
_ACCOUNT = Account({"client_id": CLIENT_ID})


def _visit(bench: Bench) -> BrowserVisit:
    return bench.provider.start_sign_in(_ACCOUNT, _RETURN)


def _decide(
    visit: BrowserVisit, decision: str = "agree", listener: str = "robin"
) -> dict[str, str]:
    """Answers the form as a browser does; what the service sends the visitor back with."""
    url = urlsplit(visit.url)
    form = {**dict(parse_qsl(url.query)), "decision": decision, "listener": "robin"}
    reply = httpx.post(f"{url.scheme}://{url.netloc}{url.path}", data=form)
    assert reply.status_code == 302
    back = reply.headers["location"]
    assert back.startswith(f"{_RETURN}?")
    return dict(parse_qsl(urlsplit(back).query))


def test_it_is_a_provider_with_all_that_it_names(bench: Bench) -> None:
    assert isinstance(PROVIDER, Provider)
    assert isinstance(PROVIDER, BrowserSignIn)
    assert PROVIDER.sign_in is SignIn.BROWSER
    assert PROVIDER.is_for_listening_only
    connection = PROVIDER.open(_ACCOUNT)
    has = {name for name, protocol in PROTOCOLS.items() if isinstance(connection, protocol)}
    assert has == PROVIDER.capabilities
    connection.close()


def test_it_talks_to_spotify_by_https_where_nobody_says_otherwise() -> None:
    visit = PROVIDER.start_sign_in(_ACCOUNT, _RETURN)
    assert visit.url.startswith("https://accounts.spotify.com/authorize?")
    assert PROVIDER.api.startswith("https://")


def test_the_visit_asks_for_a_code_with_proof_and_no_secret(bench: Bench) -> None:
    visit = _visit(bench)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(visit.url).query).items()}
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": _RETURN,
        "scope": " ".join(sorted(SCOPES)),
        "state": visit.kept["state"],
        "code_challenge_method": "S256",
        "code_challenge": challenge_of(visit.kept["code_verifier"]),
    }
    assert visit.kept["code_verifier"] not in visit.url
    assert visit.kept["code_verifier"] not in repr(visit)


def test_the_page_tells_what_is_asked_for_and_that_it_is_no_spotify(bench: Bench) -> None:
    page = httpx.get(_visit(bench).url)
    assert page.status_code == 200
    assert "It is not Spotify" in page.text
    assert "play on your devices" in page.text
    assert "Cancel" in page.text


def test_leave_gives_an_account_that_works(bench: Bench) -> None:
    visit = _visit(bench)
    secrets = bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, _decide(visit))
    connection = bench.provider.open(replace(_ACCOUNT, secrets=secrets))
    assert connection.describe_account() == "Robin"
    assert connection.playback_token().token == secrets["access_token"]
    connection.close()


def test_who_cancels_is_not_connected(bench: Bench) -> None:
    visit = _visit(bench)
    answer = _decide(visit, "cancel")
    assert answer["error"] == "access_denied"
    with pytest.raises(NotAllowedError, match="not given leave"):
        bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, answer)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: {**answer, "state": answer["state"][:-1] + "*"},
        lambda answer: {**answer, "state": ""},
        lambda answer: {**answer, "state": "žluťoučký"},
        lambda answer: {"code": answer["code"]},
    ],
)
def test_an_answer_to_another_visit_is_not_taken(
    bench: Bench, spoil: Callable[[Mapping[str, str]], Mapping[str, str]]
) -> None:
    visit = _visit(bench)
    with pytest.raises(SignInNeededError, match="not the answer to your visit"):
        bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, spoil(_decide(visit)))
    assert "POST /api/token" not in bench.asked()


def test_a_visit_without_state_takes_no_answer_at_all(bench: Bench) -> None:
    with pytest.raises(SignInNeededError):
        bench.provider.finish_sign_in(
            _ACCOUNT, BrowserVisit("", {}), _RETURN, {"code": "c", "state": ""}
        )


def test_a_code_is_good_once(bench: Bench) -> None:
    visit = _visit(bench)
    answer = _decide(visit)
    bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, answer)
    with pytest.raises(SignInNeededError):
        bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, answer)


def test_a_code_is_good_for_ten_minutes(bench: Bench) -> None:
    visit = _visit(bench)
    answer = _decide(visit)
    bench.clock.pass_by(CODE_LIFETIME_S)
    with pytest.raises(SignInNeededError):
        bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, answer)


def test_a_code_is_worth_nothing_without_the_verifier(bench: Bench) -> None:
    visit = _visit(bench)
    stolen = BrowserVisit(visit.url, {**visit.kept, "code_verifier": "x" * 64})
    with pytest.raises(SignInNeededError):
        bench.provider.finish_sign_in(_ACCOUNT, stolen, _RETURN, _decide(visit))


def test_a_code_is_not_asked_about_twice_where_the_answer_is_lost(bench: Bench) -> None:
    visit = _visit(bench)
    answer = _decide(visit)
    bench.server.fail(Fault.RESET, where=lambda request: request.path == "/api/token")
    with pytest.raises(ProviderError):
        bench.provider.finish_sign_in(_ACCOUNT, visit, _RETURN, answer)
    assert bench.asked().count("POST /api/token") == 1


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000/callback", "http://192.168.1.7:8000/callback", "ftp://127.0.0.1/x", ""],
)
def test_where_spotify_sends_nobody_back_is_told_before(bench: Bench, address: str) -> None:
    with pytest.raises(InputError, match="sends nobody back"):
        bench.provider.start_sign_in(_ACCOUNT, address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:49152/c", "http://[::1]:8000/c", "https://music.example/c"]
)
def test_loopback_addresses_and_https_will_do(bench: Bench, address: str) -> None:
    assert bench.provider.start_sign_in(_ACCOUNT, address).url


@pytest.mark.parametrize("client_id", ["", "   ", "my app", "0123", CLIENT_ID.upper()])
def test_a_client_id_that_can_be_none_is_told_by_its_field(bench: Bench, client_id: str) -> None:
    account = Account({"client_id": client_id})
    for use in (
        lambda: bench.provider.open(account),
        lambda: bench.provider.start_sign_in(account, _RETURN),
    ):
        with pytest.raises(InputError) as caught:
            use()
        assert caught.value.source == "client_id"


def test_a_client_id_that_nobody_has_is_told(bench: Bench) -> None:
    account = Account({"client_id": "f" * 32})
    visit = bench.provider.start_sign_in(account, _RETURN)
    page = httpx.get(visit.url)
    assert (page.status_code, "Invalid client" in page.text) == (400, True)
    answer = {"code": "c", "state": visit.kept["state"]}
    with pytest.raises(NotAllowedError, match="client ID"):
        bench.provider.finish_sign_in(account, visit, _RETURN, answer)
