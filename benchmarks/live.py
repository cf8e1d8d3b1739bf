"""How fast Live reads a camera: frames analysed and frames drawn a second, in headless Chromium.

    python benchmarks/live.py [--seconds 20] [--runs 3] [--json]

Starts `affetto serve` on a free port and a headless Chromium with a fake camera of 640 × 480
pixels at 30 frames a second, in which `examples/astronaut.jpg` moves to and fro, and counts in each
run of some seconds, after the networks are warm:

- analysed: frames in which faces were looked for and followed, a second;
- of these with expressions read anew, a second;
- drawn: frames of the camera that the page presented, a second.

All of it (the service, the browser, its compositor without a graphics card, and the fake camera's
decoder) shares this machine's processors, so its load is told too. Needs the built page
(`make web`), Chromium, and the extras `web` and `dev`.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FRAME_SIZE = (640, 480)
# As many as make the movement whole: the camera shows them again and again.
N_FRAMES = 180
WARM_UP_S = 6
WAIT_MS = 120_000

# Counts what the page's worker answers, and the frames that its video presents.
COUNTERS = """
window.counts = { analysed: 0, expressions: 0, drawn: 0 };
localStorage.setItem('affetto.consent.camera', 'given');
const PlainWorker = window.Worker;
window.Worker = class extends PlainWorker {
  constructor(...options) {
    super(...options);
    this.addEventListener('message', ({ data: { result } }) => {
      if (result?.timeS === undefined) return;
      window.counts.analysed += 1;
      if (result.expressionsRead) window.counts.expressions += 1;
    });
  }
};
"""
COUNT_DRAWN = """
const video = document.querySelector('video');
const count = () => { window.counts.drawn += 1; video.requestVideoFrameCallback(count); };
video.requestVideoFrameCallback(count);
"""


@dataclass(frozen=True)
class Rates:
    """Frames a second of one run, and the machine's load after it."""

    analysed: float
    expressions: float
    drawn: float
    load: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=20, help="length of a run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    runs = list(measure(arguments.runs, arguments.seconds))
    if arguments.json:
        print(json.dumps([asdict(run) for run in runs], indent=2))
        return
    print(f"{'analysed/s':>12}{'expressions/s':>15}{'drawn/s':>10}{'load':>8}")
    for run in runs:
        print(f"{run.analysed:12.1f}{run.expressions:15.1f}{run.drawn:10.1f}{run.load:8.1f}")
    median = statistics.median(run.analysed for run in runs)
    print(f"median of {len(runs)}: {median:.1f} analysed frames a second, {os.cpu_count()} cores")


def measure(runs: int, seconds: float) -> Iterator[Rates]:
    """Rates of one page after the other."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "home") as url,
        sync_playwright() as playwright,
    ):
        film = Path(folder) / "camera.mjpeg"
        film.write_bytes(b"".join(draw_frames()))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-video-capture={film}",
            ],
        )
        for _ in range(runs):
            page = browser.new_page(locale="en-GB")
            page.add_init_script(COUNTERS)
            page.goto(f"{url}/live")
            yield measure_page(page, seconds)
            page.close()


def measure_page(page: Page, seconds: float) -> Rates:
    """Rates once the networks are warm."""
    page.get_by_role("button", name="Turn the camera on").click()
    page.locator("[data-emotion]").wait_for(timeout=WAIT_MS)
    page.evaluate(COUNT_DRAWN)
    time.sleep(WARM_UP_S)
    began_s, before = time.perf_counter(), page.evaluate("({...window.counts})")
    time.sleep(seconds)
    after = page.evaluate("({...window.counts})")
    elapsed_s = time.perf_counter() - began_s
    rates = {name: (after[name] - before[name]) / elapsed_s for name in after}
    return Rates(**rates, load=os.getloadavg()[0])


def draw_frames() -> Iterator[bytes]:
    """JPEG files of a face that moves to and fro."""
    astronaut = Image.open(ROOT / "examples" / "astronaut.jpg").convert("RGB")
    for step in range(N_FRAMES):
        turn = 2 * math.pi * step / N_FRAMES
        frame = Image.new("RGB", FRAME_SIZE, (90, 100, 110))
        frame.paste(astronaut, (64 + round(48 * math.sin(turn)), round(-12 * math.cos(turn))))
        jpeg = io.BytesIO()
        frame.save(jpeg, "JPEG", quality=88)
        yield jpeg.getvalue()


@contextlib.contextmanager
def serve(home: Path) -> Iterator[str]:
    """Address of an `affetto serve` with an empty library."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [Path(sys.executable).with_name("affetto"), "serve", "--port", str(port)],
        env={**os.environ, "AFFETTO_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            if process.poll() is not None:
                raise SystemExit("affetto serve has ended; is the page built (make web)?")
            try:
                urllib.request.urlopen(f"{url}/readyz").close()
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
            else:
                break
        yield url
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
