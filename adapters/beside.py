"""Work beside the caller: what outlives an acknowledgement, and is waited for before the process ends."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


class Beside:
    """Runs work beside the caller and keeps hold of it: a task that nobody holds may vanish."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run it from now on."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def give(self, work: Coroutine[Any, Any, None], seconds: float) -> None:
        """Run it, and wait for it so long; afterwards it goes on by itself."""
        await asyncio.wait({self.begin(work)}, timeout=seconds)

    async def drain(self) -> None:
        """Wait until all of it is over, what it began included."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def stop(self) -> None:
        """End all of it now."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
