"""A picture taken with the camera: after the notice, on request, and again if need be."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.e2e.web.feel_page_for_tests import wait_until

FAKE_CAMERA = "--use-fake-device-for-media-stream"
GRANT_CAMERA = "--use-fake-ui-for-media-stream"
REFUSE_CAMERA = "--deny-permission-prompts"

IS_FILMING = "document.querySelector('dialog video')?.srcObject?.active ?? false"


@pytest.fixture
def face(examples):
    """A camera's picture of somebody who smiles."""
    frame = Image.new("RGB", (640, 480), (90, 100, 110))
    frame.paste(Image.open(examples / "astronaut.jpg").convert("RGB"), (64, 0))
    return frame


@pytest.fixture
def open_camera(launch, film, face, open_feel):
    def start(*switches):
        browser = launch(FAKE_CAMERA, film([face] * 5), *switches)
        feel = open_feel(within=browser)
        feel.button("Use the camera").click()
        return feel

    return start


def test_a_picture_is_taken_and_taken_again_after_the_notice(open_camera):
    feel = open_camera(GRANT_CAMERA)
    page = feel.page
    expect(page.get_by_text("What it sees is an expression, not a feeling")).to_be_visible()
    expect(page.get_by_text("at work and in education is prohibited")).to_be_visible()
    assert not page.evaluate(IS_FILMING)
    feel.button("Agree and start the camera").click()
    wait_until(page, IS_FILMING)
    feel.button("Take the picture").click()
    expect(page.get_by_role("img", name="The picture that was taken")).to_be_visible()
    feel.button("Retake").click()
    expect(page.get_by_role("img", name="The picture that was taken")).to_have_count(0)
    feel.button("Take the picture").click()
    page.evaluate("window.film = document.querySelector('dialog video').srcObject")
    feel.button("Use this picture").click()
    wait_until(page, "!window.film.active")
    feel.wait_for_music()
    expect(feel.headline).to_have_text("happy")


def test_without_consent_the_camera_stays_off(open_camera):
    feel = open_camera(GRANT_CAMERA)
    feel.button("Cancel").click()
    expect(feel.page.get_by_role("dialog")).to_have_count(0)
    feel.button("Use the camera").click()
    expect(feel.button("Agree and start the camera")).to_be_visible()


def test_the_preview_is_turned_off_and_on(open_camera):
    feel = open_camera(GRANT_CAMERA)
    feel.button("Agree and start the camera").click()
    wait_until(feel.page, IS_FILMING)
    feel.button("Turn the camera off").click()
    expect(feel.page.get_by_text("The camera is off")).to_be_visible()
    assert not feel.page.evaluate(IS_FILMING)
    feel.button("Turn the camera on").click()
    wait_until(feel.page, IS_FILMING)


def test_a_refused_camera_says_what_to_do(open_camera):
    feel = open_camera(REFUSE_CAMERA)
    feel.button("Agree and start the camera").click()
    refusal = feel.page.get_by_role("alert")
    expect(refusal).to_contain_text("Allow it in the address bar")
    expect(refusal.get_by_role("button", name="Try again")).to_be_visible()


def test_a_machine_without_a_camera_says_so(launch, open_feel):
    feel = open_feel(within=launch(GRANT_CAMERA))
    feel.button("Use the camera").click()
    feel.button("Agree and start the camera").click()
    expect(feel.page.get_by_role("alert")).to_contain_text("No camera was found")
