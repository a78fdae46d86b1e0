"""The trigger of the sweeps: APScheduler in memory, one interval, nothing stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

#: how often the clock's part is looked at; correctness does not rest on it
EVERY_SECONDS = 30


class Scheduler:
    """Runs one sweep at an interval, never two at once, and none less after a pause of the machine."""

    def __init__(self, sweep: Callable[[], Awaitable[object]], *, seconds: float = EVERY_SECONDS) -> None:
        """Take the sweep to run."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            sweep, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Run nothing more; a sweep under way ends by itself."""
        self._scheduler.shutdown(wait=False)
