"""Files that are whole or not there."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from contextlib import suppress
from os import PathLike
from pathlib import Path


def write_whole(target: str | PathLike[str], content: bytes) -> None:
    """Write a file, replacing an older one only when the new one is complete.

    A symbolic link stays one: what it points to is replaced. A device or a pipe is written to.

    Args:
        target: where; its folder must exist.
        content: the whole file.

    Raises:
        OSError: it cannot be written. A file that was there before is then still there,
            unchanged, and nothing else is left behind.
    """
    path = Path(os.path.realpath(target))
    if path.exists():
        if not path.is_file():
            path.write_bytes(content)  # raises where it is a folder
            return
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
