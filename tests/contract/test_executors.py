"""What Affetto relies on in an executor, whatever it runs on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, CancelledError, Executor, wait
from pathlib import Path

import pytest

from affetto.errors import InputError
from affetto.execution import make_executor, stop_now
from affetto.library.discovery import find_music


@pytest.fixture(params=[make_executor], ids=["processes"])
def executor(request):
    executor: Executor = request.param(2)
    yield executor
    stop_now(executor)


def test_runs_functions_and_returns_results(executor):
    futures = [executor.submit(divmod, number, 7) for number in range(20)]
    assert [future.result() for future in futures] == [divmod(n, 7) for n in range(20)]
    assert list(executor.map(abs, range(-3, 3))) == [3, 2, 1, 0, 1, 2]


def test_runs_outside_of_this_process(executor):
    assert executor.submit(os.getpid).result() != os.getpid()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_runs_as_many_tasks_side_by_side_as_it_has_workers(executor, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    # Each end of a pipe waits for the other one.
    received = executor.submit(Path.read_text, pipe)
    sent = executor.submit(Path.write_text, pipe, "hello")
    assert received.result(timeout=60) == "hello"
    assert sent.result(timeout=60) == 5


def test_exceptions_travel_with_their_attributes(executor):
    with pytest.raises(ZeroDivisionError):
        executor.submit(divmod, 1, 0).result()
    with pytest.raises(FileNotFoundError) as missing:
        executor.submit(os.stat, "/no/such/file").result()
    assert missing.value.filename == "/no/such/file"


def test_our_own_errors_travel(executor):
    error = executor.submit(find_music, [Path("/no/such/folder")]).exception()
    assert isinstance(error, InputError)
    assert error.source == "/no/such/folder"
    assert str(error) == f"{error.source}: {error.reason}"


def test_what_cannot_be_sent_fails_its_own_task_only(executor):
    unsendable = executor.submit(len, (lambda: None,))
    assert executor.submit(abs, -1).result() == 1
    assert unsendable.exception() is not None


def test_a_task_that_waits_can_be_cancelled(executor):
    running = [executor.submit(time.sleep, 0.5) for _ in range(8)]
    last = executor.submit(abs, -1)
    assert last.cancel()
    with pytest.raises(CancelledError):
        last.result()
    wait(running)
    assert executor.submit(abs, -2).result() == 2


def test_a_dead_worker_is_told_of_and_does_not_hang(executor):
    with pytest.raises(BrokenExecutor):
        executor.submit(os._exit, 1).result(timeout=30)


def test_shutdown_waits_for_results(executor):
    future = executor.submit(time.sleep, 0.2)
    executor.shutdown()
    assert future.done()
    with pytest.raises(RuntimeError):
        executor.submit(abs, -1)


def test_stopping_does_not_wait_for_running_tasks(executor):
    future = executor.submit(time.sleep, 600)
    executor.submit(abs, -1).result()  # so the workers run
    stop_now(executor)
    assert future.exception(timeout=30) is not None


@pytest.mark.skipif(os.name == "nt", reason="sends signals")
def test_workers_ignore_the_keyboard_and_end_with_their_parent():
    program = (
        "import os, sys, time\n"
        "from affetto.execution import make_executor\n"
        "executor = make_executor(1)\n"
        "print(executor.submit(os.getpid).result(), flush=True)\n"
        "executor.submit(time.sleep, 600)\n"
        "time.sleep(600)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    worker = int(parent.stdout.readline())
    os.kill(worker, signal.SIGINT)
    time.sleep(0.3)
    os.kill(worker, 0)  # still there
    parent.kill()
    parent.communicate()
    for _ in range(500):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    pytest.fail("the worker has outlived its parent")
