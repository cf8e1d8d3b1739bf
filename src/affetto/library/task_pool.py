"""Tasks in worker processes, some of which may kill their worker."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Generic, Self, TypeVar

from affetto.errors import LibraryError
from affetto.execution import make_executor, stop_now

K = TypeVar("K")
R = TypeVar("R")

ExecutorFactory = Callable[[int], Executor]

# Tasks handed to an executor beyond one per worker: what keeps workers busy while the caller
# deals with a result, and as few as possible, for all of them are lost when a worker dies.
_TASKS_AHEAD = 2


@dataclass(frozen=True)
class WorkerDied:
    """What a task yields that kills its worker every time.

    Attributes:
        after_s: how long the worker lived with it the last time, seconds.
    """

    after_s: float


@dataclass
class _Task(Generic[K, R]):
    key: K
    function: Callable[..., R]
    args: tuple[object, ...]
    started_s: float = 0.0


class TaskPool(Generic[K, R]):
    """Runs tasks in an executor, and goes on with a new one when a task breaks it.

    A worker that dies takes all unfinished tasks of its executor with it, guilty or not. Each of
    them is run once more, alone in an executor of one worker: the one that breaks that too is
    what kills workers.
    """

    def __init__(
        self,
        workers: int,
        probe: Callable[[], object],
        make: ExecutorFactory = make_executor,
    ) -> None:
        """Prepares a pool; its processes start with the first task.

        Args:
            workers: tasks that run side by side.
            probe: a harmless task; where even that cannot be run, no task is to blame.
            make: makes an executor of so many workers.
        """
        self._workers = workers
        self._probe = probe
        self._make = make
        self._executor: Executor | None = None
        self._is_probed = False
        self._is_alone = False
        self._waiting: deque[_Task[K, R]] = deque()
        self._suspects: deque[_Task[K, R]] = deque()
        self._running: dict[Future[R], _Task[K, R]] = {}
        self._finished: deque[tuple[_Task[K, R], Future[R] | WorkerDied]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._drop_executor()

    @property
    def _unfinished(self) -> int:
        return len(self._waiting) + len(self._suspects) + len(self._running)

    @property
    def is_full(self) -> bool:
        """Whether one more task would only wait."""
        return self._unfinished + len(self._finished) >= self._workers + _TASKS_AHEAD

    @property
    def is_busy(self) -> bool:
        """Whether there are results to come."""
        return self._unfinished + len(self._finished) > 0

    def submit(self, key: K, function: Callable[..., R], *args: object) -> None:
        """Runs `function(*args)` in a worker as soon as one is free.

        Raises:
            LibraryError: no worker can be started.
        """
        self._waiting.append(_Task(key, function, args))
        self._feed()

    def next_result(self, timeout_s: float) -> tuple[K, R | WorkerDied] | None:
        """The next result, by the key of its task; what the task raises is raised from here.

        Args:
            timeout_s: returns None where no task finishes in this time.

        Raises:
            LibraryError: no worker can be started.
        """
        if not self._finished:
            self._feed()
            done, _ = wait(self._running, timeout=timeout_s, return_when=FIRST_COMPLETED)
            self._gather(done)
        if not self._finished:
            return None
        task, outcome = self._finished.popleft()
        return task.key, outcome if isinstance(outcome, WorkerDied) else outcome.result()

    def _gather(self, done: set[Future[R]]) -> None:
        if any(isinstance(future.exception(), BrokenExecutor) for future in done):
            # A broken executor ends all its tasks, within moments.
            done, _ = wait(self._running)
            self._drop_executor()
        for future in done:
            task = self._running.pop(future)
            if not isinstance(future.exception(), BrokenExecutor):
                self._finished.append((task, future))
            elif self._is_alone:
                self._finished.append((task, WorkerDied(time.monotonic() - task.started_s)))
            else:
                self._suspects.append(task)

    def _feed(self) -> None:
        if self._suspects or (self._is_alone and self._running):
            self._try_suspect()
            return
        if self._is_alone:
            self._drop_executor()
            self._is_alone = False
        while self._waiting and len(self._running) < self._workers + _TASKS_AHEAD:
            task = self._waiting.popleft()
            try:
                self._start(task, self._workers)
            except BrokenExecutor:
                # It broke while it was idle, or its running tasks are about to say so.
                self._waiting.appendleft(task)
                if self._running:
                    return
                self._drop_executor()

    def _try_suspect(self) -> None:
        if self._running:
            return
        self._drop_executor()
        self._is_alone = True
        self._make_sure_workers_start()
        self._start(self._suspects.popleft(), workers=1)

    def _make_sure_workers_start(self) -> None:
        if self._is_probed:
            return
        executor = self._make(1)
        try:
            executor.submit(self._probe).result()
        except BrokenExecutor as error:
            raise LibraryError(
                "the processes that analyse music end as soon as they are started; "
                "there may be too little memory, or a part of the analyser is missing"
            ) from error
        finally:
            executor.shutdown()
        self._is_probed = True

    def _start(self, task: _Task[K, R], workers: int) -> None:
        if self._executor is None:
            self._executor = self._make(workers)
        task.started_s = time.monotonic()
        self._running[self._executor.submit(task.function, *task.args)] = task

    def _drop_executor(self) -> None:
        if self._executor is not None:
            stop_now(self._executor)
            self._executor = None
