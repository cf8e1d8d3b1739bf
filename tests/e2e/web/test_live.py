"""Live: the camera in real time, read on the device."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

EXAMPLES = Path(__file__).parents[3] / "examples"
OASIS = Path(__file__).parents[4] / "shared" / "data" / "oasis" / "images"

# Networks take their time on a busy machine; nothing here is about speed.
WAIT_MS = 120_000

FRAME_SIZE = (640, 480)
FAKE_CAMERA = "--use-fake-device-for-media-stream"
GRANT_CAMERA = "--use-fake-ui-for-media-stream"


def draw_face() -> Image.Image:
    """A camera's picture of somebody who smiles."""
    frame = Image.new("RGB", FRAME_SIZE, (90, 100, 110))
    frame.paste(Image.open(EXAMPLES / "astronaut.jpg").convert("RGB"), (64, 0))
    return frame


def draw_palace() -> Image.Image:
    """A camera's picture of nobody."""
    return Image.open(EXAMPLES / "palace.jpg").convert("RGB").resize(FRAME_SIZE)


@pytest.fixture
def camera(launch, film) -> Browser:
    """A browser whose camera sees somebody who smiles, and may be used."""
    return launch(FAKE_CAMERA, GRANT_CAMERA, film([draw_face()] * 5))


def open_live(browser: Browser, url: str, *, consented: bool = True) -> Page:
    context = browser.new_context(locale="en-GB", accept_downloads=True)
    if consented:
        context.add_init_script("localStorage.setItem('affetto.consent.camera', 'given')")
    page = context.new_page()
    page.goto(f"{url}/live")
    return page


def turn_on(page: Page) -> None:
    page.get_by_role("button", name="Turn the camera on").click()


def expect_emotion(page: Page, *words: str) -> None:
    page.locator(", ".join(f"[data-emotion={word}]" for word in words)).wait_for(timeout=WAIT_MS)


def expect_picture(page: Page) -> None:
    expect(page.get_by_label("Picture of the camera")).to_be_visible(timeout=WAIT_MS)
    while not plays(page):  # its stream follows at once
        page.wait_for_timeout(50)


def plays(page: Page) -> bool:
    return page.evaluate("document.querySelector('video')?.srcObject?.active ?? false")


def test_the_camera_starts_only_after_the_notice_and_on_request(service, camera):
    page = open_live(camera, service.url, consented=False)
    expect(page.get_by_text("It reads an expression, not a feeling")).to_be_visible()
    expect(page.get_by_text("at work and in education is prohibited")).to_be_visible()
    assert page.locator("video").count() == 0
    page.get_by_role("button", name="I agree: use the camera").click()
    expect(page.get_by_text("The camera is off.")).to_be_visible()
    assert not plays(page)
    turn_on(page)
    expect_picture(page)
    page.reload()
    expect(page.get_by_text("The camera is off.")).to_be_visible()


def test_music_follows_a_face_and_no_picture_leaves_the_browser(service, camera):
    page = open_live(camera, service.url)
    requests, sockets = [], []
    page.context.on("request", lambda request: requests.append(request))
    page.on("websocket", lambda socket: sockets.append(socket))
    turn_on(page)
    expect_emotion(page, "happy")
    page.get_by_role("heading", name="Music for").wait_for(timeout=WAIT_MS)
    expect(page.get_by_text("no picture leaves it")).to_be_visible()
    assert not sockets
    assert all(request.url.startswith((service.url, "blob:")) for request in requests)
    bodies = [json.loads(request.post_data) for request in requests if request.method != "GET"]
    assert bodies
    for body in bodies:
        assert set(body) == {"affect", "n"}
        assert set(body["affect"]) == {
            "emotion",
            "emotions",
            "valence",
            "arousal",
            "confidence",
            "source",
        }


def test_the_list_changes_below_the_track_that_plays(service, camera):
    page = open_live(camera, service.url)
    turn_on(page)
    expect_emotion(page, "happy")
    page.get_by_role("heading", name="Music for").wait_for(timeout=WAIT_MS)
    page.get_by_role("button", name="Play", exact=True).first.click()
    expect(page.get_by_role("button", name="Pause").first).to_be_visible(timeout=WAIT_MS)
    playing = page.evaluate("navigator.mediaSession.metadata.title")
    # Another mood, said by a picture of nobody: a new list, and the same music plays on.
    page.locator("input[type=file]").first.set_input_files(EXAMPLES / "palace.jpg")
    expect_emotion(page, "joy", "sadness", "liveliness", "melancholy")
    page.locator("ol").wait_for()
    assert page.evaluate("navigator.mediaSession.metadata.title") == playing


def test_says_that_there_is_no_music_yet(start_service, tmp_path, camera):
    with start_service(tmp_path / "home") as empty:
        page = open_live(camera, empty.url)
        turn_on(page)
        expect(page.get_by_role("heading", name="No music yet")).to_be_visible(timeout=WAIT_MS)
        page.get_by_role("link", name="Go to the library").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Library")


def test_says_when_the_face_has_left(service, launch, film):
    browser = launch(FAKE_CAMERA, GRANT_CAMERA, film([draw_face()] * 200 + [draw_palace()] * 200))
    page = open_live(browser, service.url)
    turn_on(page)
    page.get_by_text("Read in faces").wait_for(timeout=WAIT_MS)
    page.get_by_text("No clear face: read in the scene").wait_for(timeout=WAIT_MS)
    page.get_by_text("Read in faces").wait_for(timeout=WAIT_MS)


def test_rests_while_the_page_is_hidden(service, camera):
    page = open_live(camera, service.url)
    turn_on(page)
    expect_picture(page)
    hide = """(hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(hide, True)
    expect(page.get_by_text("The camera is off while this page is hidden.")).to_be_visible()
    assert not plays(page)
    page.evaluate(hide, False)
    expect_picture(page)
    expect_emotion(page, "happy")


def test_goes_on_without_a_connection_once_it_was_loaded(service, camera):
    page = open_live(camera, service.url)
    turn_on(page)
    expect_emotion(page, "happy")
    page.context.set_offline(True)
    page.get_by_role("button", name="Turn the camera off").click()
    expect(page.get_by_text("The camera is off.")).to_be_visible()
    turn_on(page)
    expect_emotion(page, "happy")


def test_goes_off_when_the_page_is_left(service, camera):
    page = open_live(camera, service.url)
    turn_on(page)
    expect_picture(page)
    page.evaluate("window.stream = document.querySelector('video').srcObject")
    page.get_by_role("link", name="Feel").click()
    expect(page.locator("video")).to_have_count(0)
    assert not page.evaluate("window.stream.active")


def test_gives_the_networks_up_when_they_are_needed_no_more(service, camera):
    page = open_live(camera, service.url)
    turn_on(page)
    expect_emotion(page, "happy")
    assert page.workers
    page.clock.install()
    page.get_by_role("button", name="Turn the camera off").click()
    expect(page.get_by_text("The camera is off.")).to_be_visible()
    page.clock.fast_forward(31_000)
    wait_until_idle(page)
    turn_on(page)
    expect_emotion(page, "happy")
    page.get_by_role("link", name="Feel").click()
    wait_until_idle(page)


def wait_until_idle(page: Page) -> None:
    """Until the page has no worker; the test's own limit is the limit."""
    while page.workers:
        page.wait_for_timeout(50)


def test_says_that_the_camera_was_refused(service, launch, film):
    browser = launch(FAKE_CAMERA, "--deny-permission-prompts", film([draw_face()]))
    page = open_live(browser, service.url)
    turn_on(page)
    expect(page.get_by_text("The camera was not allowed")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_role("button", name="Read a picture")).to_be_visible()


def test_says_that_there_is_no_camera(service, launch):
    page = open_live(launch(GRANT_CAMERA), service.url)
    turn_on(page)
    expect(page.get_by_text("No camera was found")).to_be_visible(timeout=WAIT_MS)


def take_webassembly_away(route: Route) -> None:
    """The worker as in browsers that have it switched off."""
    answer = route.fetch()
    headers = {
        name: value
        for name, value in answer.headers.items()
        if name not in ("content-encoding", "content-length")
    }
    script = f"delete globalThis.WebAssembly;{answer.text()}"
    route.fulfill(status=answer.status, headers=headers, body=script)


def test_the_service_reads_only_after_a_consent_of_its_own(service, camera):
    page = open_live(camera, service.url)
    page.route("**/vision-worker-*.js", take_webassembly_away)
    sockets = []
    page.on("websocket", lambda socket: sockets.append(socket))
    turn_on(page)
    expect(page.get_by_text("This browser cannot run the networks")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="Let the service read instead").click()
    page.get_by_role("button", name="Cancel").click()
    assert not sockets
    page.get_by_role("button", name="Let the service read instead").click()
    page.get_by_role("button", name="I agree: send them").click()
    expect(page.get_by_text("Pictures are being sent to")).to_be_visible()
    expect_emotion(page, "happy")
    page.get_by_role("button", name="Stop sending").click()
    expect(page.get_by_text("Pictures are being sent to")).to_have_count(0)
    page.wait_for_timeout(500)
    assert all(socket.is_closed() for socket in sockets)


def test_says_that_a_file_is_no_picture(service, launch, tmp_path):
    page = open_live(launch(), service.url)
    text = tmp_path / "notes.jpg"
    text.write_text("not a picture")
    page.locator("input[type=file]").first.set_input_files(text)
    expect(page.get_by_text("This browser cannot open that file")).to_be_visible(timeout=WAIT_MS)


def list_pictures() -> list[Path]:
    shared = sorted(OASIS.glob("*.jpg"))[::150] if OASIS.is_dir() else []
    return [EXAMPLES / "astronaut.jpg", EXAMPLES / "palace.jpg", *shared]


def test_reads_pictures_as_the_service_does(service, starter, launch, tmp_path):
    page = open_live(launch(), service.url)
    pictures = list_pictures()
    result = starter.run("feel", "--json", *pictures)
    readings = [json.loads(line) for line in result.stdout.splitlines()]
    for picture, expected in zip(pictures, readings, strict=True):
        page.locator("input[type=file]").first.set_input_files(picture)
        link = page.get_by_role("link", name="Save the reading as JSON")
        page.locator(f"a[download='{picture.name}.json'][href]").wait_for(timeout=WAIT_MS)
        with page.expect_download() as download:
            link.click()
        found = json.loads(download.value.path().read_text())
        assert_close(found, expected)
        page.get_by_role("button", name="Close the picture").click()


def assert_close(found: dict, expected: dict) -> None:
    """The same faces, and all probabilities and places within 0.02."""
    assert len(found["faces"]) == len(expected["faces"])
    assert found["overall"]["source"] == expected["overall"]["source"]
    pairs = [(found["overall"], expected["overall"]), (found["scene"], expected["scene"])]
    pairs += list(zip(found["faces"], expected["faces"], strict=True))
    for one, other in pairs:
        assert one["emotions"] == pytest.approx(other["emotions"], abs=0.02)
        assert one["valence"] == pytest.approx(other["valence"], abs=0.02)
        assert one["arousal"] == pytest.approx(other["arousal"], abs=0.02)
    for one, other in zip(found["faces"], expected["faces"], strict=True):
        assert one["box"] == pytest.approx(other["box"], abs=1.5)
