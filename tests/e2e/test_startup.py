"""The command answers at once: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"numpy", "scipy", "PIL", "onnxruntime", "sqlalchemy", "alembic", "av", "torch", "mutagen"}


def modules_after(code):
    script = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


HELP = """
import sys
from affetto.cli.main import main
sys.argv = ["affetto", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code
"""


@pytest.mark.parametrize("code", ["import affetto", "import affetto.cli.main", HELP])
def test_importing_pulls_in_nothing_heavy(code):
    assert not modules_after(code) & HEAVY


def test_serving_never_imports_a_training_framework_or_a_desktop_library(astronaut):
    code = (
        "from pathlib import Path\n"
        "from affetto.app.pictures import read_pictures\n"
        f"read_pictures([Path({str(astronaut)!r})])"
    )
    assert not modules_after(code) & {"torch", "sklearn", "onnx", "cv2", "librosa", "tkinter"}
