"""Everything without a mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import wait_until

_MOST_STEPS = 60
# Where the focus is, by what a screen reader would say.
_FOCUSED = """() => {
    const at = document.activeElement;
    return at.getAttribute('aria-label') ?? at.textContent ?? '';
}"""


def tab_to(page, name: str, key: str = "Tab") -> None:
    passed = []
    for _ in range(_MOST_STEPS):
        page.keyboard.press(key)
        passed.append(page.evaluate(_FOCUSED).strip())
        if passed[-1] == name:
            return
    pytest.fail(f"the keyboard does not reach {name}: {passed}")


def test_from_loading_to_playing_by_keyboard_alone(open_feel):
    feel = open_feel()
    page = feel.page
    feel.button("Use the camera").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUSED) == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, "Example: portrait of an astronaut")
    page.keyboard.press("Enter")
    feel.wait_for_music()
    tab_to(page, "Play")
    page.keyboard.press("Enter")
    feel.wait_for_sound()


def test_keys_steer_the_player(open_feel):
    feel = open_feel()
    feel.show_example()
    titles = feel.titles()
    feel.play()
    feel.wait_for_sound()
    page = feel.page
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    wait_until(page, "window.sounds[0].paused")
    page.keyboard.press("l")
    wait_until(page, "window.sounds[0].currentTime > 9")
    page.keyboard.press("Shift+N")
    expect(feel.player).to_contain_text(titles[1])
    page.keyboard.press("m")
    assert page.evaluate("window.sounds[0].muted")
    page.keyboard.press("Shift+P")
    expect(feel.player).to_contain_text(titles[0])


def test_a_dialog_keeps_the_focus_and_gives_it_back(open_feel):
    feel = open_feel()
    page = feel.page
    opener = feel.button("History")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="History")
    dialog.wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_the_focus_is_seen(open_feel):
    feel = open_feel()
    feel.button("Use the camera").wait_for()
    for _ in range(12):
        feel.page.keyboard.press("Tab")
        outline = feel.page.evaluate(
            """() => {
                const at = document.activeElement;
                const seen = at.matches('input') ? at.nextElementSibling ?? at : at;
                const style = getComputedStyle(seen);
                return parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none';
            }"""
        )
        assert outline, feel.page.evaluate(_FOCUSED)
