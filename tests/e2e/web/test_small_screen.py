"""Phones: nothing is cut off, nothing is out of reach of a thumb."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import SMALL_PHONE, wait_until

PHONE_OPTIONS = {"viewport": SMALL_PHONE, "has_touch": True, "is_mobile": True}
# The smallest target of WCAG 2.2 (2.5.8).
LEAST_TARGET_PX = 24

_TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => getComputedStyle(element).position !== 'fixed')
    .slice(0, 5).map((element) => element.outerHTML.slice(0, 120))"""


def assert_fits(page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SMALL_PHONE["width"], page.evaluate(_TOO_WIDE)


@pytest.mark.parametrize("path", ["/", "/live", "/library", "/models", "/settings", "/nowhere"])
@pytest.mark.parametrize("language", ["en-GB", "pl-PL"])
def test_no_page_scrolls_sideways(service, open_page, path, language):
    page = open_page(service.url + path, **{**PHONE_OPTIONS, "locale": language})
    page.get_by_role("heading").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert_fits(page)


def test_a_picture_and_its_music_fit_and_the_player_opens(open_feel):
    feel = open_feel(**PHONE_OPTIONS)
    page = feel.page
    feel.show_example()
    assert_fits(page)
    feel.button("Filters").tap()
    assert_fits(page)
    feel.button("Filters").tap()
    feel.playlist.get_by_role("button", name="Play", exact=True).tap()
    feel.wait_for_sound()
    page.get_by_role("button", name="Open the player").tap()
    player = page.get_by_role("dialog", name="Player")
    expect(player.get_by_role("button", name="Pause")).to_be_visible()
    expect(player.get_by_role("slider", name=f"Position in {feel.titles()[0]}")).to_be_visible()
    assert_fits(page)
    player.get_by_role("button", name="Pause").tap()
    wait_until(page, "window.sounds[0].paused")
    player.get_by_role("button", name="Close the player").tap()
    expect(player).to_have_count(0)


def test_targets_are_large_enough_for_a_thumb(open_feel):
    feel = open_feel(**PHONE_OPTIONS)
    feel.show_example()
    boxes = feel.page.get_by_role("button").evaluate_all(
        """(buttons) => buttons.filter((button) => button.offsetParent).map((button) => {
            const { width, height } = button.getBoundingClientRect();
            return [button.ariaLabel ?? button.textContent, width, height];
        })"""
    )
    assert boxes
    assert [box for box in boxes if min(box[1:]) < LEAST_TARGET_PX] == []
