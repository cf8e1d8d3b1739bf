"""From a picture, or a mood that is said, to music that is heard, judged, kept and taken away."""

from __future__ import annotations

import json
import re

import m3u8
import pytest
from PIL import Image, ImageOps
from playwright.sync_api import expect


@pytest.fixture
def two_faces(examples, tmp_path):
    """A picture of two people: the astronaut, and beside her what her mirror shows."""
    one = Image.open(examples / "astronaut.jpg").convert("RGB")
    both = Image.new("RGB", (2 * one.width, one.height))
    both.paste(one, (0, 0))
    both.paste(ImageOps.mirror(one), (one.width, 0))
    path = tmp_path / "two.jpg"
    both.save(path, quality=95)
    return path


def test_a_picture_becomes_music_that_is_heard_judged_saved_and_exported(
    starter_home, start_service, open_feel, examples
):
    with start_service(starter_home) as service:
        feel = open_feel(service.url, accept_downloads=True)
        page = feel.page

        feel.show(examples / "astronaut.jpg")
        expect(feel.headline).to_have_text("happy")
        expect(page.get_by_text("Read from face and scene")).to_be_visible()
        first = feel.titles()
        assert len(first) == len(set(first)) == 10

        feel.play()
        feel.wait_for_sound()
        assert page.evaluate("navigator.mediaSession.metadata.title") == first[0]
        expect(feel.player).to_contain_text(first[0])

        feel.player.get_by_role("button", name="Like", exact=True).click()
        like = feel.playlist.locator("ol > li").first.get_by_role("button", name="Like", exact=True)
        expect(like).to_have_attribute("aria-pressed", "true")

        feel.match_after(feel.button("Another list").click)
        second = feel.titles()
        assert len(second) == 10
        assert not set(second) & set(first)
        assert not feel.is_silent()

        feel.button("Save").click()
        page.get_by_role("textbox", name="Name").fill("Für Ełk")
        page.get_by_role("dialog").get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved as “Für Ełk”.")).to_be_visible()

        page.reload()
        feel.button("History").click()
        page.get_by_role("radio", name="Saved").check(force=True)
        kept = page.get_by_role("dialog").get_by_role("listitem")
        expect(kept).to_contain_text("Für Ełk")
        expect(kept).to_contain_text("10 tracks")
        with page.expect_download() as download:
            kept.get_by_role("link", name="Export as M3U8").click()
        exported = m3u8.load(str(download.value.path()))
        assert [segment.title.rpartition(" - ")[2] for segment in exported.segments] == second
        kept.get_by_role("button", name="Für Ełk").click()
        feel.wait_for_sound()

        liked = service.get("/api/v1/reactions")["likes"]
        assert [service.get(f"/api/v1/tracks/{track}")["title"] for track in liked] == first[:1]


def test_what_comes_next_is_seen_left_out_and_jumped_to(open_feel):
    feel = open_feel()
    feel.show_example()
    titles = feel.titles()
    feel.play()
    feel.button("Queue").click()
    queue = feel.page.get_by_role("dialog", name="Up next")
    expect(queue.get_by_role("listitem")).to_have_count(9)
    queue.get_by_role("button", name=f"Remove {titles[1]} from the queue").click()
    expect(queue.get_by_role("listitem")).to_have_count(8)
    queue.get_by_role("button", name=titles[2], exact=True).click()
    expect(queue.get_by_role("listitem")).to_have_count(7)
    queue.get_by_role("button", name="Close").click()
    expect(feel.player).to_contain_text(titles[2])


def test_a_match_of_the_past_comes_back_as_it_was(starter_home, start_service, open_feel):
    with start_service(starter_home) as service:
        feel = open_feel(service.url)
        feel.show_example()
        found = feel.titles()
        feel.page.reload()
        feel.button("History").click()
        entry = feel.page.get_by_role("dialog").get_by_role("listitem")
        expect(entry).to_have_count(1)
        entry.get_by_role("button", name="happy").click()
        feel.wait_for_music()
        expect(feel.headline).to_have_text("happy")
        assert feel.titles() == found


def test_a_list_is_exported_in_every_format(open_feel):
    feel = open_feel(accept_downloads=True)
    feel.show_example()
    titles = feel.titles()
    for name in ("M3U8", "XSPF", "JSPF", "CSV", "JSON"):
        feel.page.locator("summary", has_text="Export").click()
        with feel.page.expect_download() as download:
            feel.page.get_by_role("link", name=f"{name} for").click()
        assert download.value.suggested_filename.endswith(f".{name.lower()}")
        text = download.value.path().read_text()
        assert all(title in text for title in titles)
        feel.page.keyboard.press("Escape")


def test_faces_are_boxed_where_they_are(open_feel, two_faces):
    feel = open_feel()
    with feel.page.expect_response("**/api/v1/affect") as answer:
        feel.show(two_faces)
    picture = feel.page.get_by_role("img", name="The picture two.jpg").bounding_box()
    scale = picture["width"] / Image.open(two_faces).width
    faces = answer.value.json()["faces"]
    assert len(faces) == 2
    for number, face in enumerate(faces, start=1):
        seen = feel.page.get_by_role("button", name=f"Face {number}: happy").bounding_box()
        x, y, width, height = face["box"]
        assert seen["x"] - picture["x"] == pytest.approx(x * scale, abs=2)
        assert seen["y"] - picture["y"] == pytest.approx(y * scale, abs=2)
        assert seen["width"] == pytest.approx(width * scale, abs=2)
        assert seen["height"] == pytest.approx(height * scale, abs=2)


def test_the_music_is_for_the_face_that_is_chosen(open_feel, two_faces):
    feel = open_feel()
    with feel.page.expect_response("**/api/v1/affect") as answer:
        feel.show(two_faces)
    second = answer.value.json()["faces"][1]
    match = feel.match_after(feel.page.get_by_role("button", name="Face 2: happy").click)
    asked = json.loads(match.request.post_data)["affect"]
    assert asked["source"] == "faces"
    assert asked["emotions"] == second["emotions"]
    assert asked["valence"] == second["valence"]
    expect(feel.page.get_by_role("radio", name="Face 2")).to_be_checked()
    feel.page.get_by_role("radio", name="All together").check(force=True)
    expect(feel.page.get_by_role("radio", name="All together")).to_be_checked()


def test_what_the_reading_rests_on_is_laid_over_the_picture(open_feel):
    feel = open_feel()
    feel.show_example()
    feel.button("What it rests on").click()
    heat = feel.page.locator("figure img[src^='data:image/png']")
    expect(heat).not_to_have_count(0)
    expect(feel.page.get_by_text("The brighter a part")).to_be_visible()
    feel.button("What it rests on").click()
    expect(heat).to_have_count(0)


def test_a_mood_is_said_in_a_word(open_feel):
    feel = open_feel()
    match = feel.match_after(feel.button("melancholic").click)
    assert json.loads(match.request.post_data)["emotion"] == "melancholy"
    expect(feel.headline).to_have_text("melancholic")
    feel.wait_for_music()
    assert len(feel.titles()) == 10


def test_a_word_takes_the_place_of_what_was_read_and_gives_it_back(open_feel):
    feel = open_feel()
    feel.show_example()
    feel.button("sad").click()
    expect(feel.headline).to_have_text("sad")
    feel.button("Back to what was read").click()
    expect(feel.headline).to_have_text("happy")


def test_the_point_is_dragged_through_the_plane(open_feel):
    feel = open_feel()
    feel.show_example()
    feel.plane.scroll_into_view_if_needed()
    handle = feel.plane.bounding_box()
    plane = feel.page.locator("#mood-plane canvas").first.bounding_box()
    middle = (handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    goal = (plane["x"] + plane["width"] / 4, plane["y"] + plane["height"] * 3 / 4)

    def drag() -> None:
        feel.page.mouse.move(*middle)
        feel.page.mouse.down()
        feel.page.mouse.move(*goal, steps=6)
        feel.page.mouse.up()

    asked = json.loads(feel.match_after(drag).request.post_data)
    assert asked["valence"] == pytest.approx(-0.5, abs=0.02)
    assert asked["arousal"] == pytest.approx(-0.5, abs=0.02)
    expect(feel.page.get_by_text("You say")).to_be_visible()


def test_the_point_is_moved_by_keys(open_feel):
    feel = open_feel()
    feel.show_example()
    feel.plane.focus()
    before = float(feel.plane.get_attribute("aria-valuenow"))
    for _ in range(3):
        feel.page.keyboard.press("Shift+ArrowLeft")
    expect(feel.page.get_by_text("You say")).to_be_visible()
    after = float(feel.plane.get_attribute("aria-valuenow"))
    assert after < before - 0.2
    expect(feel.plane).to_have_attribute("aria-valuetext", re.compile(r"^valence .+, arousal "))


def test_a_journey_is_drawn_through_the_plane(open_feel):
    feel = open_feel()
    feel.show_example()
    feel.match_after(feel.page.get_by_role("radio", name="Journey").locator("..").click)
    journey = feel.match_after(
        lambda: feel.page.get_by_label("Where the journey leads").select_option("sad")
    ).json()
    stops = journey["path"]
    assert len(stops) == len(journey["tracks"]) == 10
    line = feel.page.locator("#mood-plane polyline").get_attribute("points").split()
    drawn = [tuple(map(float, stop.split(","))) for stop in line]
    assert drawn == [
        pytest.approx(((stop["valence"] + 1) * 50, (1 - stop["arousal"]) * 50)) for stop in stops
    ]
    assert stops[0]["valence"] > 0 > stops[-1]["valence"]


def test_filters_that_leave_nothing_say_what_to_let_go_and_let_it_go(open_feel):
    feel = open_feel()
    feel.show_example()
    feel.button("Filters").click()
    feel.page.get_by_role("radio", name="Very").locator("..").click()
    expect(feel.page.get_by_role("heading", name="Nothing passes the filters")).to_be_visible()
    feel.button("However well known · 28 tracks").click()
    feel.wait_for_music()
    assert len(feel.titles()) == 10


def test_several_pictures_are_one_mood_as_on_the_command_line(open_feel, starter, examples):
    pictures = [examples / "astronaut.jpg", examples / "palace.jpg"]
    told = json.loads(starter.run("match", *pictures, "--format", "json").stdout)["affect"]
    feel = open_feel()
    page = feel.page

    def choose():
        page.locator("input[type=file]").first.set_input_files(pictures)
        feel.wait_for_music()

    wish = feel.match_after(choose).request.post_data_json
    for axis in ("valence", "arousal"):
        assert wish["affect"][axis] == pytest.approx(told[axis], abs=0.001)
    expect(page.get_by_text("Read from 2 pictures together")).to_be_visible()
    wish = feel.match_after(
        page.get_by_role("radio", name="The picture astronaut.jpg").check
    ).request.post_data_json
    assert wish["picture_name"] == "astronaut.jpg"
    expect(feel.headline).to_have_text("happy")
    expect(page.get_by_role("button", name="Face 1: happy")).to_be_visible()
    page.get_by_role("radio", name="All together").check()
    page.get_by_role("button", name="Only the picture palace.jpg").click()
    feel.button("Remove the picture").click()
    expect(page.get_by_role("group", name="Which picture counts")).to_have_count(0)
    expect(feel.headline).to_have_text("happy")


def test_when_all_was_offered_it_begins_anew(open_feel):
    feel = open_feel()
    feel.show_example()
    offered = set(feel.titles())
    for _ in range(2):
        feel.match_after(feel.button("Another list").click)
        offered |= set(feel.titles())
    assert len(offered) == 28
    feel.button("Another list").click()
    expect(feel.page.get_by_role("heading", name="That was all the music")).to_be_visible()
    feel.button("Start over").click()
    feel.wait_for_music()
    assert len(feel.titles()) == 10


def test_an_empty_library_offers_music_that_comes_with_affetto(tmp_path, start_service, open_feel):
    with start_service(tmp_path / "home") as service:
        feel = open_feel(service.url)
        feel.button("happy").click()
        expect(feel.page.get_by_role("heading", name="There is no music yet")).to_be_visible()
        feel.button("Add the free tracks").click()
        expect(feel.page.get_by_text("Listening to the free tracks")).to_be_visible()
        feel.wait_for_music()
        assert len(feel.titles()) == 10
