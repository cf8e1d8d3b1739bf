"""Spotify in this browser: a window of its own, steered from the page.

What plays in it is the demonstration's stand-in for Spotify's Web Playback SDK.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.web.feel_page_for_tests import FeelPage
from tests.e2e.web.test_accessibility import check  # noqa: F401
from tests.e2e.web.test_services import (
    PHONE_DEVICE,
    Stage,
    choose_place,
    connect,
    expect_in_bar,
    press,
    show_music,
    stage,  # noqa: F401
    wait_for,
)

HERE = "Affetto (this browser)"


def show_places(feel: FeelPage):
    feel.player.get_by_role("button", name="Choose where it plays").click()
    return feel.page.get_by_role("dialog")


def open_window(feel: FeelPage) -> Page:
    """Chooses this browser, which opens the window."""
    places = show_places(feel)
    with feel.page.context.expect_page() as opened:
        places.get_by_role("button", name="In this browser").click()
    return opened.value


def play_some(page: Page, stage: Stage, listener: str = "Robin") -> FeelPage:  # noqa: F811
    connect(page, stage, listener)
    feel = show_music(page)
    feel.play()
    feel.wait_for_sound()
    return feel


def test_the_window_plays_what_the_page_tells_it_to(stage: Stage, open_page):  # noqa: F811
    feel = play_some(open_page(stage.url), stage)
    page, titles = feel.page, feel.titles()
    player = stage.listener.player
    window = open_window(feel)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect_in_bar(feel, f"on {HERE}")
    assert feel.is_silent()
    assert (player.active, player.current.title) == (player.page, titles[0])
    expect(window.get_by_role("status")).to_have_text("Now playing")
    expect(window.get_by_text(titles[0], exact=True)).to_be_visible()

    press(feel, "Pause")
    expect(window.get_by_role("button", name="Play")).to_be_visible()
    window.get_by_role("button", name="Play").click()
    wait_for(page, lambda: player.is_playing)
    expect(feel.player.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    press(feel, "Next track")
    expect(window.get_by_text(titles[1], exact=True)).to_be_visible()

    # The window is one place among others, and is not opened a second time.
    choose_place(feel, PHONE_DEVICE)
    expect(window.get_by_role("status")).to_contain_text("Ready.")
    choose_place(feel, "In this browser")
    expect(window.get_by_text(titles[1], exact=True)).to_be_visible()
    assert len(page.context.pages) == 2
    places = show_places(feel)
    expect(places.get_by_role("button", name=HERE)).to_have_count(0)
    page.keyboard.press("Escape")

    expect_no_token_told(stage, page, window)
    window.close(run_before_unload=True)
    expect(page.get_by_text("Spotify’s window is closed")).to_be_visible()
    expect(feel.player.get_by_text(f"on {HERE}")).to_have_count(0)
    wait_for(page, lambda: not player.is_playing)
    press(feel, "Play")
    wait_for(page, lambda: not feel.is_silent())


def expect_no_token_told(stage: Stage, page: Page, window: Page) -> None:  # noqa: F811
    """No token is in an address, in a store, or in what is shown."""
    tokens = {
        request.headers.get("authorization", "").removeprefix("Bearer ")
        for request in stage.server.requests
    } - {""}
    assert tokens
    told = [page.url, window.url, page.content(), window.content()]
    told += [frame.url for frame in window.frames]
    for each in (page, window):
        stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
        told.append(each.evaluate(stored))
    assert not [token for token in tokens if token in "".join(told)]


def test_without_premium_the_window_says_what_is_missing(stage: Stage, open_page):  # noqa: F811
    feel = play_some(open_page(stage.url), stage, "Sam")
    window = open_window(feel)
    expect(window.get_by_role("alert")).to_contain_text("only with Premium")
    expect(window.get_by_role("button")).to_have_count(0)
    expect(feel.page.get_by_text("Its window says why.").first).to_be_visible()
    # The music goes on where it was.
    assert not feel.is_silent()


def test_a_browser_that_blocks_the_window_gets_a_link(stage: Stage, open_page):  # noqa: F811
    feel = play_some(open_page(stage.url), stage)
    feel.page.evaluate("window.open = () => null")
    places = show_places(feel)
    places.get_by_role("button", name="In this browser").click()
    with feel.page.context.expect_page():
        places.get_by_role("link", name="Open it yourself").click()
    expect_in_bar(feel, f"on {HERE}")


def test_leave_taken_back_shows_the_way_to_connect_anew(stage: Stage, open_page):  # noqa: F811
    page = open_page(stage.url)
    connect(page, stage)
    stage.spotify.authority.revoke(stage.listener)
    stage.spotify.authority.end_access()
    page.goto(f"{stage.url}/spotify-player")
    expect(page.get_by_role("alert")).to_contain_text("Connect it anew")
    expect(page.get_by_role("link")).to_have_attribute("href", "/settings/services")
    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_the_window_stands_in_anybody_s_way(stage, open_page, check, scheme):  # noqa: F811
    feel = play_some(open_page(stage.url, color_scheme=scheme), stage)
    window = open_window(feel)
    expect(window.get_by_text(re.compile("^Now playing"))).to_be_visible()
    check(window)


def test_only_the_window_may_load_what_is_foreign(stage: Stage, open_page):  # noqa: F811
    page = open_page(stage.url)
    load = """address => new Promise((told) => {
        const script = document.createElement('script');
        script.src = address;
        script.onload = () => told('loaded');
        script.onerror = () => told('refused');
        window.onSpotifyWebPlaybackSDKReady = () => undefined;
        document.body.append(script);
    })"""
    sdk = f"{stage.server.address}/sdk/player.js"
    assert page.evaluate(load, sdk) == "refused"
    assert page.evaluate("crossOriginIsolated")
    page.goto(f"{stage.url}/spotify-player")
    assert page.evaluate(load, sdk) == "loaded"
