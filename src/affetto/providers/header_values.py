"""What headers of HTTP say."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_RETRY_AFTER_S = 86_400.0


def read_retry_after(value: str) -> float | None:
    """`Retry-After` in seconds (RFC 9110, 10.2.3), between 0 and a day."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return None
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        seconds = (at - datetime.now(UTC)).total_seconds()
    if not seconds >= 0:  # also no number at all
        return 0.0
    return min(seconds, _MAX_RETRY_AFTER_S)


def read_whole_number(value: str | None) -> int | None:
    """A whole number from 0 on; None for anything else."""
    return int(value) if value is not None and value.isascii() and value.isdigit() else None
