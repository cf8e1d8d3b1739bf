"""The page without a connection: kept once Live has worked, and never older than the service."""

from __future__ import annotations

import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Page, expect

from affetto.api.problems import install_problem_handlers
from affetto.api.response_headers import ResponseHeaders
from affetto.api.web_page import mount_page, page_folder

WORKER = "offline-worker.js"
CACHES = "caches.keys()"
# What is kept, of the page and of the networks.
KEPT = """async () => {
    const paths = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const { url } of await cache.keys()) paths.push(new URL(url).pathname);
    }
    return paths;
}"""
# As the page does when Live has opened its networks.
KEEP_PAGE = f"""async () => {{
    await navigator.serviceWorker.register('/{WORKER}');
    await navigator.serviceWorker.ready;
}}"""
STATE = "navigator.serviceWorker.ready.then(({ active }) => active.state)"
N_WORKERS = "navigator.serviceWorker.getRegistrations().then((found) => found.length)"


@pytest.fixture
def camera(launch, film, examples):
    """A browser whose camera sees somebody who smiles, and may be used."""
    frame = Image.new("RGB", (640, 480), (90, 100, 110))
    frame.paste(Image.open(examples / "astronaut.jpg").convert("RGB"), (64, 0))
    return launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        film([frame] * 5),
    )


def wait_for(page: Page, expression: str, expected: object) -> None:
    """Until a promise of the page says so; the test's own limit is the limit."""
    while page.evaluate(expression) != expected:
        page.wait_for_timeout(100)


def test_live_opens_and_reads_without_a_connection(starter_home, start_service, open_page, camera):
    with start_service(starter_home) as service:
        page = open_page(f"{service.url}/live", within=camera)
        page.evaluate("localStorage.setItem('affetto.consent.camera', 'given')")
        page.reload()
        page.get_by_role("button", name="Turn the camera on").click()
        page.locator("[data-emotion=happy]").wait_for()
        wait_for(page, STATE, "activated")
    page.context.set_offline(True)
    page.reload()
    assert page.evaluate("window.crossOriginIsolated")
    page.get_by_role("button", name="Turn the camera on").click()
    page.locator("[data-emotion=happy]").wait_for()
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Library")


def test_nothing_that_the_service_answers_is_kept(service, open_page):
    page = open_page(service.url)
    assert page.evaluate(N_WORKERS) == 0
    page.evaluate(KEEP_PAGE)
    page.reload()
    page.goto(f"{service.url}/library")
    page.get_by_role("button", name="happy acoustic 1", exact=True).wait_for()
    kept = page.evaluate(KEPT)
    assert {"/", "/favicon.svg"} < set(kept)
    assert all(path.startswith("/assets/") for path in kept if path not in ("/", "/favicon.svg"))
    assert [path for path in kept if path.endswith(".wasm")]


@contextmanager
def serve_build(folder: Path, port: int) -> Iterator[str]:
    """A service with a build of the page, and nothing behind it."""
    app = FastAPI()
    install_problem_handlers(app)
    mount_page(app, folder)
    app.add_middleware(ResponseHeaders)
    server = uvicorn.Server(
        uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def builds(built_page, tmp_path) -> tuple[Path, Path]:
    """The page as it was built, and as a later version would be."""
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(page_folder(), old)
    shutil.copytree(page_folder(), new)
    for packed in [*new.rglob("*.br"), *new.rglob("*.gz")]:
        packed.unlink()  # of the files as they were
    script = re.search(r'src="/assets/(index-[^"]+\.js)"', (new / "index.html").read_text())[1]
    (new / "assets" / script).rename(new / "assets" / "index-of-later.js")
    for file in new.rglob("*"):
        if file.suffix in (".js", ".html", ".json"):
            file.write_text(file.read_text().replace(script, "index-of-later.js"))
    worker = new / WORKER
    version = find_version(new)
    worker.write_text(worker.read_text().replace(version, version[::-1]))
    return old, new


def find_version(build: Path) -> str:
    return re.search(r'"version":\s*"(\w+)"', (build / WORKER).read_text())[1]


def has_script(page: Page, name: str) -> bool:
    return page.evaluate(
        "(name) => [...document.scripts].some(({ src }) => src.endsWith(name))", name
    )


def test_a_new_version_replaces_the_old_one(builds, port, open_page):
    old, new = builds
    with serve_build(old, port) as url:
        page = open_page(url)
        page.evaluate(KEEP_PAGE)
        assert page.evaluate(CACHES) == [f"affetto-page-{find_version(old)}"]
    page.reload()
    expect(page.get_by_role("link", name="Live")).to_be_visible()
    assert not has_script(page, "index-of-later.js")
    with serve_build(new, port):
        page.reload()
        assert has_script(page, "index-of-later.js")
        wait_for(page, CACHES, [f"affetto-page-{find_version(new)}"])
        wait_for(page, STATE, "activated")
    page.reload()
    expect(page.get_by_role("link", name="Live")).to_be_visible()
    assert has_script(page, "index-of-later.js")


def test_a_version_that_cannot_be_kept_whole_leaves_the_old_one(builds, port, open_page):
    old, new = builds
    (new / "assets" / "index-of-later.js").unlink()
    with serve_build(old, port) as url:
        page = open_page(url)
        page.evaluate(KEEP_PAGE)
    with serve_build(new, port):
        outcome = page.evaluate(
            """async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                await registration.update();
                const { installing } = registration;
                if (!installing) return 'none';
                return new Promise((resolve) => {
                    installing.onstatechange = () => resolve(installing.state);
                });
            }"""
        )
    assert outcome == "redundant"
    page.reload()
    assert page.evaluate(CACHES) == [f"affetto-page-{find_version(old)}"]
    expect(page.get_by_role("link", name="Live")).to_be_visible()


def test_a_worker_that_is_taken_away_leaves_nothing(builds, port, open_page):
    old, new = builds
    (new / WORKER).unlink()
    with serve_build(old, port) as url:
        page = open_page(url)
        page.evaluate(KEEP_PAGE)
    with serve_build(new, port):
        page.reload()
        wait_for(page, N_WORKERS, 0)
        wait_for(page, "caches.keys().then((names) => names.length)", 0)
        page.reload()
        expect(page.get_by_role("link", name="Live")).to_be_visible()
        assert page.evaluate("navigator.serviceWorker.controller") is None


def test_the_worker_is_asked_for_anew_each_time(service, open_page):
    page = open_page(service.url)
    answer = page.request.get(f"{service.url}/{WORKER}")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-type"].startswith("text/javascript")
