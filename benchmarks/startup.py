"""How long `affetto --help` takes, beside Python that imports Typer and Rich and does nothing.

    python benchmarks/startup.py [--runs 15]

Both are started by turns, so that a busy machine slows both; the best of all runs counts.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
from pathlib import Path

BASELINE = [sys.executable, "-c", "import typer, rich.console"]
HELP = [str(Path(sys.executable).with_name("affetto")), "--help"]


def time_run(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    best = {"baseline": float("inf"), "help": float("inf")}
    for _ in range(runs):
        best["baseline"] = min(best["baseline"], time_run(BASELINE))
        best["help"] = min(best["help"], time_run(HELP))
    print(f"Python {platform.python_version()}, {platform.machine()}, best of {runs}")
    print(f"import typer and rich   {best['baseline'] * 1000:7.0f} ms")
    print(f"affetto --help          {best['help'] * 1000:7.0f} ms")
    print(f"ratio                   {best['help'] / best['baseline']:7.2f}")


if __name__ == "__main__":
    main()
