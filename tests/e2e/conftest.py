"""The command line as a user runs it: a process of its own, with a home of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image
from skimage import data
from sklearn.datasets import load_sample_images


@dataclass(frozen=True)
class Affetto:
    """Runs the `affetto` command with a library of its own."""

    home: Path

    def run(self, *arguments, timeout_s: float = 300, as_text: bool = True, **environment):
        """The finished process."""
        return subprocess.run(
            [str(Path(sys.executable).with_name("affetto")), *map(str, arguments)],
            capture_output=True,
            text=as_text,
            timeout=timeout_s,
            stdin=subprocess.DEVNULL,
            env=self.environment(**environment),
            check=False,
        )

    def environment(self, **extra):
        # A wide terminal, so that tables are not broken in the middle of what is looked for.
        return {
            **os.environ,
            "AFFETTO_HOME": str(self.home),
            "AFFETTO_WORKERS": "2",
            "COLUMNS": "200",
            **extra,
        }


def assert_one_clear_line(result, *words) -> None:
    """Exit code 1 and one line on stderr that holds all `words`."""
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    for word in words:
        assert word in lines[0]


@pytest.fixture
def one_clear_line():
    return assert_one_clear_line


@pytest.fixture
def affetto(tmp_path) -> Affetto:
    """A command with an empty library."""
    return Affetto(tmp_path / "home")


@pytest.fixture(scope="session")
def starter(made_once) -> Affetto:
    """A command whose library holds the starter music, analysed once for all tests."""

    def add(home: Path) -> None:
        result = Affetto(home).run("library", "add", "--starter")
        assert result.returncode == 0, result.stderr

    return Affetto(made_once("starter", add))


@pytest.fixture(scope="session")
def astronaut(tmp_path_factory) -> Path:
    """scikit-image's portrait of a smiling astronaut."""
    path = tmp_path_factory.mktemp("pictures") / "astronaut.png"
    Image.fromarray(data.astronaut()).save(path)
    return path


@pytest.fixture(scope="session")
def palace(tmp_path_factory) -> Path:
    """scikit-learn's `china.jpg`: a palace, nobody near."""
    path = tmp_path_factory.mktemp("pictures") / "china.jpg"
    Image.fromarray(load_sample_images().images[0]).save(path, quality=95)
    return path


@pytest.fixture(scope="session")
def trees(tmp_path_factory) -> Path:
    """The trees of that picture alone, under their sky."""
    path = tmp_path_factory.mktemp("pictures") / "trees.png"
    Image.fromarray(load_sample_images().images[0][:200, 400:]).save(path)
    return path
