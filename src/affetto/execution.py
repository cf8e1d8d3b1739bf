"""Where heavy work runs: processes on this machine, behind the `concurrent.futures` interface."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import ClassVar

# How long a task that ran out of time may go on before its process is ended, seconds. Our own
# choice: leaving a decoding loop takes milliseconds, leaving a hung system call never happens.
_GRACE_S = 3.0

_THREADS_PER_WORKER = "1"
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

_in_worker = False


def make_executor(workers: int) -> Executor:
    """An executor of `workers` processes on this machine.

    The processes are started afresh or by a fork server, never forked from this process, whose
    threads and open databases a fork would copy half way through. Functions and arguments must
    therefore be picklable and importable. Workers ignore Ctrl-C, which is for their parent to
    handle, and end when their parent does, however that ends.

    Args:
        workers: at least 1.
    """
    return _WorkerProcesses(workers)


def stop_now(executor: Executor) -> None:
    """Ends an executor without waiting for the tasks it is running, where it can do that."""
    if isinstance(executor, _WorkerProcesses):
        executor.stop()
    else:
        executor.shutdown(wait=False, cancel_futures=True)


class _WorkerProcesses(ProcessPoolExecutor):
    """A process pool whose workers hold one end of a lifeline, and end when it is cut.

    A plain `ProcessPoolExecutor` leaves its workers behind, waiting for ever, when its process
    is killed; the system cuts the lifeline then. `stop` cuts it on purpose.
    """

    # Without a reference from here, a lifeline would be cut when its executor is garbage
    # collected, though tasks may still run then.
    _lifelines: ClassVar[set[Connection]] = set()

    def __init__(self, workers: int) -> None:
        methods = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
        self._worker_end, self._lifeline = context.Pipe(duplex=False)
        self._lifelines.add(self._lifeline)
        super().__init__(
            workers,
            mp_context=context,
            initializer=_prepare_worker,
            initargs=(self._worker_end,),
        )

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in the base class
        super().shutdown(wait=wait, cancel_futures=cancel_futures)
        if wait:
            self._cut()

    def stop(self) -> None:
        """Ends the workers at once; their tasks are lost."""
        self._cut()
        super().shutdown(wait=True, cancel_futures=True)

    def _cut(self) -> None:
        self._lifelines.discard(self._lifeline)
        self._lifeline.close()
        self._worker_end.close()


def _prepare_worker(lifeline: Connection) -> None:
    global _in_worker
    _in_worker = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One process per core computes already: threads of numpy's own would only get in its way.
    for variable in _THREAD_VARIABLES:
        os.environ.setdefault(variable, _THREADS_PER_WORKER)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    try:
        lifeline.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)


class OutOfTime(BaseException):
    """A task took longer than it may.

    Not an `Exception`, so that a library that survives any error of a file's does not survive
    this one.
    """


@contextmanager
def time_limit(limit_s: float) -> Iterator[None]:
    """Raises `OutOfTime` in a block of a worker process that takes longer than `limit_s`.

    A block that does not even return to Python by then is ended together with its process, a few
    seconds later. Outside of the workers of `make_executor` there is no limit: threads cannot be
    interrupted, and other executors bring limits of their own.
    """
    if not _in_worker:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(limit_s + _GRACE_S, exit=True, file=nowhere)
        try:
            with _alarm(limit_s):
                yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _alarm(limit_s: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):  # Windows, where ending the process has to do
        yield
        return
    previous = signal.signal(signal.SIGALRM, _raise_out_of_time)
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _raise_out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime
