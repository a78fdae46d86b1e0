"""Everything the clock asks for, in one round: projects, morning messages, stand-ups, anchors."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from bot.service.anchors import Anchors
from bot.service.mornings import Mornings
from bot.service.playbooks import Playbooks
from bot.service.ports import Clock, Store, Unavailable
from bot.service.standups import StandUps
from bot.service.sweep import Sweep

log = logging.getLogger("tollgate.sweep")


class Rounds:
    """Looks at what is due; correctness rests on the store's keys, not on who looks, or how often."""

    def __init__(self, store: Store, clock: Clock, playbooks: Playbooks, *, wake: Callable[[], None]) -> None:
        """`wake` is told when a round is over: messages may wait."""
        self._projects = Sweep(store, clock, playbooks)
        self._mornings = Mornings(store, clock, playbooks)
        self._stand_ups = StandUps(store, clock, playbooks)
        self._anchors = Anchors(store, clock)
        self._wake = wake

    async def run(self) -> int:
        """Look at everything that is due now; return how much there was. What fails is logged, and stays due."""
        total = 0
        for part in (self._projects, self._mornings, self._stand_ups, self._anchors):
            try:
                total += await part.run()
            except Unavailable as error:
                log.warning("%s could not be looked at: %s", type(part).__name__, error)
            except Exception:
                # What one part cannot do must not keep the others from theirs.
                log.exception("%s could not be looked at", type(part).__name__)
        self._wake()
        return total

    async def prune(self) -> int:
        """Forget what is kept for a time only; return how much."""
        return await self._projects.prune()

    async def next_due(self, after: datetime) -> datetime | None:
        """Return the earliest instant after another at which something is due."""
        return await self._projects.next_due(after)
