"""The clock's part: projects whose next due instant has come are looked at, each in a unit of its own."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.project.commands import CLOCK, PassTime
from bot.project.decide import decide
from bot.project.due import just_final
from bot.project.events import Recorded
from bot.service.live_cards import checklist, reviews
from bot.service.playbooks import Playbooks
from bot.service.ports import Clock, Outgoing, Store, Tx, Unavailable
from bot.service.queued import everywhere
from bot.service.unit import record

log = logging.getLogger("tollgate.sweep")

BATCH = 200
#: platforms repeat a delivery within minutes; what is older is forgotten
KEPT = timedelta(days=30)


class Sweep:
    """Looks at what is due. Two sweepers at once do no harm: the second finds the project looked at."""

    def __init__(self, store: Store, clock: Clock, playbooks: Playbooks) -> None:
        """Take the store and the clock that the domain is measured by."""
        self._store, self._clock, self._playbooks = store, clock, playbooks

    async def run(self) -> int:
        """Look once at every project that is due now; return how many there were."""
        now, seen = self._clock.now(), set[tuple[str, str]]()
        while due := await self._fresh(now, seen):
            for workspace, project in due:
                await self._look(workspace, project, now)
            seen.update(due)
        return len(seen)

    async def _fresh(self, now: datetime, seen: set[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return what is due; a project that could not be looked at stays due, and is left for the next time."""
        limit = BATCH + len(seen)
        due = await self._store.read(lambda tx: tx.due_projects(now, limit))
        return [project for project in due if project not in seen]

    async def _look(self, workspace: str, key: str, now: datetime) -> None:
        try:
            await self._store.write(_Look(self._playbooks, workspace, key, now))
        except Unavailable:
            raise
        except Exception:
            # One project that cannot be looked at must not keep time from all the others.
            log.exception("project %s could not be looked at", key)

    async def prune(self) -> int:
        """Forget what is kept for a time only; return how much."""
        before, total = self._clock.now() - KEPT, 0
        while count := await self._store.write(lambda tx: tx.prune(before, BATCH)):
            total += count
        return total

    async def next_due(self, after: datetime) -> datetime | None:
        """Return the earliest instant after another at which something needs the clock."""
        return await self._store.read(lambda tx: tx.next_due(after))


class _Look:
    """One project's unit of work."""

    def __init__(self, playbooks: Playbooks, workspace: str, project: str, now: datetime) -> None:
        self._playbooks, self._workspace, self._project, self._now = playbooks, workspace, project, now

    def __call__(self, tx: Tx) -> None:
        stored = tx.project(self._workspace, self._project)
        if stored is None:
            return
        project = stored.project
        playbook = self._playbooks.get(tx, self._workspace, project.playbook)
        events = decide(project, PassTime(), by=CLOCK, playbook=playbook, now=self._now)
        recorded = [Recorded(event, self._now, "") for event in events]
        # The day turns on the card even when nothing happened.
        turned = [] if events else [checklist(project, project.phase)]
        if decision := just_final(project, self._now):
            copies = reviews(project, playbook, decision.gate, decision.round)
            turned += [replace(copy, edit_only=True) for copy in copies]
        extra = everywhere(project, map(self._day_turned, turned))
        record(tx, self._workspace, stored, recorded, playbook, self._now, extra=extra)

    def _day_turned(self, refresh: Outgoing) -> Outgoing:
        return replace(refresh, dedupe=f"{refresh.key}:day:{self._now:%Y-%m-%dT%H:%M}")
