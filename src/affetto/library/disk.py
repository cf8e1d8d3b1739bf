"""What disks answer, in one place for all who work with them."""

from __future__ import annotations

import errno
import os
from pathlib import Path

# A full disk stops everything; it says nothing about the file at hand.
DISK_FULL_ERRORS = frozenset({errno.ENOSPC, errno.EDQUOT})
DISK_FULL_REASON = (
    "the disk is full; make room and run the same command again, it goes on where it stopped"
)


def is_there(path: Path) -> bool:
    """Whether a file exists and can be got at."""
    # Path.exists raises where a folder may not be looked into.
    return os.path.exists(path)  # noqa: PTH110
