"""The window in which Spotify plays: what it may load, and that nothing else may."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from affetto.api.player_window import PATH, mount_player_window
from affetto.api.problems import install_problem_handlers
from affetto.api.response_headers import CONTENT_SECURITY_POLICY, ResponseHeaders
from affetto.api.web_page import mount_page
from affetto.providers import load_providers
from affetto.providers.spotify.provider import SpotifyProvider

SDK = "https://sdk.example:8443/folder/player.js"
ORIGIN = "https://sdk.example:8443"


@pytest.fixture
def page(tmp_path):
    """A built page with its window."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-4f2a.js").write_text("export {};")
    (tmp_path / "index.html").write_text("<!doctype html><title>Affetto</title>")
    (tmp_path / "spotify-player.html").write_text("<!doctype html><title>Spotify</title>")
    return tmp_path


def browse(folder, providers) -> TestClient:
    app = FastAPI()
    app.add_middleware(ResponseHeaders)
    install_problem_handlers(app)
    mount_player_window(app, providers, folder)
    mount_page(app, folder)
    return TestClient(app)


def directives(answer) -> dict[str, set[str]]:
    policy = answer.headers["content-security-policy"]
    return {name: set(sources) for name, *sources in map(str.split, policy.split(";"))}


def foreign_sources(answer) -> dict[str, set[str]]:
    """What may be loaded from elsewhere, by kind."""
    own = {"'self'", "'none'", "'unsafe-inline'", "'wasm-unsafe-eval'", "data:", "blob:"}
    found = {name: sources - own for name, sources in directives(answer).items()}
    return {name: sources for name, sources in found.items() if sources}


def test_the_window_may_load_the_sdk_s_script_and_frames_and_nothing_else_foreign(page) -> None:
    answer = browse(page, {"spotify": SpotifyProvider(sdk=SDK)}).get(PATH)
    assert answer.status_code == 200
    assert "<title>Spotify" in answer.text
    assert foreign_sources(answer) == {"script-src": {ORIGIN}, "frame-src": {ORIGIN}}
    assert directives(answer)["default-src"] == {"'self'"}
    assert directives(answer)["frame-ancestors"] == {"'none'"}


def test_the_window_may_hold_frames_of_others_and_is_cut_off_from_the_page(page) -> None:
    headers = browse(page, {"spotify": SpotifyProvider(sdk=SDK)}).get(PATH).headers
    assert headers["cross-origin-embedder-policy"] == "unsafe-none"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_browser_that_has_the_window_is_told_the_same_headers(page) -> None:
    browser = browse(page, {"spotify": SpotifyProvider(sdk=SDK)})
    first = browser.get(PATH)
    again = browser.get(PATH, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    for name in ("content-security-policy", "cross-origin-embedder-policy"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/settings/services",
        "/spotify-player.html",
        "/spotify-player/",
        "/spotify-player/more",
        "/assets/index-4f2a.js",
        "/missing.js",
        "/api/v1/providers",
    ],
)
def test_no_other_path_allows_anything_foreign(page, path) -> None:
    answer = browse(page, {"spotify": SpotifyProvider(sdk=SDK)}).get(path)
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert foreign_sources(answer) == {}
    assert answer.headers["cross-origin-embedder-policy"] == "credentialless"


def test_without_spotify_there_is_no_window(page) -> None:
    others = {name: each for name, each in load_providers().items() if name != "spotify"}
    answer = browse(page, others).get(PATH)
    assert "<title>Affetto" in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


def test_spotify_s_own_address_is_the_documented_one(client) -> None:
    answer = client.get(PATH)
    if answer.status_code == 404:
        pytest.skip("needs the page: make web")
    assert foreign_sources(answer) == {
        "script-src": {"https://sdk.scdn.co"},
        "frame-src": {"https://sdk.scdn.co"},
    }
