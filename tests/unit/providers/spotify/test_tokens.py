"""Tokens are renewed in time, once, and given up where they are good for nothing."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from tests.servers.local_server import Fault, Request
from tests.unit.providers.spotify.conftest import Bench

from affetto.providers.capabilities import Account
from affetto.providers.errors import NotAllowedError, ProviderError, SignInNeededError
from affetto.providers.spotify.demo.authority import (
    ACCESS_LIFETIME_S,
    CLIENT_ID,
    REFRESH_LIFETIME_S,
)
from affetto.providers.spotify.scopes import PLAYBACK_SCOPES, SCOPES
from affetto.providers.spotify.tokens import read_secrets

_RENEWAL = "POST /api/token"


def _is_renewal(request: Request) -> bool:
    return request.path == "/api/token"


def _keeping(account: Account) -> tuple[Account, list[Mapping[str, str]]]:
    """The account, and what it is told to keep."""
    kept: list[Mapping[str, str]] = []
    return replace(account, keep_secrets=kept.append), kept


def test_a_good_token_is_used_as_it_is(bench: Bench) -> None:
    account, kept = _keeping(bench.account())
    connection = bench.provider.open(account)
    bench.clock.pass_by(ACCESS_LIFETIME_S - 90)
    connection.describe_account()
    assert bench.asked() == ["GET /v1/me"]
    assert kept == []


@pytest.mark.parametrize("left_s", [59, 0, -86_400])
def test_a_token_is_renewed_before_its_end(bench: Bench, left_s: float) -> None:
    account, kept = _keeping(bench.account())
    connection = bench.provider.open(account)
    bench.clock.pass_by(ACCESS_LIFETIME_S - left_s)
    connection.describe_account()
    connection.describe_account()
    assert bench.asked() == [_RENEWAL, "GET /v1/me", "GET /v1/me"]
    (renewed,) = kept
    assert renewed["access_token"] != account.secrets["access_token"]


def test_where_no_new_refresh_token_comes_the_old_one_stays(bench: Bench) -> None:
    account, kept = _keeping(bench.account())
    connection = bench.provider.open(account)
    bench.clock.pass_by(ACCESS_LIFETIME_S)
    connection.describe_account()
    assert kept[0]["refresh_token"] == account.secrets["refresh_token"]
    assert kept[0]["scope"] == account.secrets["scope"]
    again = bench.provider.open(replace(account, secrets=kept[0]))
    assert again.describe_account() == "Robin"


def test_a_new_refresh_token_takes_the_place_of_the_old_one(bench: Bench) -> None:
    bench.service.authority.rotates = True
    account, kept = _keeping(bench.account())
    connection = bench.provider.open(account)
    for _ in range(3):
        bench.clock.pass_by(ACCESS_LIFETIME_S)
        connection.describe_account()
    refresh_tokens = [account.secrets["refresh_token"], *(each["refresh_token"] for each in kept)]
    assert len(set(refresh_tokens)) == 4


def test_a_token_that_is_refused_early_is_renewed_and_the_request_done_once_more(
    bench: Bench,
) -> None:
    account, kept = _keeping(bench.account())
    connection = bench.provider.open(account)
    bench.service.authority.end_access()
    assert connection.describe_account() == "Robin"
    assert bench.asked() == ["GET /v1/me", _RENEWAL, "GET /v1/me"]
    assert len(kept) == 1


def test_orders_are_done_once_more_too_as_a_refused_one_did_nothing(bench: Bench) -> None:
    connection = bench.provider.open(bench.account())
    bench.service.authority.end_access()
    connection.write_playlist("Evening", [])
    assert [playlist.name for playlist in bench.listener.playlists] == ["Evening"]


def test_a_second_refusal_is_told(bench: Bench) -> None:
    connection = bench.provider.open(bench.account())
    bench.server.fail(Fault.UNAUTHORIZED, where=lambda request: request.path == "/v1/me")
    with pytest.raises(SignInNeededError):
        connection.describe_account()
    assert bench.asked() == ["GET /v1/me", _RENEWAL, "GET /v1/me"]


def test_many_threads_renew_once(bench: Bench) -> None:
    bench.service.authority.rotates = True  # a second renewal would be with a token that ended
    connection = bench.provider.open(bench.account())
    bench.service.authority.end_access()
    together = threading.Barrier(8)

    def ask(_number: int) -> str:
        together.wait()
        return connection.describe_account()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {"Robin"}
    assert bench.asked().count(_RENEWAL) == 1


def test_leave_that_is_taken_back_while_music_plays_is_told_at_once(bench: Bench) -> None:
    account, kept = _keeping(bench.account())
    connection = bench.provider.open(account)
    connection.play([bench.listener.plays[0].recording.id])
    bench.service.authority.revoke(bench.listener)
    with pytest.raises(SignInNeededError, match="sign in again"):
        connection.pause()
    asked = len(bench.asked())
    with pytest.raises(SignInNeededError):
        connection.next()
    assert len(bench.asked()) == asked  # a refused refresh token is not shown again
    assert bench.asked().count(_RENEWAL) == 1
    assert kept == []


def test_leave_ends_after_six_months_however_often_it_was_used(bench: Bench) -> None:
    connection = bench.provider.open(bench.account())
    bench.clock.pass_by(REFRESH_LIFETIME_S / 2)
    connection.describe_account()
    bench.clock.pass_by(REFRESH_LIFETIME_S / 2)
    with pytest.raises(SignInNeededError, match="sign in again"):
        connection.describe_account()


@pytest.mark.parametrize("fault", [Fault.UNAUTHORIZED, Fault.BROKEN, Fault.HTML, Fault.RESET])
def test_a_fault_of_the_accounts_service_costs_no_token(bench: Bench, fault: Fault) -> None:
    connection = bench.provider.open(bench.account())
    bench.clock.pass_by(ACCESS_LIFETIME_S)
    bench.server.fail(fault, where=_is_renewal)
    with pytest.raises(ProviderError):
        connection.describe_account()
    bench.server.heal()
    assert connection.describe_account() == "Robin"


def test_who_never_signed_in_is_told_so_without_a_request(bench: Bench) -> None:
    connection = bench.provider.open(Account({"client_id": CLIENT_ID}))
    with pytest.raises(SignInNeededError, match="sign in first"):
        connection.describe_account()
    assert bench.asked() == []


@pytest.mark.parametrize("expires_at", ["", "soon", "nan", "inf", "-1"])
def test_secrets_that_were_kept_badly_mean_a_renewal(bench: Bench, expires_at: str) -> None:
    account = bench.account()
    spoilt = replace(account, secrets={**account.secrets, "expires_at": expires_at})
    assert bench.provider.open(spoilt).describe_account() == "Robin"
    assert bench.asked()[0] == _RENEWAL


def test_the_page_s_player_gets_a_token_and_its_end_only_with_leave_for_it(bench: Bench) -> None:
    account = bench.account()
    given = bench.provider.open(account).playback_token()
    assert given.token == account.secrets["access_token"]
    assert given.expires_at.timestamp() == bench.clock.now + ACCESS_LIFETIME_S
    assert given.script == bench.provider.sdk
    for missing in PLAYBACK_SCOPES:
        secrets = bench.service.authority.give(bench.listener, SCOPES - {missing})
        connection = bench.provider.open(Account({"client_id": CLIENT_ID}, secrets))
        with pytest.raises(NotAllowedError, match="sign in again"):
            connection.playback_token()


def test_tokens_are_kept_and_read_as_they_were(bench: Bench) -> None:
    tokens = read_secrets(bench.account().secrets)
    assert tokens is not None
    assert read_secrets(tokens.as_secrets()) == tokens
    assert tokens.access not in repr(tokens)
    assert tokens.refresh not in repr(tokens)
