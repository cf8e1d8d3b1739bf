"""The picture on a recording's cover: from its tags, or from a file beside it."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from affetto.music import CoverArt

# As large as a web page shows it on a screen of high density.
COVER_SIZE_PX = 300
_JPEG_QUALITY = 85
# Larger files are no covers: the greatest scans of booklets are some 30 MB.
_MAX_BYTES = 64 * 1024 * 1024
# A picture of a few bytes may claim any size; 100 megapixels take 300 MB to decode.
_MAX_PIXELS = 100_000_000
# Formats that covers come in. Pillow knows some that run programs or read other files.
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")

_FRONT_COVER = 3  # ID3v2.4, frame APIC; FLAC and Ogg took its list over
_FOLDER_NAMES = ("cover", "folder", "front", "album", "albumart")
_FOLDER_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp")


def read_cover(path: Path) -> CoverArt | None:
    """The front cover of an audio file as a JPEG of at most `COVER_SIZE_PX` a side.

    Pictures in its tags come first (ID3, MP4, FLAC, Vorbis and Opus comments, APE and Windows
    Media), then one called cover, folder, front or album in its folder. What cannot be decoded is
    passed over: a recording is worth having without a picture.

    Args:
        path: the audio file.

    Returns:
        None where there is no picture.
    """
    for picture in _candidates(path):
        cover = _shrink(picture)
        if cover is not None:
            return CoverArt("image/jpeg", cover)
    return None


def _candidates(path: Path) -> Iterator[bytes]:
    """Pictures that may be the cover, the likeliest first."""
    yield from _pictures_in_tags(path)
    for file in _pictures_beside(path):
        try:
            if file.stat().st_size <= _MAX_BYTES:
                yield file.read_bytes()
        except OSError:
            continue


def _pictures_in_tags(path: Path) -> list[bytes]:
    """Pictures in a file's tags, those marked as the front cover first."""
    import mutagen

    try:
        file = mutagen.File(path)
        pictures = [] if file is None else list(_collect_pictures(file))
    except Exception:  # noqa: BLE001  damaged tags make mutagen raise errors of any class
        return []
    pictures.sort(key=lambda picture: picture[0] != _FRONT_COVER)
    return [data for _, data in pictures]


def _collect_pictures(file: Any) -> Iterator[tuple[int, bytes]]:
    """Type, as ID3 numbers them, and data of every picture that the tags hold."""
    for picture in getattr(file, "pictures", ()):  # FLAC
        yield picture.type, picture.data
    for key, value in (file.tags or {}).items():
        for item in value if isinstance(value, list) else [value]:
            yield from _read_field(key, item)


def _read_field(key: str, value: Any) -> Iterator[tuple[int, bytes]]:
    name = key.lower()
    if name.startswith("apic"):  # ID3
        yield int(value.type), value.data
    elif name == "covr":  # MP4
        yield _FRONT_COVER, bytes(value)
    elif name == "metadata_block_picture":  # Vorbis comments
        yield _split_flac(base64.b64decode(value))
    elif name == "coverart":  # Vorbis comments before 2006
        yield _FRONT_COVER, base64.b64decode(value)
    elif name == "cover art (front)":  # APE: a name, a zero byte, the picture
        yield _FRONT_COVER, value.value.partition(b"\0")[2]
    elif name == "wm/picture":  # Windows Media
        yield _split_windows_media(value.value)


def _split_flac(block: bytes) -> tuple[int, bytes]:
    """Type and data of a picture block of FLAC."""
    from mutagen import flac

    parse: Any = flac.Picture
    picture = parse(block)
    return picture.type, picture.data


def _split_windows_media(value: bytes) -> tuple[int, bytes]:
    """Type and data of a WM_PICTURE: type, length, and two names in UTF-16 before the data."""
    length = int.from_bytes(value[1:5], "little")
    return value[0], value[len(value) - length :]


def _pictures_beside(path: Path) -> list[Path]:
    """Pictures in the file's folder that are called as covers are, the likeliest name first."""
    try:
        files = [file for file in path.parent.iterdir() if _is_named_as_cover(file)]
    except OSError:
        return []
    return sorted(
        files,
        key=lambda file: (
            _FOLDER_NAMES.index(file.stem.lower()),
            _FOLDER_SUFFIXES.index(file.suffix.lower()),
            file.name,
        ),
    )


def _is_named_as_cover(file: Path) -> bool:
    named = file.stem.lower() in _FOLDER_NAMES and file.suffix.lower() in _FOLDER_SUFFIXES
    return named and file.is_file()


def _shrink(data: bytes) -> bytes | None:
    """A picture as a small JPEG; None where it is none, or cannot be decoded."""
    from PIL import Image, ImageOps

    if not data or len(data) > _MAX_BYTES:
        return None
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            warnings.simplefilter("ignore")  # of odd metadata, and of sizes that are checked here
            if picture.width * picture.height > _MAX_PIXELS:
                return None
            # Lets the decoder of JPEG leave out the detail that shrinking loses anyway.
            picture.draft("RGB", (2 * COVER_SIZE_PX, 2 * COVER_SIZE_PX))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((COVER_SIZE_PX, COVER_SIZE_PX), Image.Resampling.LANCZOS)
            small = io.BytesIO()
            _on_white(upright).save(small, "JPEG", quality=_JPEG_QUALITY)
    except Exception:  # noqa: BLE001  damaged pictures make Pillow raise errors of any class
        return None
    return small.getvalue()


def _on_white(picture: Any) -> Any:
    """The picture as RGB; what shines through it shows white paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")
