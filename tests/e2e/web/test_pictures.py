"""Pictures of all kinds, and files that are none: read, or refused in a sentence."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image
from playwright.sync_api import expect


def png_chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


@pytest.fixture
def bomb(tmp_path):
    """A small file that unpacks to 400 million pixels."""
    width = height = 20_000
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(row * 100) for _ in range(height // 100)) + packer.flush()
    path = tmp_path / "bomb.png"
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + png_chunk(b"IDAT", pixels)
        + png_chunk(b"IEND", b"")
    )
    return path


def test_a_scene_without_a_face_is_read(open_feel, examples):
    feel = open_feel()
    feel.show(examples / "palace.jpg")
    expect(feel.page.get_by_text("Read from the scene")).to_be_visible()
    expect(feel.page.get_by_role("button", name="Face")).to_have_count(0)
    assert len(feel.titles()) == 10


def test_an_animated_gif_is_read_by_its_first_picture(open_feel, examples, tmp_path):
    path = tmp_path / "moving.gif"
    frames = [
        Image.open(examples / name).convert("RGB") for name in ("astronaut.jpg", "palace.jpg")
    ]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100, loop=0)
    feel = open_feel()
    feel.show(path)
    expect(feel.headline).to_have_text("happy")


def test_a_format_that_browsers_cannot_draw_is_drawn_by_the_service(open_feel, examples, tmp_path):
    path = tmp_path / "portrait.tiff"
    Image.open(examples / "astronaut.jpg").save(path)
    feel = open_feel()
    feel.show(path)
    expect(feel.headline).to_have_text("happy")
    picture = feel.page.get_by_role("img", name="The picture portrait.tiff")
    assert picture.evaluate("image => image.naturalWidth") == 512
    expect(feel.page.get_by_role("button", name="Face 1: happy")).to_be_visible()


def test_a_text_file_by_a_picture_s_name_is_refused(open_feel, tmp_path):
    path = tmp_path / "notes.jpg"
    path.write_text("This is a letter, not a picture.\n" * 40)
    feel = open_feel()
    feel.choose_file(path)
    expect(feel.page.get_by_role("alert")).to_contain_text("notes.jpg")
    expect(feel.button("Choose another picture")).to_be_visible()


def test_a_file_that_is_no_picture_is_not_even_sent(open_feel, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear reader,")
    feel = open_feel()
    sent = []
    feel.page.on("request", lambda request: sent.append(request.method))
    feel.choose_file(path)
    expect(feel.page.get_by_text("“letter.txt” is not a picture.")).to_be_visible()
    assert "POST" not in sent


def test_a_picture_that_is_too_large_is_refused_with_the_limit(open_feel, tmp_path):
    path = tmp_path / "large.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(30 * 2**20))
    feel = open_feel()
    feel.page.wait_for_load_state("networkidle")  # the service has told its limits
    sent = []
    feel.page.on("request", lambda request: sent.append(request.method))
    feel.choose_file(path)
    expect(
        feel.page.get_by_text("“large.jpg” is larger than 25 MB. Choose a smaller picture.")
    ).to_be_visible()
    assert "POST" not in sent


def test_a_bomb_is_refused_and_the_next_picture_is_read(open_feel, examples, bomb):
    feel = open_feel()
    feel.choose_file(bomb)
    expect(feel.page.get_by_role("alert")).to_contain_text("megapixels, and at most")
    feel.show(examples / "astronaut.jpg")
    expect(feel.headline).to_have_text("happy")


def test_a_picture_is_dropped_anywhere_on_the_page(open_feel, examples):
    feel = open_feel()
    transfer = feel.page.evaluate_handle(
        """async (bytes) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], "a.jpg", { type: "image/jpeg" }));
            return transfer;
        }""",
        list((examples / "astronaut.jpg").read_bytes()),
    )
    feel.page.dispatch_event("body", "dragover", {"dataTransfer": transfer})
    expect(feel.page.get_by_text("Let go to read it")).to_be_visible()
    feel.page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    feel.wait_for_music()
    expect(feel.headline).to_have_text("happy")
