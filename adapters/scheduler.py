"""The trigger of the sweeps: APScheduler in memory, one interval, nothing stored."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Work = Callable[[], Awaitable[object]]
#: how often the clock's part is looked at; correctness does not rest on it
EVERY_SECONDS = 30
#: how often what is kept for a time only is forgotten
PRUNE_HOURS = 6
#: how often it is asked whether the day's look at who is still there was taken
ROSTERS_HOURS = 1
#: how long work under way may take to end when nothing more is run
LAST_WORK_SECONDS = 10.0


class Scheduler:
    """Runs a sweep and other work at intervals, never two of a kind at once, and none less after a pause."""

    def __init__(
        self, sweep: Work, prune: Work, *, rosters: Work | None = None, seconds: float = EVERY_SECONDS
    ) -> None:
        """Take the sweep, the pruning, and the look at who is still there."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._under_way = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._every(sweep, seconds)
        self._every(prune, PRUNE_HOURS * 3600)
        if rosters:
            self._every(rosters, ROSTERS_HOURS * 3600)

    def _every(self, work: Work, seconds: float) -> None:
        async def run() -> None:
            self._under_way += 1
            self._at_rest.clear()
            try:
                await work()
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._at_rest.set()

        self._scheduler.add_job(
            run, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._scheduler.start()

    async def stop(self, within: float = LAST_WORK_SECONDS) -> None:
        """Run nothing more, and wait, for so many seconds at most, until what is under way has ended."""
        self._scheduler.pause()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._at_rest.wait(), within)
        self._scheduler.shutdown(wait=False)
