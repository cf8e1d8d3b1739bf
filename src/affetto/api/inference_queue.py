"""A bounded queue before the networks: off the event loop, and honest when there is too much."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request

from affetto.api.problems import ProblemError

T = TypeVar("T")

# What one job is taken to last until the first has been timed, seconds.
_FIRST_GUESS_S = 0.5
# Share of the newest job in the running mean of how long jobs last. Our own choice.
_NEWEST_SHARE = 0.2


class InferenceQueue:
    """Work that keeps a processor busy, done by a few threads; so much may wait, no more.

    It belongs to one event loop. Whoever gives up waiting leaves the queue: a job that has not
    begun when its caller is cancelled is never done.

    Args:
        threads: jobs done at the same time, at least 1.
        capacity: jobs that may wait besides, at least 0.
        on_done: told of each job how long it took, seconds, without the wait.
    """

    def __init__(
        self,
        threads: int,
        capacity: int,
        on_done: Callable[[float], object] = lambda _duration_s: None,
    ) -> None:
        self._threads = threads
        self._capacity = capacity
        self._on_done = on_done
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="inference")
        # The executor's own queue would keep the pictures of those who left until their turn.
        self._free_threads = asyncio.Semaphore(threads)
        self._waiting = 0
        self._mean_s = _FIRST_GUESS_S

    @property
    def waiting(self) -> int:
        """Jobs that have not begun."""
        return self._waiting

    def check_room(self) -> None:
        """Refuses work that would have to be refused anyway, before its pictures are read.

        Raises:
            ProblemError: 429, the queue is full; `Retry-After` says when it may have emptied.
        """
        if self._free_threads.locked() and self._waiting >= self._capacity:
            raise self._full()

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns, done by one of the threads.

        Raises:
            ProblemError: 429, as of `check_room`.
        """
        self.check_room()
        self._waiting += 1
        try:
            await self._free_threads.acquire()
        finally:
            self._waiting -= 1
        job = self._executor.submit(self._timed, work)
        # A thread is free when its job has ended, even where nobody waits for it any longer.
        loop = asyncio.get_running_loop()
        job.add_done_callback(lambda _job: loop.call_soon_threadsafe(self._free_threads.release))
        return await asyncio.wrap_future(job)

    def close(self) -> None:
        """Drops what waits, and waits for what is being done."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _timed(self, work: Callable[[], T]) -> T:
        started_s = time.perf_counter()
        try:
            return work()
        finally:
            duration_s = time.perf_counter() - started_s
            self._mean_s += _NEWEST_SHARE * (duration_s - self._mean_s)
            self._on_done(duration_s)

    def _full(self) -> ProblemError:
        wait_s = max(1, math.ceil(self._mean_s * (self._waiting + 1) / self._threads))
        return ProblemError(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"too many pictures are waiting to be read; try again in {wait_s} s",
            "busy",
            headers={"Retry-After": str(wait_s)},
        )


async def while_connected(request: Request, work: Awaitable[T]) -> T:
    """The result of `work`, which is cancelled when the client goes away.

    Args:
        request: whose body has been read; all it can still tell is that its client has gone.

    Raises:
        ClientDisconnect: it has.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientDisconnect
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
