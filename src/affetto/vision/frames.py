"""Picture files as arrays of upright sRGB pixels."""

from __future__ import annotations

import io
import stat
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageCms,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from affetto.errors import PictureError

FORMATS = "JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF or BMP"

# The largest phone sensors give 200 megapixels (16,320 x 12,240). Reading takes about 7 bytes per
# pixel at its peak (4 in the decoder, 3 in the result) from PNG, TIFF, BMP and baseline JPEG, 10
# from progressive JPEG, 12 from AVIF and 16 from WebP, whose decoders keep more (measured with 30
# megapixels of each). So a small file that claims to be vast must be refused by its header.
MAX_MEGAPIXELS = 200

# Pictures are converted in strips of about this many pixels: between the decoder's pixels and
# the result, no second copy of the whole picture is ever held.
_STRIP_PIXELS = 2**18

_EXIF_ORIENTATION = 0x0112

# An upright array seen in the order in which a file of each EXIF orientation stores it
# (EXIF 2.32), e.g. 6: its rows go from the picture's right side to the left.
_AS_STORED: dict[int, Callable[[NDArray[np.uint8]], NDArray[np.uint8]]] = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.swapaxes(0, 1),
    6: lambda upright: upright[:, ::-1].swapaxes(0, 1),
    7: lambda upright: upright[::-1, ::-1].swapaxes(0, 1),
    8: lambda upright: upright[::-1].swapaxes(0, 1),
}

# Brands of the ISO base media file format (ISO/IEC 14496-12) that hold still pictures.
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

# Enough to see which format it is, with the first brands of a HEIF file.
_HEAD_BYTES = 48


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture.

    Attributes:
        name: what the user calls it, for messages and results.
        rgb: uint8 [height, width, 3], sRGB, upright.
    """

    name: str
    rgb: NDArray[np.uint8]


def load_picture(path: Path) -> Picture:
    """Read a picture file.

    Args:
        path: a JPEG, PNG, WebP, HEIC, AVIF, GIF (first frame), TIFF (first page) or BMP file;
            which of them it is shows in its content, not in its name.

    Raises:
        PictureError: it is missing, no regular file, may not be read, is no picture, is
            damaged, has more than `MAX_MEGAPIXELS`, or does not fit into memory.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise PictureError(path, "is a folder; give the pictures in it one by one")
        if not stat.S_ISREG(mode):  # opening a pipe would wait for ever
            raise PictureError(path, "is not a regular file")
        with path.open("rb") as stream:
            return _decode(stream, str(path))
    except FileNotFoundError as error:
        raise PictureError(path, "no such file") from error
    except OSError as error:
        raise PictureError(path, f"cannot be read ({error.strerror or error})") from error


def decode_picture(data: bytes, name: str) -> Picture:
    """Decode a picture that is already in memory.

    Args:
        data: content of a file of any format that `load_picture` reads.
        name: what the user calls it, for messages.

    Raises:
        PictureError: it is empty, no picture, damaged, has more than `MAX_MEGAPIXELS`, or does
            not fit into memory.
    """
    return _decode(io.BytesIO(data), name)


def _decode(stream: BinaryIO, name: str) -> Picture:
    head = stream.read(_HEAD_BYTES)
    stream.seek(0)
    if not head:
        raise PictureError(name, "is empty")
    open_image = _find_opener(head)
    if open_image is None:
        raise PictureError(name, f"is not a picture that can be read; give {FORMATS}")
    try:
        image = open_image(stream)
    except Exception as error:  # every decoder raises classes of its own
        raise PictureError(name, _explain(error)) from error
    megapixels = image.width * image.height / 1e6
    if megapixels > MAX_MEGAPIXELS:
        raise PictureError(
            name,
            f"is too large: {image.width} x {image.height} pixels are {megapixels:,.0f} "
            f"megapixels, and at most {MAX_MEGAPIXELS} can be read; make it smaller",
        )
    try:
        image.load()
        rgb = _convert_upright(image)
    except Exception as error:
        raise PictureError(name, _explain(error)) from error
    return Picture(name, rgb)


def _find_opener(head: bytes) -> Callable[[BinaryIO], Image.Image] | None:
    """What opens a file that begins with `head`, None where nothing does.

    `Image.open` is not used: it also tries formats that run other programs, and its own limit
    of size warns through state that the whole process shares.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return JpegImagePlugin.JpegImageFile
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImagePlugin.PngImageFile
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GifImagePlugin.GifImageFile
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WebPImagePlugin.WebPImageFile
    if head.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return TiffImagePlugin.TiffImageFile
    if head.startswith(b"BM"):
        return BmpImagePlugin.BmpImageFile
    if head[4:8] == b"ftyp":
        return _find_heif_opener(head)
    return None


def _find_heif_opener(head: bytes) -> Callable[[BinaryIO], Image.Image] | None:
    # The compatible brands count too: a file may call itself mif1 and hold AVIF.
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, len(head), 4))}
    if brands & _AVIF_BRANDS:
        return AvifImagePlugin.AvifImageFile
    if brands & _HEIF_BRANDS:
        return _open_heif
    return None


def _open_heif(stream: BinaryIO) -> Image.Image:
    from pi_heif import HeifImageFile

    image: Image.Image = HeifImageFile(stream)
    return image


def _explain(error: Exception) -> str:
    if isinstance(error, MemoryError) or "out of memory" in str(error).lower():
        return "is too large for this machine's memory; make it smaller"
    if isinstance(error, EOFError) or "truncated" in str(error).lower():
        return "ends before the picture is complete"
    if str(error) == "not identified by this driver":  # Pillow's answer to a side of 0 pixels
        return "has no pixels: its width or height is 0"
    detail = " ".join(str(error).split())[:100] or type(error).__name__
    return f"is damaged, ends before the picture is complete, or is of a rare kind ({detail})"


def _convert_upright(image: Image.Image) -> NDArray[np.uint8]:
    """A loaded picture as uint8 [height, width, 3], sRGB, upright."""
    orientation = _read_orientation(image)
    height, width = image.height, image.width
    upright = np.empty((height, width, 3) if orientation < 5 else (width, height, 3), np.uint8)
    stored = _AS_STORED[orientation](upright)
    to_srgb = _choose_conversion(image)
    for rows, strip in _split(image):
        stored[rows] = np.asarray(to_srgb(strip))
    return upright


def _read_orientation(image: Image.Image) -> int:
    try:
        orientation = image.getexif().get(_EXIF_ORIENTATION)
    except (SyntaxError, ValueError, TypeError, LookupError, OSError, struct.error):
        return 1  # a picture whose EXIF data is damaged is still worth seeing
    return orientation if isinstance(orientation, int) and orientation in _AS_STORED else 1


def _split(image: Image.Image) -> Iterator[tuple[slice, Image.Image]]:
    rows = max(1, _STRIP_PIXELS // image.width)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        yield slice(top, bottom), image.crop((0, top, image.width, bottom))


def _choose_conversion(image: Image.Image) -> Callable[[Image.Image], Image.Image]:
    """What turns any strip of `image` into sRGB."""
    to_eight_bits = _choose_levels(image)
    if to_eight_bits is not None:
        prepare, mode = to_eight_bits, "L"
    elif image.has_transparency_data:
        prepare, mode = _lay_on_white, "RGB"
    else:
        mode = image.mode if image.mode in ("L", "CMYK", "LAB") else "RGB"
        prepare = partial(Image.Image.convert, mode=mode)
    transform = _build_transform(mode, image.info.get("icc_profile"))

    def to_srgb(strip: Image.Image) -> Image.Image:
        prepared = prepare(strip)
        if transform is not None:
            prepared = ImageCms.applyTransform(prepared, transform) or prepared
        return prepared.convert("RGB")

    return to_srgb


def _choose_levels(image: Image.Image) -> Callable[[Image.Image], Image.Image] | None:
    """What turns grey values of more than eight bits into a grey picture of eight."""
    if image.mode.startswith("I;16"):
        return _divide_sixteen_bits
    if image.mode in ("I", "F"):
        # No standard says what is white in these, so the darkest becomes black, the brightest
        # white.
        return partial(_spread, *_find_range(image))
    return None


def _divide_sixteen_bits(strip: Image.Image) -> Image.Image:
    # Pillow's own conversion clips at 255, which turns such a picture white.
    values = np.asarray(strip).astype(np.uint32)
    return Image.fromarray(((values + 128) // 257).astype(np.uint8))


def _find_range(image: Image.Image) -> tuple[float, float]:
    lowest, highest = np.inf, -np.inf
    for _, strip in _split(image):
        values = np.asarray(strip)
        values = values[np.isfinite(values)]
        lowest = min(lowest, float(values.min(initial=lowest)))
        highest = max(highest, float(values.max(initial=highest)))
    return (lowest, highest) if lowest <= highest else (0.0, 0.0)


def _spread(lowest: float, highest: float, strip: Image.Image) -> Image.Image:
    values = np.nan_to_num(np.asarray(strip, np.float64), nan=lowest, posinf=highest, neginf=lowest)
    span = (highest - lowest) or 1.0
    return Image.fromarray(np.rint((values - lowest) / span * 255).astype(np.uint8))


def _lay_on_white(strip: Image.Image) -> Image.Image:
    """The strip as on a white page, which is what cut-outs are made for.

    What the file hides under full transparency is arbitrary, so leaving alpha out would show
    what nobody has seen.
    """
    layer = strip.convert("RGBA")
    page = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(page, layer).convert("RGB")


def _build_transform(mode: str, profile: bytes | None) -> ImageCms.ImageCmsTransform | None:
    """What brings pixels of `mode` to sRGB, None where they are taken to be sRGB already."""
    if mode != "LAB" and not profile:
        return None
    try:
        if mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
            if "sRGB" in ImageCms.getProfileDescription(source):
                return None
        return ImageCms.buildTransform(source, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError):
        return None  # a profile that is damaged or meant for another kind of picture
