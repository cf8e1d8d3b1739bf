"""How often a password may be tried."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from threading import Lock

from affetto.library.account_repository import name_key

_WINDOW_S = 15 * 60.0
# Failed logins within the window: of one address for one name, of one address for all names
# together (a household may share it), and for one name from everywhere. The last is the largest,
# so that a stranger can hardly lock somebody out. Our own choice; at 30 in a quarter of an hour,
# guessing one password of a million takes more than a year.
MAX_PER_PAIR = 5
MAX_PER_ADDRESS = 20
MAX_PER_NAME = 30
# Names and addresses remembered; beyond, those tried longest ago are forgotten.
_MAX_KEYS = 10_000

# Networks that one customer has to choose addresses from (RFC 6177).
_IPV6_PREFIX = 64


class LoginLimiter:
    """Counts failed logins by name and address, in memory; all threads may use it.

    Args:
        clock: tells seconds, ever more.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: OrderedDict[tuple[str, ...], deque[float]] = OrderedDict()

    def begin(self, name: str, address: str) -> int:
        """Counts a try, as failed until `succeed`.

        Returns:
            0 where the password may be looked at; else the seconds until one may be again, and
            nothing is counted.
        """
        now = self._clock()
        limits = _limits(name, address)
        with self._lock:
            wait_s = max(self._wait_s(key, limit, now) for key, limit in limits.items())
            if wait_s > 0:
                return math.ceil(wait_s)
            for key in limits:
                self._failures.setdefault(key, deque()).append(now)
                self._failures.move_to_end(key)
            while len(self._failures) > _MAX_KEYS:
                self._failures.popitem(last=False)
        return 0

    def succeed(self, name: str, address: str) -> None:
        """Takes the last try back: the password was right."""
        pair, *others = _limits(name, address)
        with self._lock:
            self._failures.pop(pair, None)
            for key in others:
                failures = self._failures.get(key)
                if failures:
                    failures.pop()

    def _wait_s(self, key: tuple[str, ...], limit: int, now: float) -> float:
        failures = self._failures.get(key)
        if failures is None:
            return 0.0
        while failures and failures[0] <= now - _WINDOW_S:
            failures.popleft()
        if len(failures) < limit:
            return 0.0
        return failures[-limit] + _WINDOW_S - now


def _limits(name: str, address: str) -> dict[tuple[str, ...], int]:
    name, address = name_key(name), _network_of(address)
    return {
        ("pair", name, address): MAX_PER_PAIR,
        ("address", address): MAX_PER_ADDRESS,
        ("name", name): MAX_PER_NAME,
    }


def _network_of(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4 or parsed.is_loopback:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
