"""How answers without an end learn that the service stops."""

from __future__ import annotations

import asyncio


class Shutdown:
    """Whether the service is stopping; it belongs to one event loop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    @property
    def has_begun(self) -> bool:
        """Whether it is stopping."""
        return self._event.is_set()

    def begin(self) -> None:
        """Tells everybody who waits."""
        self._event.set()

    async def wait(self) -> None:
        """Returns when the service stops."""
        await self._event.wait()

    async def sleep(self, duration_s: float) -> bool:
        """Sleeps, but not longer than the service runs; whether it is stopping."""
        try:
            await asyncio.wait_for(self._event.wait(), duration_s)
        except TimeoutError:
            return False
        return True
