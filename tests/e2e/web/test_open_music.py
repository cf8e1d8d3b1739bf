"""Open music on the page: found by mood for a film, heard, kept with its licence.

Openverse and Jamendo are servers by their rules on this machine.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import uvicorn
from playwright.sync_api import Locator, Page, expect
from tests.e2e.web.feel_page_for_tests import wait_until
from tests.e2e.web.test_accessibility import LOOKS, check  # noqa: F401
from tests.servers import jamendo, openverse
from tests.servers.local_server import LocalServer, Reply, Request
from tests.servers.small_recordings import sound_reply, write_recordings

from affetto.api.application import create_app
from affetto.api.server import address_of, open_socket
from affetto.config import load_settings
from affetto.mood_words import mood_of_word
from affetto.providers import load_providers
from affetto.providers.jamendo import Jamendo
from affetto.providers.openverse import Openverse

_CC = "https://creativecommons.org/licenses"
# As the file of `small_recordings` is tagged.
TITLE, ARTIST = "Harbour at Noon", "The Tin Lanterns"
RECORDINGS = (
    openverse.Recording("ov-1", TITLE, ARTIST, "by", "4.0", f"{_CC}/by/4.0/", ("calm", "sea")),
    openverse.Recording("ov-2", "Fog", ARTIST, "by-sa", "4.0", f"{_CC}/by-sa/4.0/", ("calm",)),
)
# What Jamendo's server sends for this one begins as FLAC does, and is no sound.
DAMAGED = "Reverie"


@dataclass
class SoundingRules(openverse.OpenverseRules):
    """The same service, whose files are a real one."""

    recordings: tuple[openverse.Recording, ...] = RECORDINGS
    sound: bytes = field(default=b"", kw_only=True)

    def answer(self, request: Request) -> Reply:
        if request.path.startswith("/files/") and not request.path.endswith("/old"):
            return sound_reply(self.sound, request.headers.get("range", ""))
        return super().answer(request)


@dataclass(frozen=True)
class Stage:
    """Affetto, and the catalogue that is out of order once its rules allow no request."""

    url: str
    rules: SoundingRules


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    files = write_recordings(tmp_path_factory.mktemp("sounds"))
    return next(file for file in files if file.name == "harbour.flac").read_bytes()


@pytest.fixture
def stage(built_page, starter_home: Path, sound: bytes) -> Iterator[Stage]:
    settings = load_settings({"AFFETTO_HOME": str(starter_home), "AFFETTO_WORKERS": "2"})
    rules = SoundingRules(sound=sound)
    with (
        LocalServer(rules.answer) as openverse_server,
        LocalServer(jamendo.JamendoRules().answer) as jamendo_server,
        open_socket("127.0.0.1", 0) as listening,
    ):
        catalogues = {
            "openverse": Openverse(openverse_server.address),
            "jamendo": Jamendo(jamendo_server.address),
        }
        app = create_app(settings, providers={**load_providers(), **catalogues})
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.05)
            yield Stage(address_of("127.0.0.1", listening), rules)
        finally:
            server.should_exit = True
            thread.join()


def open_dialog(page: Page) -> Locator:
    page.get_by_role("button", name="Find open music").click()
    dialog = page.get_by_role("dialog", name="Find open music")
    dialog.get_by_role("button", name="Search").wait_for()
    return dialog


def search_calm(dialog: Locator) -> None:
    """What the form begins with: calm music for films."""
    dialog.get_by_role("button", name="Search").click()
    expect(dialog.get_by_text(re.compile(r"^\d+ recordings?$")).first).to_be_visible()


def connect_jamendo(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.url}/settings/services")
    row = page.get_by_role("article", name="Jamendo", exact=True)
    row.get_by_role("button", name="Connect").click()
    dialog = page.get_by_role("dialog", name="Connect Jamendo")
    dialog.get_by_label(re.compile("Client ID", re.IGNORECASE)).fill(jamendo.CLIENT_ID)
    dialog.get_by_role("button", name="Connect").click()
    expect(page.get_by_text("Jamendo is connected.")).to_be_visible()


def test_found_by_mood_for_a_film_heard_and_kept_with_its_licence(stage: Stage, open_page):
    page = open_page(f"{stage.url}/library")
    dialog = open_dialog(page)
    expect(dialog.get_by_text("Jamendo can be searched as well once connected.")).to_be_visible()
    expect(dialog.get_by_role("radio", name="Films and videos")).to_be_checked()
    search_calm(dialog)
    # The other one must be shared alike, which a film need not be.
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    row = dialog.get_by_role("listitem")
    expect(row.get_by_role("link", name="CC BY 4.0")).to_be_visible()

    row.get_by_role("button", name=f"Hear {TITLE} by {ARTIST}").click()
    wait_until(page, "window.sounds.at(-1).currentTime > 0.2")
    assert page.evaluate("window.sounds[0].paused")  # the player
    row.get_by_role("button", name=f"Stop {TITLE} by {ARTIST}").click()
    wait_until(page, "window.sounds.at(-1).paused")

    row.get_by_role("button", name=f"Add: {TITLE} by {ARTIST}").click()
    added = row.get_by_role("button", name=f"In the library: {TITLE} by {ARTIST}")
    expect(added).to_be_visible()
    expect(added).to_be_focused()
    dialog.get_by_role("button", name="Close").click()

    expect(page.get_by_text("29 tracks ·")).to_be_visible()
    page.goto(f"{stage.url}/library?text=harbour&licence=film")
    page.get_by_role("button", name=f"More about {TITLE}").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text(re.compile("^CC-BY-4.0|^CC BY 4.0|by/4.0")).first).to_be_visible()
    expect(sheet.get_by_text(re.compile(f"{TITLE}.*{ARTIST}")).first).to_be_visible()


def test_several_catalogues_are_asked_and_one_that_fails_costs_a_sentence(stage: Stage, open_page):
    page = open_page(stage.url)
    connect_jamendo(page, stage)
    page.get_by_role("link", name="Library").click()
    dialog = open_dialog(page)
    stage.rules.requests_a_minute = 0
    dialog.get_by_role("button", name="Search").click()
    openverse_part = dialog.get_by_role("region", name="Openverse")
    expect(openverse_part.get_by_role("alert")).to_contain_text("Openverse")
    jamendo_part = dialog.get_by_role("region", name="Jamendo")
    row = jamendo_part.get_by_role("listitem")
    expect(row).to_have_count(1)
    row.get_by_role("button", name=re.compile("^Hear")).click()
    expect(row.get_by_role("alert")).to_have_text("Your browser cannot play this recording.")
    row.get_by_role("button", name=re.compile("^Add")).click()
    expect(row.get_by_text("It was not added:")).to_be_visible()
    stage.rules.requests_a_minute = 100_000
    openverse_part.get_by_role("button", name="Try again").click()
    expect(openverse_part.get_by_role("listitem")).to_have_count(1)


def test_words_stand_where_music_that_is_called_so_lies(stage: Stage, open_page):
    dialog = open_dialog(open_page(f"{stage.url}/library"))
    words = dialog.get_by_role("group", name="The music is").get_by_role("checkbox")
    count = words.count()
    assert count > 0
    for index in range(count):
        word = words.nth(index)
        name = word.locator("..").inner_text()
        word.locator("..").click()
        with dialog.page.expect_response(re.compile("/open-music")) as asked:
            dialog.get_by_role("button", name="Search").click()
        query = parse_qs(urlsplit(asked.value.url).query)
        mood = mood_of_word(name)
        assert mood is not None, name
        place = (float(query["valence"][0]), float(query["arousal"][0]))
        assert place == (mood.point.valence, mood.point.arousal), name
        idle = dialog.get_by_role("button", name="Search")
        expect(idle).not_to_have_attribute("aria-busy", "true")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_nothing_stands_in_the_way_of_anybody(stage: Stage, open_page, check, size, scheme):  # noqa: F811
    page = open_page(f"{stage.url}/library", viewport=size, color_scheme=scheme)
    dialog = open_dialog(page)
    check(page)
    search_calm(dialog)
    check(page)
    dialog.get_by_role("listitem").get_by_role("button", name=re.compile("^Hear")).click()
    check(page)
    dialog.get_by_role("radio", name="By words").check()
    dialog.get_by_role("searchbox", name="Words").fill("nobody recorded this")
    dialog.get_by_role("button", name="Search").click()
    dialog.get_by_text("nothing like that for this use").wait_for()
    check(page)
