"""Settings: what is kept of a person, and to be rid of it."""

from __future__ import annotations

import json

from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import FeelPage


def test_everything_that_is_kept_is_taken_along_and_deleted(starter_home, start_service, open_page):
    with start_service(starter_home) as service:
        feel = FeelPage(open_page(service.url, accept_downloads=True))
        page = feel.page
        feel.show_example()
        feel.play()
        feel.player.get_by_role("button", name="Like", exact=True).click()
        page.get_by_role("link", name="Settings").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Export all of it").click()
        assert json.loads(download.value.path().read_text())["history"]
        feel.button("Delete everything").click()
        dialog = page.get_by_role("dialog")
        confirm = dialog.get_by_role("button", name="Delete everything")
        expect(confirm).to_be_disabled()
        dialog.get_by_role("textbox").fill("delete")
        confirm.click()
        expect(page.get_by_text("Everything of you is deleted")).to_be_visible()
        expect(feel.player).to_have_count(0)
        assert service.get("/api/v1/history")["total"] == 0
        assert service.get("/api/v1/reactions") == {"likes": [], "dislikes": []}


def test_no_history_is_kept_where_that_is_wished(starter_home, start_service, open_page):
    with start_service(starter_home) as service:
        feel = FeelPage(open_page(service.url))
        page = feel.page
        feel.show_example()
        page.get_by_role("link", name="Settings").click()
        keep = page.get_by_role("switch", name="Keep a history")
        keep.click()
        feel.button("Forget it, keep none").click()
        expect(page.get_by_text("No history is kept from now on")).to_be_visible()
        expect(keep).not_to_be_checked()
        page.get_by_role("link", name="Feel").click()
        feel.match_after(feel.button("sad").click)
        assert service.get("/api/v1/history")["total"] == 0
        feel.button("History").click()
        expect(page.get_by_role("heading", name="No history is kept")).to_be_visible()
        page.keyboard.press("Escape")
        # A list may still be kept by its name.
        feel.button("Save").click()
        page.get_by_role("textbox", name="Name").fill("Rain")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Saved as “Rain”.")).to_be_visible()
        assert [saved["name"] for saved in service.get("/api/v1/playlists")["playlists"]] == [
            "Rain"
        ]


def test_what_was_learned_is_told_in_words_and_forgotten(starter_home, start_service, open_page):
    with start_service(starter_home) as service:
        feel = FeelPage(open_page(service.url))
        feel.show_example()
        feel.playlist.get_by_role("button", name="Like", exact=True).first.click()
        feel.playlist.get_by_role("button", name="Dislike", exact=True).last.click()
        feel.page.get_by_role("link", name="Settings").click()
        expect(feel.page.get_by_text("1 like")).to_be_visible()
        feel.button("Forget my taste").click()
        feel.button("Forget it").click()
        expect(feel.page.get_by_text("Nothing is known yet")).to_be_visible()
        assert service.get("/api/v1/reactions") == {"likes": [], "dislikes": []}


def test_consent_to_the_camera_is_withdrawn(service, open_page):
    page = open_page(f"{service.url}/settings")
    page.evaluate("localStorage.setItem('affetto.consent.camera', 'given')")
    page.reload()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)
    page.goto(service.url)
    page.get_by_role("button", name="Use the camera").click()
    expect(page.get_by_role("button", name="Agree and start the camera")).to_be_visible()
