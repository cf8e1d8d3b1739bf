from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps

from affetto.errors import PictureError
from affetto.vision import frames
from affetto.vision.frames import decode_picture, load_picture

Rgb = NDArray[np.uint8]


@pytest.fixture(scope="module")
def photo(astronaut: Rgb) -> Rgb:
    """An upright picture that no turn or mirror leaves the same, uint8 [100, 140, 3]."""
    return np.ascontiguousarray(astronaut[40:140, 150:290])


def encode(image: Image.Image, file_format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def read_heic(root: Path, orientation: int = 1) -> bytes:
    """The photo as HEIC, which no package of ours can write: see tests/data/README.md."""
    return (root / "tests" / "data" / f"orientation-{orientation}.heic").read_bytes()


def mean_difference(one: Rgb, other: Rgb) -> float:
    assert one.shape == other.shape
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


# Encoder, and the mean difference of 255 levels that its compression may cost.
ENCODERS: dict[str, tuple[Callable[[Image.Image], bytes], float]] = {
    "jpeg": (lambda image: encode(image, "JPEG", quality=95), 3),
    "progressive jpeg": (lambda image: encode(image, "JPEG", quality=95, progressive=True), 3),
    "jpeg of two pictures": (
        lambda image: encode(
            image, "MPO", quality=95, save_all=True, append_images=[image.rotate(90)]
        ),
        3,
    ),
    "png": (lambda image: encode(image, "PNG"), 0),
    "webp": (lambda image: encode(image, "WEBP", quality=95), 4),
    "lossless webp": (lambda image: encode(image, "WEBP", lossless=True), 0),
    "avif": (lambda image: encode(image, "AVIF", quality=95), 4),
    "gif": (lambda image: encode(image.quantize(256), "GIF"), 8),
    "tiff": (lambda image: encode(image, "TIFF"), 0),
    "lzw tiff": (lambda image: encode(image, "TIFF", compression="tiff_lzw"), 0),
    "bmp": (lambda image: encode(image, "BMP"), 0),
}


@pytest.mark.parametrize("name", ENCODERS)
def test_reads_every_format_by_its_content(name: str, photo: Rgb, tmp_path: Path) -> None:
    encoder, tolerance = ENCODERS[name]
    path = tmp_path / "picture.txt"
    path.write_bytes(encoder(Image.fromarray(photo)))
    picture = load_picture(path)
    assert picture.name == str(path)
    assert picture.rgb.dtype == np.uint8
    assert mean_difference(picture.rgb, photo) <= tolerance


def test_reads_heic(photo: Rgb, root: Path) -> None:
    assert mean_difference(decode_picture(read_heic(root), "telephone").rgb, photo) <= 4


def test_takes_the_first_frame_of_an_animation(photo: Rgb) -> None:
    first = Image.fromarray(photo)
    animation = encode(
        first, "WEBP", save_all=True, append_images=[Image.new("RGB", first.size)], lossless=True
    )
    assert mean_difference(decode_picture(animation, "animation").rgb, photo) == 0


def stored(upright: Rgb, orientation: int) -> Rgb:
    """The rows a camera stores, after the meaning of each orientation in EXIF 2.32.

    E.g. 6: the 0th row of the file is the right side of the scene, the 0th column its top.
    """
    return {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: upright[:, ::-1].transpose(1, 0, 2),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: upright[::-1].transpose(1, 0, 2),
    }[orientation]


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "WEBP", "AVIF", "HEIC", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_sets_every_exif_orientation_upright(
    orientation: int, file_format: str, photo: Rgb, root: Path
) -> None:
    if file_format == "HEIC":
        content = read_heic(root, orientation)
    else:
        exif = Image.Exif()
        exif[0x0112] = orientation
        image = Image.fromarray(np.ascontiguousarray(stored(photo, orientation)))
        content = encode(image, file_format, exif=exif.tobytes())
    picture = decode_picture(content, "turned")
    assert mean_difference(picture.rgb, photo) < 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_agrees_with_pillow_about_what_is_upright(orientation: int, photo: Rgb) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encode(Image.fromarray(photo), "PNG", exif=exif.tobytes())
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(content)))
    assert np.array_equal(decode_picture(content, "turned").rgb, np.asarray(expected))


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "F"])
def test_strips_join_without_a_seam(mode: str, orientation: int) -> None:
    # Taller than a strip, and no whole number of strips.
    x, y = np.meshgrid(np.linspace(0, 255, 700), np.linspace(0, 255, 2000))
    smooth = np.rint(np.stack([x, y, (x + y) / 2], axis=2)).astype(np.uint8)
    image = Image.fromarray(y.astype(np.float32)) if mode == "F" else Image.fromarray(smooth)
    exif = Image.Exif()
    exif[0x0112] = orientation
    content = encode(image if mode == "F" else image.convert(mode), "TIFF", exif=exif.tobytes())
    expected = np.rint(y).astype(np.uint8)[:, :, None].repeat(3, 2) if mode == "F" else smooth
    turned = expected if orientation == 1 else np.rot90(expected, -1)
    assert np.array_equal(decode_picture(content, "smooth").rgb, turned)


def test_shows_a_picture_whose_exif_data_is_damaged(photo: Rgb) -> None:
    damaged = encode(Image.fromarray(photo), "PNG", exif=b"Exif\x00\x00no such thing")
    assert mean_difference(decode_picture(damaged, "damaged").rgb, photo) == 0


@pytest.mark.parametrize("file_format", ["PNG", "TIFF"])
def test_scales_sixteen_bits_to_eight_without_clipping(file_format: str) -> None:
    ramp = np.linspace(0, 65535, 256).round().astype(np.uint16)[None].repeat(4, axis=0)
    picture = decode_picture(encode(Image.fromarray(ramp), file_format), "ramp")
    assert np.array_equal(picture.rgb[0, :, 0], np.arange(256))
    assert np.array_equal(picture.rgb[:, :, 0], picture.rgb[:, :, 2])


def test_spreads_float_pixels_over_the_whole_range() -> None:
    ramp = np.linspace(-2, 6, 256, dtype=np.float32)[None].repeat(4, axis=0)
    picture = decode_picture(encode(Image.fromarray(ramp), "TIFF"), "ramp")
    assert np.array_equal(picture.rgb[0, :, 1], np.arange(256))


def test_rounds_every_sixteen_bit_value_to_the_nearest_level() -> None:
    values = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    picture = decode_picture(encode(Image.fromarray(values), "PNG"), "values")
    assert np.array_equal(picture.rgb[:, :, 0], np.rint(values / 257))


def test_float_pixels_that_are_no_numbers_leave_the_others_as_they_are() -> None:
    ramp = np.linspace(-2, 6, 256, dtype=np.float32)[None].repeat(4, axis=0)
    ramp[3, :3] = np.nan, np.inf, -np.inf
    rgb = decode_picture(encode(Image.fromarray(ramp), "TIFF"), "ramp").rgb
    assert np.array_equal(rgb[0, :, 1], np.arange(256))
    assert list(rgb[3, :3, 1]) == [0, 255, 0]


@pytest.mark.parametrize("mode", ["L", "LA", "1"])
def test_reads_grey_pictures(mode: str, photo: Rgb) -> None:
    grey = Image.fromarray(photo).convert("1" if mode == "1" else "L")
    picture = decode_picture(encode(grey.convert(mode), "PNG"), mode)
    assert mean_difference(picture.rgb, np.asarray(grey.convert("RGB"))) == 0


def test_reads_a_palette(photo: Rgb) -> None:
    palette = Image.fromarray(photo).quantize(64)
    picture = decode_picture(encode(palette, "PNG"), "palette")
    assert mean_difference(picture.rgb, np.asarray(palette.convert("RGB"))) == 0


def test_reads_cmyk_as_adobe_writes_it(photo: Rgb) -> None:
    cmyk = encode(Image.fromarray(photo).convert("CMYK"), "JPEG", quality=95)
    assert b"Adobe" in cmyk[:64]  # Pillow too stores the four inks inverted
    assert mean_difference(decode_picture(cmyk, "print").rgb, photo) < 4


def test_reads_cielab(photo: Rgb) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = ImageCms.profileToProfile(Image.fromarray(photo), srgb, lab, outputMode="LAB")
    assert image is not None
    assert mean_difference(decode_picture(encode(image, "TIFF"), "lab").rgb, photo) < 2


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_lays_transparent_pixels_on_white(mode: str, photo: Rgb) -> None:
    image = Image.fromarray(photo).convert("RGBA")
    image.paste((200, 0, 0, 0), (0, 0, 70, 100))
    image = image.quantize(256, method=Image.Quantize.FASTOCTREE) if mode == "P" else image
    rgb = decode_picture(encode(image, "PNG"), "cut-out").rgb
    assert (rgb[:, :70] == 255).all()
    assert mean_difference(rgb[:, 70:], photo[:, 70:]) < 8


def test_half_transparent_black_on_white_is_grey() -> None:
    image = Image.new("RGBA", (4, 4), (0, 0, 0, 128))
    assert (decode_picture(encode(image, "PNG"), "shade").rgb == 127).all()


def profile_with_red_and_blue_exchanged() -> bytes:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    renamed = srgb.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    return renamed.replace(b"rXYZ", b"____").replace(b"bXYZ", b"rXYZ").replace(b"____", b"bXYZ")


def test_follows_a_colour_profile(photo: Rgb) -> None:
    profiled = encode(
        Image.fromarray(photo), "PNG", icc_profile=profile_with_red_and_blue_exchanged()
    )
    assert mean_difference(decode_picture(profiled, "profiled").rgb, photo[:, :, ::-1]) < 1


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_ignores_a_colour_profile_that_does_not_fit(mode: str, photo: Rgb) -> None:
    image = Image.fromarray(photo).convert(mode)
    profile = b"nonsense" if mode == "RGB" else profile_with_red_and_blue_exchanged()
    picture = decode_picture(encode(image, "TIFF", icc_profile=profile), "profiled")
    assert mean_difference(picture.rgb, np.asarray(image.convert("RGB"))) < 1


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A grey PNG file with the given header, whether or not it fits the pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(pixels))
        + chunk(b"IEND", b"")
    )


def refusal(path: Path) -> str:
    """Why the picture is refused; checks that the user gets one line that names the file."""
    with pytest.raises(PictureError) as caught:
        load_picture(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return caught.value.reason


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.jpg") == "no such file"


def test_refuses_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_refuses_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert refusal(path) == "is empty"


@pytest.mark.parametrize(
    "content", [b"just some words\n", b"\xff\xd8", b"%PDF-1.7\n", b"\x00" * 99]
)
def test_refuses_what_is_no_picture(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "words.jpg"
    path.write_bytes(content)
    assert "is not a picture that can be read; give JPEG, PNG" in refusal(path)


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("share", [0.1, 0.45, 0.9])
@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
def test_refuses_a_picture_that_was_cut_short(
    name: str, share: float, photo: Rgb, tmp_path: Path
) -> None:
    if name == "jpeg of two pictures":
        share /= 2.5  # all of the first picture is enough
    whole = ENCODERS[name][0](Image.fromarray(photo))
    path = tmp_path / "cut.jpg"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "ends before the picture is complete" in refusal(path)


def test_says_exactly_what_is_wrong_with_a_truncated_jpeg(photo: Rgb, tmp_path: Path) -> None:
    path = tmp_path / "cut.jpg"
    path.write_bytes(encode(Image.fromarray(photo), "JPEG")[:-400])
    assert refusal(path) == "ends before the picture is complete"


def test_refuses_a_decompression_bomb_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    # Decoding would stop at once for lack of pixels, and say so.
    path.write_bytes(png(30_000, 30_000, b"\0"))
    reason = refusal(path)
    assert "30000 x 30000 pixels are 900 megapixels, and at most 200 can be read" in reason


def test_large_pictures_raise_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    # Pillow's own limit would warn of this one.
    with pytest.raises(PictureError, match="ends before the picture is complete"):
        decode_picture(png(10_000, 10_000, b"\0"), "large")
    assert not recwarn.list


@pytest.mark.parametrize(("width", "height"), [(100, 0), (0, 100)])
def test_refuses_a_picture_without_pixels(width: int, height: int, tmp_path: Path) -> None:
    path = tmp_path / "flat.png"
    path.write_bytes(png(width, height, b""))
    assert refusal(path) == "has no pixels: its width or height is 0"


def test_refuses_a_pipe_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)
    assert refusal(path) == "is not a regular file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_refuses_a_device() -> None:
    assert refusal(Path("/dev/zero")) == "is not a regular file"


def test_refuses_a_file_that_may_not_be_read(
    photo: Rgb, open_folder: Path, as_ordinary_user: Callable[[], AbstractContextManager[None]]
) -> None:
    path = open_folder / "secret.png"
    path.write_bytes(encode(Image.fromarray(photo), "PNG"))
    path.chmod(0)
    with as_ordinary_user():
        assert refusal(path) == "cannot be read (Permission denied)"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc/self/mem")
def test_refuses_a_file_whose_content_cannot_be_had() -> None:
    assert refusal(Path("/proc/self/mem")) == "cannot be read (Input/output error)"


def run_reader(program: str, path: Path) -> str:
    """What `program` prints in a process of its own, of whose memory nothing else has a part."""
    command = [sys.executable, "-c", program, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


PEAK_BYTES_PER_PIXEL = """
import sys
from pathlib import Path
from affetto.vision.frames import load_picture

def read_peak_kib():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))

before = read_peak_kib()
height, width, _ = load_picture(Path(sys.argv[1])).rgb.shape
print((read_peak_kib() - before) * 1024 / (height * width))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.parametrize("kind", ["RGB", "RGBA", "turned", "sixteen bits", "float"])
def test_holds_no_second_copy_of_the_whole_picture(kind: str, tmp_path: Path) -> None:
    grey = np.tile(np.arange(2000, dtype=np.uint16), (4000, 1))
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGBA" if kind == "RGBA" else "RGB", (2000, 4000), (200, 90, 40))
    if kind in ("sixteen bits", "float"):
        image = Image.fromarray(grey if kind == "sixteen bits" else grey.astype(np.float32))
    path = tmp_path / "large"
    options = {"exif": exif.tobytes()} if kind == "turned" else {}
    image.save(path, "TIFF" if kind == "float" else "PNG", compress_level=1, **options)
    # Up to 4 bytes are the decoder's and 3 the result's; a strip takes the less, the larger the
    # picture is.
    most = {"sixteen bits": 7, "float": 9}.get(kind, 9)
    assert float(run_reader(PEAK_BYTES_PER_PIXEL, path)) < most


READ_IN_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from affetto.errors import PictureError
from affetto.vision.frames import load_picture

pages = int(Path("/proc/self/statm").read_text().split()[0])
limit = pages * resource.getpagesize() + 2**25
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    load_picture(Path(sys.argv[1]))
except PictureError as error:
    print(error.reason)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc")
@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "GIF", "TIFF", "BMP"])
def test_says_that_a_picture_does_not_fit_into_memory(file_format: str, tmp_path: Path) -> None:
    path = tmp_path / "vast"
    Image.new("L", (8000, 6000)).save(path, file_format)
    expected = "is too large for this machine's memory; make it smaller"
    assert run_reader(READ_IN_LITTLE_MEMORY, path) == expected


@pytest.fixture(scope="module")
def gradient_files() -> dict[str, bytes]:
    """A small picture in every format that can be written, by its name."""
    gradient = np.linspace(0, 255, 64 * 48 * 3).reshape(48, 64, 3).astype(np.uint8)
    names = ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP"]
    return {name: encode(Image.fromarray(gradient), name) for name in names}


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_damaged_files_raise_nothing_but_a_picture_error(
    data: st.DataObject, gradient_files: dict[str, bytes]
) -> None:
    damaged = bytearray(gradient_files[data.draw(st.sampled_from(sorted(gradient_files)))])
    last = len(damaged) - 1
    changes = st.tuples(st.integers(0, last), st.integers(0, 255))
    for position, value in data.draw(st.lists(changes, min_size=1, max_size=12)):
        damaged[position] = value
    # Anything but a PictureError fails the test; a change may also leave the picture readable.
    with pytest.MonkeyPatch.context() as patch, suppress(PictureError):
        # A damaged header may claim any size; filling megapixels shows nothing new.
        patch.setattr(frames, "MAX_MEGAPIXELS", 1)
        assert decode_picture(bytes(damaged), "damaged").rgb.shape[2] == 3
