"""The first page, by what people see and do on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, Response, expect

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SMALL_PHONE = {"width": 360, "height": 740}

PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

# The player's audio element is not part of the document: it is remembered as it is made.
SOUND_SPY = """
window.sounds = [];
window.Audio = class extends Audio {
    constructor(...options) {
        super(...options);
        window.sounds.push(this);
    }
};
"""

# Until some sample of what is really played differs from silence.
_LISTEN = """async () => {
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    const stream = window.sounds[0].captureStream();
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    for (;;) {
        analyser.getFloatTimeDomainData(samples);
        const loudest = Math.max(...samples.map(Math.abs));
        if (loudest > 0.01) return loudest;
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}"""


def wait_until(page: Page, condition: str) -> None:
    """Waits for a condition of the page's scripts.

    The page forbids what Playwright's own `wait_for_function` does: evaluating strings.
    """
    give_up_at = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < give_up_at, f"never came true: {condition}"
        page.wait_for_timeout(50)


class FeelPage:
    """A picture or a mood, and its music."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.playlist = page.locator("section[aria-busy]")
        self.player = page.get_by_role("region", name="Player")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def choose_file(self, picture: Path) -> None:
        self.page.locator("input[type=file]").first.set_input_files(picture)

    def show(self, picture: Path) -> None:
        """Chooses a picture and waits for its music."""
        self.choose_file(picture)
        self.wait_for_music()

    def show_example(self) -> None:
        """The portrait of an astronaut."""
        self.button("Example: portrait of an astronaut").click()
        self.wait_for_music()

    def wait_for_music(self) -> None:
        self.page.locator("section[aria-busy=false] > ol > li").first.wait_for()

    def titles(self) -> list[str]:
        """Of the tracks in the list."""
        return [row.splitlines()[0] for row in self.playlist.locator("ol > li").all_inner_texts()]

    def match_after(self, action: Callable[[], object]) -> Response:
        """The service's answer to the question for music that an action leads to."""
        with self.page.expect_response(
            lambda answer: answer.url.endswith("/api/v1/matches")
        ) as answer:
            action()
        expect(self.page.locator("section[aria-busy=true]")).to_have_count(0)
        return answer.value

    def play(self) -> None:
        """The list, from its first track on."""
        self.playlist.get_by_role("button", name="Play", exact=True).click()

    def wait_for_sound(self) -> None:
        """Time passes in the player, and what it plays is no silence."""
        wait_until(self.page, "window.sounds[0].currentTime > 0.5")
        assert self.page.evaluate(_LISTEN) > 0

    def is_silent(self) -> bool:
        return self.page.evaluate("window.sounds[0].paused")

    @property
    def plane(self) -> Locator:
        """The point in the plane of moods."""
        return self.page.get_by_role("slider", name="Mood: pleasantness and energy")

    @property
    def headline(self) -> Locator:
        return self.page.get_by_role("heading", level=1)
