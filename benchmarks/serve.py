"""How long it takes from an upload to a playlist, beside what the command line's parts take warm.

    python benchmarks/serve.py [--picture examples/astronaut.jpg] [--runs 40]

Both answer the same question with the same picture and library: the service over HTTP on the
loopback, and the parts that `affetto match` puts together, called in this process with their
networks loaded. They take turns, so that a busy machine slows both; the medians are compared. The
library is a copy of the user's own, or the starter music where it is empty.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np

from affetto.app.matching import match_music
from affetto.app.music_library import add_to_library, find_starter_music, open_library
from affetto.app.pictures import open_vision
from affetto.config import Settings, load_settings
from affetto.library.backups import back_up
from affetto.playlists import PlaylistFormat, export_playlist
from affetto.recommend.query import Personalization, Query
from affetto.vision.frames import load_picture

ROOT = Path(__file__).resolve().parents[1]
AFFETTO = str(Path(sys.executable).with_name("affetto"))
PERCENTILES = (50, 95)


def fill_home(home: Path) -> Settings:
    """A home with a copy of the user's library, or with the starter music."""
    settings = Settings(home=home, workers=2)
    own = load_settings()
    home.mkdir(exist_ok=True)
    if own.library_path.is_file():
        with open_library(own) as library:
            is_filled = library.count() > 0
        if is_filled:
            back_up(own.library_path, settings.library_path)
    with open_library(settings) as library:
        if not library.count():
            add_to_library(library, [find_starter_music()], workers=settings.workers)
    return settings


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The address of a service that is ready."""
    command = [AFFETTO, "serve", "--port", "0"]
    environment = {**os.environ, "AFFETTO_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().split()[3]
            while httpx.get(f"{address}/readyz").status_code != httpx.codes.OK:
                time.sleep(0.05)
            yield address
        finally:
            process.terminate()


def time_call(call) -> float:
    started_s = time.perf_counter()
    call()
    return (time.perf_counter() - started_s) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--picture", type=Path, default=ROOT / "examples" / "astronaut.jpg")
    parser.add_argument("--runs", type=int, default=40)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = fill_home(Path(folder) / "home")
        with (
            open_library(settings) as library,
            serving(settings.home) as address,
            httpx.Client(base_url=address, timeout=60) as client,
        ):
            vision = open_vision()
            content = arguments.picture.read_bytes()

            def call_parts() -> None:
                affect = vision.reader.read(load_picture(arguments.picture).rgb).overall
                query = Query(affect, personalization=Personalization.MEDIUM)
                playlist = match_music(library, query, "affect", 10, settings=settings)
                export_playlist(playlist, PlaylistFormat.JSON)

            def ask_service() -> None:
                files = {"picture": (arguments.picture.name, content)}
                client.post("/api/v1/matches", files=files).raise_for_status()

            for call in (call_parts, ask_service):
                call()  # what is loaded at the first call is not what is timed
            times_ms: dict[str, list[float]] = {"parts": [], "service": []}
            for _ in range(arguments.runs):
                times_ms["parts"].append(time_call(call_parts))
                times_ms["service"].append(time_call(ask_service))
            report(times_ms, library.count())


def report(times_ms: dict[str, list[float]], tracks: int) -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {tracks} tracks")
    print(f"{'':24}{'p50':>8}{'p95':>8}   ms, {len(times_ms['parts'])} runs by turns")
    for name, label in (("parts", "parts of the CLI, warm"), ("service", "upload to playlist")):
        figures = np.percentile(times_ms[name], PERCENTILES)
        print(f"{label:24}" + "".join(f"{figure:8.0f}" for figure in figures))
    ratio = np.median(times_ms["service"]) / np.median(times_ms["parts"])
    print(f"ratio of the medians    {ratio:8.2f}")


if __name__ == "__main__":
    main()
