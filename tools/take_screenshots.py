"""Take the README's pictures of the web application: docs/images/web-*.webp.

    python tools/take_screenshots.py

It starts `affetto serve` with a home of its own, lets it hear the starter music, and drives the
built page (`make web`) in Chromium as a visitor would.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
AFFETTO = Path(sys.executable).with_name("affetto")

DESKTOP = {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "color_scheme": "dark",
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
# What a README may weigh, and small enough that nobody sees where it was saved.
MOST_BYTES = 250_000
QUALITIES = (92, 86, 80, 70)
# Far enough into a track that its waveform shows it.
PLAYED_S = 8
PATIENCE_MS = 120_000
# For what is drawn after it arrived.
SETTLE_MS = 500


def main() -> None:
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )
        for name, options, show in (
            ("web-feel", DESKTOP, show_feel),
            ("web-phone", PHONE, show_feel),
            ("web-library", DESKTOP, show_library),
        ):
            with open_page(browser, options) as page:
                show(page, address)
                save(page.screenshot(), IMAGES / f"{name}.webp")
        browser.close()


def show_feel(page: Page, address: str) -> None:
    """A portrait that was read, and its music, playing."""
    page.goto(address)
    page.get_by_role("button", name="Example: portrait of an astronaut").click()
    page.locator("section[aria-busy=false] > ol > li").first.wait_for()
    play(page.get_by_role("button", name="Play", exact=True).first, page)


def show_library(page: Page, address: str) -> None:
    """All tracks, and where they lie in the plane of moods."""
    page.goto(f"{address}/library")
    play(page.get_by_role("button", name="Play ").nth(3), page)


def play(button: Locator, page: Page) -> None:
    button.click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    position = page.get_by_role("slider", name="Position in")
    if position.is_visible():  # a phone's small player has none
        position.fill(str(PLAYED_S))
    # A pointer that rests on a track would mark it, and pictures and waveforms come later.
    page.mouse.move(0, 0)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLE_MS)


@contextmanager
def open_page(browser: Browser, options: dict) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    yield context.new_page()
    context.close()


def save(screenshot: bytes, path: Path) -> None:
    """Writes a picture, as well as its weight allows."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    for quality in QUALITIES:
        packed = io.BytesIO()
        picture.save(packed, "WEBP", quality=quality, method=6)
        if packed.tell() <= MOST_BYTES:
            path.write_bytes(packed.getvalue())
            print(f"{path.relative_to(ROOT)}: {packed.tell() // 1000} kB")
            return
    raise SystemExit(f"{path.name} stays above {MOST_BYTES} bytes")


def find_chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    raise SystemExit("needs Chromium: apt install chromium")


@contextmanager
def serve() -> Iterator[str]:
    """The address of a service with the starter music."""
    with tempfile.TemporaryDirectory() as home, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = {**os.environ, "AFFETTO_HOME": home}
        subprocess.run(
            [AFFETTO, "library", "add", "--starter", "--quiet"], env=environment, check=True
        )
        process = subprocess.Popen([AFFETTO, "serve", "--port", str(port)], env=environment)
        address = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(f"{address}/readyz", process)
            yield address
        finally:
            process.terminate()
            process.wait()


def wait_until_ready(address: str, process: subprocess.Popen) -> None:
    while process.poll() is None:
        try:
            urllib.request.urlopen(address).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the service did not start")


if __name__ == "__main__":
    main()
