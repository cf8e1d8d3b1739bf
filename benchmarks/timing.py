"""How long a call takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np


def milliseconds(call: Callable[[], Any], calls: int) -> float:
    """Median time of a call."""
    times = []
    for _ in range(calls):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1000
