import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import ClientDisconnect, Request

from affetto.api.inference_queue import InferenceQueue, while_connected
from affetto.api.problems import ProblemError


class Gate:
    """Work that ends when it is let through, and notes that it began."""

    def __init__(self) -> None:
        self.began = threading.Event()
        self.opened = threading.Event()

    def __call__(self) -> str:
        self.began.set()
        self.opened.wait()
        return "done"

    async def has_begun(self) -> None:
        await asyncio.to_thread(self.began.wait)


def run_with(queue_of: Callable[[], InferenceQueue], story: Callable[[InferenceQueue], Awaitable]):
    async def tell():
        queue = queue_of()
        try:
            return await story(queue)
        finally:
            queue.close()

    return asyncio.run(tell())


def test_answers_what_the_work_returns() -> None:
    async def story(queue: InferenceQueue) -> None:
        assert await queue.run(lambda: 6 * 7) == 42

    run_with(lambda: InferenceQueue(1, 0), story)


def test_the_event_loop_goes_on_while_a_thread_works() -> None:
    async def story(queue: InferenceQueue) -> None:
        gate = Gate()
        working = asyncio.create_task(queue.run(gate))
        await gate.has_begun()  # would never return if the loop were blocked
        gate.opened.set()
        assert await working == "done"

    run_with(lambda: InferenceQueue(1, 1), story)


def test_errors_of_the_work_reach_whoever_asked() -> None:
    async def story(queue: InferenceQueue) -> None:
        with pytest.raises(ZeroDivisionError):
            await queue.run(lambda: 1 // 0)
        assert await queue.run(lambda: "still there") == "still there"

    run_with(lambda: InferenceQueue(1, 0), story)


def test_a_full_queue_refuses_and_says_when_to_come_back() -> None:
    async def story(queue: InferenceQueue) -> None:
        gates = [Gate(), Gate()]
        waiting = [asyncio.create_task(queue.run(gate)) for gate in gates]
        await gates[0].has_begun()
        with pytest.raises(ProblemError) as refused:
            await queue.run(lambda: "one too many")
        assert refused.value.status == 429
        assert refused.value.headers is not None
        assert int(refused.value.headers["Retry-After"]) >= 1
        for gate in gates:
            gate.opened.set()
        assert await asyncio.gather(*waiting) == ["done", "done"]
        assert await queue.run(lambda: "room again") == "room again"

    run_with(lambda: InferenceQueue(threads=1, capacity=1), story)


def test_who_gives_up_waiting_leaves_the_queue() -> None:
    async def story(queue: InferenceQueue) -> None:
        gate, abandoned = Gate(), Gate()
        working = asyncio.create_task(queue.run(gate))
        await gate.has_begun()
        giving_up = asyncio.create_task(queue.run(abandoned))
        await asyncio.sleep(0)
        assert queue.waiting == 1
        giving_up.cancel()
        await asyncio.gather(giving_up, return_exceptions=True)
        assert queue.waiting == 0
        gate.opened.set()
        await working
        await queue.run(lambda: None)
        assert not abandoned.began.is_set()

    run_with(lambda: InferenceQueue(1, 1), story)


def test_a_thread_stays_taken_by_work_that_nobody_waits_for_any_longer() -> None:
    async def story(queue: InferenceQueue) -> None:
        gate = Gate()
        giving_up = asyncio.create_task(queue.run(gate))
        await gate.has_begun()
        giving_up.cancel()
        await asyncio.gather(giving_up, return_exceptions=True)
        with pytest.raises(ProblemError):
            queue.check_room()
        gate.opened.set()
        while True:  # the thread tells the loop when it is free
            try:
                queue.check_room()
                break
            except ProblemError:
                await asyncio.sleep(0.001)

    run_with(lambda: InferenceQueue(threads=1, capacity=0), story)


def test_counts_how_long_work_took() -> None:
    durations_s: list[float] = []

    async def story(queue: InferenceQueue) -> None:
        await queue.run(lambda: None)

    run_with(lambda: InferenceQueue(1, 0, durations_s.append), story)
    assert len(durations_s) == 1
    assert durations_s[0] >= 0


def test_work_is_given_up_when_its_client_leaves() -> None:
    async def story(queue: InferenceQueue) -> None:
        gate, abandoned = Gate(), Gate()
        working = asyncio.create_task(queue.run(gate))
        await gate.has_begun()
        left = asyncio.Event()

        async def receive():
            await left.wait()
            return {"type": "http.disconnect"}

        request = Request({"type": "http"}, receive)
        asking = asyncio.create_task(while_connected(request, queue.run(abandoned)))
        await asyncio.sleep(0)
        left.set()
        with pytest.raises(ClientDisconnect):
            await asking
        gate.opened.set()
        await working
        assert queue.waiting == 0
        assert not abandoned.began.is_set()

    run_with(lambda: InferenceQueue(1, 1), story)
