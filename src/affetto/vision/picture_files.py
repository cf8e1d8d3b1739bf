"""Pictures written to files; reading them is the work of `frames`."""

from __future__ import annotations

import io
from os import PathLike
from pathlib import Path

from PIL import Image

from affetto.errors import InputError
from affetto.files import write_whole

# Pillow's names of the formats, and what makes text in a picture stay sharp in them.
_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_OPTIONS = {"PNG": {}, "JPEG": {"quality": 92, "subsampling": 0}, "WEBP": {"quality": 92}}


def format_of(path: str | PathLike[str]) -> str:
    """Pillow's name of the format that a file's suffix names.

    Raises:
        InputError: pictures cannot be written in a format of this suffix.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise InputError(path, f"its name does not say a format of pictures; end it in {known}")
    return _FORMATS[suffix]


def save_picture(picture: Image.Image, path: str | PathLike[str]) -> None:
    """Write a picture to a file, replacing an older one only when the new one is complete.

    Args:
        picture: RGB.
        path: where; its suffix names the format, its folder must exist.

    Raises:
        InputError: the suffix names no format, or the file cannot be written. A file that was
            there before is then still there, unchanged.
    """
    picture_format = format_of(path)
    content = io.BytesIO()
    picture.save(content, picture_format, **_OPTIONS[picture_format])
    try:
        write_whole(path, content.getvalue())
    except OSError as error:
        raise InputError(path, f"cannot be written ({error.strerror})") from error
