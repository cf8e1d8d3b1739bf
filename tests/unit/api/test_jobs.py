"""Adding music over HTTP: progress, stopping, and what is left after the service was killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest
import uvicorn

from affetto.api.application import create_app
from affetto.config import Settings
from affetto.library.music_library import Library

JOBS = "/api/v1/jobs"
ADDITIONS = "/api/v1/library/additions"
SR = 22050


@pytest.fixture
def make_music(tmp_path) -> Callable[..., Path]:
    """Makes a folder of files that each take some tenths of a second to hear."""

    def make(name: str, files: int, seconds: float = 8.0) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for number in range(files):
            noise = np.random.default_rng([len(name), number]).normal(0, 4000, int(seconds * SR))
            path = folder / f"{name} {number:02}.wav"
            with path.open("wb") as raw, wave.open(raw, "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(SR)
                file.writeframes(noise.astype("<i2").tobytes())
        return folder

    return make


def start_adding(client, folder: Path) -> str:
    """Starts a job; its address."""
    answer = client.post(ADDITIONS, json={"path": str(folder)})
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"{JOBS}/{answer.json()['id']}"
    return answer.headers["location"]


def wait_for(client, url: str, until: Callable[[dict], bool]) -> dict:
    """The job as soon as it is as it is waited for; pytest's own time limit ends the wait."""
    while not until(job := client.get(url).json()):
        time.sleep(0.05)
    return job


def is_over(job: dict) -> bool:
    return job["state"] != "running"


def has_begun(job: dict) -> bool:
    return job["done"] > 0


def read_events(lines: Iterator[str]) -> Iterator[tuple[str, dict]]:
    """Name and data of server-sent events."""
    name = ""
    for line in lines:
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@contextmanager
def serving(settings: Settings) -> Iterator[httpx.Client]:
    """A real server on a free port, and a client of it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(settings), log_level="error", timeout_graceful_shutdown=1, lifespan="on"
            )
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, timeout=60) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()


class TestAdding:
    def test_a_folder_is_added_and_its_report_is_kept(self, empty_client, make_music):
        folder = make_music("new", 2)
        (folder / "broken.mp3").write_bytes(b"no music")
        job = wait_for(empty_client, start_adding(empty_client, folder), is_over)
        assert (job["kind"], job["subject"], job["state"]) == ("add music", str(folder), "done")
        assert (job["done"], job["total"], job["failed"]) == (3, 3, 1)
        assert (job["report"]["added"], job["report"]["failed"]) == (2, 1)
        (failure,) = job["report"]["failures"]
        assert failure["path"] == str(folder / "broken.mp3")
        assert "is not an audio file" in failure["reason"]
        assert empty_client.get("/api/v1/tracks").json()["total"] == 2

    def test_a_folder_without_music_fails_with_a_sentence(self, empty_client, tmp_path):
        job = wait_for(empty_client, start_adding(empty_client, tmp_path), is_over)
        assert job["state"] == "failed"
        assert "no music found" in job["error"]

    def test_two_additions_are_done_one_after_the_other(self, empty_client, make_music):
        first = start_adding(empty_client, make_music("first", 3))
        second = start_adding(empty_client, make_music("second", 1))
        assert {job["state"] for job in empty_client.get(JOBS).json()} == {"running"}
        began = wait_for(empty_client, second, has_begun)
        assert is_over(empty_client.get(first).json())
        assert is_over(wait_for(empty_client, second, is_over))
        assert began["total"] == 1
        assert empty_client.get("/api/v1/tracks").json()["total"] == 4

    def test_what_waits_for_its_turn_can_be_stopped(self, empty_client, make_music):
        first = start_adding(empty_client, make_music("first", 4))
        second = start_adding(empty_client, make_music("second", 1))
        assert empty_client.delete(second).status_code == 204
        job = wait_for(empty_client, second, is_over)
        assert (job["state"], job["done"]) == ("interrupted", 0)
        assert wait_for(empty_client, first, is_over)["state"] == "done"
        assert empty_client.get("/api/v1/tracks").json()["total"] == 4

    def test_other_kinds_of_work_do_not_wait(self, empty_client, make_music):
        adding = start_adding(empty_client, make_music("long", 6))
        answer = empty_client.post(
            "/api/v1/library/imports", files={"file": ("list.m3u", b"#EXTM3U\n/music/a.mp3\n")}
        )
        job = wait_for(empty_client, answer.headers["location"], is_over)
        assert job["state"] == "done"
        assert not is_over(empty_client.get(adding).json())
        empty_client.delete(adding)

    def test_a_file_that_is_known_but_was_not_heard_is_heard_on_request(
        self, empty_client, make_music
    ):
        folder = make_music("told", 1)
        playlist = f"#EXTM3U\n{folder / 'told 00.wav'}\n".encode()
        answer = empty_client.post(
            "/api/v1/library/imports", files={"file": ("list.m3u8", playlist)}
        )
        wait_for(empty_client, answer.headers["location"], is_over)
        (track,) = empty_client.get("/api/v1/tracks").json()["tracks"]
        assert track["valence"] is None
        answer = empty_client.post("/api/v1/library/analyses")
        assert answer.status_code == 202
        job = wait_for(empty_client, answer.headers["location"], is_over)
        assert (job["kind"], job["state"], job["report"]["found"]) == ("analyse music", "done", 1)
        (track,) = empty_client.get("/api/v1/tracks").json()["tracks"]
        assert track["loudness_lufs"] is not None


class TestStopping:
    def test_keeps_what_is_done_and_goes_on_when_started_again(self, empty_client, make_music):
        folder = make_music("long", 8)
        url = start_adding(empty_client, folder)
        wait_for(empty_client, url, has_begun)
        assert empty_client.delete(url).status_code == 204
        job = wait_for(empty_client, url, is_over)
        assert job["state"] == "interrupted"
        assert job["report"]["is_interrupted"]
        kept = empty_client.get("/api/v1/tracks").json()["total"]
        assert 0 < kept < 8
        again = wait_for(empty_client, start_adding(empty_client, folder), is_over)
        assert again["state"] == "done"
        assert (again["report"]["unchanged"], again["report"]["added"]) == (kept, 8 - kept)

    def test_stopping_what_is_over_changes_nothing(self, empty_client, make_music):
        url = start_adding(empty_client, make_music("short", 1))
        done = wait_for(empty_client, url, is_over)
        assert empty_client.delete(url).status_code == 204
        assert empty_client.get(url).json() == done

    def test_the_job_of_another_program_cannot_be_stopped(self, client, library):
        with library.running_job("train", "a model", total=3):
            newest = client.get(JOBS).json()[0]
            assert (newest["kind"], newest["state"]) == ("train", "running")
            answer = client.delete(f"{JOBS}/{newest['id']}")
            assert answer.status_code == 409
            assert answer.json()["type"] == "urn:affetto:problem:foreign-job"
        assert client.get(f"{JOBS}/{newest['id']}").json()["state"] == "done"

    @pytest.mark.parametrize("what", ["", "/events"])
    def test_a_job_that_is_not_there_is_a_problem(self, client, what):
        answer = client.get(f"{JOBS}/4711{what}")
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:affetto:problem:no-job"
        assert client.delete(f"{JOBS}/4711").status_code == 404


class TestEvents:
    def test_progress_ends_with_the_end(self, empty_client, make_music):
        url = start_adding(empty_client, make_music("followed", 4))
        with empty_client.stream("GET", f"{url}/events") as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            events = list(read_events(answer.iter_lines()))
        assert {name for name, _ in events[:-1]} == {"progress"}
        done = [job["done"] for _, job in events]
        assert done == sorted(done)
        name, job = events[-1]
        assert (name, job["state"], job["done"]) == ("end", "done", 4)
        assert job["report"]["added"] == 4

    def test_who_comes_after_the_end_is_told_at_once(self, empty_client, make_music):
        url = start_adding(empty_client, make_music("over", 1))
        wait_for(empty_client, url, is_over)
        events = list(read_events(empty_client.get(f"{url}/events").iter_lines()))
        assert [name for name, _ in events] == ["end"]

    def test_who_was_cut_off_connects_anew_and_misses_nothing(self, empty_settings, make_music):
        with serving(empty_settings) as client:
            url = start_adding(client, make_music("cut", 6))
            with client.stream("GET", f"{url}/events") as answer:
                name, seen = next(read_events(answer.iter_lines()))
            assert (name, seen["state"]) == ("progress", "running")
            with client.stream("GET", f"{url}/events") as answer:
                events = list(read_events(answer.iter_lines()))
            assert events[0][1]["done"] >= seen["done"]
            assert (events[-1][0], events[-1][1]["done"]) == ("end", 6)


class TestEndOfTheService:
    def test_a_service_that_is_stopped_interrupts_its_jobs(
        self, start_client, empty_settings, make_music
    ):
        folder = make_music("long", 8)
        with serving(empty_settings) as client:
            url = start_adding(client, folder)
            wait_for(client, url, has_begun)
        again = start_client(empty_settings)
        job = again.get(url).json()
        assert job["state"] == "interrupted"
        assert again.get("/api/v1/tracks").json()["total"] == job["done"]
        more = wait_for(again, start_adding(again, folder), is_over)
        assert (more["state"], more["report"]["unchanged"]) == ("done", job["done"])

    def test_after_a_kill_the_next_start_says_interrupted(
        self, start_client, empty_settings, make_music
    ):
        folder = make_music("long", 8)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        program = (
            "import uvicorn; from affetto.api.application import create_app;"
            f"uvicorn.run(create_app(), port={port}, log_level='error')"
        )
        environment = {
            **os.environ,
            "AFFETTO_HOME": str(empty_settings.home),
            "AFFETTO_WORKERS": "1",
        }
        process = subprocess.Popen([sys.executable, "-c", program], env=environment)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                wait_until_it_answers(client)
                url = start_adding(client, folder)
                wait_for(client, url, has_begun)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        again = start_client(empty_settings)
        assert again.get(url).json()["state"] == "interrupted"
        kept = again.get("/api/v1/tracks").json()["total"]
        more = wait_for(again, start_adding(again, folder), is_over)
        assert (more["state"], more["report"]["unchanged"]) == ("done", kept)
        with Library.open(empty_settings.library_path) as library:
            assert library.find_damage() == ()


def wait_until_it_answers(client: httpx.Client) -> None:
    while True:
        try:
            client.get("/healthz")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
