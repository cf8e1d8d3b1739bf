from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from affetto.audio.analysers import create_analyser
from affetto.errors import InputError


def test_imports_vibenet_for_nobody_who_has_not_asked_for_it():
    script = (
        "import sys\n"
        "from affetto.audio.analysers import create_analyser\n"
        "print(create_analyser().name, *[name for name in sys.modules if 'vibenet' in name])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["affetto-cues"]


def test_names_the_analysers_there_are():
    with pytest.raises(InputError, match="'ears' is not one of affetto-cues, vibenet"):
        create_analyser("ears")


@pytest.mark.skipif(find_spec("vibenet") is not None, reason="vibenet is installed")
def test_says_how_to_install_an_analyser_that_is_missing():
    with pytest.raises(InputError, match="pip install vibenet"):
        create_analyser("vibenet")
