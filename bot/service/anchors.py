"""Anchors: once a week what the ledger amounts to, in one line, to whom the workspace names to keep it outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.working import WorkingTime, next_instant
from bot.service.batches import Batches
from bot.service.ports import Clock, Outgoing, Place, Store, Tx, WorkspaceSettings
from bot.service.queued import encode
from bot.talk.notices import Notice

BATCH = 50
#: what is being written at this moment belongs to the next one
SETTLED = timedelta(minutes=1)


class Anchors:
    """Looks at the workspaces whose anchor is due. A second sweeper finds nothing left, or queues the same key."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Take the store and the clock that the domain is measured by."""
        self._store, self._clock = store, clock

    async def run(self) -> int:
        """Look at every workspace that is due; return how many there were."""
        now = self._clock.now()
        workspaces = Batches[WorkspaceSettings](
            self._store,
            BATCH,
            due=lambda tx, most: tx.due_workspaces(now, most),
            look=lambda tx, due: _batch(tx, due, now),
            name=lambda chosen: f"workspace {chosen.workspace}",
        )
        return await workspaces.run()


def _batch(tx: Tx, due: Sequence[WorkspaceSettings], now: datetime) -> None:
    at = now.replace(microsecond=0) - SETTLED
    for chosen in due:
        # Long ago for what was never planned: its first one comes on its day.
        if chosen.next_at is not None and chosen.anchor_to:
            tx.queue(chosen.workspace, list(_messages(tx, chosen, at, now)), now)
            chosen = replace(chosen, anchored_at=max(chosen.anchored_at or at, at))
        tx.put_workspace_settings(replace(chosen, next_at=next_anchor(chosen, now)))


def next_anchor(chosen: WorkspaceSettings, now: datetime) -> datetime:
    """Return the next instant of a workspace's anchor: its weekday and time, a holiday or not."""
    weekly = WorkingTime(time_zone=chosen.time_zone, days=(chosen.anchor_day,))
    return next_instant(now, chosen.anchor_at, weekly)


def _messages(tx: Tx, chosen: WorkspaceSettings, at: datetime, now: datetime) -> Iterator[Outgoing]:
    line, on = tx.anchor(chosen.workspace, at), local_day(now, chosen.time_zone)
    for person in chosen.anchor_to:
        yield _message(person, line, at, on)


def _message(person: str, line: str, at: datetime, on: date) -> Outgoing:
    year, week, _ = on.isocalendar()
    key = f"anchor:{person}:{year}-{week:02}"
    notice = Notice("anchor", "", person=person, at=at, line=line)
    return Outgoing(key, Place(person=person), encode(notice), dedupe=key)
