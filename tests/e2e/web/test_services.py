"""Services on the page: connected, given playlists, played on, and failing, without a secret told.

Spotify is the demonstration that comes with Affetto, with its documented rules.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Locator, Page, Route, expect
from tests.e2e.web.feel_page_for_tests import PATIENCE_MS, PHONE, FeelPage
from tests.e2e.web.test_accessibility import LOOKS, check  # noqa: F401
from tests.servers.local_server import Fault, LocalServer
from tests.servers.spotify import serving

from affetto.api.application import create_app
from affetto.api.server import address_of, open_socket
from affetto.config import load_settings
from affetto.providers import load_providers
from affetto.providers.spotify.demo import DemoSpotify
from affetto.providers.spotify.demo.authority import CLIENT_ID
from affetto.providers.spotify.demo.listeners import Listener

PHONE_DEVICE = "Robin’s phone"
RADIO = "Kitchen radio"


@dataclass(frozen=True)
class Stage:
    """Affetto, and the Spotify that it is pointed at."""

    url: str
    server: LocalServer
    spotify: DemoSpotify

    @property
    def listener(self) -> Listener:
        """Somebody with Premium."""
        return self.spotify.listeners[0]


@pytest.fixture
def stage(built_page, starter_home) -> Iterator[Stage]:
    settings = load_settings({"AFFETTO_HOME": str(starter_home), "AFFETTO_WORKERS": "2"})
    with serving() as (spotify_server, spotify, provider), open_socket("127.0.0.1", 0) as listening:
        app = create_app(settings, providers={**load_providers(), "spotify": provider})
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.05)
            yield Stage(address_of("127.0.0.1", listening), spotify_server, spotify)
        finally:
            server.should_exit = True
            thread.join()


def wait_for(page: Page, condition: Callable[[], bool]) -> None:
    """Until something is so that the page does not show."""
    for _ in range(PATIENCE_MS // 50):
        if condition():
            return
        page.wait_for_timeout(50)
    pytest.fail("it did not become so")


def service_on(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name, exact=True)


def connect(page: Page, stage: Stage, listener: str = "Robin") -> None:
    """Gives Affetto leave, from its settings over Spotify's page and back."""
    page.goto(f"{stage.url}/settings/services")
    service_on(page, "Spotify").get_by_role("button", name=re.compile("^Connect")).click()
    dialog = page.get_by_role("dialog", name="Connect Spotify")
    dialog.get_by_label("Client ID").fill(CLIENT_ID)
    dialog.get_by_role("button", name="Go on to Spotify").click()
    page.get_by_role("radio", name=re.compile(f"^{listener},")).check()
    page.get_by_role("button", name="Agree").click()
    expect(page.get_by_text("Spotify is connected.")).to_be_visible()


def show_music(page: Page) -> FeelPage:
    page.get_by_role("link", name="Feel").click()
    feel = FeelPage(page)
    feel.show_example()
    return feel


def choose_place(feel: FeelPage, name: str) -> None:
    """Where the player plays."""
    feel.player.get_by_role("button", name="Choose where it plays").click()
    feel.page.get_by_role("dialog").get_by_role("button", name=name).click()
    expect(feel.page.get_by_role("dialog")).to_have_count(0)


def play_on_phone(page: Page, stage: Stage) -> FeelPage:
    connect(page, stage)
    feel = show_music(page)
    feel.play()
    feel.wait_for_sound()
    choose_place(feel, PHONE_DEVICE)
    return feel


def expect_in_bar(feel: FeelPage, text: str) -> None:
    """The bar is laid out twice, for wide pages and for phones; one of both is seen."""
    shown = feel.player.get_by_text(text, exact=True).locator("visible=true")
    expect(shown).to_have_count(1)


def press(feel: FeelPage, name: str) -> None:
    feel.player.get_by_role("button", name=name, exact=True).click()


def test_connect_save_play_steer_and_disconnect(stage: Stage, open_page):
    page = open_page(stage.url)
    connect(page, stage)
    assert page.url == f"{stage.url}/settings/services"
    expect(service_on(page, "Spotify").get_by_text("Connected as Robin")).to_be_visible()

    feel = show_music(page)
    titles = feel.titles()
    feel.button("Save to…").click()
    dialog = page.get_by_role("dialog", name="Save to a service")
    dialog.get_by_label("Name").fill("Sunday morning")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_text("with all its tracks")).to_be_visible()
    assert dialog.get_by_role("listitem").count() == len(titles)
    kept = stage.listener.playlists[0]
    assert kept.name == "Sunday morning"
    assert [recording.title for recording in kept.recordings] == titles
    link = dialog.get_by_role("link", name="Open it at Spotify")
    assert link.get_attribute("href") == f"{stage.server.address}/playlist/{kept.id}"
    dialog.get_by_role("button", name="Done").click()

    feel.play()
    feel.wait_for_sound()
    choose_place(feel, PHONE_DEVICE)
    player = stage.listener.player
    expect_in_bar(feel, f"on {PHONE_DEVICE}")
    assert (player.active.name, player.current.title) == (PHONE_DEVICE, titles[0])
    assert feel.is_silent()
    press(feel, "Pause")
    wait_for(page, lambda: not player.is_playing)
    press(feel, "Play")
    wait_for(page, lambda: player.is_playing)
    press(feel, "Next track")
    wait_for(page, lambda: player.current.title == titles[1])
    expect_in_bar(feel, titles[1])
    feel.player.get_by_role("slider", name="Volume").fill("0.3")
    wait_for(page, lambda: player.active.volume == 30)
    feel.player.get_by_role("slider", name=f"Position in {titles[1]}").fill("4")
    wait_for(page, lambda: player.position_s >= 4)

    choose_place(feel, RADIO)
    expect_in_bar(feel, f"on {RADIO}")
    assert (player.active.name, player.current.title) == (RADIO, titles[1])
    # A radio that does not let its volume be set is not offered a slider that does nothing.
    expect(feel.player.get_by_role("slider", name="Volume")).to_be_disabled()

    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Open services").click()
    service_on(page, "Spotify").get_by_role("button", name="Disconnect").click()
    page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
    expect(page.get_by_text("Spotify is disconnected.")).to_be_visible()
    expect(service_on(page, "Spotify").get_by_role("button", name="Connect")).to_be_visible()
    expect(feel.player.get_by_text(f"on {RADIO}")).to_have_count(0)
    assert not player.is_playing


def test_music_comes_back_to_the_page_where_it_was(stage: Stage, open_page):
    feel = play_on_phone(open_page(stage.url), stage)
    player = stage.listener.player
    press(feel, "Next track")
    title = feel.titles()[1]
    expect_in_bar(feel, title)
    choose_place(feel, "This page")
    wait_for(feel.page, lambda: not feel.is_silent())
    expect_in_bar(feel, title)
    wait_for(feel.page, lambda: not player.is_playing)


def test_what_somebody_does_on_the_device_shows_in_the_bar(stage: Stage, open_page):
    feel = play_on_phone(open_page(stage.url), stage)
    player = stage.listener.player
    player.skip()
    expect_in_bar(feel, feel.titles()[1])
    player.pause()
    expect(feel.player.get_by_role("button", name="Play", exact=True)).to_be_visible()
    player.transfer(next(each for each in player.devices if each.name == RADIO), plays=True)
    expect_in_bar(feel, f"on {RADIO}")


def test_who_gives_no_leave_is_told_so_and_nothing_is_connected(stage: Stage, open_page):
    page = open_page(f"{stage.url}/settings/services")
    service_on(page, "Spotify").get_by_role("button", name="Connect").click()
    page.get_by_label("Client ID").fill("mistyped")
    page.get_by_role("button", name="Go on to Spotify").click()
    expect(page.get_by_text("is none of Spotify's")).to_be_visible()
    page.get_by_label("Client ID").fill(CLIENT_ID)
    page.get_by_role("button", name="Go on to Spotify").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("alert")).to_contain_text("Spotify is not connected.")
    page.reload()
    expect(service_on(page, "Spotify")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_leave_taken_back_while_playing_is_told_and_the_page_goes_on(stage: Stage, open_page):
    feel = play_on_phone(open_page(stage.url), stage)
    page = feel.page
    stage.spotify.authority.revoke(stage.listener)
    press(feel, "Next track")
    expect(page.get_by_text("Spotify no longer lets you in.").first).to_be_visible()
    expect(feel.player.get_by_text(f"on {PHONE_DEVICE}")).to_have_count(0)
    press(feel, "Play")
    wait_for(page, lambda: not feel.is_silent())
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Open services").click()
    expect(service_on(page, "Spotify").get_by_role("button", name="Connect anew")).to_be_visible()
    connect(page, stage)


def test_a_service_that_goes_away_while_playing_costs_a_sentence(stage: Stage, open_page):
    feel = play_on_phone(open_page(stage.url), stage)
    page = feel.page
    stage.server.fail(Fault.RESET)  # on the connections that are open
    stage.server.stop()
    press(feel, "Pause")
    expect(page.get_by_text("Spotify cannot be reached just now.").first).to_be_visible()
    choose_place(feel, "This page")
    if feel.player.get_by_role("button", name="Play", exact=True).is_visible():
        press(feel, "Play")
    wait_for(page, lambda: not feel.is_silent())


def test_a_hidden_page_asks_the_service_nothing(stage: Stage, open_page):
    feel = play_on_phone(open_page(stage.url), stage)
    page = feel.page

    def looks() -> int:
        return sum(request.path == "/v1/me/player" for request in stage.server.requests)

    before = looks()
    wait_for(page, lambda: looks() > before)
    page.evaluate(
        """() => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    page.wait_for_timeout(1000)
    before = looks()
    page.wait_for_timeout(7000)
    assert looks() == before
    page.evaluate(
        """() => {
            Object.defineProperty(document, 'hidden', { configurable: true, get: () => false });
            document.dispatchEvent(new Event('visibilitychange'));
        }"""
    )
    wait_for(page, lambda: looks() > before)


def test_no_secret_reaches_the_page(stage: Stage, open_page):
    page = open_page("about:blank")
    told: list[str] = []

    def listen(route: Route) -> None:
        if route.request.resource_type not in {"fetch", "xhr"}:
            route.fallback()
            return
        answer = route.fetch()
        told.extend([answer.text(), str(answer.headers)])
        route.fulfill(response=answer)

    page.context.route(re.compile(r"/api/v1/(providers|session|options|history|taste)"), listen)
    feel = play_on_phone(page, stage)
    stage.spotify.authority.end_access()  # so that the refresh token is used, and seen here
    press(feel, "Next track")
    wait_for(page, lambda: stage.listener.player.current.title == feel.titles()[1])
    told.append(page.content())
    told.append(page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])"))
    told.append(page.evaluate("document.cookie"))
    page.goto(f"{stage.url}/settings/services")
    expect(service_on(page, "Spotify").get_by_text("Connected as Robin")).to_be_visible()
    told.append(page.content())

    asked = stage.server.requests
    secrets = {
        request.headers.get("authorization", "").removeprefix("Bearer ") for request in asked
    }
    forms = [request.form() for request in asked if request.path == "/api/token"]
    secrets |= {
        form[name] for form in forms for name in ("refresh_token", "code_verifier") if name in form
    }
    secrets.discard("")
    assert len(secrets) >= 4  # two access tokens, a refresh token, a verifier
    assert len(told) > 10
    assert not [secret for secret in secrets if secret in "".join(told)]


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_nothing_stands_in_the_way_of_anybody(stage: Stage, open_page, check, size, scheme):  # noqa: F811
    page = open_page(f"{stage.url}/settings/services", viewport=size, color_scheme=scheme)
    expect(service_on(page, "Last.fm")).to_be_visible()
    check(page)
    service_on(page, "OpenSubsonic").get_by_role("button", name="Connect").click()
    page.get_by_role("dialog").wait_for()
    check(page)
    page.keyboard.press("Escape")
    connect(page, stage)
    check(page)
    service_on(page, "Spotify").get_by_role("button", name="Disconnect").click()
    page.get_by_role("dialog").wait_for()
    check(page)
    page.keyboard.press("Escape")
    feel = show_music(page)
    feel.button("Save to…").click()
    dialog = page.get_by_role("dialog", name="Save to a service")
    dialog.get_by_label("Name").fill("Sunday morning")
    check(page)
    dialog.get_by_role("button", name="Save", exact=True).click()
    dialog.get_by_role("listitem").first.wait_for()
    check(page)
    page.keyboard.press("Escape")
    feel.button("Play on…").click()
    page.get_by_role("dialog").get_by_role("button", name=PHONE_DEVICE).wait_for()
    check(page)
    page.get_by_role("dialog").get_by_role("button", name=PHONE_DEVICE).click()
    expect_in_bar(feel, f"on {PHONE_DEVICE}")
    check(page)
    if size is PHONE:
        page.get_by_role("button", name="Open the player").click()
        expect(page.get_by_role("dialog").get_by_text(f"on {PHONE_DEVICE}")).to_be_visible()
        check(page)
