"""Clocks: the system's, and a virtual one that can be moved on; timers for pacing beside them."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

#: the file beside a demo's database that keeps how far its clock is ahead
KEPT_AS = "clock"


class SystemClock:
    """The time of day, in UTC."""

    def now(self) -> datetime:
        """Return the current instant."""
        return datetime.now(UTC)


class VirtualClock:
    """A clock that can be moved on. Between moves it stands, or runs along with the system's.

    Args:
        start: the first instant; None begins now.
        runs: whether time passes by itself.
        kept_in: a file that keeps how far the clock is ahead of the system's, so that a restart goes on from there.
    """

    def __init__(
        self, start: datetime | None = None, *, runs: bool = False, kept_in: Path | None = None
    ) -> None:
        self._runs = runs
        self._kept_in = kept_in
        self._origin = datetime.now(UTC)
        self._ahead = (start or self._origin) - self._origin
        if kept_in and kept_in.is_file():
            self._ahead = timedelta(seconds=float(kept_in.read_text()))

    @property
    def ahead(self) -> timedelta:
        """How far it is ahead of the time that it began with, or of the system's if it runs."""
        return self._ahead

    def now(self) -> datetime:
        """Return the current virtual instant."""
        return (datetime.now(UTC) if self._runs else self._origin) + self._ahead

    def move_to(self, instant: datetime) -> None:
        """Move on to an instant; a clock never goes back."""
        self.move_by(instant - self.now())

    def move_by(self, step: timedelta) -> None:
        """Move on; a step back is none."""
        if step > timedelta():
            self._ahead += step
            if self._kept_in:
                self._kept_in.write_text(str(self._ahead.total_seconds()))


def clock_beside(url: str) -> VirtualClock:
    """Return the clock of a database's bot: a demo keeps its own beside it; elsewhere it is the system's."""
    local = url.startswith("sqlite:///")
    return VirtualClock(runs=True, kept_in=Path(url.partition("///")[2]).parent / KEPT_AS if local else None)


class SystemTimer:
    """Real seconds, for pacing."""

    def seconds(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class VirtualTimer:
    """Seconds of a virtual clock: waiting moves the clock on instead of sleeping."""

    def __init__(self, clock: VirtualClock) -> None:
        """Take the clock to read and to move."""
        self._clock = clock

    def seconds(self) -> float:
        """Return seconds that only grow."""
        return self._clock.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        """Move the clock on."""
        self._clock.move_by(timedelta(seconds=seconds))
        await asyncio.sleep(0)
