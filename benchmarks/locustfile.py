"""Fifty people at once: the page, pictures, music, the library, and listening.

    affetto serve --port 8000 &
    locust -f benchmarks/locustfile.py --host http://127.0.0.1:8000 \
        --users 50 --spawn-rate 5 --run-time 5m --headless --only-summary

A refusal is honest where it is a 429 that says when to come back; people then wait so long and try
again. Everything else that is no success counts as a failure. At the end the service's own figures
are told, and what memory it held at the start and at the end, where it runs on this machine
(`--service-pid`).
"""

from __future__ import annotations

import random
from pathlib import Path

import gevent
from locust import HttpUser, between, events, task
from locust.clients import ResponseContextManager
from locust.env import Environment

PICTURES = [
    (path.name, path.read_bytes())
    for path in sorted((Path(__file__).resolve().parents[1] / "examples").glob("*.jpg"))
]
EMOTIONS = ["happy", "sad", "angry", "joy", "melancholy"]
FIRST_BYTES = {"Range": "bytes=0-262143"}
MEMORY_EVERY_S = 10


class Listener(HttpUser):
    """Somebody who sees a picture, hears its music, and looks around."""

    wait_time = between(1, 4)

    def on_start(self) -> None:
        """Opens the page."""
        self.client.get("/", name="page")
        self.client.get("/api/v1/options", name="options")

    @task(3)
    def see_and_hear(self) -> None:
        """Reads a picture, finds music for it, and listens to the first track."""
        with self._ask("/api/v1/affect", files={"picture": random.choice(PICTURES)}) as answer:
            if answer.status_code != 200:
                return
            affect = answer.json()["overall"]
        self._match({"affect": affect})

    @task(3)
    def say_a_mood(self) -> None:
        """Says the mood instead."""
        self._match({"emotion": random.choice(EMOTIONS)})

    @task(2)
    def look_through_the_library(self) -> None:
        """Turns a page of the library."""
        self.client.get("/api/v1/tracks?limit=50", name="tracks")

    @task(1)
    def come_back(self) -> None:
        """Loads the page anew."""
        self.client.get("/", name="page")

    def _match(self, wish: dict) -> None:
        with self._ask("/api/v1/matches", json={**wish, "n": 10}) as answer:
            if answer.status_code != 200:
                return
            track = answer.json()["tracks"][0]
        if track["uri"].startswith("file:"):
            path = f"/api/v1/tracks/{track['id']}/audio"
            self.client.get(path, headers=FIRST_BYTES, name="audio")

    def _ask(self, path: str, **options) -> ResponseContextManager:
        """Posts, and takes an honest refusal for no failure."""
        name = path.rpartition("/")[2]
        with self.client.post(path, name=name, catch_response=True, **options) as answer:
            wait_s = answer.headers.get("Retry-After", "")
            if answer.status_code == 429 and wait_s.isdigit():
                answer.success()
                self.environment.refusals = getattr(self.environment, "refusals", 0) + 1
                gevent.sleep(int(wait_s))
        return answer


@events.init_command_line_parser.add_listener
def add_options(parser) -> None:
    parser.add_argument("--service-pid", type=int, default=0, help="Process to watch.")


@events.test_start.add_listener
def watch_memory(environment: Environment, **_options) -> None:
    pid = environment.parsed_options.service_pid
    environment.memory_mb = []
    if pid:
        gevent.spawn(_note_memory, environment, pid)


def _note_memory(environment: Environment, pid: int) -> None:
    while True:
        status = Path(f"/proc/{pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        environment.memory_mb.append(int(line.split()[1]) / 1000)
        gevent.sleep(MEMORY_EVERY_S)


@events.test_stop.add_listener
def report(environment: Environment, **_options) -> None:
    print(f"honest refusals (429): {getattr(environment, 'refusals', 0)}")
    if memory := environment.memory_mb:
        print("memory, MB: " + " ".join(f"{value:.0f}" for value in memory))
