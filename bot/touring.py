"""The governance tour: two projects, five gates, and a ledger to check at the end."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from adapters.clock import VirtualClock
from adapters.sandbox.tour import governance
from adapters.sandbox.tour.crew import ZONE
from bot import ledger, staging
from bot.project.events import ConditionSettled, DelegationGiven, ItemVerified, Recorded, VoteCast
from bot.project.evolve import evolve
from bot.project.state import PASSED, Project
from bot.service.ports import Stored, Tx
from storage.engine import reading


@dataclass(frozen=True)
class Governed:
    """Where the tour's projects stand at the end, and how they got there."""

    gates_passed: int
    #: of the first project, and of the one that was stopped
    status: str
    other_status: str
    #: how rounds of gates ended, by outcome
    decisions: dict[str, int]
    approvals: int
    delegations: int
    conditions_met: int
    verified: int
    clicks: int
    events: int
    chain: str
    days: int


async def governance_tour(
    write: Callable[[str], None], stage: staging.Stage, *, exported: Path | None = None
) -> Governed:
    """Play the tour in a folder of its own; `exported` gets the whole ledger at the end."""
    with tempfile.TemporaryDirectory(prefix="tollgate-tour-") as name:
        url = f"sqlite:///{Path(name) / 'tollgate.sqlite'}"
        clock = VirtualClock(governance.BEGINS)
        clicks, _ = await stage.perform(governance.play, url, clock, write)
        projects, events = await _kept(url)
        report = await ledger.audit(url, clock.now())
        if exported:
            await ledger.export_ledger(url, exported)
    first, other = (
        next(p for p in projects if p.name == name) for name in (governance.NAME, governance.OTHER)
    )
    ended = Counter[str](decision.outcome for project in projects for decision in project.decisions)
    kinds = Counter(type(entry.event) for entry in events)
    return Governed(
        gates_passed=sum(decision.outcome in PASSED for decision in first.decisions),
        status=first.status,
        other_status=other.status,
        decisions=dict(sorted(ended.items())),
        approvals=kinds[VoteCast],
        delegations=kinds[DelegationGiven],
        conditions_met=kinds[ConditionSettled],
        verified=kinds[ItemVerified],
        clicks=clicks,
        events=report.events,
        chain=report.problems[0] if report.problems else "ok",
        days=(clock.now().astimezone(ZONE).date() - governance.BEGINS.date()).days + 1,
    )


async def _kept(url: str) -> tuple[Sequence[Project], Sequence[Recorded]]:
    """Return the tour's projects as the database holds them, and everything that happened."""
    projects: list[Project] = []
    events: list[Recorded] = []
    async with reading(url, evolve=evolve) as store:
        for workspace, key in await store.read(lambda tx: tx.every_project(("", ""), 10)):
            kept = await store.read(partial(_project, workspace, key))
            if kept:
                projects.append(kept.project)
                events += await store.read(partial(_history, workspace, key))
    return projects, events


def _project(workspace: str, key: str, tx: Tx) -> Stored | None:
    return tx.project(workspace, key)


def _history(workspace: str, key: str, tx: Tx) -> Sequence[Recorded]:
    return tx.history(workspace, key, 10_000)
