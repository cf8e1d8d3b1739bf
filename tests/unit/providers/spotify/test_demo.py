"""The demonstration keeps Spotify's documented rules, and says that it is none of Spotify's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from tests.unit.providers.spotify.conftest import Bench

from affetto.app.music_library import find_starter_music
from affetto.audio.tags import read_tags
from affetto.providers.capabilities import Account
from affetto.providers.spotify.demo import start_demo
from affetto.providers.spotify.demo.authority import ACCESS_LIFETIME_S, CLIENT_ID
from affetto.providers.spotify.demo.catalogue import RECORDINGS, make_id
from affetto.providers.spotify.scopes import SCOPES

_FIRST, _SECOND = RECORDINGS[:2]


@pytest.fixture
def browser(bench: Bench) -> Iterator[httpx.Client]:
    """Asks the Web API with a token for everything."""
    token = bench.account().secrets["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=f"{bench.server.address}/v1", headers=headers) as client:
        yield client


def _error(reply: httpx.Response) -> tuple[int, str]:
    error = reply.json()["error"]
    assert error["status"] == reply.status_code
    return reply.status_code, error["message"]


@pytest.mark.parametrize("limit", ["11", "50", "-1", "ten"])
def test_more_than_ten_results_are_a_bad_request(browser: httpx.Client, limit: str) -> None:
    query = {"q": "acoustic", "type": "track", "limit": limit}
    assert _error(browser.get("/search", params=query)) == (400, "Invalid limit")


def test_five_results_come_unasked(browser: httpx.Client) -> None:
    page = browser.get("/search", params={"q": "acoustic", "type": "track"}).json()["tracks"]
    assert (len(page["items"]), page["limit"]) == (5, 5)
    assert page["total"] > 5
    assert page["next"]


def test_no_field_that_was_removed_is_shown(browser: httpx.Client) -> None:
    query = {"q": "acoustic", "type": "track"}
    for track in browser.get("/search", params=query).json()["tracks"]["items"]:
        assert not {"preview_url", "popularity", "available_markets", "linked_from"} & set(track)
        assert track["external_ids"]["isrc"]
    assert not {"product", "email", "country", "followers"} & set(browser.get("/me").json())


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/recommendations", 404),
        ("GET", "/recommendations/available-genre-seeds", 404),
        ("GET", "/audio-features/x", 403),
        ("GET", "/audio-features", 403),
        ("GET", "/audio-analysis/x", 403),
        ("GET", "/browse/new-releases", 403),
        ("GET", "/artists/x/top-tracks", 403),
        ("GET", "/artists/x/related-artists", 404),
        ("GET", "/tracks", 403),
        ("GET", "/users/x", 403),
        ("POST", "/users/x/playlists", 403),
        ("POST", "/playlists/x/tracks", 403),
        ("GET", "/playlists/x/tracks", 403),
        ("DELETE", "/playlists/x/followers", 403),
        ("PUT", "/me/tracks", 403),
        ("GET", "/me/tracks/contains", 403),
    ],
)
def test_what_was_taken_away_is_refused(
    browser: httpx.Client, method: str, path: str, status: int
) -> None:
    assert _error(browser.request(method, path))[0] == status


def test_a_hundred_items_may_be_added_and_no_more(bench: Bench, browser: httpx.Client) -> None:
    playlist = bench.listener.make_playlist("Long", is_public=False)
    path = f"/playlists/{playlist.id}/items"
    assert browser.post(path, json={"uris": [_FIRST.uri] * 100}).status_code == 201
    assert _error(browser.post(path, json={"uris": [_FIRST.uri] * 101}))[0] == 400
    assert browser.get(path, params={"limit": 51}).status_code == 400
    assert browser.get(path).json()["total"] == 100


@pytest.mark.parametrize(
    ("authorization", "message"),
    [
        (None, "No token provided"),
        ("Bearer nobodys", "Invalid access token"),
        ("Basic abc", "Only valid bearer authentication supported"),
    ],
)
def test_a_request_needs_a_token(bench: Bench, authorization: str | None, message: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    reply = httpx.get(f"{bench.server.address}/v1/me", headers=headers)
    assert _error(reply) == (401, message)


def test_a_token_is_good_for_an_hour(bench: Bench, browser: httpx.Client) -> None:
    bench.clock.pass_by(ACCESS_LIFETIME_S - 1)
    assert browser.get("/me").status_code == 200
    bench.clock.pass_by(1)
    assert _error(browser.get("/me")) == (401, "The access token expired")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/me/playlists", "playlist-read-private"),
        ("GET", "/me/player", "user-read-playback-state"),
        ("GET", "/me/player/currently-playing", "user-read-currently-playing"),
        ("PUT", "/me/player/pause", "user-modify-playback-state"),
        ("GET", "/me/top/artists", "user-top-read"),
        ("GET", "/me/player/recently-played", "user-read-recently-played"),
        ("PUT", f"/me/library?uris={_FIRST.uri}", "user-library-modify"),
        ("DELETE", f"/me/library?uris=spotify:playlist:{make_id('x')}", "playlist-modify-public"),
    ],
)
def test_each_endpoint_needs_its_scope(bench: Bench, method: str, path: str, scope: str) -> None:
    secrets = bench.service.authority.give(bench.listener, SCOPES - {scope})
    headers = {"Authorization": f"Bearer {secrets['access_token']}"}
    reply = httpx.request(method, f"{bench.server.address}/v1{path}", headers=headers)
    assert _error(reply) == (403, "Insufficient client scope")


def test_calls_are_counted_over_thirty_seconds(bench: Bench, browser: httpx.Client) -> None:
    bench.service.web_api.rate_limit = 3
    for _ in range(3):
        assert browser.get("/me").status_code == 200
        bench.clock.pass_by(5)
    refused = browser.get("/me")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "15")
    bench.clock.pass_by(15)
    assert browser.get("/me").status_code == 200


def test_music_goes_on_with_the_clock_and_is_remembered(
    bench: Bench, browser: httpx.Client
) -> None:
    bench.listener.plays.clear()
    browser.put("/me/player/play", json={"uris": [_FIRST.uri, _SECOND.uri]})
    bench.clock.pass_by(_FIRST.duration_s + 2)
    state: dict[str, Any] = browser.get("/me/player").json()
    assert (state["item"]["id"], state["progress_ms"]) == (_SECOND.id, 2000)
    assert [play.recording for play in bench.listener.plays] == [_FIRST]
    bench.clock.pass_by(_SECOND.duration_s)
    state = browser.get("/me/player/currently-playing").json()
    assert (state["is_playing"], state["progress_ms"]) == (False, 0)
    queue = browser.get("/me/player/queue").json()
    assert queue["queue"] == []
    assert [play.recording for play in bench.listener.plays] == [_SECOND, _FIRST]


def test_where_nothing_is_switched_on_there_is_no_content(
    bench: Bench, browser: httpx.Client
) -> None:
    bench.listener.player.release()
    assert browser.get("/me/player").status_code == 204
    refused = browser.post("/me/player/next")
    assert refused.json()["error"]["reason"] == "NO_ACTIVE_DEVICE"
    assert refused.status_code == 404


def test_it_has_all_of_the_starter_music() -> None:
    titles = {read_tags(path).title for path in find_starter_music().rglob("*.opus")}
    assert len(titles) == 28
    assert titles <= {recording.title for recording in RECORDINGS}


def test_identifiers_are_of_spotify_s_kind_and_differ() -> None:
    assert len({recording.id for recording in RECORDINGS}) == len(RECORDINGS)
    assert all(re.fullmatch(r"[0-9A-Za-z]{22}", recording.id) for recording in RECORDINGS)


def test_every_page_says_what_it_is_and_runs_nothing(bench: Bench) -> None:
    playlist = bench.listener.make_playlist("<script>alert(1)</script>", is_public=False)
    for path in ("/", f"/playlist/{playlist.id}", f"/track/{_FIRST.id}", "/nowhere", "/authorize"):
        page = httpx.get(f"{bench.server.address}{path}")
        assert "It is not Spotify" in page.text
        assert "<script" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/api/v1/providers/spotify/callback",
        "http://evil.example/api/v1/providers/spotify/callback",
        "http://127.0.0.1:8000/elsewhere",
    ],
)
def test_nobody_is_sent_where_no_app_is(bench: Bench, address: str) -> None:
    query = {"client_id": CLIENT_ID, "redirect_uri": address, "response_type": "code"}
    page = httpx.get(f"{bench.server.address}/authorize", params=query)
    assert page.status_code == 400
    assert "redirect URI" in page.text


def test_it_runs_by_itself_and_leave_is_taken_back_on_its_page() -> None:
    with start_demo() as demo:
        assert demo.address.startswith("http://127.0.0.1:")
        assert CLIENT_ID in demo.provider.fields[0].help
        secrets = demo.service.authority.give(demo.service.listeners[0], SCOPES)
        connection = demo.provider.open(Account({"client_id": CLIENT_ID}, secrets))
        connection.play([_FIRST.id])
        connection.pause()
        assert "calm acoustic 1 is paused" in httpx.get(demo.address).text
        reply = httpx.post(f"{demo.address}/revoke", data={"listener": "robin"})
        assert reply.status_code == 302
        assert httpx.get(f"{demo.address}/v1/me").status_code == 401
        connection.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(demo.address)
