"""What axe finds on every page, in both themes and both sizes: nothing (WCAG 2.2, level AA)."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page
from tests.e2e.conftest import Affetto
from tests.e2e.web.feel_page_for_tests import DESKTOP, PHONE

AXE = Path(__file__).parents[3] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD = "orange umbrella tide"
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
    track = page.get_by_role("button", name="happy acoustic 1", exact=True)
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


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_several_pictures_and_filters_that_leave_nothing(open_feel, check, examples, size, scheme):
    feel = open_feel(viewport=size, color_scheme=scheme)
    page = feel.page
    pictures = [examples / "astronaut.jpg", examples / "palace.jpg"]
    page.locator("input[type=file]").first.set_input_files(pictures)
    feel.wait_for_music()
    check(page)
    page.get_by_role("radio", name="The picture palace.jpg").check()
    feel.button("Filters").click()
    page.locator("summary").filter(has_text="More").click()
    page.get_by_role("radio", name="Very").locator("..").click()
    page.get_by_role("heading", name="Nothing passes the filters").wait_for()
    check(page)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_dialogs_of_settings(service, open_page, check, size, scheme):
    page = open_page(f"{service.url}/settings", viewport=size, color_scheme=scheme)
    page.get_by_role("switch", name="Keep a history").click()
    page.get_by_role("dialog", name="Keep no history").wait_for()
    check(page)
    page.keyboard.press("Escape")
    for title in ("Clear the history", "Delete everything"):
        page.get_by_role("button", name=title).click()
        page.get_by_role("dialog", name=title).wait_for()
        check(page)
        page.keyboard.press("Escape")


@pytest.fixture(scope="module")
def study_service(starter, start_service, examples, tmp_path_factory):
    """A service with accounts, one for Ada, and with a study of two pictures."""
    home = Affetto(tmp_path_factory.mktemp("study") / "home")
    shutil.copytree(starter.home, home.home)
    pictures = sorted(examples.glob("*.jpg"))
    made = home.run(
        "study", "create", "evening", *pictures, "--strategies", "affect", "random", "--tracks", 2
    )
    assert made.returncode == 0, made.stderr
    subprocess.run(
        [Path(sys.executable).with_name("affetto"), "account", "add", "Ada"],
        input=f"{PASSWORD}\n",
        text=True,
        env=home.environment(),
        check=True,
        capture_output=True,
    )
    with start_service(home.home, host="0.0.0.0") as service:
        yield service


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_signing_in_and_signing_in_again(study_service, open_page, check, size, scheme):
    page = open_page(study_service.url, viewport=size, color_scheme=scheme)
    page.get_by_label("Password").fill("wrong password here")
    page.get_by_label("Name").fill("Ada")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("alert").wait_for()
    check(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Change the password").wait_for()
    check(page)
    page.context.clear_cookies()
    page.get_by_role("link", name="Feel").click()
    page.get_by_role("button", name="sad", exact=True).click()
    page.get_by_role("dialog", name="Sign in again").wait_for()
    check(page)


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_study(study_service, open_page, check, size, scheme):
    home = Affetto(study_service.home)
    invited = home.run("study", "invite", "evening", "-n", 1, "--address", study_service.url)
    (link,) = re.findall(r"http\S+", invited.stdout)
    page = open_page(link, viewport=size, color_scheme=scheme)
    agree = page.get_by_role("button", name="I have read this and agree")
    agree.wait_for()
    check(page)
    agree.click()
    page.get_by_role("img", name="The picture of this question").wait_for()
    page.get_by_role("button", name="Say it more exactly").click()
    check(page)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Go on to the music").click()
    page.get_by_role("button", name="Play Piece 1, List A").wait_for()
    check(page)
    page.get_by_role("button", name="Leave the study").click()
    page.get_by_role("dialog").wait_for()
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
