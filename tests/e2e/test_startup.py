"""The command answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = {"numpy", "scipy", "PIL", "onnxruntime", "sqlalchemy", "alembic", "av", "torch", "mutagen"}
AFFETTO = str(Path(sys.executable).with_name("affetto"))


def modules_after(code):
    script = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


@pytest.mark.parametrize("code", ["import affetto", "import affetto.cli.main"])
def test_importing_pulls_in_nothing_heavy(code):
    assert not modules_after(code) & HEAVY


def test_serving_never_imports_a_training_framework_or_a_desktop_library(astronaut):
    code = (
        "from pathlib import Path\n"
        "from affetto.app.pictures import read_affect\n"
        f"read_affect([Path({str(astronaut)!r})])"
    )
    assert not modules_after(code) & {"torch", "sklearn", "onnx", "cv2", "librosa", "tkinter"}


def test_help_takes_at_most_three_times_the_bare_start():
    """A ratio within one run, of the best of several turns: a busy machine slows both sides."""

    def best_s(command):
        times = []
        for _ in range(7):
            started = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - started)
        return min(times)

    bare = best_s([sys.executable, "-c", "pass"])
    imports = best_s([sys.executable, "-c", "import typer, rich"])
    assert best_s([AFFETTO, "--help"]) <= 3 * max(bare, imports)
