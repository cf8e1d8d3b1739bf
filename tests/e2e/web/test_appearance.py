"""Dark and light, English and Polish, in the colour of the mood."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import wait_until

_LUMINANCE = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}"""
_MOOD = "getComputedStyle(document.documentElement).getPropertyValue('--mood-ink')"


@pytest.mark.parametrize(("scheme", "least", "most"), [("light", 0.8, 1), ("dark", 0, 0.2)])
def test_the_page_is_as_dark_as_the_system(open_feel, scheme, least, most):
    feel = open_feel(color_scheme=scheme)
    assert least <= feel.page.evaluate(_LUMINANCE) <= most


def test_another_appearance_is_chosen_and_kept(service, open_page):
    page = open_page(f"{service.url}/settings", color_scheme="light")
    page.get_by_role("radio", name="Dark").locator("..").click()
    wait_until(page, f"({_LUMINANCE})() < 0.2")
    page.reload()
    page.get_by_role("heading", level=1).wait_for()
    assert page.evaluate(_LUMINANCE) < 0.2


def test_the_page_takes_the_colour_of_the_mood(open_feel):
    feel = open_feel()
    colours = set()
    for word in ("angry", "happy", "sad"):
        feel.button(word).click()
        expect(feel.headline).to_have_text(word)
        feel.wait_for_music()
        colours.add(feel.page.evaluate(_MOOD))
    assert len(colours) == 3


def test_the_page_speaks_the_language_of_the_browser(open_feel):
    page = open_feel(locale="pl-PL").page
    expect(page.locator("html")).to_have_attribute("lang", "pl")
    page.get_by_role("button", name="Przykład").first.click()
    page.locator("section[aria-busy=false] > ol > li").first.wait_for()
    expect(page.get_by_role("link", name="Biblioteka")).to_be_visible()
    expect(page.get_by_role("button", name="Inna lista")).to_be_visible()


def test_another_language_is_chosen_and_kept(service, open_page):
    page = open_page(f"{service.url}/settings")
    page.get_by_role("radio", name="Polski").locator("..").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ustawienia")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ustawienia")
    expect(page.locator("html")).to_have_attribute("lang", "pl")
