"""What axe finds on Live while the camera runs, in both themes and both sizes: nothing."""

from __future__ import annotations

import pytest
from PIL import Image
from tests.e2e.web import test_accessibility as accessibility

check = accessibility.check


@pytest.mark.parametrize(("size", "scheme"), accessibility.LOOKS)
def test_live_while_the_camera_runs(
    service, launch, film, open_page, check, examples, size, scheme
):
    frame = Image.new("RGB", (640, 480), (90, 100, 110))
    frame.paste(Image.open(examples / "astronaut.jpg").convert("RGB"), (64, 0))
    camera = launch(
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        film([frame] * 5),
    )
    page = open_page(f"{service.url}/live", within=camera, viewport=size, color_scheme=scheme)
    page.get_by_role("button", name="I agree: use the camera").click()
    page.get_by_role("button", name="Turn the camera on").click()
    page.locator("[data-emotion=happy]").wait_for()
    page.get_by_role("heading", name="Music for").wait_for()
    check(page)
    page.get_by_role("button", name="Turn the camera off").click()
    page.locator("input[type=file]").first.set_input_files(examples / "palace.jpg")
    page.get_by_role("button", name="Close the picture").wait_for()
    check(page)
