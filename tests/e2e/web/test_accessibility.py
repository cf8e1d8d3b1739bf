"""What axe finds on every page, in both themes and both sizes: nothing (WCAG 2.2, level AA)."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.e2e.web.feel_page_for_tests import DESKTOP, PHONE

AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = """async (rules) => {
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}"""

LOOKS = [
    pytest.param(size, scheme, id=f"{name}-{scheme}")
    for name, size in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
]


@pytest.fixture
def check():
    """Judges the page as it stands."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: cd web && npm ci")
    source = AXE.read_text()

    def judge(page: Page) -> None:
        page.wait_for_load_state("networkidle")
        page.evaluate(source)
        assert page.evaluate(_RUN, _RULES) == []

    return judge


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_way_from_a_picture_to_its_music(open_feel, check, size, scheme):
    feel = open_feel(viewport=size, color_scheme=scheme)
    page = feel.page
    feel.button("Use the camera").wait_for()
    check(page)
    feel.button("Use the camera").click()
    feel.button("Agree and start the camera").wait_for()
    check(page)
    page.keyboard.press("Escape")
    feel.show_example()
    feel.play()
    feel.wait_for_sound()
    feel.button("Filters").click()
    page.get_by_role("radio", name="Journey").locator("..").click()
    feel.wait_for_music()
    check(page)
    feel.button("Save").click()
    page.get_by_role("textbox", name="Name").wait_for()
    check(page)
    page.keyboard.press("Escape")
    feel.button("History").click()
    page.get_by_role("dialog").get_by_role("listitem").first.wait_for()
    check(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Open the player" if size is PHONE else "Queue").click()
    page.get_by_role("dialog").wait_for()
    check(page)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_library(service, open_page, check, size, scheme):
    page = open_page(f"{service.url}/library", viewport=size, color_scheme=scheme)
    track = page.get_by_role("button", name="happy_acoustic_1", exact=True)
    track.wait_for()
    check(page)
    track.click()
    page.get_by_role("dialog").wait_for()
    check(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add music").click()
    page.get_by_role("dialog").wait_for()
    check(page)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_other_pages(service, open_page, check, size, scheme):
    page = open_page(f"{service.url}/live", viewport=size, color_scheme=scheme)
    for path in ("/live", "/models", "/settings", "/nowhere"):
        page.goto(service.url + path)
        page.get_by_role("heading").first.wait_for()
        check(page)
    page.goto(f"{service.url}/models")
    page.get_by_role("main").get_by_role("link").first.click()
    page.wait_for_url("**/models/*")
    check(page)


def test_a_reading_that_fails(open_feel, check, tmp_path):
    path = tmp_path / "notes.jpg"
    path.write_text("not a picture")
    feel = open_feel()
    feel.choose_file(path)
    feel.page.get_by_role("alert").wait_for()
    check(feel.page)


def test_every_page_has_a_title_a_main_part_and_one_first_heading(service, open_page):
    page = open_page(service.url)
    titles = set()
    for path in ("/", "/live", "/library", "/models", "/settings"):
        page.goto(service.url + path)
        with contextlib.suppress(TimeoutError):
            page.get_by_role("heading", level=1).first.wait_for()
        assert page.get_by_role("heading", level=1).count() == 1, path
        assert page.get_by_role("main").count() == 1
        titles.add(page.title())
    assert len(titles) == 5


def test_a_motion_that_is_not_wanted_is_left_out(open_feel):
    feel = open_feel(reduced_motion="reduce")
    feel.show_example()
    longest = feel.page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].flatMap((element) => {
            const { transitionDuration, animationDuration } = getComputedStyle(element);
            return [...transitionDuration.split(','), ...animationDuration.split(',')]
                .map((length) => parseFloat(length) || 0);
        }))"""
    )
    assert longest <= 0.01
