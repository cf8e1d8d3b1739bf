"""What tests of services share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

_DATA = Path(__file__).parents[2] / "data" / "providers"


@pytest.fixture
def recorded() -> Callable[[str], Any]:
    """An answer as a service's documentation shows it, by its name under tests/data/providers."""
    return lambda name: json.loads((_DATA / f"{name}.json").read_text())
