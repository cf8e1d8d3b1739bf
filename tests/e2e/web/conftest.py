"""The page as people see it: the real service, in a real browser."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from tests.e2e.web.feel_page_for_tests import DESKTOP, SOUND_SPY, FeelPage

from affetto import api

_START_LIMIT_S = 120
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
# Sound without a click: it is the page that is tested, not the browser's patience with pages.
_SWITCHES = ("--no-sandbox", "--autoplay-policy=no-user-gesture-required")
# Networks take their time on a busy machine; nothing here is about speed.
_PATIENCE_MS = 120_000


@dataclass(frozen=True)
class Service:
    """A running `affetto serve`."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    log: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def get(self, path: str):
        """The JSON that a path answers."""
        with urllib.request.urlopen(f"{self.url}{path}") as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    for name in _CHROMIUMS:
        if path := shutil.which(name):
            return path
    pytest.skip("needs Chromium: apt install chromium")


@pytest.fixture(scope="session")
def built_page() -> None:
    """The page, built from its sources."""
    if not (Path(api.__file__).parent / "web" / "dist" / "index.html").is_file():
        pytest.skip("needs the page: make web")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def run_service(
    home: Path, *options: str, host: str = "127.0.0.1", port: int | None = None
) -> Iterator[Service]:
    """`affetto serve` with a home of its own, until the end of the block."""
    port = port or _free_port()
    log = home.with_name(f"{home.name}-{port}.log")
    affetto = Path(sys.executable).with_name("affetto")
    with log.open("w") as output:
        process = subprocess.Popen(
            [affetto, "serve", "--host", host, "--port", str(port), *options],
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "AFFETTO_HOME": str(home), "AFFETTO_WORKERS": "2"},
        )
    service = Service(f"http://127.0.0.1:{port}", home, process, log)
    try:
        _wait_until_ready(service)
        yield service
    finally:
        process.terminate()
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert "Traceback" not in log.read_text()


def _wait_until_ready(service: Service) -> None:
    give_up_at = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < give_up_at:
        assert service.process.poll() is None, service.log.read_text()
        try:
            urllib.request.urlopen(f"{service.url}/readyz").close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the service did not become ready:\n{service.log.read_text()}")


@pytest.fixture(scope="session")
def start_service(built_page) -> Callable[..., contextmanager[Service]]:
    """Starts services of a test's own."""
    return run_service


@pytest.fixture
def starter_home(starter, tmp_path) -> Path:
    """A home with the starter music, for a service of a test's own."""
    home = tmp_path / "home"
    shutil.copytree(starter.home, home)
    return home


@pytest.fixture(scope="session")
def service(built_page, starter, tmp_path_factory) -> Iterator[Service]:
    """A service with the starter music; all tests share it, its history and its taste."""
    home = tmp_path_factory.mktemp("service") / "home"
    shutil.copytree(starter.home, home)
    with run_service(home) as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Drives browsers."""
    with sync_playwright() as running:
        yield running


@pytest.fixture
def launch(playwright, chromium) -> Iterator[Callable[..., Browser]]:
    """Starts browsers with switches of a test's own."""
    browsers = []

    def start(*switches: str) -> Browser:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*_SWITCHES, *switches])
        browsers.append(browser)
        return browser

    yield start
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="session")
def browser(playwright, chromium) -> Iterator[Browser]:
    """A browser without a camera."""
    running = playwright.chromium.launch(executable_path=chromium, args=[*_SWITCHES])
    yield running
    running.close()


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a browser profile of its own; none may end with an error of script."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def start(
        url: str,
        viewport: dict[str, int] = DESKTOP,
        within: Browser | None = None,
        **options,
    ) -> Page:
        # Nothing that glides is waited for.
        settings = {"locale": "en-GB", "reduced_motion": "reduce", **options}
        context = (within or browser).new_context(viewport=viewport, **settings)
        context.set_default_timeout(_PATIENCE_MS)
        context.add_init_script(SOUND_SPY)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(url)
        return page

    yield start
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def open_feel(service, open_page) -> Callable[..., FeelPage]:
    """Opens the first page."""

    def start(address: str | None = None, **options) -> FeelPage:
        return FeelPage(open_page(address or service.url, **options))

    return start


@pytest.fixture(scope="session")
def examples() -> Path:
    """The pictures that come with Affetto."""
    return Path(__file__).parents[3] / "examples"


@pytest.fixture
def film(tmp_path) -> Callable[[Iterable[Image.Image]], str]:
    """Chromium's switch for a camera that shows a film, again and again."""

    def write(frames: Iterable[Image.Image]) -> str:
        path = tmp_path / "camera.mjpeg"
        with path.open("wb") as stream:
            for frame in frames:
                jpeg = io.BytesIO()
                frame.save(jpeg, "JPEG", quality=90)
                stream.write(jpeg.getvalue())
        return f"--use-file-for-fake-video-capture={path}"

    return write
