"""Keeps to the number of requests that ListenBrainz says it takes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Lock

from affetto.providers.errors import BusyError


class Pace:
    """Waits where a service said that it takes no more requests for now.

    Each of its answers says how many requests it still takes (`X-RateLimit-Remaining`) and in how
    many seconds it counts anew (`X-RateLimit-Reset-In`).

    Args:
        service: what people call it.
        longest_wait_s: longer pauses are told instead of waited for.
    """

    def __init__(self, service: str, longest_wait_s: float) -> None:
        self._service = service
        self._longest_wait_s = longest_wait_s
        self._lock = Lock()
        self._free_at = 0.0

    def note(self, headers: Mapping[str, str]) -> None:
        """Takes in what an answer says of the requests to come."""
        remaining = headers.get("x-ratelimit-remaining", "")
        reset_in = headers.get("x-ratelimit-reset-in", "")
        if not (remaining.isdecimal() and reset_in.isdecimal()) or int(remaining) > 0:
            return
        with self._lock:
            self._free_at = max(self._free_at, time.monotonic() + int(reset_in))

    def wait(self) -> None:
        """Waits until the next request is welcome.

        Raises:
            BusyError: that would take too long.
        """
        with self._lock:
            pause_s = self._free_at - time.monotonic()
        if pause_s > self._longest_wait_s:
            raise BusyError(
                self._service, f"takes no more for now; try again in {round(pause_s)} s", pause_s
            )
        if pause_s > 0:
            time.sleep(pause_s)
