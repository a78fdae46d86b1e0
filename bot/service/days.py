"""Virtual days: every due instant on the way is stepped through, with the sweep and the relay at each."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.service.ports import Store
from bot.service.relay import Relay
from bot.service.rounds import Rounds

#: local time at which a virtual day begins
MORNING = time(9)
#: a message put off by less than this leaves within the same step
SOON = timedelta(minutes=5)


class MovableClock(Protocol):
    """A virtual clock."""

    @property
    def ahead(self) -> timedelta:
        """How far it was moved on from where its own time would be."""
        ...

    def now(self) -> datetime:
        """Return the current virtual instant."""
        ...

    def move_to(self, instant: datetime) -> None:
        """Move on to an instant."""
        ...


class Days:
    """Moves a virtual clock on, and lets the same code run that the clock moves in production."""

    def __init__(
        self,
        store: Store,
        clock: MovableClock,
        sweep: Rounds,
        relay: Relay,
        time_zone: str = "America/Toronto",
    ) -> None:
        """`time_zone` says when a day begins."""
        self._store, self._clock, self._sweep, self._relay = store, clock, sweep, relay
        self._zone = ZoneInfo(time_zone)
        self._leaving = False
        #: held while the clock is being moved
        self._moving = asyncio.Lock()

    async def next_day(self) -> datetime:
        """Move on to the next morning; return the new instant."""
        tomorrow = self._clock.now().astimezone(self._zone).date() + timedelta(days=1)
        await self.move_to(datetime.combine(tomorrow, MORNING, self._zone).astimezone(UTC))
        return self._clock.now()

    async def move_to(self, target: datetime) -> None:
        """Move on to an instant, through everything that falls due before it; less far after `leave`."""
        async with self._moving:
            await self._step()
            while not self._leaving and (due := await self._next(target)):
                self._clock.move_to(due)
                await self._step()
            if not self._leaving:
                self._clock.move_to(target)
                await self._step()

    async def leave(self) -> None:
        """Go no further, and return when the step under way is over: what is left falls due when time goes on."""
        self._leaving = True
        async with self._moving:
            return

    async def _next(self, target: datetime) -> datetime | None:
        # What could not be looked at stays due, is tried again at each step, and holds back nothing that follows.
        due = await self._sweep.next_due(self._clock.now())
        return due if due and due <= target else None

    async def _step(self) -> None:
        """Look at what is due, also at what fell due while messages waited, until all have left."""
        looked_at = None
        # By how far it was moved: one that runs by itself never tells the same instant twice.
        while looked_at != self._clock.ahead:
            looked_at = self._clock.ahead
            await self._sweep.run()
            await self.settle()

    async def settle(self) -> None:
        """Let every message leave, also those that were asked to wait a little."""
        await self._relay.drain()
        while (at := await self._soon()) and not self._leaving:
            self._clock.move_to(at)
            if not await self._relay.drain():
                return

    async def _soon(self) -> datetime | None:
        at = await self._store.read(lambda tx: tx.next_send())
        return at if at and at <= self._clock.now() + SOON else None
