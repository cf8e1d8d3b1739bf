"""Adding music by programs that are killed, interrupted, doubled, or out of disk."""

from __future__ import annotations

import json
import os
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from reader_for_tests import WavReader

from affetto.library.music_library import Library
from affetto.library.records import JobState
from affetto.library.scanner import add_music

ADD_PROGRAM = Path(__file__).with_name("add_for_tests.py")

WORKERS = 2

# The workers' files, and what is handed to them ahead.
IN_FLIGHT = WORKERS + 2


def result_of(process: subprocess.Popen[str]) -> dict:
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert errors == ""
    return json.loads(output.splitlines()[-1])


def wait_until_gone(group: int) -> None:
    """Fails when any process of a group outlives the one that was killed."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail(f"processes of group {group} are left over")


def count_tracks(path: Path) -> int:
    with Library.open(path) as library:
        return library.count()


@pytest.fixture
def sixty_files(music, write_wav):
    for seed in range(60):
        write_wav(music / f"{seed:02}.wav", seed=seed)
    return music


def test_killed_at_random_the_next_run_does_the_rest(sixty_files, tmp_path, start_add):
    order = {
        "library": tmp_path / "library.db",
        "music": sixty_files,
        "log": tmp_path / "log",
        "delay_s": 0.05,
    }
    chance = random.Random(7)
    killed = []
    for _ in range(3):
        done_before = count_tracks(order["library"])
        process = start_add(**order)
        aim = done_before + chance.randint(0, 9)
        while int(process.stdout.readline()) < aim:
            pass
        time.sleep(chance.uniform(0.0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed.append(process.pid)
    assert 0 < count_tracks(order["library"]) < 60

    result = result_of(start_add(**order))

    assert (result["tracks"], result["files"], result["failed"]) == (60, 60, [])
    assert result["damage"] == []
    reads = Counter((tmp_path / "log").read_text().splitlines())
    assert len(reads) == 60
    assert sum(reads.values()) <= 60 + len(killed) * IN_FLIGHT
    for group in killed:
        wait_until_gone(group)


def test_job_of_a_killed_program_is_marked_as_interrupted(
    sixty_files, tmp_path, start_add, read_jobs
):
    path = tmp_path / "library.db"
    process = start_add(library=path, music=sixty_files, delay_s=0.2)
    process.stdout.readline()
    Library.open(path).close()
    assert [job["state"] for job in read_jobs(path)] == [JobState.RUNNING]
    process.kill()
    process.wait()

    Library.open(path).close()
    assert [job["state"] for job in read_jobs(path)] == [JobState.INTERRUPTED]


def test_interrupted_by_the_keyboard_it_ends_at_once_and_in_order(
    sixty_files, tmp_path, start_add, read_jobs
):
    order = {"library": tmp_path / "library.db", "music": sixty_files}
    log = tmp_path / "log"
    process = start_add(**order, log=log, delay_s=600.0)
    # Until both workers read: they note every file before they fall asleep over it.
    while not log.exists() or len(log.read_text().splitlines()) < WORKERS:
        assert process.poll() is None
        time.sleep(0.05)
    # A terminal sends it to all processes of the group.
    os.killpg(process.pid, signal.SIGINT)

    result = result_of(process)  # within its time limit, though the workers sleep for longer

    assert result["is_interrupted"]
    wait_until_gone(process.pid)
    assert [job["state"] for job in read_jobs(order["library"])] == [JobState.INTERRUPTED]
    assert result_of(start_add(**order))["tracks"] == 60


def test_two_programs_add_the_same_music_to_a_new_library_at_once(
    sixty_files, tmp_path, start_add, read_jobs
):
    order = {"library": tmp_path / "home" / "library.db", "music": sixty_files, "delay_s": 0.02}
    programs = [start_add(**order) for _ in range(2)]

    results = [result_of(program) for program in programs]

    assert [result["failed"] for result in results] == [[], []]
    with Library.open(order["library"]) as library:
        assert (library.count(), library.stats().files) == (60, 60)
    assert [job["state"] for job in read_jobs(order["library"])] == [JobState.DONE, JobState.DONE]


def test_three_programs_create_a_library_at_once(tmp_path):
    path = tmp_path / "home" / "library.db"
    program = (
        "import sys; from pathlib import Path; "
        "from affetto.library.music_library import Library; "
        "Library.open(Path(sys.argv[1])).close()"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [program.communicate()[1] for program in programs] == [b""] * 3
    with Library.open(path) as library:
        assert library.find_damage() == ()


def test_stops_with_one_line_when_a_file_may_not_grow_and_goes_on_when_it_may(
    sixty_files, tmp_path, start_add
):
    order = {
        "library": tmp_path / "library.db",
        "music": sixty_files,
        "log": tmp_path / "log",
    }
    process = start_add(**order, file_limit_bytes=600_000)
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors.startswith(f"{tmp_path / 'library.db'}: the disk ")
    assert errors.count("\n") == 1
    with Library.open(tmp_path / "library.db") as library:
        kept = library.count()
        assert library.find_damage() == ()
    assert 0 < kept < 60

    result = result_of(start_add(**order))

    assert (result["tracks"], result["unchanged"]) == (60, kept)
    reads = (tmp_path / "log").read_text().splitlines()
    assert len(reads) <= 60 + IN_FLIGHT


def can_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    with_tmpfs = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return subprocess.run(with_tmpfs, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="needs the right to mount a small disk")
def test_stops_with_one_line_on_a_full_disk_and_goes_on_when_there_is_room(sixty_files, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    order = {
        "library": str(disk / "library.db"),
        "music": str(sixty_files),
        "log": str(tmp_path / "log"),
    }
    add = shlex.join([sys.executable, str(ADD_PROGRAM), json.dumps(order)])
    script = f"""
        mount -t tmpfs -o size=700k none {disk}
        {add} > {tmp_path}/first; echo $?
        mount -o remount,size=20m {disk}
        {add} > {tmp_path}/second; echo $?
    """
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", "0"], done.stderr
    assert done.stderr == (
        f"{disk / 'library.db'}: the disk is full; make room and run the same command again, "
        "it goes on where it stopped\n"
    )
    kept = int((tmp_path / "first").read_text().splitlines()[-1])
    result = json.loads((tmp_path / "second").read_text().splitlines()[-1])
    assert 0 < kept < 60
    assert (result["tracks"], result["unchanged"], result["damage"]) == (60, kept, [])
    assert len((tmp_path / "log").read_text().splitlines()) <= 60 + IN_FLIGHT


def test_another_program_that_writes_for_long_is_waited_for(music, write_wav, tmp_path):
    write_wav(music / "a.wav", seed=1)
    path = tmp_path / "library.db"
    with Library.open(path) as library, Library.open(path) as other:
        with other.writing() as repository:
            repository.remove([1])
            program = subprocess.Popen(
                [
                    sys.executable,
                    str(ADD_PROGRAM),
                    json.dumps({"library": str(path), "music": str(music)}),
                ],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            with pytest.raises(subprocess.TimeoutExpired):
                program.wait(timeout=2)
        assert result_of(program)["added"] == 1
        assert add_music(library, [music], WavReader(), workers=1).unchanged == 1
