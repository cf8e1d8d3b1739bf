from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from affetto.errors import LibraryError
from affetto.library.task_pool import TaskPool, WorkerDied

HARMLESS = os.getpid


def run_all(pool, tasks):
    results = {}
    ahead = list(tasks)
    while ahead or pool.is_busy:
        while ahead and not pool.is_full:
            pool.submit(*ahead.pop(0))
        finished = pool.next_result(timeout_s=1.0)
        if finished is not None:
            key, result = finished
            assert key not in results
            results[key] = result
    return results


def test_gives_every_result_by_its_key():
    with TaskPool(2, HARMLESS) as pool:
        results = run_all(pool, [(number, pow, number, 2) for number in range(50)])
    assert results == {number: number**2 for number in range(50)}


def test_tasks_survive_those_that_kill_their_workers():
    tasks = [
        (number, os._exit, 1) if number % 10 == 5 else (number, abs, -number)
        for number in range(30)
    ]
    with TaskPool(3, HARMLESS) as pool:
        results = run_all(pool, tasks)
    died = {number for number, result in results.items() if isinstance(result, WorkerDied)}
    assert died == {5, 15, 25}
    assert {number: result for number, result in results.items() if number not in died} == {
        number: number for number in range(30) if number not in died
    }


def test_says_when_no_worker_can_be_started():
    with (
        TaskPool(2, partial(os._exit, 1)) as pool,
        pytest.raises(LibraryError, match="end as soon as they are started"),
    ):
        run_all(pool, [(1, os._exit, 1)])


def test_raises_what_a_task_raises():
    with TaskPool(1, HARMLESS) as pool, pytest.raises(ZeroDivisionError):
        run_all(pool, [(1, divmod, 1, 0)])


def test_returns_nothing_while_nothing_has_finished():
    with TaskPool(1, HARMLESS) as pool:
        pool.submit("slow", time.sleep, 30)
        assert pool.next_result(timeout_s=0.01) is None
        assert pool.is_busy


def test_is_full_with_a_little_more_than_one_task_per_worker():
    with TaskPool(2, HARMLESS, ThreadPoolExecutor) as pool:
        submitted = 0
        while not pool.is_full:
            pool.submit(submitted, time.sleep, 0.01)
            submitted += 1
        assert 2 < submitted <= 4
