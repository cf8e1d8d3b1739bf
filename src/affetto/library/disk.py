"""What disks answer, in one place for all who work with them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from affetto.errors import LibraryError

# A full disk stops everything; it says nothing about the file at hand.
DISK_FULL_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT})
DISK_FULL_REASON = (
    "the disk is full; make room and run the same command again, it goes on where it stopped"
)


def is_there(path: Path) -> bool:
    """Whether a file exists and can be got at."""
    # Path.exists raises where a folder may not be looked into.
    return os.path.exists(path)  # noqa: PTH110


@contextmanager
def explaining_full_disk() -> Iterator[None]:
    """A block that tells a full disk as a sentence.

    Raises:
        LibraryError: the disk is full.
    """
    try:
        yield
    except OSError as error:
        if error.errno in DISK_FULL_ERRORS:
            raise LibraryError(DISK_FULL_REASON) from error
        raise
