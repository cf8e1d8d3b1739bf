"""How much of a day's allowance a key has used, so that it is never overdrawn.

Since 2026 a key has 100 searches a day, and 10,000 units for everything else; before, a search
took 100 of the same units, which came to as many. Both begin anew at midnight Pacific time
(https://developers.google.com/youtube/v3/determine_quota_cost). Requests that fail count too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from threading import Lock
from zoneinfo import ZoneInfo

from affetto.providers.capabilities import Answers, Budget
from affetto.providers.errors import BusyError

SERVICE = "YouTube"
_PACIFIC = "America/Los_Angeles"


class Allowance(StrEnum):
    """What is counted apart."""

    SEARCHES = "searches"
    UNITS = "units"


class Ledger:
    """Counts what a key uses; all threads of a program may use it.

    Args:
        answers: where the count is kept.
        key: whose allowance it is; only a fingerprint of it is kept.
        limits: how much a day there is of each allowance.
        now: tells the time, with a time zone.
    """

    def __init__(
        self,
        answers: Answers,
        key: str,
        limits: Mapping[Allowance, int],
        now: Callable[[], datetime],
    ) -> None:
        self._answers = answers
        self._fingerprint = hashlib.sha256(key.encode()).hexdigest()[:16]
        self._limits = limits
        self.now = now
        self._lock = Lock()

    def budget(self, allowance: Allowance) -> Budget:
        """What is left of an allowance today."""
        today = self._today()
        begins_anew = datetime.combine(today + timedelta(days=1), time(), ZoneInfo(_PACIFIC))
        return Budget(
            self._used(allowance, today), self._limits[allowance], begins_anew.astimezone(UTC)
        )

    def spend(self, allowance: Allowance) -> None:
        """Counts one request, which may then be made.

        Raises:
            BusyError: nothing is left today; it says when there is again.
        """
        with self._lock:
            budget = self.budget(allowance)
            if budget.used >= budget.limit:
                raise self.used_up(allowance)
            self._keep(allowance, budget.used + 1)

    def exhaust(self, allowance: Allowance) -> None:
        """Notes that the service says that nothing is left: others use the key too."""
        with self._lock:
            self._keep(allowance, max(self._limits[allowance], self.budget(allowance).used))

    def used_up(self, allowance: Allowance) -> BusyError:
        """The error that says so."""
        left = self.budget(allowance).resets_at - self.now()
        minutes = max(1, round(left / timedelta(minutes=1)))
        return BusyError(
            SERVICE,
            f"has no more {allowance} for your key today; it has again in "
            f"{minutes // 60} h {minutes % 60:02} min",
            left.total_seconds(),
        )

    def _today(self) -> date:
        return self.now().astimezone(ZoneInfo(_PACIFIC)).date()

    def _question(self, allowance: Allowance) -> str:
        return f"{allowance} used by {self._fingerprint}"

    def _used(self, allowance: Allowance, today: date) -> int:
        kept = self._answers.get(self._question(allowance))
        if kept is None:
            return 0
        count = json.loads(kept)
        return int(count["used"]) if count["day"] == today.isoformat() else 0

    def _keep(self, allowance: Allowance, used: int) -> None:
        count = {"day": self._today().isoformat(), "used": used}
        self._answers.keep(self._question(allowance), json.dumps(count))
