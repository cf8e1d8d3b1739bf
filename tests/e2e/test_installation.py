"""What a user gets from `pip install affetto`: small, and at home on a server."""

from __future__ import annotations

import os
import subprocess
import sys
import venv

import pytest

MAX_MB = 800

# Libraries that a machine without a desktop lacks.
DESKTOP = ("libGL", "libEGL", "libX11", "libxcb.so.1", "libgtk", "libQt", "libwayland", "libglib")


@pytest.fixture(scope="module")
def installed(tmp_path_factory, root):
    """A fresh environment with Affetto and nothing of the extras."""
    probe = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    target = tmp_path_factory.mktemp("probe")
    if subprocess.run([*probe, "-d", target, "shellingham"], check=False).returncode:
        pytest.skip("no package registry can be reached")
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=True)
    command = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    result = subprocess.run(
        [*command, "--disable-pip-version-check", "-c", root / "constraints.txt", root],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return folder


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_takes_at_most_800_mb(installed):
    files = (path for path in installed.rglob("*") if not path.is_symlink())
    blocks = sum(path.stat().st_blocks for path in files)
    assert blocks * 512 / 1e6 <= MAX_MB


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_whole_path_works_and_loads_no_desktop_library(installed, tmp_path, astronaut):
    script = """
import sys
from pathlib import Path
from affetto.affect import Affect
from affetto.app.matching import match_music
from affetto.app.music_library import add_to_library, find_starter_music, open_library
from affetto.app.pictures import read_pictures
from affetto.recommend.query import Query

if __name__ == "__main__":
    mood = read_pictures([Path(sys.argv[1])])
    with open_library() as library:
        add_to_library(library, [find_starter_music() / "happy"], workers=1)
        playlist = match_music(library, Query(mood.affect, context=mood.context), "affect", 3)
    # The analysis ran in a worker; load here what it loads there.
    from affetto.audio.analyser import CueAnalyser
    CueAnalyser().analyse(next((find_starter_music() / "happy").iterdir()))
    print(mood.affect.emotion, len(playlist.recommendations))
    print(Path("/proc/self/maps").read_text() if Path("/proc/self/maps").exists() else "")
    print(*sys.modules)
"""
    program = tmp_path / "program.py"
    program.write_text(script)
    result = subprocess.run(
        [installed / "bin" / "python", program, astronaut],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "AFFETTO_HOME": str(tmp_path / "home")},
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("happy 3")
    outside = [
        line.split()[-1]
        for line in result.stdout.splitlines()
        if ".so" in line and str(installed) not in line and sys.prefix not in line
    ]
    assert not [path for path in outside for name in DESKTOP if f"/{name}" in path]
    assert not {"torch", "cv2", "sklearn", "librosa"} & set(result.stdout.split())
