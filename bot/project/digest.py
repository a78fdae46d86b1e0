"""What one person is reminded of in the morning, over one project: computed afresh, so that it is still true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from bot.playbooks.model import Playbook
from bot.project.ladder import Step, approval_step, item_step
from bot.project.readiness import PASSING, status
from bot.project.stalled import MOVING, Stall, stalls
from bot.project.state import Project

Kind = Literal["approval", "choose", "threshold", "confirm", "overdue", "due", "silent", "due_soon"]
#: what matters comes first
_ORDER: tuple[Kind, ...] = (
    "approval",
    "choose",
    "threshold",
    "confirm",
    "overdue",
    "due",
    "silent",
    "due_soon",
)


class Line(msgspec.Struct, frozen=True):
    """One thing that waits for a person."""

    project: str
    kind: Kind
    #: "" for a decision
    item: str = ""
    due_on: date | None = None
    since: date | None = None
    #: it is somebody else's, and came up the ladder
    escalated: bool = False
    #: who is told next without news, and on which day
    next: tuple[str, ...] = ()
    next_on: date | None = None


def lines(project: Project, playbook: Playbook, person: str, today: date) -> list[Line]:
    """Return what waits for a person on this project, what matters first."""
    if project.status not in MOVING:
        return []
    found = [*_decisions(project, playbook, person, today), *_items(project, playbook, person, today)]
    return ordered(found)


def ordered(found: Iterable[Line]) -> list[Line]:
    """Return lines, of one project or several, what matters first, then the oldest."""
    return sorted(found, key=lambda line: (_ORDER.index(line.kind), line.escalated, line.due_on or date.max))


def _items(project: Project, playbook: Playbook, person: str, today: date) -> Iterable[Line]:
    for stall in stalls(project, playbook, today):
        item = playbook.item(stall.item)
        if item.kind == "sign":
            continue  # asked of those who sign, below
        step = item_step(project, playbook, stall, today)
        if person in step.told:
            yield _line(project, stall, step, escalated=person != project.item(item.id).owner)


def _line(project: Project, stall: Stall, step: Step, *, escalated: bool) -> Line:
    return Line(
        project=project.id,
        kind=stall.kind,
        item=stall.item,
        due_on=stall.due_on,
        since=stall.since,
        escalated=escalated,
        next=step.next,
        next_on=step.next_on,
    )


def _decisions(project: Project, playbook: Playbook, person: str, today: date) -> Iterable[Line]:
    step = approval_step(project, playbook, today)
    if person in step.told:
        escalated = person not in project.holders("sponsor")
        yield Line(
            project.id, "approval", since=today, escalated=escalated, next=step.next, next_on=step.next_on
        )
    if person == project.sponsor:
        if project.status == "deciding":
            yield Line(project.id, "choose")
        if project.new_threshold:
            yield Line(project.id, "threshold")
    for stall in stalls(project, playbook, today):
        item = playbook.item(stall.item)
        signers = {p for role in item.signed_by for p in project.holders(role)}
        if item.kind == "sign" and person in signers and status(project, playbook, item) not in PASSING:
            yield Line(project.id, "confirm", item.id, stall.due_on, stall.since)
