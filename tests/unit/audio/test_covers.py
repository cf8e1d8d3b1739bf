from __future__ import annotations

import base64
import io
import shutil

import mutagen
import numpy as np
import pytest
from mutagen.flac import Picture
from mutagen.id3 import APIC
from mutagen.mp4 import MP4Cover
from PIL import Image

from affetto.audio.covers import COVER_SIZE_PX, read_cover

RED, BLUE = (220, 30, 30), (30, 30, 220)
FRONT, BACK = 3, 4


def picture(colour, size=(640, 480), image_format="PNG", mode="RGB", **options):
    data = io.BytesIO()
    Image.new(mode, size, colour).save(data, image_format, **options)
    return data.getvalue()


def flac_picture(data, kind=FRONT):
    block = Picture()
    block.type, block.mime, block.data = kind, "image/png", data
    return block


def embed_id3(path, pictures):
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    for kind, data in pictures:
        file.tags.add(APIC(mime="image/png", type=kind, desc=str(kind), data=data))
    file.save()


def embed_flac(path, pictures):
    file = mutagen.File(path)
    for kind, data in pictures:
        file.add_picture(flac_picture(data, kind))
    file.save()


def embed_vorbis(path, pictures):
    file = mutagen.File(path)
    file["metadata_block_picture"] = [
        base64.b64encode(flac_picture(data, kind).write()).decode() for kind, data in pictures
    ]
    file.save()


def embed_mp4(path, pictures):
    file = mutagen.File(path)
    file["covr"] = [MP4Cover(data, MP4Cover.FORMAT_PNG) for _, data in pictures]
    file.save()


EMBEDDERS = {
    ".mp3": embed_id3,
    ".wav": embed_id3,
    ".flac": embed_flac,
    ".ogg": embed_vorbis,
    ".opus": embed_vorbis,
    ".m4a": embed_mp4,
}


def show(cover):
    assert cover.media_type == "image/jpeg"
    image = Image.open(io.BytesIO(cover.data))
    assert image.format == "JPEG"
    assert image.mode == "RGB"
    return image


def middle(cover):
    image = show(cover)
    return image.getpixel((image.width // 2, image.height // 2))


@pytest.fixture
def song(tmp_path, write_audio):
    def write(suffix=".mp3"):
        return write_audio(tmp_path / f"song{suffix}", 0.1 * np.sin(np.arange(24000) / 10))

    return write


@pytest.mark.parametrize("suffix", EMBEDDERS)
def test_reads_the_cover_in_the_tags_of_every_format(suffix, song):
    path = song(suffix)
    EMBEDDERS[suffix](path, [(FRONT, picture(RED))])
    cover = read_cover(path)
    assert show(cover).size == (COVER_SIZE_PX, 225)
    assert middle(cover) == pytest.approx(RED, abs=5)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg"])
def test_the_front_cover_comes_first(suffix, song):
    path = song(suffix)
    EMBEDDERS[suffix](path, [(BACK, picture(BLUE)), (FRONT, picture(RED))])
    assert middle(read_cover(path)) == pytest.approx(RED, abs=5)


@pytest.mark.parametrize(
    ("name", "image_format"),
    [
        ("cover.jpg", "JPEG"),
        ("Folder.JPG", "JPEG"),
        ("front.png", "PNG"),
        ("AlbumArt.webp", "WEBP"),
    ],
)
def test_reads_the_picture_beside_the_file(name, image_format, song, tmp_path):
    path = song()
    (tmp_path / name).write_bytes(picture(BLUE, image_format=image_format))
    assert middle(read_cover(path)) == pytest.approx(BLUE, abs=5)


def test_tags_come_before_the_folder(song, tmp_path):
    path = song()
    (tmp_path / "cover.png").write_bytes(picture(BLUE))
    embed_id3(path, [(FRONT, picture(RED))])
    assert middle(read_cover(path)) == pytest.approx(RED, abs=5)


def test_other_pictures_beside_the_file_are_no_covers(song, tmp_path):
    path = song()
    (tmp_path / "holiday.jpg").write_bytes(picture(BLUE, image_format="JPEG"))
    (tmp_path / "cover").mkdir()
    assert read_cover(path) is None


def test_what_is_damaged_is_passed_over(song, tmp_path):
    path = song()
    whole = picture(RED, image_format="JPEG")
    embed_id3(path, [(FRONT, whole[: len(whole) // 8]), (BACK, b"no picture")])
    assert read_cover(path) is None
    (tmp_path / "cover.jpg").write_bytes(picture(BLUE, image_format="JPEG"))
    assert middle(read_cover(path)) == pytest.approx(BLUE, abs=5)


def test_small_pictures_stay_small(song):
    path = song()
    embed_id3(path, [(FRONT, picture(RED, (64, 64)))])
    assert show(read_cover(path)).size == (64, 64)


def test_turns_the_picture_upright(song):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    path = song()
    embed_id3(path, [(FRONT, picture(RED, (200, 100), "JPEG", exif=exif))])
    assert show(read_cover(path)).size == (100, 200)


def test_what_shines_through_is_white(song):
    path = song()
    embed_id3(path, [(FRONT, picture((0, 0, 0, 0), (100, 100), mode="RGBA"))])
    assert middle(read_cover(path)) == pytest.approx((255, 255, 255), abs=2)


def test_a_picture_that_claims_a_huge_size_is_passed_over(song):
    path = song()
    embed_id3(path, [(FRONT, picture(1, (20_000, 20_000), mode="1"))])
    assert read_cover(path) is None


def test_a_file_without_picture_or_tags_has_no_cover(tmp_path, song):
    assert read_cover(song()) is None
    assert read_cover(tmp_path / "missing.mp3") is None
    text = tmp_path / "text.mp3"
    text.write_text("not music")
    assert read_cover(text) is None


def test_damaged_tags_count_as_missing_ones(song):
    path = song(".flac")
    embed_flac(path, [(FRONT, picture(RED))])
    data = bytearray(path.read_bytes())
    data[8:200] = bytes(192)
    path.write_bytes(data)
    assert read_cover(path) is None


def test_reading_a_cover_leaves_the_file_as_it_is(song, tmp_path):
    path = song()
    embed_id3(path, [(FRONT, picture(RED))])
    copy = shutil.copy(path, tmp_path / "copy")
    read_cover(path)
    assert path.read_bytes() == copy.read_bytes()
