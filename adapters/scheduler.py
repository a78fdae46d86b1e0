"""The trigger of the sweeps: APScheduler in memory, one interval, nothing stored."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Work = Callable[[], Awaitable[object]]
#: how often the clock's part is looked at; correctness does not rest on it
EVERY_SECONDS = 30
#: how often what is kept for a time only is forgotten
PRUNE_HOURS = 6
#: how often it is asked whether the day's look at who is still there was taken
ROSTERS_HOURS = 1


class Scheduler:
    """Runs a sweep and other work at intervals, never two of a kind at once, and none less after a pause."""

    def __init__(
        self, sweep: Work, prune: Work, *, rosters: Work | None = None, seconds: float = EVERY_SECONDS
    ) -> None:
        """Take the sweep, the pruning, and the look at who is still there."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._every(sweep, seconds)
        self._every(prune, PRUNE_HOURS * 3600)
        if rosters:
            self._every(rosters, ROSTERS_HOURS * 3600)

    def _every(self, work: Work, seconds: float) -> None:
        self._scheduler.add_job(
            work, "interval", seconds=seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Run nothing more; a sweep under way ends by itself."""
        self._scheduler.shutdown(wait=False)
