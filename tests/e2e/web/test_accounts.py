"""Where people log in: each has what is theirs, and an ended login loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import FeelPage

PASSWORDS = {
    "Ada": "orange umbrella tide",
    "Bo": "seven quiet lanterns",
    "Cy": "paper boat upstream",
}


@pytest.fixture(scope="module")
def shared_service(starter, start_service, tmp_path_factory):
    """A service for Ada, who administers it, for Bo, and for Cy, who has never used it."""
    home = tmp_path_factory.mktemp("accounts") / "home"
    shutil.copytree(starter.home, home)
    for name, password in PASSWORDS.items():
        subprocess.run(
            [Path(sys.executable).with_name("affetto"), "account", "add", name],
            input=f"{password}\n",
            text=True,
            env={**os.environ, "AFFETTO_HOME": str(home)},
            check=True,
            capture_output=True,
        )
    with start_service(home, host="0.0.0.0") as service:
        yield service


@pytest.fixture
def sign_in(shared_service, open_page):
    def start(name: str, path: str = "/") -> FeelPage:
        feel = FeelPage(open_page(shared_service.url + path))
        give_password(feel.page, name)
        return feel

    return start


def give_password(page, name: str, password: str | None = None) -> None:
    field = page.get_by_label("Name")
    if field.is_editable():
        field.fill(name)
    page.get_by_label("Password").fill(password or PASSWORDS[name])
    page.get_by_role("button", name="Sign in", exact=True).click()


def history_of(feel: FeelPage):
    feel.button("History").click()
    dialog = feel.page.get_by_role("dialog", name="History")
    dialog.wait_for()
    return dialog


def test_nobody_sees_what_another_found(sign_in):
    ada = sign_in("Ada")
    ada.show_example()
    ada.play()
    ada.player.get_by_role("button", name="Like", exact=True).click()
    expect(history_of(ada).get_by_role("listitem")).not_to_have_count(0)
    other = sign_in("Cy")
    expect(history_of(other).get_by_text("Nothing found yet")).to_be_visible()
    other.page.keyboard.press("Escape")
    other.show_example()
    expect(other.playlist.get_by_role("button", pressed=True)).to_have_count(0)


def test_a_login_that_ended_is_renewed_where_the_page_stands(sign_in):
    feel = sign_in("Bo")
    feel.show_example()
    feel.page.context.clear_cookies()
    feel.button("sad").click()
    again = feel.page.get_by_role("dialog", name="Sign in again")
    again.wait_for()
    give_password(feel.page, "Bo")
    expect(again).to_have_count(0)
    expect(feel.headline).to_have_text("sad")
    feel.wait_for_music()
    expect(feel.page.get_by_role("img", name="The picture astronaut.jpg")).to_be_visible()


def test_a_page_that_was_asked_for_comes_after_the_login(sign_in):
    feel = sign_in("Ada", "/library?text=calm")
    expect(feel.page.get_by_role("heading", level=1)).to_have_text("Library")
    expect(feel.page.get_by_role("searchbox")).to_have_value("calm")


def test_a_wrong_password_is_told_without_telling_which_names_exist(shared_service, open_page):
    page = open_page(shared_service.url)
    for name in ("Ada", "Nobody"):
        give_password(page, name, "wrong password here")
        expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    expect(page.get_by_role("navigation")).to_have_count(0)


def test_whoever_signs_out_leaves_nothing_on_the_page(sign_in):
    feel = sign_in("Ada")
    feel.show_example()
    feel.play()
    feel.wait_for_sound()
    feel.page.get_by_role("link", name="Settings").click()
    feel.button("Sign out").click()
    expect(feel.page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(feel.player).to_have_count(0)
    give_password(feel.page, "Bo")
    expect(feel.page.get_by_role("heading", level=1)).to_have_text("See a picture, hear its music")


def test_only_administrators_change_what_all_share(sign_in):
    bo = sign_in("Bo", "/library")
    bo.page.get_by_role("button", name="More about").first.wait_for()
    expect(bo.button("Add music")).to_have_count(0)
    ada = sign_in("Ada", "/library")
    expect(ada.button("Add music")).to_be_visible()
