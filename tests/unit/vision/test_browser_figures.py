"""What the browser's port of this package is compared with."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def test_the_figures_for_the_browsers_port_are_those_of_this_package():
    tool = ROOT / "tools" / "vision_fixtures.py"
    result = subprocess.run(
        [sys.executable, tool, "--check"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
