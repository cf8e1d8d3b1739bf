"""The library: searched, filtered, heard, corrected, and added to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import FeelPage

# Nothing lies above an element, and nothing keeps it from being pressed or read out.
IS_UPPERMOST = """(element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const found = document.elementFromPoint(x + width / 2, y + height / 2);
    const dialog = document.querySelector('dialog:modal');
    return element.contains(found) && (!dialog || dialog.contains(element));
}"""


@pytest.fixture
def library(service, open_page) -> FeelPage:
    """The page of the library, with its player."""
    opened = FeelPage(open_page(f"{service.url}/library"))
    opened.page.get_by_role("button", name="More about").first.wait_for()
    return opened


def test_music_is_found_by_its_title_and_heard(library):
    page = library.page
    expect(page.get_by_text("28 tracks · 15 minutes")).to_be_visible()
    page.get_by_role("searchbox").fill("calm acoustic")
    expect(page.get_by_role("status").get_by_text(re.compile("tracks? found"))).to_be_visible()
    rows = page.get_by_role("row").filter(has_text="calm acoustic")
    expect(page.get_by_role("row").filter(has_text="happy")).to_have_count(0)
    rows.first.get_by_role("button", name=re.compile("^Play ")).click()
    library.wait_for_sound()
    expect(library.player).to_contain_text("calm acoustic")


def test_a_search_without_a_result_says_so_and_is_cleared(library):
    library.page.get_by_role("searchbox").fill("zzzz")
    expect(library.page.get_by_role("heading", name="Nothing matches")).to_be_visible()
    library.page.get_by_role("main").get_by_role("button", name="Clear filters").last.click()
    expect(library.page.get_by_role("row").filter(has_text="happy")).not_to_have_count(0)


def test_the_map_is_walked_by_keys(library):
    page = library.page
    area = page.get_by_role("application", name="Map of the library")
    area.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_title_and_a_mood_are_corrected_and_taken_back(starter_home, start_service, open_page):
    with start_service(starter_home) as service:
        page = open_page(f"{service.url}/library")
        page.get_by_role("button", name="More about happy acoustic 1").click()
        sheet = page.get_by_role("dialog")
        sheet.get_by_role("button", name="Edit", exact=True).click()
        sheet.get_by_label("Title", exact=True).fill("Kite weather")
        sheet.get_by_label("Word").select_option("sad")
        sheet.get_by_role("button", name="Save").click()
        said = page.get_by_text("“Kite weather” is saved")
        expect(said).to_be_visible()
        assert said.evaluate(IS_UPPERMOST)
        [track] = service.get("/api/v1/tracks?text=Kite")["tracks"]
        assert track["valence"] < 0
        page.reload()
        sheet.get_by_role("button", name="Edit", exact=True).click()
        sheet.get_by_role("button", name="Take back your own Title").click()
        expect(page.get_by_text("It says again what the file says").first).to_be_visible()
        assert service.get("/api/v1/tracks?text=Kite")["total"] == 0


def test_a_folder_is_added_and_its_progress_is_seen(
    tmp_path, start_service, open_page, music_folder
):
    with start_service(tmp_path / "home") as service:
        page = open_page(f"{service.url}/library")
        expect(page.get_by_role("heading", name="No music yet")).to_be_visible()
        page.get_by_role("button", name="Add music").click()
        place = page.get_by_label("Folder on the machine that Affetto runs on")
        # It first says where the home folder is, once that is known.
        expect(place).not_to_have_value("")
        place.fill(str(music_folder))
        place.press("Enter")
        expect(page.get_by_text("2 music files lie directly in here")).to_be_visible()
        page.get_by_role("button", name="Add this folder").click()
        expect(page.get_by_text("2 new tracks.")).to_be_visible()
        expect(page.get_by_role("row").filter(has_text="tone")).to_have_count(2)


@pytest.fixture
def music_folder(tmp_path, write_tone):
    folder = tmp_path / "music"
    folder.mkdir()
    for pitch_hz in (220, 440):
        write_tone(folder / f"tone {pitch_hz}.wav", pitch_hz)
    return folder


@pytest.fixture
def write_tone():
    """Writes some seconds of a tone that swells four times a second."""
    numpy = pytest.importorskip("numpy")
    soundfile = pytest.importorskip("soundfile")

    def write(path, pitch_hz: float, duration_s: float = 6, rate: int = 22_050) -> None:
        time = numpy.arange(int(duration_s * rate)) / rate
        swell = 0.5 + 0.5 * numpy.sin(2 * numpy.pi * 4 * time)
        soundfile.write(path, 0.3 * swell * numpy.sin(2 * numpy.pi * pitch_hz * time), rate)

    return write
