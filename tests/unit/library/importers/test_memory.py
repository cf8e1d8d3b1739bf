"""Large files, in bounded memory."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.importer_samples_for_tests import REKORDBOX, SPOTIFY

SCRIPT = """
import sys
from pathlib import Path
from affetto.library.importers import find_importer
path = Path(sys.argv[1])
rows = sum(1 for _ in find_importer(path).read(path))
print(rows, {peak})
"""


def write_table(path, n):
    header, one, *_ = SPOTIFY.splitlines(keepends=True)
    with path.open("w") as file:
        file.write(header)
        for _ in range(n // 100):
            file.write(one * 100)


def write_collection(path, n):
    before, rest = REKORDBOX.split("    <TRACK TrackID", 1)
    track = '    <TRACK TrackID="2" Name="Two" Location="file://localhost/music/two.wav"/>\n'
    with path.open("w") as file:
        file.write(before)
        for _ in range(n // 100):
            file.write(track * 100)
        file.write(f"    <TRACK TrackID{rest}")


@pytest.mark.parametrize("write", [write_table, write_collection])
def test_a_file_ten_times_as_long_takes_no_more_memory(write, tmp_path, peak_memory_mb):
    peaks = []
    for n in (2_000, 40_000):
        path = tmp_path / "large"
        write(path, n)
        answer = subprocess.run(
            [sys.executable, "-c", SCRIPT.format(peak=peak_memory_mb), str(path)],
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split()
        assert int(answer[0]) >= n
        peaks.append(float(answer[1]))
    assert peaks[1] < peaks[0] + 5
